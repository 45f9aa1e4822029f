#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "suanwang/core/units.hpp"
#include "suanwang/engine/job_ledger.hpp"
#include "suanwang/engine/policies.hpp"
#include "suanwang/engine/records.hpp"
#include "suanwang/trace/trace_jobs.hpp"

namespace suanwang {

/// Jobs by where they stand at the end. The states sum to `submitted`.
struct JobCounts {
  std::uint64_t submitted = 0, completed = 0, running = 0, queued = 0, rejected = 0, expired = 0, failed = 0,
                cancelled = 0;

  /// All that ran to an end of their own.
  [[nodiscard]] std::uint64_t ran() const { return completed + failed + cancelled; }
};

/// Energy of a place over the run. Three balances hold:
///   served load: facility = renewable + storage_out + lines_in + grid - grid_to_storage - grid_to_lines
///   renewables:  available = renewable + renewable_to_storage + renewable_to_lines + exported + curtailed
///   asked for  = facility + shortfall + restricted
struct EnergyTotals {
  MegawattHours it;         ///< served
  MegawattHours facility;   ///< served
  MegawattHours renewable;  ///< straight to the load
  MegawattHours direct;     ///< of all renewables used, from the direct supply
  MegawattHours storage_in;
  MegawattHours storage_out;
  MegawattHours storage_loss;
  MegawattHours lines_in;   ///< from other hubs, after losses
  MegawattHours lines_out;  ///< to other hubs, before losses
  MegawattHours exported;   ///< to the grid
  MegawattHours grid;       ///< all imports
  MegawattHours
      green;  ///< load met from renewables in the same hour, directly, through storage or over a line
  MegawattHours shortfall;   ///< load that was not served
  MegawattHours restricted;  ///< load not drawn because work was slowed down or paused
  MegawattHours curtailed;

  [[nodiscard]] MegawattHours asked_for() const { return facility + shortfall + restricted; }
  /// Share of the load matched hour by hour (24/7); 0 without load.
  [[nodiscard]] double green_share() const { return facility > MegawattHours(0) ? green / facility : 0.0; }
  [[nodiscard]] double pue() const { return it > MegawattHours(0) ? facility / it : 1.0; }
};

struct CarbonTotals {
  TonnesCo2 location, market;
  TonnesCo2 marginal;  ///< of the plants that served the import
  TonnesCo2 embodied;  ///< in chips, buildings and storage, by their lifetimes; hubs and nation
};

struct CostTotals {
  Cny energy;           ///< what was taken, less what was sold
  Cny demand_charge;    ///< demand and standing charges; hubs and nation
  Cny response_income;  ///< for load reduced on call; hubs and nation
  Cny certificates;     ///< hubs and nation
  Cny network;
  [[nodiscard]] Cny total() const {
    return energy + demand_charge + certificates + network - response_income;
  }
};

/// More of a hub's supply, and of the nation's.
struct SupplySummary {
  std::optional<double> wind_capacity_factor, solar_capacity_factor, hydro_capacity_factor;  ///< hubs
  MegawattHours direct_available;
  double storage_cycles = 0.0;  ///< energy out of the store over its usable capacity; hubs
  CubicMetres water;
  MegawattHours it;  ///< IT energy, unserved included
  MegawattHours served;
  MegawattHours
      green_volume;  ///< of each year the least of load and renewables, whenever they came; no certificates
  MegawattHours certificates;
  Cny certificate_cost;
  std::string first_bound;      ///< first interval in which supply bound the load; empty: never
  std::string first_shortfall;  ///< first interval in which load was not served or work was slowed down

  /// Share of a year's load covered by a year's renewables and certificates.
  [[nodiscard]] double annual_green_share() const {
    return served > MegawattHours(0) ? (green_volume + certificates) / served : 0.0;
  }
  /// Water usage effectiveness, l per kWh of IT energy.
  [[nodiscard]] double wue() const { return it > MegawattHours(0) ? water.value() / it.value() : 0.0; }
  void add(const SupplySummary& other);
};

/// One rule that one hub is held to.
struct ComplianceRow {
  std::string hub;
  std::string rule;
  bool is_upper_limit = false;
  double required = 0.0;
  double found = 0.0;
  bool is_met = false;
};

struct VoucherSummary {
  std::string id;
  std::string origin;
  Cny rent;  ///< of all work from there
  Cny paid;
};

/// Whether a hub's supply bound its load: import at its limit, load unserved, or work slowed down or kept
/// waiting.
[[nodiscard]] inline bool is_supply_bound(const HubInterval& hub, Megawatts import_limit) {
  return hub.is_supply_limited || hub.flows.shortfall > Megawatts(1e-6) ||
         (hub.load > Megawatts(0) && hub.flows.grid_import() >= import_limit * (1.0 - 1e-9));
}

/// Runs shorter than that count as so long in a bounded slowdown (Feitelson et al., JSSPP 1997).
inline constexpr Duration bounded_slowdown_floor = 10s;

struct WaitTotals {
  double mean_s = 0.0, p95_s = 0.0, bounded_slowdown_mean = 0.0;
};

/// What accelerator-time given to jobs was worth: throughput is all of it, goodput the part that counts.
struct WorkTotals {
  double useful_hours = 0.0;    ///< accelerator-hours of work that counts
  double lost_hours = 0.0;      ///< of work done again, or by jobs that failed
  double overhead_hours = 0.0;  ///< of checkpoints and restarts
  std::uint64_t preemptions = 0, failures = 0, migrations = 0;

