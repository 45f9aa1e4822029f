// Presets against what was published of the traces, and against the distributions that they state.
#include <algorithm>
#include <cmath>
#include <fstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "suanwang/experiment/workload_survey.hpp"
#include "suanwang/policy/catalogue.hpp"
#include "suanwang/scenario/build.hpp"

namespace suanwang {
namespace {

LoadedWorkload preset(const std::string& name) {
  return load_workload(std::string(SUANWANG_SOURCE_DIR) + "/scenarios/workloads/" + name + ".yaml", {},
                       built_in_policies());
}

constexpr double many = 1e6;

/// Allowed difference to a published figure. Those of the traces have two digits; shares of accelerator-time
/// vary most, for a few giants own much of it.
double tolerance(const std::string& figure, double published) {
  if (figure == "run_time_median_s" || figure == "accelerators_mean") return 0.02 * published;
  if (figure == "run_time_mean_s") return 0.05 * published;
  if (figure == "accelerators_max") return 0.0;
  if (figure.starts_with("jobs_by_")) return 0.01;
  if (figure == "accelerator_time_by_part.evaluation") return 0.002;
  return 0.025;  // shares of accelerator-time
}

class Presets : public ::testing::TestWithParam<const char*> {};

TEST_P(Presets, AMillionJobsMatchWhatWasPublished) {
  const LoadedWorkload workload = preset(GetParam());
  const WorkloadSurvey survey = survey_workload(workload, many, 1);
  const auto& [id, job_class] = *workload.spec.job_classes.begin();
  ASSERT_TRUE(job_class.published);
  const auto rows = compare(*job_class.published, survey.statistics.classes()[0]);
  EXPECT_GE(rows.size(), 4u);
  for (const PublishedComparison& row : rows)
    EXPECT_NEAR(row.found, row.published, tolerance(row.figure, row.published)) << id << " " << row.figure;
}

// Without sampling: what the stated distributions amount to, to 1 %.
TEST_P(Presets, StatedDistributionsAmountToThePublishedMeans) {
  const LoadedWorkload workload = preset(GetParam());
  const JobClassSpec& job_class = workload.spec.job_classes.begin()->second;
  double size = 0.0, run_s = 0.0;
  for (const JobPart& part : build_parts(job_class)) {
    const double mean_size = part.accelerators.mean();
    size += part.share * mean_size;
    run_s += part.share * part.mean_accelerator_seconds() / mean_size;
  }
  EXPECT_NEAR(size, *job_class.published->accelerators_mean, 0.01 * size);
  EXPECT_NEAR(run_s, in_seconds(*job_class.published->run_time_mean), 0.01 * run_s);
}

double normal_cdf(double z) { return 0.5 * std::erfc(-z / std::sqrt(2.0)); }

/// P(run <= x) of a part: the clipped log-normal, and for jobs that end on the way its product with a uniform
/// share.
double run_cdf(const JobPart& part, double x) {
  const Distribution& d = part.run_time_s;
  const auto whole = [&](double y) {
    return y < d.minimum ? 0.0 : y >= d.maximum ? 1.0 : normal_cdf(std::log(y / d.median) / d.sigma);
  };
  const double cut = part.end ? 0.0 : part.failure_share + part.cancel_share;
  if (cut == 0.0) return whole(x);
  double product = 0.0;
  constexpr int steps = 400;
  for (int i = 0; i < steps; ++i) product += whole(x * steps / (i + 0.5)) / steps;
  return (1.0 - cut) * whole(x) + cut * product;
}

TEST_P(Presets, RunTimesFollowTheirOwnDistribution) {
  const LoadedWorkload workload = preset(GetParam());
  const std::vector<JobPart> parts = build_parts(workload.spec.job_classes.begin()->second);
  const WorkloadSurvey survey = survey_workload(workload, many, 2);
  const JobStatistics& jobs = survey.statistics.classes()[0].jobs;
  for (const double share : {0.05, 0.25, 0.5, 0.75, 0.95, 0.99}) {
    double at = 0.0;
    for (const JobPart& part : parts) at += part.share * run_cdf(part, jobs.run_s_at(share));
    // Five standard deviations of a quantile at N = 1e6, and the 0.4 % by which quantiles are off.
    EXPECT_NEAR(at, share, 5 * std::sqrt(share * (1 - share) / many) + 0.001) << share;
  }
}

INSTANTIATE_TEST_SUITE_P(All, Presets, ::testing::Values("philly", "helios", "pai", "seren", "kalos"),
                         [](const auto& each) { return std::string(each.param); });

TEST(WorkloadSurvey, AScenarioIsDrawnOverItsHorizonAndAllItsClasses) {
  const LoadedWorkload workload =
      load_workload(std::string(SUANWANG_SOURCE_DIR) + "/scenarios/tutorial.yaml", {}, built_in_policies());
  EXPECT_TRUE(workload.is_scenario);
  const WorkloadSurvey survey = survey_workload(workload, 20'000, 1, 5);
  EXPECT_NEAR(static_cast<double>(survey.statistics.all().all().jobs), 20'000, 5 * std::sqrt(20'000));
  EXPECT_EQ(survey.statistics.classes().size(), workload.spec.job_classes.size());
  EXPECT_EQ(survey.first_jobs.size(), 5u);
}

}  // namespace
}  // namespace suanwang
