// Orders of the queue by hand: priority with ageing, fair shares.
#include <map>

#include <gtest/gtest.h>

#include "suanwang/policy/availability.hpp"
#include "suanwang/policy/fair_share.hpp"
#include "suanwang/policy/queues.hpp"

#include "small_world.hpp"

namespace suanwang {
namespace {

using testing::job;

std::map<std::uint32_t, TimePoint> starts(const std::vector<Job>& jobs,
                                          std::function<std::unique_ptr<QueuePolicy>()> make_queue) {
  testing::SmallWorld small;
  small.pool_sizes = {8};
  PolicySet set = testing::policies();
  set.make_queue = std::move(make_queue);
  std::map<std::uint32_t, TimePoint> found;
  for (const JobRecord& record : testing::run(small.build(), jobs, std::move(set)).jobs)
    found[record.job.number] = record.started;
  return found;
}

Job of_class(Job base, std::size_t job_class) {
  base.job_class = JobClassId(job_class);
  return base;
}

// Class 0 has priority 1, class 1 has 0. The batch job has waited 90 min longer.
TEST(PriorityQueue, AgeingLetsTheOldPassTheImportant) {
  const std::vector<Job> jobs{job(0min, 8, 100min), of_class(job(5min, 8, 10min), 1), job(95min, 8, 10min)};
  for (const double ageing : {0.0, 1.0}) {
    const auto found = starts(jobs, [ageing] {
      PriorityQueue::Parameters parameters;
      parameters.ageing_per_hour = ageing;
      return std::make_unique<PriorityQueue>(parameters);
    });
    EXPECT_EQ(found.at(ageing > 0 ? 1 : 2), TimePoint(100min)) << ageing;
    EXPECT_EQ(found.at(ageing > 0 ? 2 : 1), TimePoint(110min)) << ageing;
  }
}

TEST(FairShareQueue, TheTenantThatUsedLeastComesNext) {
  std::vector<Job> jobs;
  for (int i = 0; i < 6; ++i) jobs.push_back(job(Duration(i), 8, 60min));  // all there at once
  for (std::size_t i = 0; i < 4; ++i) jobs[i].tenant = 0;
  jobs[4].tenant = jobs[5].tenant = 1;
  const auto found =
      starts(jobs, [] { return std::make_unique<FairShareQueue>(FairShareQueue::Parameters()); });
  EXPECT_EQ(found.at(0), TimePoint(0min));
  EXPECT_EQ(found.at(4), TimePoint(60min));   // tenant 1 has used nothing yet
  EXPECT_EQ(found.at(1), TimePoint(120min));  // an hour ago weighs less than just now, so they take turns
  EXPECT_EQ(found.at(5), TimePoint(180min));
  EXPECT_EQ(found.at(2), TimePoint(240min));
}

TEST(FairShareQueue, PastUseIsForgotten) {
  // Tenant 0 used the machine for an hour long ago; both use it alike since.
  FairShareQueue::Parameters parameters;
  parameters.half_life_hours = 0.25;
  std::vector<Job> jobs{job(0min, 8, 60min), job(600min, 8, 30min), job(601min, 8, 10min),
                        job(602min, 8, 10min)};
  jobs[0].tenant = 0;
  jobs[1].tenant = 1;
  jobs[2].tenant = 1;
  jobs[3].tenant = 0;
  const auto found = starts(jobs, [parameters] { return std::make_unique<FairShareQueue>(parameters); });
  EXPECT_EQ(found.at(3), TimePoint(630min));
  EXPECT_EQ(found.at(2), TimePoint(640min));
}

TEST(AvailabilityProperty, IsWhatAListOfTimesSays) {
  for (const std::uint64_t seed : testing::first_seeds(300)) {
    SCOPED_TRACE(seed);
    testing::Draw draw(seed);
    constexpr int horizon = 60;
    std::vector<std::int64_t> free(horizon, 10);
    Availability availability;
    availability.reset(TimePoint(), 10);
    const auto at = [](int time) { return TimePoint(Duration(time)); };
    for (int step = 0; step < 40; ++step) {
      const int from = static_cast<int>(draw.below(horizon - 1));
      const int to = from + 1 + static_cast<int>(draw.below(static_cast<std::size_t>(horizon - from - 1)));
      const std::int64_t change = static_cast<std::int64_t>(draw.below(7)) - 3;
      availability.add(at(from), at(to), change);
      for (int t = from; t < to; ++t) free[static_cast<std::size_t>(t)] += change;
      const int start = static_cast<int>(draw.below(horizon));
      const int span = static_cast<int>(1 + draw.below(20));
      const auto wanted = static_cast<std::int64_t>(draw.below(10));  // at most what is free in the end
      int expected = start;
      for (int t = start; t < horizon && t < expected + span; ++t)
        if (free[static_cast<std::size_t>(t)] < wanted) expected = t + 1;
      EXPECT_EQ(availability.earliest(at(start), wanted, Duration(span)), at(expected));
    }
  }
}

}  // namespace
}  // namespace suanwang
