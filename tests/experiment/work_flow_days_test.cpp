#include <map>

#include <gtest/gtest.h>

#include "suanwang/experiment/result_store.hpp"
#include "suanwang/experiment/run.hpp"

#include "scratch_folder.hpp"

namespace suanwang {
namespace {

/// Three days of the tutorial with all its kinds of work, so that jobs run over midnights.
class WorkFlowDays : public ::testing::TestWithParam<std::uint64_t> {};

TEST_P(WorkFlowDays, SumToTheFlowsOfTheRun) {
  const testing::ScratchFolder scratch;
  const PolicyCatalogue catalogue = built_in_policies();
  RunOptions options;
  options.folder = scratch / "result";
  options.seed = GetParam();
  const Summary summary =
      run_scenario(load_scenario(std::filesystem::path(SUANWANG_SOURCE_DIR) / "scenarios/tutorial.yaml",
                                 {"time.end=2030-03-04"}, catalogue),
                   options);
  Database database = open_result(*options.folder);
  std::map<std::pair<std::string, std::string>, std::pair<double, double>> sums;
  Statement rows(database,
                 "SELECT origin, cluster, sum(accelerator_hours), sum(tokens) FROM work_flow_day "
                 "WHERE day BETWEEN 0 AND 2 GROUP BY origin, cluster");
  while (rows.next()) sums[{rows.text(0), rows.text(1)}] = {rows.real(2), rows.real(3)};
  ASSERT_FALSE(summary.flows.empty());
  EXPECT_EQ(sums.size(), summary.flows.size());
  for (const WorkFlow& each : summary.flows) {
    const auto& [accelerator_hours, tokens] = sums[{each.origin, each.cluster}];
    EXPECT_NEAR(accelerator_hours, each.accelerator_hours, 1e-9 * (1.0 + each.accelerator_hours));
    EXPECT_NEAR(tokens, each.tokens, 1e-9 * (1.0 + each.tokens));
  }
  Statement outside(database, "SELECT count(*) FROM work_flow_day WHERE day NOT BETWEEN 0 AND 2");
  ASSERT_TRUE(outside.next());
  EXPECT_EQ(outside.whole(0), 0);
}

INSTANTIATE_TEST_SUITE_P(Seeds, WorkFlowDays, ::testing::Range<std::uint64_t>(1, 6));

}  // namespace
}  // namespace suanwang
