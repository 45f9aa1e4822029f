#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "suanwang/core/geography.hpp"
#include "suanwang/core/id.hpp"
#include "suanwang/core/units.hpp"

namespace suanwang {

/// A place in the network: where work comes from, where it runs, or both.
struct Node {
  std::string id;
  std::string name;
  Degrees latitude;
  Degrees longitude;

  [[nodiscard]] GeoPoint place() const { return {latitude, longitude}; }
};

/// A link between two nodes, the same in both directions.
struct Link {
  std::string id;
  NodeId from;
  NodeId to;
  Gbps capacity;  ///< in each direction, usable by the scheduler
  Delay delay;    ///< one way
  CnyPerGigabyte price;
};

/// One direction of a link: what a flow occupies.
using ChannelId = Id<struct ChannelTag>;

/// Path of least one-way delay between two nodes.
struct Route {
  Delay delay;           ///< one way, sum over links
  CnyPerGigabyte price;  ///< sum over links

  [[nodiscard]] Delay round_trip() const { return delay * 2.0; }
};

/// The graph of nodes and links with the shortest route between every pair, found once by Dijkstra
/// (Boost.Graph).
class Network {
 public:
  Network() = default;
  /// @throws InvariantError on a link to an unknown node, from a node to itself, or with a negative figure.
  Network(Table<NodeId, Node> nodes, Table<LinkId, Link> links);

  [[nodiscard]] const Table<NodeId, Node>& nodes() const { return nodes_; }
  [[nodiscard]] const Table<LinkId, Link>& links() const { return links_; }

  /// Empty where no path exists. The route from a node to itself has no delay.
  [[nodiscard]] std::optional<Route> route(NodeId from, NodeId to) const;
  /// What a flow on that route occupies, in order; none from a node to itself.
  /// @throws InvariantError where no path exists.
  [[nodiscard]] std::vector<ChannelId> channels(NodeId from, NodeId to) const;
  /// Nodes without a path from `from`; empty in a connected network.
  [[nodiscard]] std::vector<NodeId> unreachable_from(NodeId from) const;

  [[nodiscard]] std::size_t channel_count() const { return links_.size() * 2; }
  [[nodiscard]] const Link& link_of(ChannelId channel) const { return links_[LinkId(channel.index() / 2)]; }
  /// Whether the channel leads from the link's `from` to its `to`.
  [[nodiscard]] static bool is_forward(ChannelId channel) { return channel.index() % 2 == 0; }

 private:
  struct StoredRoute {
    Delay delay;
    CnyPerGigabyte price;
    std::uint32_t last_channel = 0;  // the rest is the route to where it comes from
    bool exists = false;
  };
  void find_routes();
  [[nodiscard]] NodeId start_of(ChannelId channel) const {
    return is_forward(channel) ? link_of(channel).from : link_of(channel).to;
  }
  [[nodiscard]] std::size_t pair_index(NodeId from, NodeId to) const {
    return from.index() * nodes_.size() + to.index();
  }

  Table<NodeId, Node> nodes_;
  Table<LinkId, Link> links_;
  std::vector<StoredRoute> routes_;
};

}  // namespace suanwang
