#include "suanwang/experiment/adequacy.hpp"

#include <filesystem>

#include <gtest/gtest.h>

#include "suanwang/policy/catalogue.hpp"

namespace suanwang {
namespace {

LoadedScenario rules(std::vector<std::string> overrides) {
  static const PolicyCatalogue catalogue = built_in_policies();
  overrides.push_back("power_scenario.calibration=none");
  return load_scenario(std::filesystem::path(SUANWANG_SOURCE_DIR) / "tests/golden/energy-rules/scenario.yaml",
                       overrides, catalogue);
}

AdequacySummary assess(std::vector<std::string> overrides, std::size_t years = 6, std::size_t workers = 2) {
  AdequacyOptions options;
  options.years = years;
  options.workers = workers;
  return run_adequacy(rules(std::move(overrides)), options);
}

// 1 to 5: mean 3, standard deviation sqrt(2.5), t of 4 degrees 2.776445.
TEST(Estimate, IsMeanAndStudentInterval) {
  const Estimate estimate = estimate_of({1, 2, 3, 4, 5});
  EXPECT_DOUBLE_EQ(estimate.mean, 3.0);
  EXPECT_NEAR(estimate.half_width, 2.776445 * std::sqrt(2.5 / 5), 1e-6);
  EXPECT_EQ(estimate_of({7}).half_width, 0.0);
}

TEST(Adequacy, TheNumberOfWorkersChangesNothing) {
  const std::string one = assess({"hubs.east.supply.grid_limit=2 MW"}, 6, 1).json();
  EXPECT_EQ(one, assess({"hubs.east.supply.grid_limit=2 MW"}, 6, 3).json());
}

TEST(Adequacy, MoreImportLosesLessLoad) {
  double before = 1e300;
  for (const char* limit : {"1.5 MW", "2.5 MW", "3.5 MW", "50 MW"}) {
    const AdequacySummary summary = assess({std::string("hubs.east.supply.grid_limit=") + limit});
    const HubAdequacy& east = summary.hubs.at(0);
    EXPECT_LE(east.unserved_mwh.mean, before);
    EXPECT_EQ(east.unserved_mwh.mean > 0.0, east.loss_of_load_hours.mean > 0.0);
    before = east.unserved_mwh.mean;
  }
  EXPECT_EQ(before, 0.0);
}

TEST(Adequacy, WeatherMovesWhatDependsOnWind) {
  const AdequacySummary summary = assess({"hubs.west.supply.grid_limit=3 MW"}, 12);
  EXPECT_GT(summary.hubs.at(1).unserved_mwh.mean, 0.0);
  EXPECT_GT(summary.hubs.at(1).unserved_mwh.half_width, 0.0);
  EXPECT_GE(summary.hubs.at(1).worst_year_mwh, summary.hubs.at(1).unserved_mwh.mean);
  EXPECT_EQ(summary.hubs.size(), 2u);
}

TEST(Adequacy, NothingIsLostWhereSupplyIsAmpleAndAnOutageLosesLoad) {
  const std::vector<std::string> ample{"hubs.east.supply.grid_limit=50 MW",
                                       "hubs.west.supply.grid_limit=50 MW"};
  std::vector<std::string> quiet = ample;
  quiet.push_back("power_events=");
  EXPECT_EQ(assess(quiet).nation.unserved_mwh.mean, 0.0);
  std::vector<std::string> dark = ample;
  dark.push_back("power_events.grid_works.remaining_share=0");
  EXPECT_GT(assess(dark).hubs.at(1).unserved_mwh.mean, 0.0);
}

TEST(Adequacy, AMegawattOfImportIsAMegawattOfReserve) {
  const HubAdequacy less = assess({"hubs.east.supply.grid_limit=10 MW"}, 1).hubs.at(0);
  const HubAdequacy more = assess({"hubs.east.supply.grid_limit=50 MW"}, 1).hubs.at(0);
  EXPECT_EQ(less.peak_load_mw.mean, more.peak_load_mw.mean);
  EXPECT_NEAR((more.reserve_margin.mean - less.reserve_margin.mean) * less.peak_load_mw.mean, 40.0, 1e-9);
}

}  // namespace
}  // namespace suanwang
