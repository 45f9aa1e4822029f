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
#include "suanwang/model/workload/job.hpp"
#include "suanwang/model/workload/token_stream.hpp"

namespace suanwang {

/// What a hub is for in the national plan (approval letters of 2021-22).
enum class HubRole {
  east,  ///< takes real-time demand of its cities
  west,  ///< takes work from elsewhere that can wait or travel
  both,
};

/// A hub node: a demand region with one energy supply, which feeds all its clusters.
struct Hub {
  std::string id;
  std::string name;
  NodeId node;
  HubRole role = HubRole::both;
  HubSupply supply;
  std::vector<ClusterId> clusters;
};

/// Where a job of a class from an origin may run, nearest first.
struct Candidate {
  PoolId pool;
  ClusterId cluster;
  Delay round_trip;
};

/// Where tokens of a stream may be served, nearest first.
struct ServingSite {
  ClusterId cluster;
  Delay round_trip;
};

/// Everything that holds for the whole run. Built once, then const.
class World {
 public:
  /// Copies nothing that it can move; derives candidates, and nothing else.
  /// @throws InvariantError if an id is unknown or a series does not cover the calendar.
  World(CivilCalendar calendar, Network network, Gbps flow_limit, Table<ChipId, Chip> chips,
        Table<HubId, Hub> hubs, Table<ClusterId, Cluster> clusters, Table<PoolId, Pool> pools,
        Table<JobClassId, JobClass> job_classes, Table<ModelClassId, ModelClass> model_classes,
        Table<TokenStreamId, TokenStream> token_streams);

  [[nodiscard]] const CivilCalendar& calendar() const { return calendar_; }
  [[nodiscard]] const Network& network() const { return network_; }
  [[nodiscard]] Gbps flow_limit() const { return flow_limit_; }
  [[nodiscard]] const Table<ChipId, Chip>& chips() const { return chips_; }
  [[nodiscard]] const Table<HubId, Hub>& hubs() const { return hubs_; }
  [[nodiscard]] const Table<ClusterId, Cluster>& clusters() const { return clusters_; }
  [[nodiscard]] const Table<PoolId, Pool>& pools() const { return pools_; }
  [[nodiscard]] const Table<JobClassId, JobClass>& job_classes() const { return job_classes_; }
  [[nodiscard]] const Table<ModelClassId, ModelClass>& model_classes() const { return model_classes_; }
  [[nodiscard]] const Table<TokenStreamId, TokenStream>& token_streams() const { return token_streams_; }

  /// Pools that admit the class (memory, round-trip bound) from an origin, nearest first; sizes are not
  /// checked.
  [[nodiscard]] std::span<const Candidate> candidates(JobClassId job_class, NodeId origin) const {
    return job_candidates_[job_class.index() * network_.nodes().size() + origin.index()];
  }
  /// Clusters with serving accelerators within a stream's round-trip bound, nearest first.
  [[nodiscard]] std::span<const ServingSite> serving_sites(TokenStreamId stream) const {
    return serving_sites_[stream];
  }

  /// IT power of a cluster's energised accelerators at full load.
  [[nodiscard]] Megawatts energised_it_power(ClusterId cluster) const;

  /// IT power of all general load at a cluster, calibration included.
  [[nodiscard]] Megawatts general_load(ClusterId cluster, std::size_t interval) const {
    return clusters_[cluster].general_load[interval] * general_load_factor_;
  }
  [[nodiscard]] double general_load_factor() const { return general_load_factor_; }
  /// Multiplies all general load: the calibration knob, set before a run, never during one. @param factor >=
  /// 0.
  void set_general_load_factor(double factor);

 private:
  void check() const;
  void find_candidates();
  void find_serving_sites();

  CivilCalendar calendar_;
  Network network_;
  Gbps flow_limit_;
  Table<ChipId, Chip> chips_;
  Table<HubId, Hub> hubs_;
  Table<ClusterId, Cluster> clusters_;
  Table<PoolId, Pool> pools_;
  Table<JobClassId, JobClass> job_classes_;
  Table<ModelClassId, ModelClass> model_classes_;
  Table<TokenStreamId, TokenStream> token_streams_;
  std::vector<std::vector<Candidate>> job_candidates_;  // by class and origin
  Table<TokenStreamId, std::vector<ServingSite>> serving_sites_;
  double general_load_factor_ = 1.0;
};

}  // namespace suanwang
