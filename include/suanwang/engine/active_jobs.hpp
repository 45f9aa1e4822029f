#pragma once

#include <cassert>
#include <cstdint>
#include <utility>
#include <vector>

#include "suanwang/engine/job_ledger.hpp"
#include "suanwang/engine/records.hpp"
#include "suanwang/model/workload/job.hpp"

namespace suanwang {

/// What an active job has behind it. Only jobs that were interrupted, or return output, have one.
struct JobPast {
  TimePoint first_start, last_end;
  double work_done_ms = 0.0;    ///< that counts, on the reference accelerator
  double preparation_ms = 0.0;  ///< before it can go on
  WorkBalance work;
  JobShares shares;                     ///< of settled intervals
  std::size_t stretches_of = SIZE_MAX;  ///< interval of `last_stretch`
  std::uint32_t last_stretch = 0;  ///< place of its last stretch in the simulator's list of that interval
};

/// A job that has not ended, with what the engine needs to carry it on.
struct ActiveJob {
  static constexpr std::uint32_t none = UINT32_MAX;

  Job job;
  TimePoint not_before;          ///< earliest start that the route policy set
  TimePoint routed_at;           ///< since when it has its place in the order of its queue
  TimePoint queued_at;           ///< ready to start, first
  TimePoint started;             ///< of this run, as its queue knows it
  TimePoint stretch_from;        ///< since when it has its present number of accelerators
  TimePoint ends_at;             ///< of its one valid end event
  Duration estimate{};           ///< of this run, as its queue knows it
  double work_goal_ms = 0.0;     ///< where its class's work clock stands when it ends
  double stretch_ms = 0.0;       ///< how far the clock moves from `stretch_from` to the end
  double stretch_work_ms = 0.0;  ///< work of that, without checkpoints and preparation
  Cny network_cost;              ///< of its input, once that has landed
  PoolId pool;
  std::uint32_t past = none;
  std::uint32_t part = 0;          ///< tells copies apart that went separate ways; 0: those that did not
  std::uint32_t placement = none;  ///< on its pool's servers
  std::uint32_t accelerators = 0;  ///< in use while it runs, by all its copies
  JobState state = JobState::submitted;

  /// Its place among all jobs, which, unlike its slot, does not depend on what became of others.
  [[nodiscard]] std::pair<std::uint32_t, std::uint32_t> order() const { return {job.number, part}; }
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
  /// Parts `copies` of a job, fewer than it has, from the others: they go separate ways from now on. What
  /// lies behind them is shared out. @return Their slot.
  std::uint32_t part(std::uint32_t slot, std::uint32_t copies);
  /// @param state How it ended, which tells a free slot from a used one.
  void remove(std::uint32_t slot, JobState state) {
    assert(has_ended(state) && !has_ended(slots_[slot].state));
    if (slots_[slot].past != ActiveJob::none) free_pasts_.push_back(slots_[slot].past);
    slots_[slot].state = state;
    free_.push_back(slot);
    --count_;
  }
  [[nodiscard]] ActiveJob& operator[](std::uint32_t slot) { return slots_[slot]; }
  [[nodiscard]] const ActiveJob& operator[](std::uint32_t slot) const { return slots_[slot]; }
  /// What lies behind a job; a blank page if it has none yet.
  [[nodiscard]] JobPast& past(std::uint32_t slot) {
    std::uint32_t& index = slots_[slot].past;
    if (index == ActiveJob::none) {
      if (free_pasts_.empty()) {
        free_pasts_.push_back(static_cast<std::uint32_t>(pasts_.size()));
        pasts_.emplace_back();
        free_pasts_.reserve(pasts_.capacity());
      }
      index = free_pasts_.back();
      free_pasts_.pop_back();
      pasts_[index] = JobPast{};
    }
    return pasts_[index];
  }
  [[nodiscard]] const JobPast* past_of(const ActiveJob& active) const {
    return active.past == ActiveJob::none ? nullptr : &pasts_[active.past];
  }
  /// Whether the slot still holds that job.
  [[nodiscard]] bool holds(std::uint32_t slot, std::uint32_t job_number) const {
    return !has_ended(slots_[slot].state) && slots_[slot].job.number == job_number;
  }
  [[nodiscard]] std::size_t size() const { return count_; }
  [[nodiscard]] std::size_t slot_count() const { return slots_.size(); }
  template <class Archive>
  void serialize(Archive& archive) {  // for `Snapshot`
    archive(slots_, free_, pasts_, free_pasts_, count_, parts_);
  }

 private:
  std::vector<ActiveJob> slots_;
  std::vector<std::uint32_t> free_;
  std::vector<JobPast> pasts_;
  std::vector<std::uint32_t> free_pasts_;
  std::size_t count_ = 0;
  std::uint32_t parts_ = 0;  // so far
};

}  // namespace suanwang
