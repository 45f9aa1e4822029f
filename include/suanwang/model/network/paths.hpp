#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "suanwang/model/network/network.hpp"

namespace suanwang {

/// One way from node to node.
struct Path {
  std::vector<ChannelId> channels;  ///< not empty
  Delay delay;                      ///< one way
  CnyPerGigabyte price;
};

/// Up to `count` paths without a loop between two different nodes, shortest delay first (Yen, Management
/// Science 17(11), 1971, on Boost.Graph's Dijkstra); of equal delays the one with the lower channels first.
/// @param is_down By LinkId; such links are not used. Empty: all work.
/// @return Fewer if there are no more; empty if the nodes are cut off.
[[nodiscard]] std::vector<Path> shortest_paths(const Network& network, std::span<const std::uint8_t> is_down,
                                               NodeId from, NodeId to, std::size_t count);

}  // namespace suanwang
