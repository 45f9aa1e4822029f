#include "suanwang/policy/routes.hpp"

#include <gtest/gtest.h>

#include "small_world.hpp"

namespace suanwang {
namespace {

using testing::job;

/// Three hubs in a line, the first an eastern one; its own cluster 2 ms away, the others 12 and 22.
testing::SmallWorld three() {
  testing::SmallWorld small;
  small.pool_sizes = {16, 16, 32};
  return small;
}

PoolId place_of(const std::string& route, const World& world, std::vector<Job> jobs) {
  const auto result = testing::run(world, std::move(jobs), testing::policies(route));
  return result.jobs.back().pool;
}

TEST(Routes, NearestGoesOnWhenThePoolIsFull) {
  const World world = three().build();
  EXPECT_EQ(place_of("nearest", world, {job(0min, 16, 1h)}), PoolId(0));
  EXPECT_EQ(place_of("nearest", world, {job(0min, 12, 1h), job(1min, 8, 2h)}), PoolId(1));
}

TEST(Routes, LocalOnlyRejectsWhatDoesNotFitAtHome) {
  const auto result =
      testing::run(three().build(), {job(0min, 17, 1h), job(1min, 16, 1h)}, testing::policies("local_only"));
  EXPECT_EQ(result.jobs.at(0).end_state, JobState::rejected);
  EXPECT_EQ(result.jobs.at(0).rejection, RejectionRule::refused_by_policy);
  EXPECT_EQ(result.jobs.at(1).pool, PoolId(0));
}

TEST(Routes, LeastLoadedComparesByShareOfThePool) {
  EXPECT_EQ(place_of("least_loaded", three().build(), {job(0min, 8, 1h)}), PoolId(2));
}

TEST(Routes, EastDataWestComputeSendsUnboundWorkWest) {
  testing::SmallWorld small = three();
  EXPECT_NE(place_of("east_data_west_compute", small.build(), {job(0min, 4, 1h)}), PoolId(0));
  small.job_bound = Delay(30);
  EXPECT_EQ(place_of("east_data_west_compute", small.build(), {job(0min, 4, 1h)}), PoolId(0));
}

/// The small world with prices and factors that differ by hub.
World with_supplies(const std::vector<double>& price_cny_per_mwh,
                    const std::vector<double>& factor_t_per_mwh) {
  const testing::SmallWorld small = three();
  WorldParts parts = small.build().parts();
  for (const HubId hub : parts.hubs.ids()) {
    parts.hubs[hub].supply.prices.tariff = Series<CnyPerMegawattHour>::constant(
        parts.calendar.interval_count(), CnyPerMegawattHour(price_cny_per_mwh[hub.index()]));
    parts.hubs[hub].supply.carbon.location =
        testing::constant<TonnesCo2PerMegawattHour>(parts.calendar, factor_t_per_mwh[hub.index()]);
  }
  return World(std::move(parts));
}

TEST(Routes, CheapestFollowsThePriceOfEnergyAndData) {
  const World world = with_supplies({500, 400, 300}, {0.5, 0.5, 0.5});
  EXPECT_EQ(place_of("cheapest", world, {job(0min, 8, 10h)}), PoolId(2));
  Job heavy = job(0min, 8, 10h);  // moving 10 TB costs more than the energy saves
  heavy.input = Gigabytes(10'000);
  EXPECT_EQ(place_of("cheapest", world, {heavy}), PoolId(0));
}

TEST(Routes, LowestCarbonFollowsTheFactor) {
  EXPECT_EQ(place_of("lowest_carbon", with_supplies({500, 500, 500}, {0.5, 0.1, 0.3}), {job(0min, 8, 1h)}),
            PoolId(1));
}

}  // namespace
}  // namespace suanwang
