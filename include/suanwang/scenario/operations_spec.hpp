#pragma once

#include <optional>
#include <string>
#include <vector>

#include "suanwang/core/spec.hpp"
#include "suanwang/model/reliability.hpp"

namespace suanwang {

/// How often things of one kind fail, and for how long.
struct ReliabilitySpec {
  Duration mean_time_to_failure{}, mean_time_to_repair{};
  double failure_shape = 1.0, repair_shape = 1.0;
  std::uint32_t together = 1;

  void fields(Fields& f);
};

struct FaultsSpec {
  std::optional<ReliabilitySpec> servers, super_nodes, clusters, links;
  std::string trace;

  void fields(Fields& f);
};

enum class OutageKind { failure, maintenance };
template <>
struct Names<OutageKind> {
  static constexpr std::array<std::pair<OutageKind, const char*>, 2> all{
      {{OutageKind::failure, "failure"}, {OutageKind::maintenance, "maintenance"}}};
};

/// An outage at a known time.
struct OutageSpec {
  LocalMinute start, end;
  std::string cluster, link;
  std::uint32_t servers = 0;
  OutageKind kind = OutageKind::maintenance;

  void fields(Fields& f);
};

/// Accelerators kept for one class for a time.
struct ReservationSpec {
  std::string cluster, pool, job_class;
  std::uint32_t accelerators = 0;
  LocalMinute start, end;

  void fields(Fields& f);
};

/// A named bound on latency: 1 ms within a city, 5 ms within a region, 20 ms between hubs.
struct LatencyCircleSpec {
  std::optional<Delay> one_way, round_trip;

  void fields(Fields& f);
};

/// Rules of the national plan, each switched on its own.
struct HubRolesSpec {
  bool real_time_stays_east = false, deferrable_goes_west = false;

  void fields(Fields& f);
};

/// What is done with a job that no pool could ever run.
enum class InvalidJobs { skip, error };
template <>
struct Names<InvalidJobs> {
  static constexpr std::array<std::pair<InvalidJobs, const char*>, 2> all{
      {{InvalidJobs::skip, "skip"}, {InvalidJobs::error, "error"}}};
};

}  // namespace suanwang
