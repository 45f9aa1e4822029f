#pragma once

#include <cstdint>

#include "suanwang/core/id.hpp"
#include "suanwang/core/time.hpp"

namespace suanwang {

/// A job in the queue of one pool, as its queue policy sees it.
struct QueuedJob {
  std::uint32_t slot = 0;  ///< names the job in answers
  std::uint32_t job_number = 0;
  std::uint32_t part = 0;          ///< which of its copies these are, where they went separate ways
  std::uint32_t accelerators = 0;  ///< that each copy occupies in this pool
  std::uint32_t copies = 1;        ///< identical ones, each of which may start for itself
  Duration estimate{};  ///< time on accelerators that the user asked for, still to come, on this pool
  TimePoint since;      ///< when it was routed: the staging of its input counts as waiting
  JobClassId job_class;
  std::uint32_t tenant = 0;
  std::int64_t priority = 0;
  bool is_preemptible = false;
  bool needs_one_domain = false;

  /// Names it among all in queues, in the order of arrival.
  [[nodiscard]] std::uint64_t key() const { return (std::uint64_t{job_number} << 32) | part; }
  [[nodiscard]] std::uint32_t all_accelerators() const { return accelerators * copies; }
};

}  // namespace suanwang
