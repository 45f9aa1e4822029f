#include "suanwang/engine/pool_room.hpp"

#include <string>

#include "suanwang/core/error.hpp"

namespace suanwang {

void PoolRoom::refuse(const QueuedJob& job, std::uint32_t copies) const {
  const auto fail = [&](const char* rule) {
    throw PolicyError("start of " + std::to_string(copies) + " of job " + std::to_string(job.job_number) +
                      ": inadmissible decision; rule: " + rule);
  };
  if (job.slot >= jobs_.slot_count() || !jobs_.holds(job.slot, job.job_number) ||
      jobs_[job.slot].state != JobState::queued)
    fail("only a job queued in the pool starts there");
  if (copies == 0 || copies > jobs_[job.slot].job.copies)
    fail("at least one copy starts, and no more than wait");
  fail("a job starts on accelerators that are free and have power");
  throw InvariantError("a refusal has a reason");
}

}  // namespace suanwang
