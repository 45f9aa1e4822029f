#pragma once

#include <span>
#include <string>
#include <vector>

#include "suanwang/core/civil_calendar.hpp"
#include "suanwang/core/id.hpp"
#include "suanwang/core/series.hpp"
#include "suanwang/model/compute/chip.hpp"
#include "suanwang/model/compute/cluster.hpp"
#include "suanwang/model/energy/supply.hpp"
#include "suanwang/model/network/network.hpp"
#include "suanwang/model/reliability.hpp"
#include "suanwang/model/workload/job.hpp"
#include "suanwang/model/workload/token_stream.hpp"

namespace suanwang {

/// What a hub is for in the national plan (approval letters of 2021-22).
enum class HubRole {
  east,  ///< takes real-time demand of its cities
  west,  ///< takes work from elsewhere that can wait or travel
  both,
};

/// Rules of the national plan (NDRC 2021 no. 709 and the approval letters) as constraints on where work runs.
struct HubRoleRules {
  /// Work with a latency bound runs in hubs of the east, or in a hub that supports its origin's hub in real
  /// time.
  bool real_time_stays_east = false;
  /// Work without one, from an eastern hub, leaves for hubs that are not eastern.
  bool deferrable_goes_west = false;
};

/// A hub node: a demand region with one energy supply, which feeds all its clusters.
struct Hub {
  std::string id;
  std::string name;
  NodeId node;
  HubRole role = HubRole::both;
  HubSupply supply;
  std::vector<ClusterId> clusters;
  std::vector<HubId> real_time_for = {};  ///< hubs whose latency-bound work it may take although not eastern
};

/// Where a job of a class from an origin may run, nearest first.
struct Candidate {
  PoolId pool;
  ClusterId cluster;
  Delay round_trip;
  std::uint32_t largest_job = 0;  ///< accelerators asked for by the largest job that could run there
};

/// Where tokens of a stream may be served: nearest first, of equally near ones the least energy per token
/// first.
struct ServingSite {
  PoolId pool;
  ClusterId cluster;
  Delay round_trip;
  TokensPerSecond rate;  ///< of one accelerator, for the stream's model class
};

/// What a world is made of.
struct WorldParts {
  CivilCalendar calendar;
  Network network;
  Gbps flow_limit;  ///< most that one transfer may use
  Table<ChipId, Chip> chips;
  Table<HubId, Hub> hubs;
  Table<ClusterId, Cluster> clusters;
  Table<PoolId, Pool> pools;
  Table<JobClassId, JobClass> job_classes;
  Table<ModelClassId, ModelClass> model_classes;
  Table<TokenStreamId, TokenStream> token_streams;
  Table<TransferLineId, TransferLine> transfer_lines = {};
  Throttling throttling = {};
  ServingRules serving = {};
  FaultModel faults = {};
  std::vector<PlannedOutage> outages = {};
  std::vector<PoolReservation> reservations = {};
  std::uint64_t seed = 0;  ///< of what is drawn while the run goes on: faults, errors of forecasts
  std::uint32_t route_alternatives = 1;  ///< paths between two nodes that a transfer may choose from
  HubRoleRules hub_roles = {};
};

/// Everything that holds for the whole run. Built once, then const.
class World {
 public:
  /// Derives the candidates of jobs and token streams, and nothing else.
  /// @throws InvariantError if an id is unknown or a series does not cover the calendar.
  explicit World(WorldParts parts);

  [[nodiscard]] const WorldParts& parts() const { return parts_; }
  [[nodiscard]] const CivilCalendar& calendar() const { return parts_.calendar; }
  [[nodiscard]] const Network& network() const { return parts_.network; }
  [[nodiscard]] Gbps flow_limit() const { return parts_.flow_limit; }
  [[nodiscard]] const Table<ChipId, Chip>& chips() const { return parts_.chips; }
  [[nodiscard]] const Table<HubId, Hub>& hubs() const { return parts_.hubs; }
  [[nodiscard]] const Table<ClusterId, Cluster>& clusters() const { return parts_.clusters; }
  [[nodiscard]] const Table<PoolId, Pool>& pools() const { return parts_.pools; }
  [[nodiscard]] const Table<JobClassId, JobClass>& job_classes() const { return parts_.job_classes; }
  [[nodiscard]] const Table<ModelClassId, ModelClass>& model_classes() const { return parts_.model_classes; }
  [[nodiscard]] const Table<TokenStreamId, TokenStream>& token_streams() const {
    return parts_.token_streams;
  }

