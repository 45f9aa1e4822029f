#include "suanwang/model/network/network.hpp"

#include <limits>

#include <gtest/gtest.h>

#include "suanwang/core/error.hpp"

#include "seeds.hpp"

namespace suanwang {
namespace {

Network triangle_with_shortcut() {
  Table<NodeId, Node> nodes;
  for (const char* id : {"a", "b", "c", "alone"}) nodes.add({id, id, Degrees(0), Degrees(0)});
  Table<LinkId, Link> links;
  links.add({"a-b", NodeId(0), NodeId(1), Gbps(10), Delay(2), CnyPerGigabyte(1)});
  links.add({"b-c", NodeId(1), NodeId(2), Gbps(10), Delay(3), CnyPerGigabyte(2)});
  links.add({"c-a", NodeId(2), NodeId(0), Gbps(10), Delay(9), CnyPerGigabyte(0.5)});
  return Network(std::move(nodes), std::move(links));
}

TEST(Network, TakesThePathOfLeastDelay) {
  const Network network = triangle_with_shortcut();
  const Route route = *network.route(NodeId(0), NodeId(2));
  EXPECT_EQ(route.delay, Delay(5));
  EXPECT_EQ(route.round_trip(), Delay(10));
  EXPECT_EQ(route.price, CnyPerGigabyte(3));
  const std::vector<ChannelId> channels = network.channels(NodeId(0), NodeId(2));
  ASSERT_EQ(channels.size(), 2u);
  EXPECT_EQ(network.link_of(channels[0]).id, "a-b");
  EXPECT_EQ(network.link_of(channels[1]).id, "b-c");
  EXPECT_TRUE(Network::is_forward(channels[0]));
  EXPECT_FALSE(Network::is_forward(network.channels(NodeId(2), NodeId(0))[0]));
}

TEST(Network, ANodeReachesItselfAtOnce) {
  const Network network = triangle_with_shortcut();
  const Route route = *network.route(NodeId(3), NodeId(3));
  EXPECT_TRUE(network.channels(NodeId(3), NodeId(3)).empty());
  EXPECT_EQ(route.delay, Delay(0));
}

TEST(Network, SaysWhatCannotBeReached) {
  const Network network = triangle_with_shortcut();
  EXPECT_FALSE(network.route(NodeId(0), NodeId(3)).has_value());
  EXPECT_THROW((void)network.channels(NodeId(0), NodeId(3)), InvariantError);
  EXPECT_EQ(network.unreachable_from(NodeId(0)), std::vector<NodeId>{NodeId(3)});
}

TEST(Network, RefusesLinksThatJoinNothing) {
  const auto with_link = [](Link link) {
    Table<NodeId, Node> nodes;
    nodes.add({"a", "a", Degrees(0), Degrees(0)});
    nodes.add({"b", "b", Degrees(0), Degrees(0)});
    Table<LinkId, Link> links;
    links.add(std::move(link));
    return Network(std::move(nodes), std::move(links));
  };
  EXPECT_THROW(with_link({"x", NodeId(0), NodeId(7), Gbps(1), Delay(1), {}}), InvariantError);
  EXPECT_THROW(with_link({"x", NodeId(0), NodeId(0), Gbps(1), Delay(1), {}}), InvariantError);
  EXPECT_THROW(with_link({"x", NodeId(0), NodeId(1), Gbps(0), Delay(1), {}}), InvariantError);
}

TEST(GreatCircleDistance, MatchesKnownCities) {
  const Node zhangjiakou{"", "", Degrees(40.41), Degrees(115.52)},
      shaoguan{"", "", Degrees(24.80), Degrees(113.60)};
  EXPECT_NEAR(great_circle_distance(zhangjiakou.place(), shaoguan.place()).value(), 1744, 5);
  EXPECT_EQ(great_circle_distance(shaoguan.place(), shaoguan.place()), Kilometres(0));
}

TEST(GreatCircleDistance, AQuarterOfTheGlobeOfMeanRadius) {
  const GeoPoint here{Degrees(0), Degrees(20)}, pole{Degrees(90), Degrees(0)},
      there{Degrees(0), Degrees(110)};
  EXPECT_NEAR(great_circle_distance(here, pole).value(), 6371.0 * 1.5707963267949, 1e-6);
  EXPECT_NEAR(great_circle_distance(here, there).value(), 6371.0 * 1.5707963267949, 1e-6);
}

// Dijkstra against Floyd and Warshall's algorithm on random graphs.
TEST(NetworkProperty, DelaysAgreeWithAllPairsReference) {
  for (const std::uint64_t seed : testing::first_seeds(50)) {
    SCOPED_TRACE(seed);
    testing::Draw draw(seed);
    const std::size_t count = 2 + draw.below(12);
    Table<NodeId, Node> nodes;
    for (std::size_t i = 0; i < count; ++i) nodes.add({std::to_string(i), "", Degrees(0), Degrees(0)});
    constexpr double apart = std::numeric_limits<double>::infinity();
    std::vector<std::vector<double>> delay(count, std::vector<double>(count, apart));
    for (std::size_t i = 0; i < count; ++i) delay[i][i] = 0.0;
    Table<LinkId, Link> links;
    for (std::size_t k = draw.below(3 * count); k > 0; --k) {
      const std::size_t from = draw.below(count), to = draw.below(count);
      if (from == to) continue;
      const double ms = draw.within(0.1, 20.0);
      links.add({"", NodeId(from), NodeId(to), Gbps(1), Delay(ms), {}});
      delay[from][to] = delay[to][from] = std::min(delay[from][to], ms);
    }
    for (std::size_t k = 0; k < count; ++k)
      for (std::size_t i = 0; i < count; ++i)
        for (std::size_t j = 0; j < count; ++j)
          delay[i][j] = std::min(delay[i][j], delay[i][k] + delay[k][j]);
    const Network network(std::move(nodes), std::move(links));
    for (std::size_t i = 0; i < count; ++i)
      for (std::size_t j = 0; j < count; ++j) {
        const auto route = network.route(NodeId(i), NodeId(j));
        ASSERT_EQ(route.has_value(), delay[i][j] < apart);
        if (route) {
          ASSERT_NEAR(route->delay.value(), delay[i][j], 1e-9);
        }
      }
  }
}

}  // namespace
}  // namespace suanwang
