#include "suanwang/policy/scoring_routes.hpp"

#include <gtest/gtest.h>

#include "hub_series.hpp"

namespace suanwang {
namespace {

using testing::job;
using testing::run_route;

World three_pools() {
  testing::SmallWorld small;
  small.pool_sizes = {16, 16, 16};
  return small.build();
}

std::vector<Job> small_jobs(std::size_t count) {
  std::vector<Job> jobs;
  for (std::size_t i = 0; i < count; ++i) jobs.push_back(job(Duration(i), 1, 1h));
  return jobs;
}

TEST(RoundRobin, TakesPoolsInTurnForEachClass) {
  std::vector<Job> jobs = small_jobs(6);
  jobs[4].job_class = JobClassId(1);
  const auto result = run_route<RoundRobinRoute>(three_pools(), jobs);
  std::vector<std::size_t> pools(6);
  for (const JobRecord& record : result.jobs) pools[record.job.number] = record.pool.index();
  EXPECT_EQ(pools, (std::vector<std::size_t>{0, 1, 2, 0, 0, 1}));
}

TEST(RoundRobin, PassesOverAFullPool) {
  const auto result = run_route<RoundRobinRoute>(
      three_pools(), {job(0min, 16, 9h), job(1min, 1, 1h), job(2min, 1, 1h), job(3min, 1, 1h)});
  EXPECT_EQ(result.jobs[2].pool, PoolId(1));
}

TEST(RandomRoute, DrawsAllPoolsAlikeAndTheSameAgain) {
  testing::SmallWorld small;
  small.pool_sizes = {2000, 2000, 2000};
  const World world = small.build();
  std::vector<std::size_t> count(3);
  const auto result = run_route<RandomRoute>(world, small_jobs(3000));
  for (const JobRecord& record : result.jobs) ++count[record.pool.index()];
  for (const std::size_t each : count) EXPECT_NEAR(static_cast<double>(each), 1000, 100);
  const auto again = run_route<RandomRoute>(world, small_jobs(3000));
  for (std::size_t i = 0; i < result.jobs.size(); ++i) EXPECT_EQ(result.jobs[i].pool, again.jobs[i].pool);
}

WeightedScoreRoute::Parameters only(double WeightedScoreRoute::Parameters::*weight) {
  WeightedScoreRoute::Parameters parameters{0, 0, 0, 0, 0, CarbonBasis::location};
  parameters.*weight = 1.0;
  return parameters;
}

TEST(WeightedScore, EachWeightAloneFollowsItsTerm) {
  using P = WeightedScoreRoute::Parameters;
  const std::size_t hours = 48;
  World world = testing::with_tariff(three_pools(), HubId(1), std::vector<double>(hours, 300.0));
  world = testing::with_carbon(world, HubId(2), std::vector<double>(hours, 0.1));
  const auto place = [&](const P& parameters, std::vector<Job> jobs) {
    return run_route<WeightedScoreRoute>(world, std::move(jobs), parameters).jobs.back().pool;
  };
  EXPECT_EQ(place(only(&P::price), {job(0min, 1, 1h)}), PoolId(1));
  EXPECT_EQ(place(only(&P::carbon), {job(0min, 1, 1h)}), PoolId(2));
  EXPECT_EQ(place(only(&P::latency), {job(0min, 1, 1h)}), PoolId(0));
  EXPECT_EQ(place(only(&P::queue), {job(0min, 1, 1h), job(1min, 1, 2h)}), PoolId(1));
  Job heavy = job(0min, 1, 1h);
  heavy.input = Gigabytes(100);
  EXPECT_EQ(place(only(&P::transfer), {heavy}), PoolId(0));
  P both = only(&P::price);
  both.carbon = 2.0;
  EXPECT_EQ(place(both, {job(0min, 1, 1h)}), PoolId(2));
}

}  // namespace
}  // namespace suanwang