  /// Pools that admit the class (memory, round-trip bound) from an origin, nearest first; sizes are not
  /// checked.
  [[nodiscard]] std::span<const Candidate> candidates(JobClassId job_class, NodeId origin) const {
    return job_candidates_[job_class.index() * parts_.network.nodes().size() + origin.index()];
  }
  /// Pools with serving accelerators within a stream's latency bound.
  [[nodiscard]] std::span<const ServingSite> serving_sites(TokenStreamId stream) const {
    return serving_sites_[stream];
  }

  /// Of a model class in a pool.
  [[nodiscard]] const ServingProfile& serving_profile(ModelClassId model, PoolId pool) const {
    return parts_.model_classes[model].on_chip[parts_.pools[pool].chip.index()];
  }

  [[nodiscard]] const Table<TransferLineId, TransferLine>& transfer_lines() const {
    return parts_.transfer_lines;
  }
  [[nodiscard]] const Throttling& throttling() const { return parts_.throttling; }
  /// Of a job of the class in the pool, relative to the reference accelerator.
  [[nodiscard]] double speed(JobClassId job_class, PoolId pool) const {
    return parts_.pools[pool].speed * parts_.job_classes[job_class].speed_on(parts_.pools[pool].chip);
  }
  /// Accelerators that a job takes up when it starts in the pool: as many as it asked for; an elastic one the
  /// least that it runs on, unless the pool's servers are packed.
  [[nodiscard]] std::uint32_t gang_at_start(const Job& job, PoolId pool) const {
    const Elasticity& elasticity = parts_.job_classes[job.job_class].elasticity;
    return elasticity.is_elastic() && !parts_.pools[pool].has_servers() ? elasticity.least(job.accelerators)
                                                                        : job.accelerators;
  }
  /// How the job saves its work in the pool.
  [[nodiscard]] Checkpointing checkpointing(const Job& job, PoolId pool) const;
  /// Mean time between failures of what `accelerators` of the pool stand on; empty if nothing fails.
  [[nodiscard]] std::optional<Duration> mean_time_to_failure(PoolId pool, std::uint32_t accelerators) const;
  /// Hub whose demand a node's work counts as: that of the hub or cluster at the node; of another place the
  /// nearest.
  [[nodiscard]] HubId home_hub(NodeId node) const { return home_hubs_[node]; }

  /// IT power of a cluster's energised accelerators at full load, server overhead included.
  [[nodiscard]] Megawatts energised_it_power(ClusterId cluster) const { return accelerator_power_[cluster]; }
  /// IT load that a cluster's facility is built for: all energised accelerators and the highest general load.
  [[nodiscard]] Megawatts design_it_power(ClusterId cluster) const {
    return accelerator_power_[cluster] + parts_.clusters[cluster].general_peak * general_load_factor_;
  }

  /// IT power of all general load at a cluster, calibration included.
  [[nodiscard]] Megawatts general_load(ClusterId cluster, std::size_t interval) const {
    return parts_.clusters[cluster].general_load[interval] * general_load_factor_;
  }
  /// Facility load of a hub while no accelerator works: general load, cooling, and idle accelerators if
  /// `counts_idle`.
  [[nodiscard]] Megawatts base_load(HubId hub, std::size_t interval, bool counts_idle = true) const;
  [[nodiscard]] double general_load_factor() const { return general_load_factor_; }
  /// Multiplies all general load: the calibration knob, set before a run, never during one. @param factor >=
  /// 0.
  void set_general_load_factor(double factor);

 private:
  void check() const;
  void find_home_hubs();
  [[nodiscard]] std::uint32_t largest_job(const JobClass& job_class, const Pool& pool) const;
  [[nodiscard]] bool roles_allow(bool is_latency_bound, NodeId origin, HubId hub) const;
  void find_candidates();
  void find_serving_sites();

  WorldParts parts_;
  Table<NodeId, HubId> home_hubs_;
  std::vector<std::vector<Candidate>> job_candidates_;  // by class and origin
  Table<TokenStreamId, std::vector<ServingSite>> serving_sites_;
  Table<ClusterId, Megawatts> accelerator_power_;
  double general_load_factor_ = 1.0;
};

}  // namespace suanwang
