#include "suanwang/scenario/scenario_jobs.hpp"

#include <gtest/gtest.h>

#include "suanwang/scenario/build.hpp"
#include "suanwang/scenario/load.hpp"

namespace suanwang {
namespace {

LoadedScenario loaded(const std::vector<std::string>& overrides = {}) {
  static const PolicyCatalogue catalogue = built_in_policies();
  return load_scenario(std::string(SUANWANG_SOURCE_DIR) + "/tests/golden/traces/scenario.yaml", overrides,
                       catalogue);
}

std::vector<Job> all(ScenarioJobs& source) {
  std::vector<Job> jobs;
  while (const auto job = source.next()) jobs.push_back(*job);
  return jobs;
}

TEST(ScenarioJobs, DrawnAndTracedJobsComeInOrderOfTime) {
  const ScenarioSpec spec = loaded().spec;
  const World world = build_world(spec, 1);
  const auto source = build_job_source(spec, world, 1);
  const std::vector<Job> jobs = all(*source);
  for (std::size_t i = 1; i < jobs.size(); ++i) ASSERT_GE(jobs[i].submitted, jobs[i - 1].submitted);
  ASSERT_LT(jobs.back().submitted, world.calendar().end());
  std::uint64_t traced = 0;
  for (const TraceReport& report : source->trace_reports()) traced += report.jobs;
  EXPECT_EQ(source->trace_reports()[0].jobs, 7u * 41u);  // a day's records, in each of seven days
  std::uint64_t tuning = 0, failed = 0;
  for (const Job& job : jobs) {
    tuning += job.job_class == JobClassId(1);
    failed += job.end == JobEnd::fails;
  }
  EXPECT_GT(tuning, 0u);
  EXPECT_LE(tuning, traced);
  EXPECT_GT(failed, 0u);  // of traces alone: the drawn have no failure share
}

// Common random numbers: a trace beside them changes no job that is drawn.
TEST(ScenarioJobs, TracesDoNotChangeWhatIsDrawn) {
  const ScenarioSpec with = loaded().spec;
  ScenarioSpec without = with;
  without.traces.entries.clear();
  const World world = build_world(with, 1);
  const auto both = all(*build_job_source(with, world, 1)), drawn = all(*build_job_source(without, world, 1));
  std::size_t next = 0;
  for (const Job& job : both)
    if (next < drawn.size() && job.submitted == drawn[next].submitted && job.run_time == drawn[next].run_time)
      ++next;
  EXPECT_EQ(next, drawn.size());
}

TEST(ScenarioJobs, ASeedOfItsOwnThinsOtherwise) {
  const ScenarioSpec spec = loaded({"traces.log.keep_share=0.5"}).spec;
  const World world = build_world(spec, 1);
  const auto jobs_of_log = [&](std::uint64_t seed) {
    const auto source = build_job_source(spec, world, seed);
    all(*source);
    return source->trace_reports()[1];
  };
  EXPECT_EQ(jobs_of_log(1).accelerator_hours, jobs_of_log(1).accelerator_hours);
  EXPECT_NE(jobs_of_log(1).accelerator_hours, jobs_of_log(2).accelerator_hours);
  EXPECT_EQ(jobs_of_log(1).jobs + jobs_of_log(1).thinned, jobs_of_log(2).jobs + jobs_of_log(2).thinned);
}

}  // namespace
}  // namespace suanwang
