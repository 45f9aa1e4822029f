#include "suanwang/policy/flow_route.hpp"

#include <limits>

#include <gtest/gtest.h>

#include "hub_series.hpp"

namespace suanwang {
namespace {

using testing::job;
using testing::run_route;

/// Supplies 0 and 1 to three sinks, whose first units of capacity are cheaper than the rest.
struct TinyTransport {
  std::int64_t supply[2], cheap_room[3], cost[2][3], extra[3];
};

/// Cheapest of all whole splits of both supplies.
std::int64_t least_cost(const TinyTransport& t) {
  std::int64_t least = std::numeric_limits<std::int64_t>::max();
  for (std::int64_t a = 0; a <= t.supply[0]; ++a)
    for (std::int64_t b = 0; a + b <= t.supply[0]; ++b)
      for (std::int64_t c = 0; c <= t.supply[1]; ++c)
        for (std::int64_t d = 0; c + d <= t.supply[1]; ++d) {
          const std::int64_t flow[2][3] = {{a, b, t.supply[0] - a - b}, {c, d, t.supply[1] - c - d}};
          std::int64_t cost = 0;
          for (int sink = 0; sink < 3; ++sink) {
            for (int source = 0; source < 2; ++source) cost += flow[source][sink] * t.cost[source][sink];
            cost +=
                std::max<std::int64_t>(0, flow[0][sink] + flow[1][sink] - t.cheap_room[sink]) * t.extra[sink];
          }
          least = std::min(least, cost);
        }
  return least;
}

TEST(MinCostFlowProperty, MatchesTheCheapestOfAllSplits) {
  for (const std::uint64_t seed : testing::first_seeds(500)) {
    SCOPED_TRACE(seed);
    testing::Draw draw(seed);
    const auto any = [&](std::size_t below) { return static_cast<std::int64_t>(draw.below(below)); };
    TinyTransport t{};
    std::vector<FlowArc> arcs;
    for (std::uint32_t source = 0; source < 2; ++source) {
      arcs.push_back({0, 2 + source, t.supply[source] = any(7), 0});
      for (std::uint32_t sink = 0; sink < 3; ++sink)
        arcs.push_back({2 + source, 4 + sink, 100, t.cost[source][sink] = any(10)});
    }
    for (std::uint32_t sink = 0; sink < 3; ++sink) {
      arcs.push_back({4 + sink, 1, t.cheap_room[sink] = any(5), 0});
      arcs.push_back({4 + sink, 1, 100, t.extra[sink] = any(10)});
    }
    const std::vector<std::int64_t> flows = min_cost_flow(7, arcs);
    std::int64_t cost = 0, sent = 0;
    for (std::size_t i = 0; i < arcs.size(); ++i) {
      ASSERT_GE(flows[i], 0);
      ASSERT_LE(flows[i], arcs[i].capacity);
      cost += flows[i] * arcs[i].cost;
      if (arcs[i].to == 1) sent += flows[i];
    }
    EXPECT_EQ(sent, t.supply[0] + t.supply[1]);
    EXPECT_EQ(cost, least_cost(t));
  }
}

/// The same work each hour, in small jobs.
std::vector<Job> steady(std::size_t hours, std::size_t jobs_an_hour) {
  std::vector<Job> jobs;
  for (std::size_t hour = 0; hour < hours; ++hour)
    for (std::size_t i = 0; i < jobs_an_hour; ++i)
      jobs.push_back(
          job(Duration(1h) * static_cast<std::int64_t>(hour) + Duration(1s) * static_cast<std::int64_t>(i), 1,
              50min));
  return jobs;
}

TEST(MinCostFlowRoute, FillsTheCheapPoolAndSpreadsWhatItCannotTake) {
  testing::SmallWorld small;
  small.pool_sizes = {64, 16};
  const World world = testing::with_tariff(small.build(), HubId(1), std::vector<double>(48, 100.0));
  const auto few = run_route<MinCostFlowRoute>(world, steady(40, 10));
  for (const JobRecord& record : few.jobs) EXPECT_EQ(record.pool, PoolId(1));
  const auto many = run_route<MinCostFlowRoute>(world, steady(40, 40));
  std::size_t in_cheap = 0;
  for (const JobRecord& record : many.jobs) {
    in_cheap += record.pool == PoolId(1);
    EXPECT_LT(record.started - record.queued_at, 1h);
  }
  EXPECT_GT(in_cheap, 40 * 12u);
  EXPECT_LT(in_cheap, 40 * 24u);
}

TEST(MinCostFlowRoute, GoesOnWhenThereIsMoreWorkThanRoom) {
  testing::SmallWorld small;
  small.pool_sizes = {4, 4};
  const auto result = run_route<MinCostFlowRoute>(small.build(), steady(24, 20));
  EXPECT_GT(result.jobs.size(), 100u);
}

}  // namespace
}  // namespace suanwang
