#include "suanwang/scenario/token_demand.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "suanwang/scenario/build.hpp"
#include "suanwang/scenario/load.hpp"

#include "scenario_files.hpp"

namespace suanwang {
namespace {

using std::chrono::year;

TokensSpec growing() {
  TokensSpec tokens;  // out of order on purpose
  tokens.demand_series.entries = {{"last", {year(2030) / 3 / 1, TokensPerSecond(400)}},
                                  {"first", {year(2030) / 1 / 1, TokensPerSecond(100)}}};
  return tokens;
}

TEST(NationalDemand, GrowsByTheSamePercentageEachDayBetweenItsPoints) {
  const CivilCalendar calendar(year(2029) / 12 / 30, year(2030) / 3 / 4, 1h);
  const Series<TokensPerSecond> demand = national_demand(growing(), calendar);
  EXPECT_DOUBLE_EQ(demand[0].value(), 100);  // before the first point
  EXPECT_DOUBLE_EQ(demand[demand.size() - 1].value(), 400);
  const double days = 59;
  for (std::size_t i = 48; i + 96 < demand.size(); ++i)
    ASSERT_NEAR(demand[i + 24] / demand[i], std::pow(4.0, 1.0 / days), 1e-9) << i;
  // In the middle of the time it has doubled.
  EXPECT_NEAR(demand[static_cast<std::size_t>(48 + 24 * days / 2)].value(), 200, 1.0);
}

TEST(NationalDemand, MeansOfYearsAreThoseOfTheirIntervals) {
  const CivilCalendar calendar(year(2029) / 12 / 30, year(2030) / 1 / 3, 1h);
  const auto means = yearly_demand(growing(), calendar);
  ASSERT_EQ(means.size(), 2u);
  EXPECT_DOUBLE_EQ(means.at(2029).value(), 100);
  const double day = std::pow(4.0, 1.0 / 59);
  EXPECT_NEAR(means.at(2030).value(), 100 * (day * day - 1) / (2 * std::log(day)), 1e-3);
}

TEST(NationalDemand, ScalesAtAllTimes) {
  const CivilCalendar calendar(year(2030) / 1 / 10, year(2030) / 1 / 12, 1h);
  TokensSpec tokens = growing();
  const Series<TokensPerSecond> before = national_demand(tokens, calendar);
  scale_demand(tokens, 3.0);
  const Series<TokensPerSecond> after = national_demand(tokens, calendar);
  for (std::size_t i = 0; i < before.size(); ++i) EXPECT_NEAR(after[i] / before[i], 3.0, 1e-12);
}

LoadedScenario national(const std::string& name) {
  static const PolicyCatalogue catalogue = built_in_policies();
  return load_scenario(std::filesystem::path(SUANWANG_SOURCE_DIR) / "scenarios" / (name + ".yaml"),
                       {"time.start=2030-01-01", "time.end=2030-01-08"}, catalogue);
}

TEST(NationalDemand, MeetsThePublishedDates) {
  const TokensSpec tokens = *national("china-2024").spec.tokens;
  const auto teratokens_on = [&](std::chrono::sys_days day) {
    const CivilCalendar calendar(day, day + std::chrono::days(1), 1h);
    return national_demand(tokens, calendar).raw().mean() * 86400 / 1e12;
  };
  EXPECT_NEAR(teratokens_on(year(2024) / 1 / 1), 0.1, 0.001);
  EXPECT_NEAR(teratokens_on(year(2025) / 6 / 30), 30, 0.5);
  EXPECT_NEAR(teratokens_on(year(2025) / 12 / 31), 100, 1);
  EXPECT_NEAR(teratokens_on(year(2026) / 3 / 15), 140, 1);
}

TEST(Users, OfAllClassesAddUpToFourFifthsOfFirms) {
  double firms = 0.0;
  const LoadedScenario scenario = national("china-2030-mid");
  for (const auto& [id, model] : scenario.spec.tokens->classes)
    for (const auto& [shape, share] : model.users)
      if (shape == "enterprise") firms += model.share * share;
  EXPECT_NEAR(firms, 0.8, 1e-9);
}

TEST(ServingSpeed, IsThatStatedOrFollowsFlopsAndMemory) {
  const ScenarioSpec spec = national("china-2025").spec;
  const ModelClassSpec& model = *spec.tokens->classes.find("interactive");
  const ServingSpeed reference = serving_speed(spec, model, "ascend_910c");
  EXPECT_DOUBLE_EQ(reference.prefill.value(), 6688);
  EXPECT_DOUBLE_EQ(serving_speed(spec, model, "h800").decode.value(), 1850);
  const ServingSpeed h20 = serving_speed(spec, model, "h20");
  EXPECT_NEAR(h20.prefill / reference.prefill, 148 * 0.40 / (780 * 0.33), 1e-12);
  EXPECT_NEAR(h20.decode / reference.decode, 4.0 / 3.2, 1e-12);
  EXPECT_NEAR(h20.decode_alone / reference.decode_alone, 4.0 / 3.2, 1e-12);
  ScenarioSpec later = national("china-2025").spec;
  later.tokens->software_speedup = 2.0;
  EXPECT_NEAR(serving_speed(later, *later.tokens->classes.find("interactive"), "h20").decode / h20.decode,
              2.0, 1e-12);
}

}  // namespace
}  // namespace suanwang
