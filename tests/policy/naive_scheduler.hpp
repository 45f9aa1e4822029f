#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "suanwang/model/workload/job.hpp"

namespace suanwang::testing {

enum class NaiveRule { fcfs, easy, conservative, sjf };

/// A deliberately plain scheduler of one pool: at each instant all ends, then all arrivals, then one pass
/// that looks at every job of the queue. Shares no code with the queue policies.
class NaiveScheduler {
 public:
  NaiveScheduler(const std::vector<Job>& jobs, std::uint32_t capacity, NaiveRule rule)
      : jobs_(jobs),
        capacity_(capacity),
        rule_(rule),
        starts_(jobs.size(), never),
        plan_(jobs.size(), never) {}

  /// Start times, by job.
  std::vector<TimePoint> run() {
    for (std::size_t arrived = 0;;) {
      now_ = arrived < jobs_.size() ? jobs_[arrived].submitted : never;
      for (const Run& run : runs_) now_ = std::min(now_, run.end);
      if (now_ == never) return starts_;
      has_early_end_ = std::any_of(runs_.begin(), runs_.end(), [this](const Run& run) {
        return run.end == now_ && run.expected_end > now_;
      });
      std::erase_if(runs_, [this](const Run& run) { return run.end == now_; });
      const std::size_t first_new = queue_.size();
      while (arrived < jobs_.size() && jobs_[arrived].submitted == now_) queue_.push_back(arrived++);
      if (rule_ == NaiveRule::conservative)
        conservative(first_new);
      else
        ordered();
    }
  }

 private:
  struct Run {
    TimePoint end, expected_end;
    std::uint32_t accelerators;
  };
  std::uint32_t free() const {
    std::uint32_t used = 0;
    for (const Run& run : runs_) used += run.accelerators;
    return capacity_ - used;
  }
  void start(std::size_t position) {
    const std::size_t i = queue_[position];
    starts_[i] = now_;
    runs_.push_back({now_ + jobs_[i].run_time, now_ + jobs_[i].estimate, jobs_[i].accelerators});
    queue_.erase(queue_.begin() + static_cast<std::ptrdiff_t>(position));
  }

  void ordered() {
    if (rule_ == NaiveRule::sjf)
      std::stable_sort(queue_.begin(), queue_.end(), [this](std::size_t a, std::size_t b) {
        return jobs_[a].estimate != jobs_[b].estimate ? jobs_[a].estimate < jobs_[b].estimate : a < b;
      });
    while (!queue_.empty() && jobs_[queue_[0]].accelerators <= free()) start(0);
    if (rule_ != NaiveRule::easy || queue_.empty()) return;
    std::vector<Run> by_end = runs_;
    std::sort(by_end.begin(), by_end.end(),
              [](const Run& a, const Run& b) { return a.expected_end < b.expected_end; });
    const std::uint32_t wanted = jobs_[queue_[0]].accelerators;
    std::uint32_t available = free();
    TimePoint reserved = now_;
    for (const Run& run : by_end) {
      const TimePoint expected_end = std::max(now_, run.expected_end);
      if (available >= wanted && expected_end > reserved) break;  // all that ends at the time is free then
      available += run.accelerators;
      reserved = expected_end;
    }
    std::uint32_t spare = available - wanted;
    for (std::size_t position = 1; position < queue_.size();) {
      const Job& candidate = jobs_[queue_[position]];
      const bool ends_in_time = now_ + candidate.estimate <= reserved;
      if (candidate.accelerators <= free() && (ends_in_time || candidate.accelerators <= spare)) {
        if (!ends_in_time) spare -= candidate.accelerators;
        start(position);
      } else {
        ++position;
      }
    }
  }

  /// First time at which job `i` fits beside what runs and what is planned for all others.
  TimePoint earliest(std::size_t i) const {
    std::vector<std::pair<TimePoint, std::int64_t>> changes;  // of what is free
    std::int64_t free_now = capacity_;
    const auto take = [&](TimePoint from, TimePoint to, std::int64_t accelerators) {
      if (to <= now_) return;
      changes.emplace_back(to, accelerators);
      if (from <= now_)
        free_now -= accelerators;
      else
        changes.emplace_back(from, -accelerators);
    };
    for (const Run& run : runs_) take(now_, run.expected_end, run.accelerators);
    for (const std::size_t other : queue_)
      if (other != i && plan_[other] != never)
        take(plan_[other], plan_[other] + jobs_[other].estimate, jobs_[other].accelerators);
    std::sort(changes.begin(), changes.end());
    TimePoint start = now_;
    std::int64_t free = free_now;
    bool is_open = free >= jobs_[i].accelerators;
    for (std::size_t at = 0; at < changes.size();) {
      const TimePoint time = changes[at].first;
      if (is_open && time - start >= jobs_[i].estimate) return start;
      for (; at < changes.size() && changes[at].first == time; ++at) free += changes[at].second;
      if (!is_open && free >= jobs_[i].accelerators) start = time;
      is_open = free >= jobs_[i].accelerators;
    }
    return start;
  }
  void conservative(std::size_t first_new) {
    for (bool has_moved = has_early_end_; has_moved;) {
      has_moved = false;
      for (std::size_t position = 0; position < first_new; ++position) {
        const TimePoint before = plan_[queue_[position]];
        plan_[queue_[position]] = earliest(queue_[position]);
        has_moved = has_moved || plan_[queue_[position]] < before;
      }
    }
    for (std::size_t position = first_new; position < queue_.size(); ++position)
      plan_[queue_[position]] = earliest(queue_[position]);
    for (std::size_t position = 0; position < queue_.size();)
      if (plan_[queue_[position]] == now_)
        start(position);
      else
        ++position;
  }

  const std::vector<Job>& jobs_;
  std::uint32_t capacity_;
  NaiveRule rule_;
  TimePoint now_;
  bool has_early_end_ = false;
  std::vector<TimePoint> starts_, plan_;
  std::vector<std::size_t> queue_;
  std::vector<Run> runs_;
};

}  // namespace suanwang::testing