  [[nodiscard]] double all_hours() const { return useful_hours + lost_hours + overhead_hours; }
  /// Share of accelerator-time that counts; 1 where there was none.
  [[nodiscard]] double goodput_share() const { return all_hours() > 0.0 ? useful_hours / all_hours() : 1.0; }
  void add(const WorkBalance& work, std::uint32_t copies);
  void add(const WorkTotals& other);
};

/// Work in hours of reference accelerators: what jobs asked for that some pool could have held, and what was
/// done of it by the end, interrupted and unfinished runs included.
struct WorkOffered {
  double offered_hours = 0.0, done_hours = 0.0;
  [[nodiscard]] double undone_hours() const { return std::max(0.0, offered_hours - done_hours); }
};

/// How far a run is from the best that anything could do.
struct BoundSummary {
  std::string aim;                      ///< an `Aim`
  double carbon_price_cny_per_t = 0.0;  ///< of the aim `weighted`
  double score = 0.0, bound = 0.0;      ///< in CNY; of the aim `carbon` in t
  std::optional<double> gap;            ///< (score - bound) / |bound|
};

/// How many of a class's jobs started by its target. Empty where it has none.
struct ServiceLevel {
  double target_hours = 0.0;
  std::uint64_t jobs = 0;  ///< that started, or waited longer than the target
  std::uint64_t met = 0;
  [[nodiscard]] double attainment() const {
    return jobs > 0 ? static_cast<double>(met) / static_cast<double>(jobs) : 1.0;
  }
};

/// Little's law: jobs in the system, mean over time, are arrivals over time times their mean time there.
struct LittlesLaw {
  double mean_jobs = 0.0;
  double arrivals_per_hour = 0.0;
  double mean_hours = 0.0;  ///< in the system, those still there up to the end
};

/// Round trips of served tokens, weighted by tokens. Empty where there were none.
struct LatencyTotals {
  double p50_ms = 0.0, p95_ms = 0.0, p99_ms = 0.0;
  double sla_share = 0.0;  ///< tokens served within their bound over tokens asked for
};

/// What the run says about the nation, a hub, or a cluster.
/// Accelerators of one chip in one cluster.
struct PoolSummary {
  std::string chip;             ///< id
  std::uint32_t energised = 0;  ///< accelerators
  double hours = 0.0;           ///< accelerator-hours of the energised, as are those below
  double busy_hours = 0.0;      ///< with jobs
  double held_hours = 0.0;      ///< by services
  double used_hours = 0.0;      ///< of the held: what tokens kept in use at full speed

