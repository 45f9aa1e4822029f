#pragma once

#include <cassert>
#include <cstdint>
#include <vector>

#include "suanwang/engine/job_ledger.hpp"
#include "suanwang/model/workload/job.hpp"

namespace suanwang {

/// A job that has not ended, with what the engine needs to carry it on.
struct ActiveJob {
  Job job;
  TimePoint not_before;  ///< earliest start that the route policy set
  TimePoint queued_at;  ///< first
  TimePoint started;
  double work_goal_ms = 0.0;  ///< where its class's work clock stands when it ends
  Cny network_cost;           ///< of its input, once that has landed
  PoolId pool;
  JobState state = JobState::submitted;
};

/// Slots for active jobs, reused as jobs end: memory follows the most jobs ever active, not the jobs
/// simulated.
class ActiveJobs {
 public:
  std::uint32_t add(const Job& job) {
    ++count_;
    if (free_.empty()) {
      slots_.push_back({});
      free_.reserve(slots_.capacity());  // so that `remove` never allocates
      slots_.back().job = job;
      return static_cast<std::uint32_t>(slots_.size() - 1);
    }
    const std::uint32_t slot = free_.back();
    free_.pop_back();
    slots_[slot] = ActiveJob{};
    slots_[slot].job = job;
    return slot;
  }
  /// @param state How it ended, which tells a free slot from a used one.
  void remove(std::uint32_t slot, JobState state) {
    assert(has_ended(state) && !has_ended(slots_[slot].state));
    slots_[slot].state = state;
    free_.push_back(slot);
    --count_;
  }
  [[nodiscard]] ActiveJob& operator[](std::uint32_t slot) { return slots_[slot]; }
  [[nodiscard]] const ActiveJob& operator[](std::uint32_t slot) const { return slots_[slot]; }
  /// Whether the slot still holds that job.
  [[nodiscard]] bool holds(std::uint32_t slot, std::uint32_t job_number) const {
    return !has_ended(slots_[slot].state) && slots_[slot].job.number == job_number;
  }
  [[nodiscard]] std::size_t size() const { return count_; }
  [[nodiscard]] std::size_t slot_count() const { return slots_.size(); }

 private:
  std::vector<ActiveJob> slots_;
  std::vector<std::uint32_t> free_;
  std::size_t count_ = 0;
};

}  // namespace suanwang
