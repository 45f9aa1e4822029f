#include "suanwang/optimise/rolling_program.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "random_work.hpp"

namespace suanwang {
namespace {

/// Two clusters of 16 accelerators, one MW each to make sums plain, at prices that a test sets.
struct Given {
  World world = two().build();
  PlanInput input;

  static testing::SmallWorld two() {
    testing::SmallWorld small;
    small.pool_sizes = {16, 16};
    small.storage = testing::storage(Megawatts(5), MegawattHours(10), 0.81);
    return small;
  }

  explicit Given(std::size_t steps) {
    input.steps = steps;
    for (const HubId id : world.hubs().ids()) {
      HubOutlook outlook;
      outlook.base_load_mw.assign(steps, 1.0);
      outlook.contracted_mw.assign(steps, 0.0);
      outlook.direct_mw.assign(steps, 0.0);
      outlook.grid_limit_mw.assign(steps, 100.0);
      outlook.price_cny_per_mwh.assign(steps, 500.0);
      outlook.carbon_t_per_mwh.assign(steps, 0.5);
      input.outlook.add(outlook);
      HubEnds ends;
      const double initial = world.hubs()[id].supply.storage.floor().value();
      ends.stored_from_mwh = ends.stored_to_mwh = initial;
      input.ends.add(ends);
    }
    PlanJobs jobs;
    jobs.arriving.assign(steps, 0.0);
    jobs.waiting = 8.0;
    jobs.hours = 2.0;
    for ([[maybe_unused]] const Cluster& cluster : world.clusters())
      jobs.sites.add({true, 1.0, 1.0, 0.0, 0.0});
    input.jobs.push_back(jobs);
    input.room.assign(steps, Table<ClusterId, double>(2, 16.0));
    input.longest_wait = steps;
  }
  std::vector<double>& price(std::size_t hub) { return input.outlook[HubId(hub)].price_cny_per_mwh; }
};

RollingPlan solve(const Given& given, Aim aim = Aim::cost) {
  return RollingProgram(given.world, Objective::of(aim, CnyPerTonneCo2(0))).solve(given.input).value();
}

TEST(RollingProgram, WorkStartsWhereAndWhenPowerIsCheap) {
  Given given(6);
  given.price(1)[3] = given.price(1)[4] = 100.0;
  const RollingPlan plan = solve(given);
  EXPECT_NEAR(plan.starts[3][0][ClusterId(1)], 8.0, 1e-6);
  EXPECT_NEAR(plan.left_waiting[2][0], 8.0, 1e-6);
  EXPECT_NEAR(plan.left_waiting[3][0], 0.0, 1e-6);
}

TEST(RollingProgram, WaitingHasItsPrice) {
  Given given(6);
  given.price(1)[3] = given.price(1)[4] = 400.0;
  given.input.waiting_cny_per_hour = 100.0;  // three hours cost more than the 200 CNY saved
  EXPECT_NEAR(solve(given).left_waiting[0][0], 0.0, 1e-6);
}

TEST(RollingProgram, NobodyWaitsLongerThanAllowed) {
  Given given(6);
  given.price(1)[4] = given.price(1)[5] = 100.0;
  given.input.longest_wait = 2;
  EXPECT_NEAR(solve(given).left_waiting[2][0], 0.0, 1e-6);
  given.input.longest_wait = 0;
  EXPECT_NEAR(solve(given).left_waiting[0][0], 0.0, 1e-6);
}

TEST(RollingProgram, AFullClusterTakesNoMore) {
  Given given(4);
  given.input.jobs[0].waiting = 24.0;
  given.input.longest_wait = 0;
  for (double& price : given.price(0)) price = 100.0;
  const RollingPlan plan = solve(given);
  EXPECT_NEAR(plan.starts[0][0][ClusterId(0)], 16.0, 1e-6);
  EXPECT_NEAR(plan.starts[0][0][ClusterId(1)], 8.0, 1e-6);
}

TEST(RollingProgram, StorageBuysLowAndServesHigh) {
  Given given(4);
  given.input.jobs[0].waiting = 0.0;
  given.price(0) = {100.0, 100.0, 1000.0, 1000.0};
  const RollingPlan plan = solve(given);
  double charged = 0.0, discharged = 0.0;
  for (std::size_t step = 0; step < 4; ++step) {
    charged += plan.charge_mw[step][HubId(0)];
    discharged += plan.discharge_mw[step][HubId(0)];
    if (step < 2) {
      EXPECT_NEAR(plan.discharge_mw[step][HubId(0)], 0.0, 1e-6);
    }
  }
  EXPECT_NEAR(discharged, 2.0, 1e-6) << "the load of two dear hours";
  EXPECT_NEAR(charged, 2.0 / 0.81, 1e-6);
}

TEST(RollingProgram, AimsAtCarbonWhenAsked) {
  Given given(4);
  for (double& price : given.price(0)) price = 100.0;
  for (double& carbon : given.input.outlook[HubId(1)].carbon_t_per_mwh) carbon = 0.1;
  double starts = 0.0;
  for (const auto& step : solve(given, Aim::carbon).starts) starts += step[0][ClusterId(1)];
  EXPECT_NEAR(starts, 8.0, 1e-6);
}

/// Tokens of 1 W.h a thousand in both clusters, twice as fast in the first, whose reach is `most`
/// accelerators.
PlanTokens tokens(std::size_t steps, double demand, double most) {
  PlanTokens result;
  result.demand.assign(steps, demand);
  result.sites.add({true, 1000.0, 0.001, 0.0, most});
  result.sites.add({true, 500.0, 0.001, 0.0, 8.0});
  return result;
}

TEST(RollingProgram, TokensAreServedWithinReachAndElseLost) {
  constexpr std::size_t steps = 3;
  Given given(steps);
  given.input.jobs[0].waiting = 0.0;
  const double base = solve(given).objective;
  const auto added = [&](const PlanTokens& each) {
    given.input.tokens = {each};
    return (solve(given).objective - base) / steps;
  };
  constexpr double hour_of_one = 0.5;  // CNY for 1 kW at 500 CNY/MWh; a million tokens lost cost 1 CNY
  EXPECT_NEAR(added(tokens(steps, 4000.0, 6.0)), 4 * hour_of_one, 1e-6);
  EXPECT_NEAR(added(tokens(steps, 8000.0, 6.0)), (6 + 4) * hour_of_one, 1e-6) << "the rest by the slower";
  EXPECT_NEAR(added(tokens(steps, 11000.0, 6.0)), (6 + 8) * hour_of_one + 1000 * 3600 * 1e-6, 1e-6);
  for (auto& room : given.input.room) room[ClusterId(0)] = 5.0;  // jobs under way hold the others
  EXPECT_NEAR(added(tokens(steps, 8000.0, 6.0)), (5 + 6) * hour_of_one, 1e-6);
}

TEST(RollingProgramProperty, AWindowThatMovedOnHasTheSameOptimumAsOneFromScratch) {
  for (const std::uint64_t seed : testing::first_seeds(20)) {
    SCOPED_TRACE(seed);
    testing::Draw draw(seed);
    Given given(12);
    for (std::size_t hub = 0; hub < 2; ++hub)
      for (double& price : given.price(hub)) price = draw.within(100, 1000);
    const RollingProgram program(given.world, Objective{});
    const LpBasis basis = program.solve(given.input).value().basis;
    for (std::size_t hub = 0; hub < 2; ++hub) {
      given.price(hub).erase(given.price(hub).begin());
      given.price(hub).push_back(draw.within(100, 1000));
    }
    given.input.jobs[0].waiting = draw.within(0.0, 30.0);
    const double warm = program.solve(given.input, basis, 1).value().objective;
    EXPECT_NEAR(warm, program.solve(given.input).value().objective, 1e-7 * std::abs(warm));
  }
}

}  // namespace
}  // namespace suanwang
