#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "suanwang/core/id.hpp"
#include "suanwang/core/time.hpp"

namespace suanwang {

/// A job in the queue of one pool, as its queue policy sees it.
struct QueuedJob {
  std::uint32_t slot = 0;  ///< names the job in answers
  std::uint32_t job_number = 0;
  std::uint32_t accelerators = 0;  ///< that it occupies in this pool
  Duration estimate{};     ///< time on accelerators that the user asked for, still to come, on this pool
  TimePoint since;         ///< when it first joined a queue
  JobClassId job_class;
  std::uint32_t tenant = 0;
  std::int64_t priority = 0;
  bool is_preemptible = false;
};

/// What a queue policy has to give away in its pool at one instant.
class PoolRoom {
 public:
  /// @param total   Accelerators that work and may run jobs.
  /// @param idle    Of these, without a job.
  /// @param powered Of the idle, how many may be put to use now; fewer while power is short.
  /// @param starts  Receives the slots of the jobs that are started.
  PoolRoom(std::uint32_t total, std::uint32_t idle, std::uint32_t powered, std::vector<std::uint32_t>& starts)
      : total_(total), idle_(idle), powered_(powered), starts_(starts) {}

  [[nodiscard]] std::uint32_t total() const { return total_; }
  [[nodiscard]] std::uint32_t idle() const { return idle_; }
  [[nodiscard]] std::uint32_t powered() const { return powered_; }
  /// Whether the job may start now.
  [[nodiscard]] bool fits(const QueuedJob& job) const { return job.accelerators <= powered_; }
  /// When a job that would run into accelerators kept free for later (maintenance, a reservation) could start
  /// at the latest; empty if it is not that which keeps it waiting.
  [[nodiscard]] std::optional<TimePoint> kept_free_until(const QueuedJob& job) const {
    static_cast<void>(job);
    return std::nullopt;
  }
  /// Starts a job that fits; it has left the policy's queue.
  void start(const QueuedJob& job) {
    idle_ -= job.accelerators;
    powered_ -= job.accelerators;
    starts_.push_back(job.slot);
  }

 private:
  std::uint32_t total_, idle_, powered_;
  std::vector<std::uint32_t>& starts_;
};

}  // namespace suanwang
