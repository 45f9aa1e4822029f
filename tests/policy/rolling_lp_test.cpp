#include "suanwang/policy/rolling_lp.hpp"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "suanwang/optimise/work_groups.hpp"

#include "hub_series.hpp"

namespace suanwang {
namespace {

using testing::job;

constexpr std::size_t hours_shown = 48;

/// Two hubs with room for all, so that shadow prices are the tariffs.
World with_tariffs(const std::array<std::vector<double>, 2>& tariffs) {
  testing::SmallWorld small;
  small.calendar = testing::days(hours_shown / 24);
  small.pool_sizes = {1024, 1024};
  World world = small.build();
  for (std::size_t hub = 0; hub < tariffs.size(); ++hub)
    world = testing::with_tariff(world, HubId(hub), tariffs[hub]);
  return world;
}

/// The one job under `rolling_lp`.
JobRecord run_one(const World& world, const Job& given, const RollingParameters& parameters) {
  SharedParts shared;
  PolicySet set = testing::policies();
  set.route = std::make_unique<RollingLpRoute>(parameters, shared);
  return testing::run(world, {given}, std::move(set)).jobs.at(0);
}

/// Equation (47), in CNY, where nothing is scarce: of a whole-hour run that starts `start` hours from
/// midnight.
double cost_of(const World& world, const Job& given, const std::vector<double>& tariff, ClusterId cluster,
               std::size_t start, double waiting_cny_per_hour) {
  const double mw = facility_mw_per_accelerator(world, given.job_class, PoolId(cluster.index()), 0);
  double cny_per_accelerator = waiting_cny_per_hour * static_cast<double>(start);
  for (std::size_t hour = start; hour < start + static_cast<std::size_t>(given.run_time / 1h); ++hour)
    cny_per_accelerator += mw * tariff[hour];
  const double cny_per_gigabyte = cluster == ClusterId(0) ? 0.1 : 0.3;  // access; and trunk
  return given.accelerators * cny_per_accelerator + given.input.value() * cny_per_gigabyte;
}

TEST(RollingLpProperty, AJobGoesWhereAndWhenItCostsLeast) {
  std::size_t later = 0, elsewhere = 0;
  for (const std::uint64_t seed : testing::first_seeds(60)) {
    SCOPED_TRACE(seed);
    testing::Draw draw(seed);
    std::array<std::vector<double>, 2> tariffs;
    for (auto& tariff : tariffs)
      for (std::size_t hour = 0; hour < hours_shown; ++hour) tariff.push_back(draw.within(100, 1000));
    const World world = with_tariffs(tariffs);
    Job given = job(0h, 1 + static_cast<std::uint32_t>(draw.below(8)), Duration(1h) * (1 + draw.below(6)));
    given.input = Gigabytes(draw.within(0.0, 5.0));
    RollingParameters parameters;
    parameters.longest_wait = Duration(1h) * draw.below(13);
    parameters.waiting_cny_per_hour = draw.within(0.0, 0.2);

    double least = std::numeric_limits<double>::infinity();
    const auto cost = [&](ClusterId cluster, std::size_t start) {
      return cost_of(world, given, tariffs[cluster.index()], cluster, start, parameters.waiting_cny_per_hour);
    };
    for (const ClusterId cluster : world.clusters().ids())
      for (std::size_t start = 0; start <= static_cast<std::size_t>(parameters.longest_wait / 1h); ++start)
        least = std::min(least, cost(cluster, start));

    const JobRecord record = run_one(world, given, parameters);
    EXPECT_EQ(record.end_state, JobState::completed);
    const auto start = static_cast<std::size_t>(in_hours(record.started.time_since_epoch()));
    EXPECT_LT(record.started - TimePoint(Duration(1h) * start), Duration(1min)) << "the way of the input";
    EXPECT_NEAR(cost(world.pools()[record.pool].cluster, start), least, 1e-5 * least);
    later += start > 0;
    elsewhere += record.pool == PoolId(1);
  }
  EXPECT_GT(later, 10u);
  EXPECT_GT(elsewhere, 10u);
  EXPECT_LT(elsewhere, 50u);
}

/// Energy and demand charge of hub 0 in CNY, under storage that follows a rolling plan, where a peak is dear.
double cost_of_storage(bool has_classes_of_jobs) {
  testing::SmallWorld small;
  const std::chrono::sys_days start = std::chrono::year(2030) / 1 / 29;  // a new month's peak has yet to come
  small.calendar = CivilCalendar(start, start + std::chrono::days(6), 1h);
  small.storage = testing::storage(Megawatts(0.3), MegawattHours(0.6), 0.81);
  WorldParts parts = small.build().parts();
  if (!has_classes_of_jobs) parts.job_classes = {};
  std::vector<double> load, tariff;
  for (int hour = 0; hour < 144; ++hour) {
    load.push_back(hour == 12 ? 3.0 : 1.0);  // in January
    tariff.push_back(500.0 + 200.0 * std::cos(hour * 0.5));
  }
  parts.clusters[ClusterId(0)].general_load = testing::series_of<Megawatts>(load);
  parts.hubs[HubId(0)].supply.prices.demand_charge = CnyPerMegawattMonth(40'000);
  parts.hubs[HubId(0)].supply.prices.tariff = testing::series_of<CnyPerMegawattHour>(tariff);
  SharedParts shared;
  PolicySet set = testing::policies();
  set.route = std::make_unique<RollingLpRoute>(RollingParameters(), shared);
  set.power = std::make_unique<RollingLpPower>(RationParameters(), shared);
  double cost_cny = 0.0;
  for (const auto& interval : testing::run(World(std::move(parts)), {}, std::move(set)).hubs)
    cost_cny += (interval.at(0).energy_cost + interval.at(0).demand_charge).value();
  return cost_cny;
}

TEST(RollingLp, RemembersThePeakAlsoWhereNoJobsCome) {
  const double with = cost_of_storage(true);
  EXPECT_NEAR(cost_of_storage(false), with, 1e-4 * with);
}

}  // namespace
}  // namespace suanwang
