#include "suanwang/policy/migration.hpp"

#include <gtest/gtest.h>

#include "suanwang/policy/routes.hpp"

#include "hub_series.hpp"

namespace suanwang {
namespace {

using testing::job;
using testing::run_route;

constexpr std::size_t hours_ahead = 48;

World movable(double checkpoint_gb, std::vector<std::uint32_t> pool_sizes = {16, 16}) {
  testing::SmallWorld small;
  small.pool_sizes = std::move(pool_sizes);
  WorldParts parts = small.build().parts();
  for (JobClass& job_class : parts.job_classes) {
    job_class.is_migratable = true;
    job_class.checkpoint_per_accelerator = Gigabytes(checkpoint_gb);
  }
  return World(std::move(parts));
}

CheapestRoute::Parameters moving(double least_gain = 0.1) { return {{}, {true, least_gain}}; }

std::vector<double> from_hour(std::size_t hour, double before, double after) {
  std::vector<double> values(hours_ahead, before);
  std::fill(values.begin() + static_cast<std::ptrdiff_t>(hour), values.end(), after);
  return values;
}

TEST(Migration, FollowsThePriceWhenTheRestGainsEnough) {
  World world = testing::with_tariff(movable(0.0), HubId(0), from_hour(4, 300, 900));
  world = testing::with_tariff(world, HubId(1), std::vector<double>(hours_ahead, 500));
  const std::vector<Job> jobs{job(0min, 4, 2h), job(2h, 4, 20h)};
  const auto stays = run_route<CheapestRoute>(world, {job(0min, 4, 2h)});
  EXPECT_EQ(stays.jobs[0].pool, PoolId(0));
  const auto moved = run_route<CheapestRoute>(world, jobs, moving());
  EXPECT_EQ(moved.jobs[0].work.migrations, 0u);  // it ends before
  EXPECT_EQ(moved.jobs[1].work.migrations, 1u);  // and stays where it went
  EXPECT_EQ(moved.jobs[1].pool, PoolId(1));
  EXPECT_EQ(run_route<CheapestRoute>(world, jobs, moving(0.6)).jobs[1].work.migrations, 0u);
}

TEST(Migration, CountsTheCopyOfTheCheckpoint) {
  World world = testing::with_tariff(movable(1000.0), HubId(0), from_hour(4, 300, 900));
  world = testing::with_tariff(world, HubId(1), std::vector<double>(hours_ahead, 500));
  EXPECT_EQ(run_route<CheapestRoute>(world, {job(2h, 4, 20h)}, moving()).jobs[0].work.migrations, 0u);
}

TEST(Migration, NeverMovesOnEqualValuesNorToAFullPool) {
  for (const double least_gain : {0.0, 0.1}) {
    const World equal = movable(0.0);
    const auto same =
        run_route<CheapestRoute>(equal, {job(0min, 4, 20h), job(1h, 8, 20h)}, moving(least_gain));
    for (const JobRecord& record : same.jobs) EXPECT_EQ(record.work.migrations, 0u);
  }
  const World full = testing::with_carbon(movable(0.0, {16, 4}), HubId(0), from_hour(4, 0.1, 0.9));
  LowestCarbonRoute::Parameters parameters;
  parameters.migration.migrates = true;
  EXPECT_EQ(run_route<LowestCarbonRoute>(full, {job(0min, 8, 20h)}, parameters).jobs[0].work.migrations, 0u);
  EXPECT_EQ(run_route<LowestCarbonRoute>(full, {job(0min, 4, 20h)}, parameters).jobs[0].work.migrations, 1u);
}

// Prices that are equal again and again, with a least gain of nothing: as few moves as there are changes.
TEST(Migration, DoesNotGoBackAndForthWhilePricesStand) {
  World world = testing::with_tariff(movable(0.0), HubId(0), from_hour(10, 400, 600));
  world = testing::with_tariff(world, HubId(1), from_hour(20, 500, 500));
  const auto result = run_route<CheapestRoute>(world, {job(0min, 4, 30h)}, moving(0.0));
  EXPECT_LE(result.jobs[0].work.migrations, 2u);
}

}  // namespace
}  // namespace suanwang
