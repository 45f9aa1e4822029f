#include "suanwang/model/network/network.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>

#include "suanwang/core/error.hpp"

namespace suanwang {

namespace {

using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS, boost::no_property,
                                    boost::property<boost::edge_weight_t, double>>;
using Vertex = boost::graph_traits<Graph>::vertex_descriptor;

struct ShortestPaths {
  std::vector<Vertex> predecessor;
  std::vector<double> delay_ms;
};

ShortestPaths shortest_paths(const Graph& graph, Vertex source) {
  const auto count = boost::num_vertices(graph);
  ShortestPaths paths{std::vector<Vertex>(count), std::vector<double>(count)};
  const auto index = boost::get(boost::vertex_index, graph);
  boost::dijkstra_shortest_paths(
      graph, source,
      boost::predecessor_map(boost::make_iterator_property_map(paths.predecessor.begin(), index))
          .distance_map(boost::make_iterator_property_map(paths.delay_ms.begin(), index)));
  return paths;
}

}  // namespace

Network::Network(Table<NodeId, Node> nodes, Table<LinkId, Link> links)
    : nodes_(std::move(nodes)), links_(std::move(links)) {
  for (const Link& link : links_) {
    expects(link.from.index() < nodes_.size() && link.to.index() < nodes_.size(), "a link joins known nodes");
    expects(link.from != link.to, "a link joins two different nodes");
    expects(link.capacity > Gbps(0) && link.delay >= Delay(0) && link.price >= CnyPerGigabyte(0),
            "a link has a capacity above 0, and no negative delay or price");
  }
  find_routes();
}

void Network::find_routes() {
  Graph graph(nodes_.size());
  for (const Link& link : links_) {
    boost::add_edge(link.from.index(), link.to.index(), link.delay.value(), graph);
    boost::add_edge(link.to.index(), link.from.index(), link.delay.value(), graph);
  }
  // Channel that leads from one node to a neighbour with least delay; of parallel links the first.
  std::vector<std::optional<ChannelId>> channel_between(nodes_.size() * nodes_.size());
  const auto offer = [&](NodeId from, NodeId to, ChannelId channel) {
    auto& best = channel_between[pair_index(from, to)];
    if (!best || link_of(channel).delay < link_of(*best).delay) best = channel;
  };
  for (const LinkId id : links_.ids()) {
    offer(links_[id].from, links_[id].to, ChannelId(id.index() * 2));
    offer(links_[id].to, links_[id].from, ChannelId(id.index() * 2 + 1));
  }

  routes_.resize(nodes_.size() * nodes_.size());
  std::vector<NodeId> ahead;
  for (const NodeId from : nodes_.ids()) {
    const ShortestPaths paths = shortest_paths(graph, from.index());
    routes_[pair_index(from, from)].exists = true;
    for (const NodeId to : nodes_.ids()) {
      if (paths.predecessor[to.index()] == to.index()) continue;
      // Each route is that of its last node but one, and a link.
      for (NodeId at = to; !routes_[pair_index(from, at)].exists; at = NodeId(paths.predecessor[at.index()]))
        ahead.push_back(at);
      for (; !ahead.empty(); ahead.pop_back()) {
        const NodeId at = ahead.back(), before(paths.predecessor[at.index()]);
        const ChannelId last = *channel_between[pair_index(before, at)];
        const StoredRoute& first = routes_[pair_index(from, before)];
        routes_[pair_index(from, at)] = {first.delay + link_of(last).delay, first.price + link_of(last).price,
                                         static_cast<std::uint32_t>(last.index()), true};
      }
    }
  }
}

std::optional<Route> Network::route(NodeId from, NodeId to) const {
  const StoredRoute& stored = routes_[pair_index(from, to)];
  if (!stored.exists) return std::nullopt;
  return Route{stored.delay, stored.price};
}

std::vector<ChannelId> Network::channels(NodeId from, NodeId to) const {
  std::vector<ChannelId> channels;
  while (to != from) {
    const StoredRoute& stored = routes_[pair_index(from, to)];
    expects(stored.exists, "there is a route");
    channels.push_back(ChannelId(stored.last_channel));
    to = start_of(channels.back());
  }
  std::reverse(channels.begin(), channels.end());
  return channels;
}

std::vector<NodeId> Network::unreachable_from(NodeId from) const {
  std::vector<NodeId> cut_off;
  for (const NodeId to : nodes_.ids())
    if (!routes_[pair_index(from, to)].exists) cut_off.push_back(to);
  return cut_off;
}

}  // namespace suanwang
