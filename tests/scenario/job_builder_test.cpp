// How job classes of a scenario become generators.
#include <cmath>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "suanwang/scenario/build.hpp"
#include "suanwang/scenario/load.hpp"

namespace suanwang {
namespace {

std::vector<JobGenerator> generators(const std::vector<std::string>& overrides) {
  const LoadedScenario scenario = load_scenario(std::string(SUANWANG_SOURCE_DIR) + "/scenarios/tutorial.yaml",
                                                overrides, built_in_policies());
  return build_job_generators(scenario.spec, build_world(scenario.spec, 1));
}

TEST(JobBuilder, OriginSharesOfAClassOverrideDemandShares) {
  const auto all = generators({"job_classes.training.origin_shares={east: 1, west: 3}"});
  ASSERT_EQ(all[0].origins.size(), 2u);
  EXPECT_DOUBLE_EQ(all[0].origins[0].share, 0.25);
  EXPECT_DOUBLE_EQ(all[0].origins[1].share, 0.75);
  EXPECT_NE(generators({})[0].origins.size(), 2u);
}

TEST(JobBuilder, AGrowthCurveMultipliesTheRateAndNotTheStatedNumber) {
  const std::string curve =
      "growth_curves={up: {points: [{date: 2030-03-01, level: 1}, {date: 2030-03-08, level: 128}]}}";
  const auto grown = generators({curve, "job_classes.training.growth_curve=up"});
  const auto flat = generators({});
  EXPECT_EQ(grown[0].jobs_per_year, flat[0].jobs_per_year);
  for (std::size_t day = 0; day < 7; ++day)
    EXPECT_NEAR(grown[0].rate_shape[24 * day].value() / flat[0].rate_shape[24 * day].value(),
                std::pow(2.0, static_cast<double>(day)), 1e-9);
}

TEST(JobBuilder, APartHasFromItsClassWhatItDoesNotState) {
  const auto all =
      generators({"job_classes.training.failure_share=0.2",
                  "job_classes.training.parts={a: {share_of_jobs: 0.25, cancel_share: 0.3}, "
                  "b: {share_of_jobs: 0.75, accelerators: {kind: constant, value: 3}, end: cancelled}}"});
  const std::vector<JobPart>& parts = all[0].parts;
  ASSERT_EQ(parts.size(), 2u);
  EXPECT_EQ(parts[0].failure_share, 0.2);
  EXPECT_EQ(parts[0].cancel_share, 0.3);
  EXPECT_EQ(parts[0].accelerators.kind, Distribution::Kind::power_of_two);
  EXPECT_EQ(parts[1].accelerators.mean(), 3.0);
  EXPECT_EQ(parts[1].end, JobEnd::cancelled);
  EXPECT_EQ(parts[1].run_time_s.median, parts[0].run_time_s.median);
}

// Equation 15: with parts too the offered accelerator-time is the stated share.
TEST(JobBuilder, PartsKeepTheOfferedShare) {
  const auto offered = [](const JobGenerator& generator) {
    double sum = 0.0;
    for (const JobPart& part : generator.parts) sum += part.share * part.mean_accelerator_seconds();
    return sum * generator.jobs_per_year;
  };
  const auto plain = generators({});
  const auto parted = generators(
      {"job_classes.training.parts={a: {share_of_jobs: 0.9, run_time_hours: {kind: constant, value: 0.1}}, "
       "b: {share_of_jobs: 0.1, cancel_share: 0.5}}"});
  EXPECT_NEAR(offered(parted[0]) / offered(plain[0]), 1.0, 1e-9);
  EXPECT_GT(parted[0].jobs_per_year, plain[0].jobs_per_year);
}

TEST(JobBuilder, AFileOfJobClassesAloneNeedsNoWorld) {
  const LoadedWorkload preset = load_workload(
      std::string(SUANWANG_SOURCE_DIR) + "/scenarios/workloads/kalos.yaml", {}, built_in_policies());
  EXPECT_FALSE(preset.is_scenario);
  const CivilCalendar year(std::chrono::sys_days(std::chrono::year(2025) / 1 / 1),
                           std::chrono::sys_days(std::chrono::year(2026) / 1 / 1), 1h);
  const auto all = build_job_generators_alone(preset.spec, year);
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].parts.size(), 3u);
  EXPECT_EQ(all[0].jobs_per_year, 40000.0);
}

}  // namespace
}  // namespace suanwang
