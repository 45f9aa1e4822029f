#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "suanwang/core/units.hpp"
#include "suanwang/engine/job_ledger.hpp"
#include "suanwang/engine/policies.hpp"

namespace suanwang {

/// Jobs by where they stand at the end. The states sum to `submitted`.
struct JobCounts {
  std::uint64_t submitted = 0, completed = 0, running = 0, queued = 0, rejected = 0, expired = 0, failed = 0;
};

/// Energy of a place over the run. Two balances hold:
///   facility + shortfall = asked for;   facility = renewable + storage_out + grid - (grid that charged
///   storage).
struct EnergyTotals {
  MegawattHours it;         ///< served
  MegawattHours facility;   ///< served
  MegawattHours renewable;  ///< straight to the load
  MegawattHours storage_in;
  MegawattHours storage_out;
  MegawattHours storage_loss;
  MegawattHours grid;  ///< all imports
  MegawattHours shortfall;
  MegawattHours curtailed;

  [[nodiscard]] MegawattHours asked_for() const { return facility + shortfall; }
  /// Share of the load met by contracted renewables, directly or through storage; 0 without load. Storage
  /// counts whole, which is right as long as it charges from renewables only (`renewables_first`).
  [[nodiscard]] double green_share() const {
    return facility > MegawattHours(0) ? (renewable + storage_out) / facility : 0.0;
  }
  [[nodiscard]] double pue() const { return it > MegawattHours(0) ? facility / it : 1.0; }
};

struct WaitTotals {
  double mean_s = 0.0, p95_s = 0.0, bounded_slowdown_mean = 0.0;
};

/// Round trips of served tokens, weighted by tokens. Empty where there were none.
struct LatencyTotals {
  double p50_ms = 0.0, p95_ms = 0.0, p99_ms = 0.0;
  double sla_share = 0.0;  ///< tokens served within their bound over tokens asked for
};

/// What the run says about the nation, a hub, or a cluster.
struct PlaceSummary {
  std::string id;
  std::string name;
  std::string hub;  ///< of a cluster
  JobCounts jobs;
  EnergyTotals energy;
  TonnesCo2 carbon_location, carbon_market;
  Cny energy_cost, network_cost;
  std::optional<LatencyTotals> latency;  ///< hub: of tokens from there; cluster: of tokens served there
  WaitTotals wait;
  double tokens_asked_for = 0.0;         ///< hub and nation
  double tokens_served = 0.0;            ///< hub: of tokens from there
  double accelerator_utilisation = 0.0;  ///< busy over schedulable accelerator-time
  double serving_utilisation = 0.0;      ///< of compute held for tokens, mean over time
  Megawatts peak_load;                   ///< highest facility load asked for in one interval
  std::string peak_load_at;
  double grid_limit_hours = 0.0;  ///< time at the grid import limit; hub and nation (sum)
};

struct JobClassSummary {
  std::string id;
  std::string name;
  JobCounts jobs;
  WaitTotals wait;
  double accelerator_hours = 0.0;
  MegawattHours it_energy;
};

/// Bottom-up against top-down: how the run's energy was tied to the scenario's figure.
struct Reconciliation {
  std::string rule;                     ///< "none" or "scale_general_load"
  double calibration_factor = 1.0;      ///< on the general load
  std::optional<MegawattHours> target;  ///< of the nation's data centres over the horizon
  MegawattHours modelled;               ///< facility energy asked for inside the network
  MegawattHours rest_of_nation;         ///< as the scenario states it
  // The modelled energy by block, at the facility's meter but for the last line; asked for, not served.
  MegawattHours jobs_it, serving_it, idle_it, general_it, cooling;

  [[nodiscard]] MegawattHours national() const { return modelled + rest_of_nation; }
};

/// Work that went from a place to a cluster.
struct WorkFlow {
  std::string origin;
  std::string cluster;
  std::uint64_t jobs = 0;
  double accelerator_hours = 0.0;
  Gigabytes input;
  double tokens = 0.0;
};

struct Summary {
  std::string scenario, title, version;
  std::string start, end;
  std::uint64_t seed = 0;
  PolicySet::Names policy;
  double wall_seconds = 0.0;
  std::uint64_t events = 0;
  std::uint64_t most_active_jobs = 0;
  std::array<std::uint64_t, rejection_rule_count> rejected_by{};
  PlaceSummary nation;
  Reconciliation reconciliation;
  std::vector<PlaceSummary> hubs, clusters, sites;
  std::vector<JobClassSummary> job_classes;
  std::vector<WorkFlow> flows;

  /// The content of summary.json. Everything but `wall_seconds` follows from scenario and seed alone.
  [[nodiscard]] std::string json() const;
};

}  // namespace suanwang
