// Books of supply by year, compliance, certificates, vouchers and embodied carbon, from whole runs.
#include <filesystem>

#include <gtest/gtest.h>

#include "suanwang/experiment/run.hpp"
#include "suanwang/policy/catalogue.hpp"

namespace suanwang {
namespace {

Summary run(std::vector<std::string> overrides = {}) {
  static const PolicyCatalogue catalogue = built_in_policies();
  const LoadedScenario scenario =
      load_scenario(std::filesystem::path(SUANWANG_SOURCE_DIR) / "tests/golden/energy-rules/scenario.yaml",
                    overrides, catalogue);
  return run_scenario(scenario, {.audits = true});
}

const ComplianceRow& row(const Summary& summary, const std::string& hub, const std::string& rule) {
  for (const ComplianceRow& each : summary.compliance)
    if (each.hub == hub && each.rule == rule) return each;
  throw std::runtime_error("no row " + rule);
}

TEST(Accounts, CertificatesLiftTheGreenShareToWhatIsCoveredAndCutMarketCarbon) {
  const Summary with = run(), without = run({"certificates.cover_green_share=0"});
  const PlaceSummary& east = with.hubs.at(0);
  EXPECT_NEAR(east.supply->annual_green_share(), 0.6, 1e-9);
  EXPECT_NEAR(east.cost.certificates.value(), east.supply->certificates.value() * 5, 1e-9);
  EXPECT_EQ(without.hubs.at(0).supply->certificates, MegawattHours(0));
  const double covered = east.supply->certificates / east.energy.grid;
  EXPECT_NEAR(east.carbon.market / without.hubs.at(0).carbon.market, 1.0 - covered, 1e-9);
  EXPECT_DOUBLE_EQ(east.carbon.location.value(), without.hubs.at(0).carbon.location.value());
  EXPECT_DOUBLE_EQ(east.energy.green_share(),
                   without.hubs.at(0).energy.green_share());  // hours are not bought
}

TEST(Accounts, MatchingByTheHourNeverBeatsMatchingByTheYear) {
  const Summary summary = run({"certificates.cover_green_share=0"});
  for (const PlaceSummary& hub : summary.hubs)
    EXPECT_LE(hub.energy.green_share(), hub.supply->annual_green_share() + 0.01)
        << hub.id;  // what was stored before
}

TEST(Accounts, EmbodiedCarbonIsSpreadOverLifetimes) {
  const Summary summary = run();
  const double week = 7.0 / 365.0;
  // East: 2,048 cards, design 2 MW general + 2,048 kW x 1.2, 4 MWh of storage.
  const double cards = 2048 * 0.3 / 5, building = (2.0 + 2.048 * 1.2) * 1000 / 20, storage = 4 * 75.0 / 12;
  EXPECT_NEAR(summary.hubs.at(0).carbon.embodied.value(), (cards + building + storage) * week, 1e-6);
}

TEST(Accounts, VouchersPayUntilTheyAreUsedUp) {
  const Summary summary = run();
  ASSERT_EQ(summary.vouchers.size(), 1u);
  EXPECT_LE(summary.vouchers[0].paid, Cny(40000));
  EXPECT_GT(summary.vouchers[0].paid, Cny(0));
  const Summary rich =
      run({"compute_vouchers.city.pool_cny=1e12", "compute_vouchers.city.cap_per_firm_cny=1e12"});
  EXPECT_NEAR(rich.vouchers[0].paid / rich.vouchers[0].rent, 0.3, 1e-12);
}

TEST(Accounts, TheComplianceTableHoldsFindingsAgainstRules) {
  const Summary summary = run();
  EXPECT_TRUE(row(summary, "east", "green_share").is_met);
  EXPECT_NEAR(row(summary, "west", "pue_limit").found, summary.hubs.at(1).energy.pue(), 1e-3);
  EXPECT_TRUE(row(summary, "west", "pue_limit").is_upper_limit);
  EXPECT_GT(row(summary, "west", "direct_own_use").found, 0.0);
  EXPECT_FALSE(row(run({"hubs.west.obligations.green_share=0.99"}), "west", "green_share").is_met);
}

TEST(Accounts, EventsStrikeWhenTheySay) {
  const Summary with = run(), without = run({"power_events="});
  EXPECT_LT(with.hubs.at(1).energy.grid, without.hubs.at(1).energy.grid);
  EXPECT_GT(with.hubs.at(0).cost.response_income, Cny(0));
  EXPECT_EQ(without.hubs.at(0).cost.response_income, Cny(0));
  EXPECT_GT(with.nation.energy.restricted, without.nation.energy.restricted);
}

TEST(Calibration, WorkIsScaledToTheTarget) {
  const Summary summary = run();
  EXPECT_EQ(summary.reconciliation.rule, "scale_workload");
  EXPECT_NEAR(summary.reconciliation.national() / *summary.reconciliation.target, 1.0, 0.001);
  const Summary less = run({"power_scenario.data_centres_twh=0.09"});
  EXPECT_LT(less.reconciliation.calibration_factor, summary.reconciliation.calibration_factor);
}

}  // namespace
}  // namespace suanwang
