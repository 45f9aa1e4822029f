#pragma once

#include <cstdint>

#include "suanwang/core/id.hpp"
#include "suanwang/core/time.hpp"

namespace suanwang {

/// A job in the queue of one pool, as its queue policy sees it.
struct QueuedJob {
  std::uint32_t slot = 0;  ///< names the job in answers
  std::uint32_t job_number = 0;
  std::uint32_t accelerators = 0;  ///< that it occupies in this pool
  Duration estimate{};  ///< time on accelerators that the user asked for, still to come, on this pool
  TimePoint since;      ///< when it was routed: the staging of its input counts as waiting
  JobClassId job_class;
  std::uint32_t tenant = 0;
  std::int64_t priority = 0;
  bool is_preemptible = false;
  bool needs_one_domain = false;
};

}  // namespace suanwang
