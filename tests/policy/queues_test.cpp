#include "suanwang/policy/queues.hpp"

#include <algorithm>
#include <map>
#include <vector>

#include <gtest/gtest.h>

#include "naive_scheduler.hpp"
#include "seeds.hpp"
#include "small_world.hpp"

namespace suanwang {
namespace {

using testing::job;

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

void compare_with_naive(const std::string& queue, testing::NaiveRule rule) {
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
    const auto expected = testing::NaiveScheduler(jobs, small.pool_sizes[0], rule).run();
    ASSERT_EQ(recorder.jobs.size(), jobs.size());
    for (const JobRecord& record : recorder.jobs)
      ASSERT_EQ(record.started, expected[record.job.number]) << "job " << record.job.number;
  }
}

TEST(FcfsQueueProperty, StartsJobsWhenANaiveSchedulerDoes) {
  compare_with_naive("fcfs", testing::NaiveRule::fcfs);
}
TEST(SjfQueueProperty, StartsJobsWhenANaiveSchedulerDoes) {
  compare_with_naive("sjf", testing::NaiveRule::sjf);
}
TEST(EasyBackfillQueueProperty, StartsJobsWhenANaiveSchedulerDoes) {
  compare_with_naive("easy_backfill", testing::NaiveRule::easy);
}
TEST(ConservativeBackfillQueueProperty, StartsJobsWhenANaiveSchedulerDoes) {
  compare_with_naive("conservative_backfill", testing::NaiveRule::conservative);
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

TEST(JobIndexProperty, FindsWhatAPlainSearchFinds) {
  for (const std::uint64_t seed : testing::first_seeds(200)) {
    SCOPED_TRACE(seed);
    testing::Draw draw(seed);
    JobIndex index;
    std::map<std::pair<double, std::uint32_t>, QueuedJob> plain;
    for (std::uint32_t number = 0; number < 400; ++number) {
      QueuedJob queued;
      queued.job_number = number;
      queued.accelerators = static_cast<std::uint32_t>(1 + draw.below(64));
      queued.estimate = Duration(draw.below(1000));
      const auto rank = static_cast<double>(draw.below(50));
      index.insert(rank, queued);
      plain[{rank, number}] = queued;
      if (draw.chance(0.45)) {
        const auto victim = std::next(plain.begin(), static_cast<std::ptrdiff_t>(draw.below(plain.size())));
        index.erase(victim->first.first, victim->second);
        plain.erase(victim);
      }
      ASSERT_EQ(index.size(), plain.size());
      const auto accelerators = static_cast<std::uint32_t>(draw.below(64)),
                 spare = static_cast<std::uint32_t>(draw.below(64));
      const Duration window(draw.below(1000));
      std::vector<std::uint32_t> expected, found;
      std::uint32_t smallest = UINT32_MAX;
      for (const auto& [key, job] : plain) {
        smallest = std::min(smallest, job.accelerators);
        if (job.accelerators <= accelerators && (job.estimate <= window || job.accelerators <= spare))
          expected.push_back(job.job_number);
      }
      for (auto place = index.first_that_fits(accelerators, window, spare); place != JobIndex::nowhere;
           place = index.next_that_fits(place, accelerators, window, spare))
        found.push_back(index.at(place).job_number);
      ASSERT_EQ(found, expected);
      ASSERT_EQ(index.smallest_gang(), smallest);
      if (!plain.empty()) {
        ASSERT_EQ(index.at(index.first()).job_number, plain.begin()->first.second);
      }
    }
  }
}

}  // namespace
}  // namespace suanwang
