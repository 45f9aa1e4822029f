#include "suanwang/model/workload/generator.hpp"

#include <array>
#include <cmath>
#include <vector>

#include <gtest/gtest.h>

namespace suanwang {
namespace {

using namespace std::chrono;

CivilCalendar weeks(int count) {
  return CivilCalendar(sys_days(2030y / 1 / 7), sys_days(2030y / 1 / 7) + days(7 * count), 1h);
}

JobGenerator generator(std::size_t job_class, double jobs_per_year, const CivilCalendar& calendar) {
  JobGenerator g;
  g.job_class = JobClassId(job_class);
  g.jobs_per_year = jobs_per_year;
  g.rate_shape = Series<Fraction>::constant(calendar.interval_count(), Fraction(1.0));
  g.origins = {{NodeId(0), 0.25}, {NodeId(1), 0.75}};
  g.accelerators = {Distribution::Kind::power_of_two, 1, 256, 0, 0};
  g.run_time_s = {Distribution::Kind::log_normal, 60, 1e6, 1800, 1.5};
  g.input_gb = {Distribution::Kind::log_uniform, 1, 100, 0, 0};
  g.longest_estimate = 3.0;
  return g;
}

std::vector<Job> all_jobs(std::vector<JobGenerator> generators, const CivilCalendar& calendar,
                          std::uint64_t seed = 1) {
  GeneratedJobs source(std::move(generators), calendar, seed);
  std::vector<Job> jobs;
  while (auto job = source.next()) jobs.push_back(*job);
  return jobs;
}

TEST(GeneratedJobs, ArriveInOrderWithinTheHorizon) {
  const CivilCalendar calendar = weeks(4);
  const auto jobs = all_jobs({generator(0, 50'000, calendar), generator(1, 500'000, calendar)}, calendar);
  for (std::size_t i = 1; i < jobs.size(); ++i) ASSERT_LE(jobs[i - 1].submitted, jobs[i].submitted);
  EXPECT_LT(jobs.back().submitted, calendar.end());
  for (const Job& job : jobs) {
    ASSERT_GE(job.estimate, job.run_time);
    ASSERT_GE(job.accelerators, 1u);
    ASSERT_EQ(job.start_by, never);
  }
}

TEST(GeneratedJobs, CountAndOriginsAreAsExpected) {
  const CivilCalendar calendar = weeks(26);
  const auto jobs = all_jobs({generator(0, 400'000, calendar)}, calendar);
  const double expected = 400'000 * calendar.years();
  EXPECT_NEAR(static_cast<double>(jobs.size()), expected, 5 * std::sqrt(expected));
  double second = 0;
  for (const Job& job : jobs) second += job.origin == NodeId(1);
  EXPECT_NEAR(second / static_cast<double>(jobs.size()), 0.75, 0.005);
}

TEST(GeneratedJobs, FollowTheRateShape) {
  const CivilCalendar calendar = weeks(8);
  JobGenerator g = generator(0, 2'000'000, calendar);
  Eigen::ArrayXd shape(static_cast<Eigen::Index>(calendar.interval_count()));
  for (Eigen::Index i = 0; i < shape.size(); ++i) shape[i] = i % 24 < 12 ? 0.0 : 2.0;
  g.rate_shape = Series<Fraction>(shape);
  for (const Job& job : all_jobs({g}, calendar)) ASSERT_GE(calendar.hour_of_day(job.submitted), 12.0);
}

TEST(GeneratedJobs, AnotherClassChangesNothing) {
  const CivilCalendar calendar = weeks(2);
  const auto alone = all_jobs({generator(0, 100'000, calendar)}, calendar);
  auto together = all_jobs({generator(0, 100'000, calendar), generator(1, 300'000, calendar)}, calendar);
  std::erase_if(together, [](const Job& job) { return job.job_class != JobClassId(0); });
  ASSERT_EQ(alone.size(), together.size());
  for (std::size_t i = 0; i < alone.size(); ++i) {
    ASSERT_EQ(alone[i].submitted, together[i].submitted);
    ASSERT_EQ(alone[i].run_time, together[i].run_time);
    ASSERT_EQ(alone[i].accelerators, together[i].accelerators);
  }
}

TEST(GeneratedJobs, ALongerHorizonExtendsAndNeverRewrites) {
  const CivilCalendar years(sys_days(2030y / 1 / 7), sys_days(2033y / 1 / 7), 1h);  // with a leap year
  const auto shorter = all_jobs({generator(0, 20'000, weeks(20))}, weeks(20));
  const auto longer = all_jobs({generator(0, 20'000, years)}, years);
  ASSERT_LT(shorter.size(), longer.size());
  for (std::size_t i = 0; i < shorter.size(); ++i) {
    ASSERT_EQ(shorter[i].submitted, longer[i].submitted);
    ASSERT_EQ(shorter[i].run_time, longer[i].run_time);
  }
}

TEST(GeneratedJobs, ABundleMultipliesAcceleratorsAndInput) {
  const CivilCalendar calendar = weeks(1);
  JobGenerator bundled = generator(0, 100'000, calendar);
  bundled.bundle = 10;
  const auto one = all_jobs({generator(0, 100'000, calendar)}, calendar), ten = all_jobs({bundled}, calendar);
  for (std::size_t i = 0; i < one.size(); ++i) {
    ASSERT_EQ(ten[i].accelerators, 10 * one[i].accelerators);
    ASSERT_DOUBLE_EQ(ten[i].input.value(), 10 * one[i].input.value());
  }
}

TEST(GeneratedJobs, FailuresEndEarly) {
  const CivilCalendar calendar = weeks(4);
  JobGenerator g = generator(0, 200'000, calendar);
  g.failure_share = 0.4;
  g.run_time_s = {Distribution::Kind::constant, 1000, 0, 0, 0};
  const auto jobs = all_jobs({g}, calendar);
  double failed = 0;
  for (const Job& job : jobs) {
    failed += job.end == JobEnd::fails;
    ASSERT_TRUE(job.end == JobEnd::fails ? job.run_time <= 1000s : job.run_time == 1000s);
  }
  EXPECT_NEAR(failed / static_cast<double>(jobs.size()), 0.4, 0.03);
}

}  // namespace
}  // namespace suanwang
