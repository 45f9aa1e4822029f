#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "suanwang/engine/active_jobs.hpp"
#include "suanwang/engine/kept_free.hpp"
#include "suanwang/engine/queued_job.hpp"
#include "suanwang/engine/server_map.hpp"

namespace suanwang {

/// What a queue policy has to give away in its pool at one instant.
class PoolRoom {
 public:
  /// A job that was started, and where it was placed if the pool has servers.
  struct Start {
    std::uint32_t slot;
    std::uint32_t placement;
    std::uint32_t accelerators;  ///< of each copy, as the policy said
  };
  /// @param total   Accelerators that work and may run jobs.
  /// @param lent    Of these, what services may take back.
  /// @param idle    Of these, without a job.
  /// @param powered Of the idle, how many may be put to use now; fewer while power is short.
  /// @param servers Of the pool; null where only counts matter.
  /// @param jobs    Where a job whose copies do not all start is parted.
  /// @param starts  Receives the jobs that are started.
  PoolRoom(TimePoint now, std::uint32_t total, std::uint32_t lent, std::uint32_t idle, std::uint32_t powered,
           ServerMap* servers, KeptFree& kept_free, ActiveJobs& jobs, std::vector<Start>& starts)
      : now_(now),
        total_(total),
        assured_(total > lent ? total - lent : 0),
        idle_(idle),
        powered_(powered),
        servers_(servers),
        kept_free_(kept_free),
        jobs_(jobs),
        starts_(starts) {}

  [[nodiscard]] std::uint32_t total() const { return total_; }
  [[nodiscard]] std::uint32_t idle() const { return idle_; }
  [[nodiscard]] std::uint32_t powered() const { return powered_; }
  /// Whether a copy of the job may start now.
  [[nodiscard]] bool fits(const QueuedJob& job) const {
    if (job.accelerators > powered_) return false;
    if (servers_ && !servers_->can_place(job.accelerators, job.needs_one_domain)) return false;
    return kept_free_.empty() || !kept_free_.blocks(job, now_, assured_);
  }
  /// When a job that would run into accelerators kept free for later (maintenance, a reservation) could start
  /// at the latest; empty if it is not that which keeps it waiting.
  [[nodiscard]] std::optional<TimePoint> kept_free_until(const QueuedJob& job) const {
    return kept_free_.blocks(job, now_, assured_);
  }
  [[nodiscard]] std::span<const KeptFree::Window> kept_free() const { return kept_free_.windows(); }
  /// How many copies of a job that fits may start at once: one where each has to be placed or may run into a
  /// window by itself.
  [[nodiscard]] std::uint32_t copies_that_fit(const QueuedJob& job) const {
    if (servers_ || !kept_free_.empty()) return 1;
    return std::min(job.copies, powered_ / std::max(1u, job.accelerators));
  }
  /// Starts copies of a job that fits, as many as `copies_that_fit` at most; they have left the policy's
  /// queue, the others wait on. @return What runs now.
  /// @throws PolicyError if the job is not queued, has fewer copies, or finds too few accelerators.
  QueuedJob start(const QueuedJob& job, std::uint32_t copies) {
    if (!may_start(job, copies)) [[unlikely]]
      refuse(job, copies);
    QueuedJob started = job;
    started.copies = copies;
    if (copies < jobs_[job.slot].job.copies) {
      started.slot = jobs_.part(job.slot, copies);
      started.part = jobs_[started.slot].part;
    }
    const bool is_placed = servers_ && servers_->can_place(job.accelerators, job.needs_one_domain);
    idle_ -= started.all_accelerators();
    powered_ -= started.all_accelerators();
    if (!kept_free_.empty()) kept_free_.start(started, now_);
    starts_.push_back(
        {started.slot,
         is_placed ? servers_->place(started.slot, job.accelerators, job.needs_one_domain) : ServerMap::none,
         job.accelerators});
    return started;
  }

 private:
  /// What has to hold before anything is booked. That the pool is the job's own, the engine sees after.
  [[nodiscard]] bool may_start(const QueuedJob& job, std::uint32_t copies) const {
    return job.slot < jobs_.slot_count() && jobs_.holds(job.slot, job.job_number) &&
           jobs_[job.slot].state == JobState::queued && copies > 0 && copies <= jobs_[job.slot].job.copies &&
           job.accelerators > 0 && std::uint64_t{job.accelerators} * copies <= powered_;
  }
  [[noreturn]] void refuse(const QueuedJob& job, std::uint32_t copies) const;

  TimePoint now_;
  std::uint32_t total_, assured_, idle_, powered_;
  ServerMap* servers_;
  KeptFree& kept_free_;
  ActiveJobs& jobs_;
  std::vector<Start>& starts_;
};

}  // namespace suanwang
