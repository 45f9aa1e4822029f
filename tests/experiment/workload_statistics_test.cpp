#include "suanwang/experiment/workload_statistics.hpp"

#include <gtest/gtest.h>

namespace suanwang {
namespace {

using namespace std::chrono;

JobObservation job(Duration submitted, double accelerators, Duration run, JobEnd end = JobEnd::completes) {
  return {TimePoint(submitted), run, run * 2, accelerators, end, 0, 0, 0};
}

WorkloadStatistics one_class() {
  WorkloadStatistics::Class only;
  only.id = "only";
  return {sys_days(2025y / 1 / 1), {only}};  // a Wednesday
}

TEST(WorkloadStatistics, CountsJobsAndAcceleratorTimeByEnd) {
  WorkloadStatistics found = one_class();
  found.add(job(1h, 4, 1h));
  found.add(job(2h, 1, 2h, JobEnd::cancelled));
  found.add(job(3h, 2, 30min, JobEnd::fails));
  const JobStatistics& jobs = found.classes()[0].jobs;
  EXPECT_EQ(jobs.all().jobs, 3u);
  EXPECT_DOUBLE_EQ(jobs.all().accelerator_hours, 7.0);
  EXPECT_DOUBLE_EQ(jobs.by_end(JobEnd::completes).accelerator_hours, 4.0);
  EXPECT_DOUBLE_EQ(jobs.by_end(JobEnd::cancelled).accelerator_hours, 2.0);
  EXPECT_DOUBLE_EQ(jobs.by_end(JobEnd::fails).accelerator_hours, 1.0);
  EXPECT_DOUBLE_EQ(jobs.mean_run_s(), 4200.0);
  EXPECT_NEAR(jobs.accuracy_at(0.5), 0.5, 0.002);
}

TEST(WorkloadStatistics, SizesFallIntoPowersOfTwo) {
  WorkloadStatistics found = one_class();
  for (const double size : {0.25, 1.0, 2.0, 3.0, 4.0, 1024.0}) found.add(job(0h, size, 1h));
  const auto& bins = found.all().by_size();
  EXPECT_EQ(bins[0].jobs, 1u);
  EXPECT_EQ(bins[1].jobs, 1u);
  EXPECT_EQ(bins[2].jobs, 2u);
  EXPECT_EQ(bins[3].jobs, 1u);
  EXPECT_EQ(bins[11].jobs, 1u);
  EXPECT_EQ(found.all().accelerators_at(0.5), 2.0);
  EXPECT_DOUBLE_EQ(found.all().accelerators_at(0.1), 0.25);
  EXPECT_EQ(found.all().most_accelerators(), 1024.0);
}

TEST(WorkloadStatistics, ArrivalsAreCountedByLocalDayAndHourOfTheWeek) {
  WorkloadStatistics found = one_class();
  found.add(job(30min, 1, 1h));          // Wednesday, hour 0
  found.add(job(24h * 5 + 9h, 1, 1h));   // Monday, hour 9
  found.add(job(24h * 12 + 9h, 1, 1h));  // a week later
  EXPECT_EQ(found.all().by_hour_of_week()[2 * 24], 1u);
  EXPECT_EQ(found.all().by_hour_of_week()[9], 2u);
  ASSERT_EQ(found.by_day().size(), 13u);
  EXPECT_EQ(found.by_day()[5], 1u);
  EXPECT_EQ(found.by_day()[6], 0u);
}

TEST(WorkloadStatistics, UsersAreThoseSeen) {
  WorkloadStatistics found = one_class();
  for (std::uint32_t i = 0; i < 30; ++i) {
    JobObservation each = job(0h, 1, 1h);
    each.user = i < 21 ? 7 : 100 + i;
    found.add(each);
  }
  EXPECT_EQ(found.all().users(), 10u);
  EXPECT_DOUBLE_EQ(found.all().busiest_tenth_share(), 0.7);
}

}  // namespace
}  // namespace suanwang
