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
  JobPart part;
  part.accelerators = {Distribution::Kind::power_of_two, 1, 256, 0, 0};
  part.run_time_s = {Distribution::Kind::log_normal, 60, 1e6, 1800, 1.5};
  g.parts = {part};
  g.input_gb = {Distribution::Kind::log_uniform, 1, 100, 0, 0};
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

TEST(GeneratedJobs, ABundleIsOneArrivalOfManyCopies) {
  const CivilCalendar calendar = weeks(1);
  JobGenerator bundled = generator(0, 1'000'000, calendar);
  bundled.bundle = 10;
  const auto one = all_jobs({generator(0, 100'000, calendar)}, calendar), ten = all_jobs({bundled}, calendar);
  ASSERT_EQ(ten.size(), one.size());  // as many arrivals as of a tenth of the jobs
  for (std::size_t i = 0; i < one.size(); ++i) {
    ASSERT_EQ(ten[i].copies, 10u);
    ASSERT_EQ(ten[i].submitted, one[i].submitted);
    ASSERT_EQ(ten[i].accelerators, one[i].accelerators);
    ASSERT_EQ(ten[i].input, one[i].input);
  }
}

TEST(GeneratedJobs, FailuresEndEarly) {
  const CivilCalendar calendar = weeks(4);
  JobGenerator g = generator(0, 200'000, calendar);
  g.parts[0].failure_share = 0.4;
  g.parts[0].cancel_share = 0.2;
  g.parts[0].run_time_s = {Distribution::Kind::constant, 1000, 0, 0, 0};
  const auto jobs = all_jobs({g}, calendar);
  double failed = 0, cancelled = 0, cut_s = 0;
  for (const Job& job : jobs) {
    failed += job.end == JobEnd::fails;
    cancelled += job.end == JobEnd::cancelled;
    ASSERT_TRUE(job.end == JobEnd::completes ? job.run_time == 1000s : job.run_time <= 1000s);
    if (job.end != JobEnd::completes) cut_s += in_seconds(job.run_time);
  }
  EXPECT_NEAR(failed / static_cast<double>(jobs.size()), 0.4, 0.02);
  EXPECT_NEAR(cancelled / static_cast<double>(jobs.size()), 0.2, 0.02);
  EXPECT_NEAR(cut_s / (failed + cancelled), 500.0, 10.0);
  // What the class is expected to ask for: those that end early run half of it.
  JobPart part = g.parts[0];
  part.accelerators = {Distribution::Kind::constant, 4, 0, 0, 0};
  EXPECT_DOUBLE_EQ(part.mean_accelerator_seconds(), 4 * (0.4 * 1000 + 0.6 * 500));
  part.end = JobEnd::fails;  // run times as they ran
  EXPECT_DOUBLE_EQ(part.mean_accelerator_seconds(), 4 * 1000);
}

TEST(GeneratedJobs, PartsHaveTheirSharesAndTheirOwnJobs) {
  const CivilCalendar calendar = weeks(8);
  JobGenerator g = generator(0, 200'000, calendar);
  JobPart small = g.parts[0], large = g.parts[0];
  small.share = 0.9;
  small.accelerators = {Distribution::Kind::constant, 1};
  large.share = 0.1;
  large.accelerators = {Distribution::Kind::constant, 512};
  large.run_time_s = {Distribution::Kind::constant, 100};
  large.end = JobEnd::cancelled;
  g.parts = {small, large};
  double count = 0, of_large = 0;
  GeneratedJobs source({g}, calendar, 1);
  while (const auto drawn = source.next_drawn()) {
    ++count;
    of_large += drawn->part == 1;
    ASSERT_EQ(drawn->job.accelerators, drawn->part == 1 ? 512u : 1u);
    if (drawn->part == 1) {
      ASSERT_EQ(drawn->job.end, JobEnd::cancelled);
      ASSERT_EQ(drawn->job.run_time, 100s);  // drawn as it ran
    }
  }
  EXPECT_NEAR(of_large / count, 0.1, 0.01);
}

TEST(GeneratedJobs, AShareOfAnAcceleratorTakesAWholeOne) {
  const CivilCalendar calendar = weeks(1);
  JobGenerator g = generator(0, 100'000, calendar);
  g.parts[0].accelerators = {
      .kind = Distribution::Kind::choice, .values = {0.25, 0.5, 2.0}, .weights = {0.4, 0.4, 0.2}};
  GeneratedJobs source({g}, calendar, 1);
  double asked = 0, count = 0;
  while (const auto drawn = source.next_drawn()) {
    ASSERT_EQ(drawn->job.accelerators, drawn->asked_accelerators < 1.0 ? 1u : 2u);
    asked += drawn->asked_accelerators;
    ++count;
  }
  EXPECT_NEAR(asked / count, 0.7, 0.05);
}

TEST(GeneratedJobs, TenantsAreActiveByZipf) {
  const CivilCalendar calendar = weeks(8);
  JobGenerator g = generator(0, 500'000, calendar);
  g.tenants = 50;
  g.tenant_exponent = 1.0;
  std::vector<double> jobs_of(50, 0.0);
  for (const Job& job : all_jobs({g}, calendar)) jobs_of.at(job.tenant) += 1;
  EXPECT_NEAR(jobs_of[0] / jobs_of[1], 2.0, 0.1);
  EXPECT_NEAR(jobs_of[0] / jobs_of[4], 5.0, 0.4);
}

TEST(GeneratedJobs, EstimatesAreRoundAndAJobIsCutAtItsLimit) {
  const CivilCalendar calendar = weeks(8);
  JobGenerator g = generator(0, 200'000, calendar);
  g.parts[0].estimates.round_values = {15min, 1h, 4h, 12h};
  g.parts[0].estimates.longest = 24h;
  double cut = 0;
  for (const Job& job : all_jobs({g}, calendar)) {
    ASSERT_GE(job.estimate, job.run_time);
    ASSERT_LE(job.estimate, Duration(24h));
    const bool is_round =
        job.estimate == 15min || job.estimate == 1h || job.estimate == 4h || job.estimate == 12h;
    ASSERT_TRUE(is_round || job.estimate > Duration(12h));
    if (job.run_time == Duration(24h)) {
      ++cut;
      ASSERT_EQ(job.end, JobEnd::fails);
    }
  }
  EXPECT_GT(cut, 10);
}

TEST(GeneratedJobs, AFactorBelowOneCutsTheJob) {
  const CivilCalendar calendar = weeks(1);
  JobGenerator g = generator(0, 50'000, calendar);
  g.parts[0].run_time_s = {Distribution::Kind::constant, 1000};
  g.parts[0].estimates.factor = {Distribution::Kind::constant, 0.5};
  for (const Job& job : all_jobs({g}, calendar)) {
    ASSERT_EQ(job.run_time, 500s);
    ASSERT_EQ(job.end, JobEnd::fails);
  }
}

}  // namespace
}  // namespace suanwang
