#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "suanwang/core/id.hpp"
#include "suanwang/core/phase_mix.hpp"
#include "suanwang/core/time.hpp"
#include "suanwang/core/units.hpp"
#include "suanwang/model/workload/distribution.hpp"

namespace suanwang {

/// What all jobs of a class have in common.
struct JobClass {
  std::string id;
  std::string name;
  std::optional<Delay> round_trip_bound;  ///< between origin and cluster; empty: may run anywhere
  Gigabytes memory_per_accelerator;       ///< a chip with less is not admissible
  PhaseMix phases;                        ///< of its accelerators
  std::int64_t priority = 0;              ///< when power is short, the lower is slowed down first
  bool is_preemptible = false;            ///< may be paused when power is short, and goes on later
};

inline constexpr TimePoint never = TimePoint::max();

/// One discrete job: a rigid gang of accelerators within one pool.
struct Job {
  std::uint32_t number = 0;  ///< in order of arrival, from 0
  JobClassId job_class;
  NodeId origin;  ///< where it was submitted and where its input lies
  std::uint32_t accelerators = 0;
  std::uint32_t tenant = 0;
  TimePoint submitted;
  TimePoint start_by = never;  ///< expires if not started by then
  Duration run_time{};         ///< on reference accelerators
  Duration estimate{};         ///< what the user asked for, on reference accelerators; >= run_time
  Gigabytes input;             ///< staged to the cluster before it can start
  bool fails = false;          ///< ends as failed when `run_time` is over
};

/// A stream of jobs in order of submission.
class JobSource {
 public:
  virtual ~JobSource() = default;
  /// The next job, submitted no earlier than the one before. Empty when the source has run dry.
  /// Its `number` is set by the engine.
  [[nodiscard]] virtual std::optional<Job> next() = 0;
};

}  // namespace suanwang
