#include "suanwang/experiment/metrics.hpp"

#include <gtest/gtest.h>

namespace suanwang {
namespace {

LoadedScenario any_scenario() {
  static const PolicyCatalogue catalogue = built_in_policies();
  return {ScenarioSpec(catalogue), {}, {}};
}

std::optional<double> value_of(const std::string& name, const Summary& summary) {
  const LoadedScenario scenario = any_scenario();
  for (const Metric& metric : built_in_metrics())
    if (metric.name == name) return metric.value({0, 1, scenario, summary});
  ADD_FAILURE() << "no metric " << name;
  return std::nullopt;
}

TEST(Metrics, AreTakenFromTheNationsSummary) {
  Summary summary;
  summary.nation.cost.energy = Cny(100);
  summary.nation.cost.demand_charge = Cny(10);
  summary.nation.cost.network = Cny(5);
  summary.nation.cost.response_income = Cny(3);
  summary.nation.carbon.location = TonnesCo2(7);
  summary.nation.energy.facility = MegawattHours(8);
  summary.nation.energy.green = MegawattHours(2);
  summary.nation.wait.mean_s = 60;
  summary.nation.jobs.submitted = 10;
  summary.nation.jobs.completed = 6;
  summary.nation.jobs.failed = 1;
  EXPECT_EQ(value_of("cost", summary), 112.0);
  EXPECT_EQ(value_of("network_cost", summary), 5.0);
  EXPECT_EQ(value_of("carbon_location", summary), 7.0);
  EXPECT_EQ(value_of("green_share", summary), 0.25);
  EXPECT_EQ(value_of("wait", summary), 60.0);
  EXPECT_EQ(value_of("completed_jobs", summary), 6.0);
  EXPECT_EQ(value_of("unfinished_jobs", summary), 3.0);
}

TEST(Metrics, TheServiceLevelIsThatOfAllClassesWithATarget) {
  Summary summary;
  EXPECT_FALSE(value_of("sla", summary));
  summary.job_classes.resize(3);
  summary.job_classes[0].service_level = {1.0, 10, 5};
  summary.job_classes[2].service_level = {2.0, 30, 30};
  EXPECT_EQ(value_of("sla", summary), 35.0 / 40.0);
}

TEST(Metrics, WithoutTokensNoShareOfThemIsServed) {
  Summary summary;
  EXPECT_FALSE(value_of("token_share", summary));
  summary.nation.tokens_asked_for = 4;
  summary.nation.tokens_served = 3;
  EXPECT_EQ(value_of("token_share", summary), 0.75);
}

}  // namespace
}  // namespace suanwang
