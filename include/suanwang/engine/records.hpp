#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "suanwang/core/id.hpp"
#include "suanwang/core/time.hpp"
#include "suanwang/core/units.hpp"
#include "suanwang/engine/job_ledger.hpp"
#include "suanwang/model/energy/supply.hpp"
#include "suanwang/model/network/network.hpp"
#include "suanwang/model/workload/job.hpp"
#include "suanwang/model/workload/token_stream.hpp"

namespace suanwang {

/// Why a job left its accelerators.
enum class RunEnd : std::uint8_t { done, preempted, failure, migrated, resized };
[[nodiscard]] constexpr std::string_view run_end_name(RunEnd end) {
  constexpr std::array<std::string_view, 5> names{"done", "preempted", "failure", "migrated", "resized"};
  return names[static_cast<std::size_t>(end)];
}

/// One hub's books of one interval.
struct HubInterval {
  Megawatts load;  ///< facility load, unserved included
  Megawatts
      restricted;  ///< facility load that jobs and tokens would have drawn more, had power not been short
  bool is_supply_limited = false;  ///< work was slowed down or kept waiting for want of supply
  IntervalFlows flows;
  StoredEnergy stored;  ///< at the end
  MegawattHours storage_loss;
  Cny energy_cost;
  Cny demand_charge;    ///< for raising the month's highest import, and the standing charge
  Cny response_income;  ///< for load reduced on call
  TonnesCo2 carbon_location;
  TonnesCo2 carbon_market;
  TonnesCo2 carbon_marginal;

  /// Share of the load that was served; 1 without load.
  [[nodiscard]] double served_share() const { return load > Megawatts(0) ? flows.served() / load : 1.0; }
};

/// One cluster's interval, mean powers before any shortfall.
struct ClusterInterval {
  Megawatts job_power;      ///< IT power of accelerators that run jobs
  Megawatts serving_power;  ///< of accelerators held for tokens, idle ones included
  Megawatts idle_power;     ///< of energised accelerators without a job
  Megawatts server_power;   ///< of hosts, storage and network beyond the accelerators' all-in power
  Megawatts general_power;
  Megawatts restricted_power;  ///< IT power that was not drawn because power was short or capped
  Megawatts facility_power;
  double pue = 1.0;
  CubicMetres water;
  double busy_accelerators = 0.0;  ///< mean
  double held_accelerators = 0.0;  ///< mean, by services
  double lent_accelerators = 0.0;  ///< mean, of those for services: left to jobs
  double down_accelerators = 0.0;  ///< mean, of those for jobs: failed or under maintenance
  std::uint32_t running_jobs = 0;  ///< at the end
  std::uint32_t queued_jobs = 0;   ///< at the end
  TokensPerSecond tokens_served;
  double serving_share = 0.0;  ///< of the held accelerators, in use
  Cny network_cost;            ///< of input that landed

  [[nodiscard]] Megawatts it_power() const {
    return job_power + serving_power + idle_power + server_power + general_power;
  }
};

/// Tokens of one stream that one pool served in an interval.
struct ServedTokens {
  TokenStreamId stream;
  PoolId pool;
  ClusterId cluster;
  TokensPerSecond rate;
  Delay round_trip;
  double accelerators = 0.0;  ///< that this keeps in use at full speed
};

/// One pool's interval.
struct PoolInterval {
  double busy = 0.0;   ///< accelerators that run jobs, mean
  double held = 0.0;   ///< by services, mean
  double used = 0.0;   ///< that the tokens keep in use at full speed
  double speed = 1.0;  ///< of services; below 1 while power is short

  [[nodiscard]] double load() const { return used > 0.0 ? std::min(1.0, used / (held * speed)) : 0.0; }
};

/// Everything that one power interval left behind. Spans are valid during the call only.
struct IntervalReport {
  std::size_t interval = 0;
  TimePoint start;
  Duration span{};
  std::span<const HubInterval> hubs;               // by HubId
  std::span<const ClusterInterval> clusters;       // by ClusterId
  std::span<const LineFlow> lines;                 // by TransferLineId
  std::span<const Gigabytes> carried;              // by ChannelId
  std::span<const MegawattHours> class_it_energy;  // by ClusterId, then JobClassId; jobs only
  std::span<const ServedTokens> served;
  std::span<const TokensPerSecond> unserved;       // by TokenStreamId
  std::span<const PoolInterval> pools;             // by PoolId
  std::span<const MegawattHours> model_it_energy;  // by ClusterId, then ModelClassId; of pools that serve
  const JobLedger* ledger = nullptr;
};

/// What a job's time on accelerators was worth. Accelerator-time, of all its copies, adds up: useful + lost +
/// overhead = all. Counts are those of one copy.
struct WorkBalance {
  std::uint32_t runs = 0;         ///< times that it was given accelerators
  std::uint32_t preemptions = 0;  ///< it had to make way
  std::uint32_t failures = 0;     ///< of machines under it
  std::uint32_t migrations = 0;
  double useful_ms = 0.0;    ///< accelerator-time of work that counts in the end
  double lost_ms = 0.0;      ///< of work done again, or of a job that failed
  double overhead_ms = 0.0;  ///< of checkpoints and restarts

  [[nodiscard]] double all_ms() const { return useful_ms + lost_ms + overhead_ms; }
};

/// Shares of one job in energy, money and carbon.
struct JobShares {
  MegawattHours it_energy;
  MegawattHours facility_energy;
  Cny energy_cost;
  TonnesCo2 carbon_location;
  TonnesCo2 carbon_market;

  JobShares& operator+=(const JobShares& other);
  [[nodiscard]] JobShares operator*(double share) const;
};

/// One stretch of time for which a job kept a number of accelerators.
struct RunRecord {
  std::uint32_t job_number = 0;
  JobClassId job_class;
  PoolId pool;
  TimePoint from, to;
  std::uint32_t accelerators = 0;  ///< of all its copies
  RunEnd end = RunEnd::done;
};

/// One transfer that has sent all its data.
struct TransferRecord {
  std::uint32_t job_number = 0;
  NodeId from, to;
  TimePoint started, landed;
  Gigabytes data;
  Cny cost;
  bool was_rerouted = false;
};

/// One job that has left, complete, or those of its copies that went the same way. Without a place it was
/// rejected or expired before it was routed.
struct JobRecord {
  Job job;
  std::uint32_t part = 0;  ///< tells its records apart where copies went separate ways
  JobState end_state = JobState::completed;
  RejectionRule rejection{};  ///< where `end_state` is rejected
  bool has_place = false;
  PoolId pool;          ///< the last
  TimePoint queued_at;  ///< first
  TimePoint started;    ///< first
  TimePoint ended;      ///< of its last run; of one that did not run, when it left
  TimePoint left;       ///< its output has arrived
  WorkBalance work;
  JobShares shares;
  Cny network_cost;

  [[nodiscard]] bool has_run() const {
    return end_state == JobState::completed || end_state == JobState::failed ||
           end_state == JobState::cancelled;
  }
  [[nodiscard]] Duration wait() const { return started - job.submitted; }
  /// Time from first start to last end, interruptions included.
  [[nodiscard]] Duration run() const { return ended - started; }
};

}  // namespace suanwang
