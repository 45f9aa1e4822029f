#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "suanwang/core/id.hpp"
#include "suanwang/core/time.hpp"

namespace suanwang {

/// How often things of one kind fail, and for how long: an alternating renewal process with Weibull times
/// (shape 1: exponential; below 1: failures come in clusters; above 1: wear).
struct Reliability {
  Duration mean_time_to_failure{};  ///< > 0
  double failure_shape = 1.0;       ///< > 0
  Duration mean_time_to_repair{};   ///< > 0
  double repair_shape = 1.0;        ///< > 0
  std::uint32_t together = 1;       ///< neighbours that a failure takes down with it, itself included
};

/// What stops working, by its own failures. Empty: never.
struct FaultModel {
  std::optional<Reliability> servers, super_nodes, clusters, links;
};

/// An outage at a known time: maintenance, or an entry of a fault trace.
struct PlannedOutage {
  std::optional<ClusterId> cluster;
  std::optional<LinkId> link;
  std::uint32_t servers = 0;  ///< the cluster's first pool loses so many; 0: the whole cluster
  TimePoint from, to;
  /// Known in advance: nothing is started that would run into it, and what still runs is suspended rather
  /// than lost.
  bool is_announced = false;
};

/// Accelerators of a pool that are kept for one class for a time.
struct PoolReservation {
  PoolId pool;
  std::uint32_t accelerators = 0;
  TimePoint from, to;
  JobClassId job_class;
};

}  // namespace suanwang
