#include "suanwang/policy/queues.hpp"

#include <algorithm>
#include <map>
#include <vector>

#include <gtest/gtest.h>

#include "seeds.hpp"
#include "small_world.hpp"

namespace suanwang {
namespace {

using testing::job;

/// A deliberately plain scheduler of one pool: at each instant all ends, then all arrivals, then one pass
/// that looks at every job of the queue.
std::vector<TimePoint> naive_starts(const std::vector<Job>& jobs, std::uint32_t capacity, bool backfills) {
  struct Run {
    TimePoint end, expected_end;
    std::uint32_t accelerators;
  };
  std::vector<TimePoint> starts(jobs.size(), never);
  std::vector<std::size_t> queue;
  std::vector<Run> runs;
  std::size_t arrived = 0;
  for (;;) {
    TimePoint now = arrived < jobs.size() ? jobs[arrived].submitted : never;
    for (const Run& run : runs) now = std::min(now, run.end);
    if (now == never) return starts;
    std::erase_if(runs, [now](const Run& run) { return run.end == now; });
    while (arrived < jobs.size() && jobs[arrived].submitted == now) queue.push_back(arrived++);
    const auto free = [&] {
      std::uint32_t used = 0;
      for (const Run& run : runs) used += run.accelerators;
      return capacity - used;
    };
    const auto start = [&](std::size_t position) {
      const std::size_t i = queue[position];
      starts[i] = now;
      runs.push_back({now + jobs[i].run_time, now + jobs[i].estimate, jobs[i].accelerators});
      queue.erase(queue.begin() + static_cast<std::ptrdiff_t>(position));
    };
    while (!queue.empty() && jobs[queue[0]].accelerators <= free()) start(0);
    if (!backfills || queue.empty()) continue;
    std::vector<Run> by_end = runs;
    std::sort(by_end.begin(), by_end.end(),
              [](const Run& a, const Run& b) { return a.expected_end < b.expected_end; });
    const std::uint32_t wanted = jobs[queue[0]].accelerators;
    std::uint32_t available = free();
    TimePoint reserved = now;
    for (const Run& run : by_end) {
      const TimePoint expected_end = std::max(now, run.expected_end);
      if (available >= wanted && expected_end > reserved) break;  // all that ends at the time is free then
      available += run.accelerators;
      reserved = expected_end;
    }
    std::uint32_t spare = available - wanted;
    for (std::size_t position = 1; position < queue.size();) {
      const Job& candidate = jobs[queue[position]];
      const bool ends_in_time = now + candidate.estimate <= reserved;
      if (candidate.accelerators <= free() && (ends_in_time || candidate.accelerators <= spare)) {
        if (!ends_in_time) spare -= candidate.accelerators;
        start(position);
      } else {
        ++position;
      }
    }
  }
}

std::vector<Job> any_trace(testing::Draw& draw, std::uint32_t capacity) {
  std::vector<Job> jobs;
  Duration now{};
  for (std::size_t i = 5 + draw.below(60); i > 0; --i) {
    now += Duration(draw.below(4) * 60'000);  // many at once
    const Duration run(1000 * (1 + draw.below(900)));
    Job each = job(now, static_cast<std::uint32_t>(1 + draw.below(capacity)), run,
                   run * static_cast<std::int64_t>(1 + draw.below(4)));
    jobs.push_back(each);
  }
  return jobs;
}

void compare_with_naive(const std::string& queue, bool backfills) {
  for (const std::uint64_t seed : testing::first_seeds(3000)) {
    SCOPED_TRACE(seed);
    testing::Draw draw(seed);
    testing::SmallWorld small;
    small.pool_sizes = {static_cast<std::uint32_t>(2 + draw.below(30))};
    const auto jobs = any_trace(draw, small.pool_sizes[0]);
    testing::Recorder recorder;
    testing::ListedJobs source(jobs);
    static const World* world = nullptr;
    static std::map<std::uint32_t, World> worlds;
    world = &worlds.try_emplace(small.pool_sizes[0], small.build()).first->second;
    Simulator simulator(*world, testing::policies("nearest", queue), source, recorder, {});
    simulator.run_until(world->calendar().end());
    const auto expected = naive_starts(jobs, small.pool_sizes[0], backfills);
    ASSERT_EQ(recorder.jobs.size(), jobs.size());
    for (const JobRecord& record : recorder.jobs)
      ASSERT_EQ(record.started, expected[record.job.number]) << "job " << record.job.number;
  }
}

TEST(FcfsQueueProperty, StartsJobsWhenANaiveSchedulerDoes) { compare_with_naive("fcfs", false); }
TEST(EasyBackfillQueueProperty, StartsJobsWhenANaiveSchedulerDoes) {
  compare_with_naive("easy_backfill", true);
}

// The textbook case: the head waits for 10, a short one passes, a long one that would delay the head does
// not.
TEST(EasyBackfillQueue, PassesOnlyWhatDoesNotDelayTheHead) {
  testing::SmallWorld small;
  small.pool_sizes = {10};
  const auto result =
      testing::run(small.build(), {job(0min, 8, 60min), job(1min, 10, 60min), job(2min, 2, 59min),
                                   job(3min, 2, 30min), job(4min, 2, 58min)});
  std::map<std::uint32_t, TimePoint> started;
  for (const JobRecord& record : result.jobs) started[record.job.number] = record.started;
  EXPECT_EQ(started[1], TimePoint(60min));   // as if nobody had passed
  EXPECT_EQ(started[2], TimePoint(120min));  // 2 + 59 > 60: would have delayed the head
  EXPECT_EQ(started[3], TimePoint(3min));
  EXPECT_EQ(started[4], TimePoint(120min));
}

/// A plain list that does what the index claims.
struct PlainFifo {
  std::vector<QueuedJob> jobs;
  const QueuedJob* first_after(std::uint32_t number_before, bool from_start, std::uint32_t accelerators,
                               Duration window, std::uint32_t spare) const {
    bool passed = from_start;
    for (const QueuedJob& each : jobs) {
      if (passed && each.accelerators <= accelerators &&
          (each.estimate <= window || each.accelerators <= spare))
        return &each;
      passed = passed || each.job_number == number_before;
    }
    return nullptr;
  }
};

TEST(FifoIndexProperty, FindsWhatAPlainSearchFinds) {
  for (const std::uint64_t seed : testing::first_seeds(200)) {
    SCOPED_TRACE(seed);
    testing::Draw draw(seed);
    FifoIndex index;
    PlainFifo plain;
    for (std::uint32_t number = 0; number < 400; ++number) {
      const QueuedJob queued{number, number, static_cast<std::uint32_t>(1 + draw.below(64)),
                             Duration(draw.below(1000))};
      index.push(queued);
      plain.jobs.push_back(queued);
      if (draw.chance(0.45)) {
        const std::size_t victim = draw.below(plain.jobs.size());
        index.remove(plain.jobs[victim]);
        plain.jobs.erase(plain.jobs.begin() + static_cast<std::ptrdiff_t>(victim));
      }
      ASSERT_EQ(index.size(), plain.jobs.size());
      const auto accelerators = static_cast<std::uint32_t>(draw.below(64)),
                 spare = static_cast<std::uint32_t>(draw.below(64));
      const Duration window(draw.below(1000));
      const auto found = index.first_that_fits(0, accelerators, window, spare);
      const QueuedJob* expected = plain.first_after(0, true, accelerators, window, spare);
      ASSERT_EQ(found.has_value(), expected != nullptr);
      if (!found) continue;
      ASSERT_EQ(index.at(*found).job_number, expected->job_number);
      const auto next = index.first_that_fits(*found + 1, accelerators, window, spare);
      const QueuedJob* next_expected =
          plain.first_after(expected->job_number, false, accelerators, window, spare);
      ASSERT_EQ(next.has_value(), next_expected != nullptr);
      if (next) {
        ASSERT_EQ(index.at(*next).job_number, next_expected->job_number);
      }
    }
  }
}

}  // namespace
}  // namespace suanwang
