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
  for (const NodeId from : nodes_.ids()) {
    const ShortestPaths paths = shortest_paths(graph, from.index());
    for (const NodeId to : nodes_.ids()) {
      StoredRoute& route = routes_[pair_index(from, to)];
      route.exists = from == to || paths.predecessor[to.index()] != to.index();
      if (!route.exists) continue;
      route.first_channel = static_cast<std::uint32_t>(channels_.size());
      for (NodeId at = to; at != from;) {
        const NodeId before(paths.predecessor[at.index()]);
        const ChannelId channel = *channel_between[pair_index(before, at)];
        channels_.push_back(channel);
        route.delay += link_of(channel).delay;
        route.price += CnyPerGigabyte(link_of(channel).price);
        at = before;
      }
      std::reverse(channels_.begin() + route.first_channel, channels_.end());
      route.channel_count = static_cast<std::uint32_t>(channels_.size()) - route.first_channel;
    }
  }
}

std::optional<Route> Network::route(NodeId from, NodeId to) const {
  const StoredRoute& stored = routes_[pair_index(from, to)];
  if (!stored.exists) return std::nullopt;
  return Route{stored.delay, stored.price,
               std::span(channels_).subspan(stored.first_channel, stored.channel_count)};
}

std::vector<NodeId> Network::unreachable_from(NodeId from) const {
  std::vector<NodeId> cut_off;
  for (const NodeId to : nodes_.ids())
    if (!routes_[pair_index(from, to)].exists) cut_off.push_back(to);
  return cut_off;
}

}  // namespace suanwang
