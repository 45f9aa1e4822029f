#include "suanwang/policy/serving.hpp"

#include <gtest/gtest.h>

#include "suanwang/core/error.hpp"

#include "hub_series.hpp"

namespace suanwang {
namespace {

testing::SmallWorld two_hubs() {
  testing::SmallWorld small;
  small.pool_sizes = {16, 64};
  small.serving_share = 0.5;  // 4,000 and 16,000 tokens/s
  small.token_demand = TokensPerSecond(6000);
  return small;
}

TEST(NearestServe, SpillsOverToTheNextClusterWithinTheBound) {
  const auto result = testing::run(two_hubs().build(), {});
  EXPECT_EQ(result.unserved, TokensPerSecond(0));
  EXPECT_DOUBLE_EQ(result.clusters[0][0].tokens_served.value(), 4000);
  EXPECT_DOUBLE_EQ(result.clusters[0][1].tokens_served.value(), 8000);
}

TEST(NearestServe, LeavesUnservedWhatTheBoundForbidsToMove) {
  testing::SmallWorld small = two_hubs();
  small.token_bound = Delay(5);
  const auto result = testing::run(small.build(), {});
  EXPECT_NEAR(result.unserved.value(), 48 * 2000, 1e-6);
  for (const ServedTokens& served : result.served) EXPECT_LE(served.round_trip, Delay(5));
}

testing::Recorder run_with(const std::string& serve, const World& world) {
  static const PolicyCatalogue catalogue = built_in_policies();
  PolicySet set = testing::policies();
  set.serve = catalogue.serve.find(serve)->maker()->make();
  return testing::run(world, {}, std::move(set));
}

TEST(ProportionalServe, LoadsAllPlacesAlike) {
  const auto result = run_with("proportional", two_hubs().build());
  EXPECT_NEAR(result.unserved.value(), 0.0, 1e-9);
  EXPECT_NEAR(result.clusters[0][0].serving_share, 0.6, 1e-9);  // 12,000 of 20,000 tokens/s
  EXPECT_NEAR(result.clusters[0][1].serving_share, 0.6, 1e-9);
}

TEST(ProportionalServe, ServesAllThatPlacesCanTake) {
  testing::SmallWorld small = two_hubs();
  small.token_demand = TokensPerSecond(15'000);
  const auto result = run_with("proportional", small.build());
  EXPECT_NEAR(result.clusters[0][0].tokens_served.value(), 4000, 1e-6);
  EXPECT_NEAR(result.clusters[0][1].tokens_served.value(), 16'000, 1e-6);
}

TEST(RankedServe, FollowsPriceOrCarbonWithinTheBound) {
  World world = testing::with_tariff(two_hubs().build(), HubId(1), std::vector<double>(48, 300.0));
  world = testing::with_carbon(world, HubId(0), std::vector<double>(48, 0.2));
  const auto cheapest = run_with("cheapest", world);
  EXPECT_DOUBLE_EQ(cheapest.clusters[0][0].tokens_served.value(), 0);
  EXPECT_DOUBLE_EQ(cheapest.clusters[0][1].tokens_served.value(), 12'000);
  const auto greenest = run_with("lowest_carbon", world);
  EXPECT_DOUBLE_EQ(greenest.clusters[0][0].tokens_served.value(), 4000);
  EXPECT_DOUBLE_EQ(greenest.clusters[0][1].tokens_served.value(), 8000);
}

TEST(ServePlan, RefusesInadmissibleShares) {
  const World world = two_hubs().build();
  ServePlan plan(world);
  Table<PoolId, double> capacity(world.pools().size());
  for (const PoolId pool : world.pools().ids()) capacity[pool] = world.pools()[pool].serving;
  plan.reset(0, capacity);
  const auto sites = world.serving_sites(TokenStreamId(0));
  EXPECT_THROW(plan.assign(TokenStreamId(0), sites[0], TokensPerSecond(-1)), PolicyError);
  EXPECT_THROW(plan.assign(TokenStreamId(0), sites[0], TokensPerSecond(5000)),
               PolicyError);  // beyond the pool
  EXPECT_THROW(plan.assign(TokenStreamId(0), sites[1], TokensPerSecond(7000)),
               PolicyError);  // beyond the demand
  EXPECT_THROW(plan.assign(TokenStreamId(0), {PoolId(1), ClusterId(1), Delay(1000), TokensPerSecond(500)},
                           TokensPerSecond(1)),
               PolicyError);
  EXPECT_NO_THROW(plan.assign(TokenStreamId(0), sites[0], TokensPerSecond(4000)));
}

}  // namespace
}  // namespace suanwang
