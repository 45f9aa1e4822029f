// The national data set, held against the published figures that it is built from.
#include <filesystem>
#include <map>

#include <gtest/gtest.h>

#include "suanwang/core/error.hpp"
#include "suanwang/experiment/run.hpp"
#include "suanwang/scenario/build.hpp"

namespace suanwang {
namespace {

LoadedScenario national(const std::string& name, std::vector<std::string> overrides = {}) {
  static const PolicyCatalogue catalogue = built_in_policies();
  return load_scenario(std::filesystem::path(SUANWANG_SOURCE_DIR) / "scenarios" / (name + ".yaml"), overrides,
                       catalogue);
}

/// January only, so that building the world is quick.
World short_world(const std::string& name) {
  const LoadedScenario scenario = national(name, {"time.start=2030-01-01", "time.end=2030-02-01"});
  return build_world(scenario.spec, 1);
}

ClusterId cluster_of(const World& world, const std::string& id) {
  for (const ClusterId cluster : world.clusters().ids())
    if (world.clusters()[cluster].id == id) return cluster;
  throw InvariantError("no such cluster");
}

TEST(NationalData, EightHubsTenClustersAndTheBackbone) {
  const LoadedScenario scenario = national("china-2030-mid");
  EXPECT_EQ(scenario.spec.hubs.size(), 8u);
  EXPECT_EQ(scenario.spec.clusters.size(), 10u);
  EXPECT_GE(scenario.spec.network.links.size(), 45u);
}

TEST(NationalData, EveryFigureHasAConfidenceMark) {
  for (const char* name : {"china-2024", "china-2030-low", "china-2030-mid", "china-2030-high"})
    for (const Provenance& figure : national(name).provenance) {
      if (figure.key_path == "suanwang") continue;
      EXPECT_FALSE(figure.mark.empty()) << name << ": " << figure.key_path;
    }
}

/// Weekdays that are no holiday, and weekend days worked in exchange.
int working_days(const ScenarioSpec& spec, std::chrono::year year) {
  std::map<std::chrono::sys_days, bool> is_worked;
  for (const auto& [id, holiday] : spec.holidays)
    for (const HolidayPeriodSpec& period : holiday.periods) {
      for (auto day = period.first; day <= period.last; day += std::chrono::days(1)) is_worked[day] = false;
      for (const auto day : period.worked) is_worked[day] = true;
    }
  int count = 0;
  const std::chrono::sys_days last = year / 12 / 31;
  for (std::chrono::sys_days day = year / 1 / 1; day <= last; day += std::chrono::days(1)) {
    const bool is_weekday = std::chrono::weekday(day).iso_encoding() <= 5;
    count += is_worked.contains(day) ? is_worked.at(day) : is_weekday;
  }
  return count;
}

// As published for payrolls: 251 in 2024, and 248 since two public holidays were added.
TEST(NationalData, WorkingDaysOfAYearAreThoseOfTheNotices) {
  const ScenarioSpec spec = national("china-2030-mid").spec;
  for (const auto& [year, days] : {std::pair(2024, 251), std::pair(2025, 248), std::pair(2026, 248)})
    EXPECT_EQ(working_days(spec, std::chrono::year(year)), days) << year;
}

TEST(NationalData, SmartComputeAddsUpToThePublishedTotal) {
  const LoadedScenario scenario = national("china-2030-mid");
  Petaflops sum;
  for (const auto* group : {&scenario.spec.clusters, &scenario.spec.compute_sites})
    for (const auto& [id, cluster] : *group) sum += cluster.smart_compute->claimed;
  EXPECT_NEAR(sum.value(), 1'300'000, 1);
  EXPECT_NEAR((sum + scenario.spec.national_facts->elsewhere).value(), 1'590'000, 1);
  EXPECT_GT(sum / scenario.spec.national_facts->smart_compute, 0.8);  // "over 80 % in the hubs"
}

// Round trips of the fact sheet: 2 x distance x 1.35 x 4.9 us/km + 1.0 ms between clusters.
TEST(NationalData, DelaysFollowFromDistance) {
  const World world = short_world("china-2030-mid");
  for (const Link& link : world.network().links()) {
    const Node& from = world.network().nodes()[link.from];
    const Node& to = world.network().nodes()[link.to];
    const double km = great_circle_distance(from.place(), to.place()).value();
    const bool is_backbone = link.from.index() >= 8;  // the first eight nodes are hubs
    if (is_backbone) {
      EXPECT_NEAR(2 * link.delay.value(), 2 * km * 1.35 * 0.0049 + 1.0, 0.1) << link.id;
    } else {
      EXPECT_LT(link.delay.value(), 3.0) << link.id;
    }
  }
  const auto round_trip = [&](const char* a, const char* b) {
    return world.network()
        .route(world.clusters()[cluster_of(world, a)].node, world.clusters()[cluster_of(world, b)].node)
        ->round_trip()
        .value();
  };
  EXPECT_DOUBLE_EQ(round_trip("zjk", "qp"), 16.2);
  EXPECT_DOUBLE_EQ(round_trip("qy", "zw"), 4.9);
}

// Equation (1), where a link states no delay.
TEST(TutorialData, DelaysThatAreNotStatedFollowFromDistance) {
  const World world = build_world(national("tutorial").spec, 1);
  const Link& link = world.network().links()[LinkId(0)];
  const double km = great_circle_distance(world.network().nodes()[link.from].place(),
                                          world.network().nodes()[link.to].place())
                        .value();
  EXPECT_GT(km, 1000.0);
  EXPECT_NEAR(link.delay.value(), km * 1.35 * 0.0049 + 0.5, 1e-9);
}

TEST(NationalData, ShaoguanRunsOnTheElectricityThatWasMeasured) {
  const LoadedScenario scenario = national("china-2024");
  EXPECT_LE(scenario.spec.clusters.find("sg")->energised_factor, 0.1);
}

TEST(NationalData, CapacityFactorsAreThoseStated) {
  const LoadedScenario scenario = national("china-2030-mid");
  const World world = build_world(scenario.spec, 3);
  for (const HubId id : world.hubs().ids()) {
    const SupplySpec& spec = scenario.spec.hubs.entries[id.index()].second.supply;
    const HubSupply& supply = world.hubs()[id].supply;
    const auto check = [&](const auto& stated, const Generation& generation) {
      if (!stated || generation.capacity == Megawatts(0)) return;
      EXPECT_NEAR(generation.capacity_factor.raw().mean() * 8760.0 / *stated->full_load_hours, 1.0, 0.01)
          << world.hubs()[id].id;
    };
    check(spec.wind, supply.wind);
    check(spec.solar, supply.solar);
    check(spec.hydro, supply.hydro);
  }
}

// Wind of Inner Mongolia and Ningxia (some 500 km apart) goes together more than that of Inner Mongolia and
// Guangdong.
TEST(NationalData, NeighboursShareTheirWind) {
  const World world = build_world(national("china-2030-mid").spec, 1);
  const auto wind = [&](const char* id) {
    for (const Hub& hub : world.hubs())
      if (hub.id == id) return Eigen::ArrayXd(hub.supply.wind.capacity_factor.raw());
    return Eigen::ArrayXd();
  };
  const auto correlation = [](const Eigen::ArrayXd& a, const Eigen::ArrayXd& b) {
    const Eigen::ArrayXd x = a - a.mean(), y = b - b.mean();
    return (x * y).sum() / std::sqrt((x * x).sum() * (y * y).sum());
  };
  EXPECT_GT(correlation(wind("nm"), wind("nx")), 0.2);
  EXPECT_GT(correlation(wind("nm"), wind("nx")), correlation(wind("nm"), wind("gba")) + 0.1);
}

TEST(NationalData, PricesAreLowestInTheWest) {
  const World world = short_world("china-2030-mid");
  std::map<std::string, double> price;
  for (const Hub& hub : world.hubs()) price[hub.id] = hub.supply.prices.tariff.raw().mean();
  for (const char* west : {"nm", "gs", "nx", "gz"})
    for (const char* east : {"bth", "yrd", "gba"}) EXPECT_LT(price[west], price[east]) << west << " " << east;
}

// The fact that matters in tariffs: the valley has moved to midday in the north-west and the Yangtze delta,
// and is still at night in the south.
TEST(NationalData, TheValleyIsAtMiddayInTheNorthWestAndAtNightInTheSouth) {
  const World world = short_world("china-2030-mid");
  for (const Hub& hub : world.hubs()) {
    const auto price = [&](std::size_t hour) { return hub.supply.prices.tariff[hour]; };
    const bool is_southern = hub.id == "gba" || hub.id == "gz" || hub.id == "chengyu";
    const bool has_midday_valley = hub.id == "nm" || hub.id == "gs" || hub.id == "nx" || hub.id == "yrd";
    if (is_southern) {
      EXPECT_LT(price(3), price(13)) << hub.id;
    }
    if (has_midday_valley) {
      EXPECT_LT(price(13), price(8)) << hub.id;
      EXPECT_LT(price(13), price(19)) << hub.id;
    }
  }
}

TEST(NationalRun, TwoWeeksMeetTheirShareOfTheTargetWithAudits) {
  for (const char* name : {"china-2024", "china-2030-low", "china-2030-mid", "china-2030-high"}) {
    SCOPED_TRACE(name);
    const std::string year = std::string(name).substr(6, 4);
    const LoadedScenario scenario =
        national(name, {"time.start=" + year + "-07-01", "time.end=" + year + "-07-15"});
    const Summary summary = run_scenario(scenario, {.audits = true});
    ASSERT_TRUE(summary.reconciliation.target.has_value());
    EXPECT_NEAR(summary.reconciliation.national() / *summary.reconciliation.target, 1.0, 1e-3);
    EXPECT_GT(summary.reconciliation.calibration_factor, 0.5);
    EXPECT_LT(summary.reconciliation.calibration_factor, 2.0);
  }
}

}  // namespace
}  // namespace suanwang