  /// Busy over what services left to jobs.
  [[nodiscard]] double accelerator_utilisation() const {
    return hours > held_hours ? busy_hours / (hours - held_hours) : 0.0;
  }
  [[nodiscard]] double serving_utilisation() const {
    return held_hours > 0.0 ? std::min(1.0, used_hours / held_hours) : 0.0;
  }
};

struct PlaceSummary {
  std::string id;
  std::string name;
  std::string hub;  ///< of a cluster
  JobCounts jobs;
  EnergyTotals energy;
  CarbonTotals carbon;
  CostTotals cost;
  std::optional<SupplySummary> supply;   ///< hubs and nation
  std::optional<LatencyTotals> latency;  ///< hub: of tokens from there; cluster: of tokens served there
  WaitTotals wait;
  double tokens_asked_for = 0.0;         ///< hub and nation
  double tokens_served = 0.0;            ///< hub: of tokens from there
  double accelerator_utilisation = 0.0;  ///< busy over accelerator-time that services left to jobs
  double serving_utilisation = 0.0;      ///< of accelerators that services held, mean over time
  std::vector<PoolSummary> pools;        ///< of a cluster
  Megawatts peak_load;                   ///< highest facility load asked for in one interval
  std::string peak_load_at;
  double free_cooling_hours = 0.0;  ///< time without any chiller; clusters
  double supply_bound_hours = 0.0;  ///< time in which supply bound the load; hub and nation (sum)
};

/// Accelerator-hours of jobs that ran to an end, by how they ended. They sum to those of the class.
struct HoursByEnd {
  double completed = 0.0, failed = 0.0, cancelled = 0.0;
};

struct JobClassSummary {
  std::string id;
  std::string name;
  JobCounts jobs;
  WaitTotals wait;
  double accelerator_hours = 0.0;
  HoursByEnd hours_by_end;
  MegawattHours it_energy;
  WorkTotals work;
  std::optional<ServiceLevel> service_level;
  double turnaround_mean_s = 0.0;  ///< from submission until the output has arrived; of jobs that ran
  double jobs_per_arrival = 1.0;   ///< bundles: how many jobs each simulated arrival stood for
};

/// Time to the first token of an answer, weighted by tokens: round trip, wait and reading the prompt.
struct FirstTokenTotals {
  double p50_s = 0.0, p95_s = 0.0, p99_s = 0.0;
};

/// Share of the tokens asked for that were served within a class's targets.
struct TokenServiceLevel {
  std::optional<double> first_token_target_s, output_token_target_ms;
  double attainment = 0.0;
};

/// Tokens of one model class.
struct ModelClassSummary {
  std::string id;
  std::string name;
  double tokens_asked_for = 0.0, tokens_served = 0.0;
  std::optional<LatencyTotals> latency;
  MegawattHours it_energy, facility_energy;  ///< of the pools that served it, idle accelerators included
  std::optional<FirstTokenTotals> first_token;
  std::vector<std::pair<std::string, FirstTokenTotals>> first_token_by_origin;
  std::optional<double> output_token_ms;  ///< mean time between two tokens of a stream
  std::optional<TokenServiceLevel> service_level;

  /// @param energy One of the two. 0 where nothing was served.
  [[nodiscard]] double joules_per_token(MegawattHours energy) const {
    return tokens_served > 0.0 ? energy.value() * 3.6e9 / tokens_served : 0.0;
  }
};

/// A class of AI work in the energy of all of it.
struct EnergyShare {
  std::string id;
  MegawattHours it;              ///< servers included
  double found = 0.0;            ///< share of all AI work
  std::optional<double> stated;  ///< by the scenario, of those that state one
};

/// Bottom-up against top-down: how the run's energy was tied to the scenario's figure.
struct Reconciliation {
  std::string rule;                                   ///< a `Calibration`
  double calibration_factor = 1.0;                    ///< on the general load, or on the work
  std::optional<MegawattHours> target;                ///< of the nation's data centres over the horizon
  std::optional<MegawattHours> national_electricity;  ///< over the horizon
  MegawattHours modelled;                             ///< facility energy asked for inside the network
  MegawattHours rest_of_nation;                       ///< as the scenario states it
  // The modelled energy by block: IT, then what the facility adds. Restricted work is a block of its own.
  MegawattHours jobs_it, serving_it, idle_it, servers_it, general_it, cooling, restricted;

  template <class Archive>
  void serialize(Archive& archive) {  // for `Snapshot`
    archive(rule, calibration_factor, target, national_electricity, modelled, rest_of_nation, jobs_it,
            serving_it, idle_it, servers_it, general_it, cooling, restricted);
  }

  [[nodiscard]] MegawattHours national() const { return modelled + rest_of_nation; }
  /// IT energy that the model makes from the bottom up: accelerators and the servers around them.
  [[nodiscard]] MegawattHours accelerators_it() const { return jobs_it + serving_it + idle_it + servers_it; }
  /// Share of the IT energy that this explains; general load is the rest. 0 without energy.
  [[nodiscard]] double bottom_up_share() const {
    const MegawattHours it = accelerators_it() + general_it;
    return it > MegawattHours(0) ? accelerators_it() / it : 0.0;
  }
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
  WorkTotals work;
  WorkOffered work_offered;
  std::optional<BoundSummary> bound;
  LittlesLaw littles_law;
  double down_accelerator_hours = 0.0;  ///< of accelerators for jobs: failed, or under maintenance
  double held_accelerator_hours = 0.0, lent_accelerator_hours = 0.0;  ///< by services; of those for services
  std::uint64_t preemptions_by_services = 0;
  PlaceSummary nation;
  Reconciliation reconciliation;
  std::vector<PlaceSummary> hubs, clusters, sites;
  std::vector<JobClassSummary> job_classes;
  std::vector<ModelClassSummary> model_classes;
  std::vector<EnergyShare> energy_shares;  ///< job classes, then model classes
  std::vector<WorkFlow> flows;
  std::vector<ComplianceRow> compliance;
  std::vector<VoucherSummary> vouchers;
  std::vector<TraceReport> traces;
  CnyPerTonneCo2 shadow_price;

  /// The content of summary.json. Everything but `wall_seconds` follows from scenario and seed alone.
  [[nodiscard]] std::string json() const;
};

}  // namespace suanwang
