#include "suanwang/model/network/paths.hpp"

#include <algorithm>
#include <set>

#include <gtest/gtest.h>

#include "seeds.hpp"

namespace suanwang {
namespace {

/// Every path without a loop, by trying them all.
void walk(const Network& network, const std::vector<std::uint8_t>& is_down, NodeId at, NodeId to,
          std::vector<ChannelId>& path, std::set<std::size_t>& seen,
          std::vector<std::pair<double, std::vector<ChannelId>>>& found, double delay) {
  if (at == to) {
    found.emplace_back(delay, path);
    return;
  }
  seen.insert(at.index());
  for (std::size_t c = 0; c < network.channel_count(); ++c) {
    const ChannelId channel(c);
    const Link& link = network.link_of(channel);
    const NodeId from = Network::is_forward(channel) ? link.from : link.to;
    const NodeId next = Network::is_forward(channel) ? link.to : link.from;
    if (from != at || seen.contains(next.index()) || is_down[c / 2]) continue;
    path.push_back(channel);
    walk(network, is_down, next, to, path, seen, found, delay + link.delay.value());
    path.pop_back();
  }
  seen.erase(at.index());
}

TEST(ShortestPathsProperty, AreTheShortestOfAllPaths) {
  for (const std::uint64_t seed : testing::first_seeds(300)) {
    SCOPED_TRACE(seed);
    testing::Draw draw(seed);
    Table<NodeId, Node> nodes;
    Table<LinkId, Link> links;
    const std::size_t count = 2 + draw.below(5);
    for (std::size_t i = 0; i < count; ++i) nodes.add({std::to_string(i), "", Degrees(0), Degrees(0)});
    for (std::size_t i = 0; i < 1 + draw.below(9); ++i) {
      const std::size_t a = draw.below(count);
      links.add({"", NodeId(a), NodeId((a + 1 + draw.below(count - 1)) % count), Gbps(1),
                 Delay(draw.within(1, 10)), CnyPerGigabyte(0.5)});
    }
    std::vector<std::uint8_t> is_down;
    for (std::size_t i = 0; i < links.size(); ++i) is_down.push_back(draw.chance(0.15));
    const Network network(std::move(nodes), std::move(links));
    const NodeId from(0), to(count - 1);
    std::vector<std::pair<double, std::vector<ChannelId>>> all;
    std::vector<ChannelId> path;
    std::set<std::size_t> seen;
    walk(network, is_down, from, to, path, seen, all, 0.0);
    std::sort(all.begin(), all.end());
    const auto found = shortest_paths(network, is_down, from, to, 5);
    ASSERT_EQ(found.size(), std::min<std::size_t>(5, all.size()));
    for (std::size_t i = 0; i < found.size(); ++i) {
      EXPECT_NEAR(found[i].delay.value(), all[i].first, 1e-9);
      EXPECT_EQ(found[i].channels, all[i].second);
      EXPECT_NEAR(found[i].price.value(), 0.5 * static_cast<double>(found[i].channels.size()), 1e-12);
    }
  }
}

}  // namespace
}  // namespace suanwang
