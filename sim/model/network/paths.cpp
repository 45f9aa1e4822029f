#include "suanwang/model/network/paths.hpp"

#include <algorithm>
#include <limits>
#include <optional>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <boost/graph/filtered_graph.hpp>

#include "suanwang/core/error.hpp"

namespace suanwang {

namespace {

struct Channel {
  double delay_ms = 0.0;
  std::uint32_t id = 0;
};
using ChannelGraph =
    boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS, boost::no_property, Channel>;
using Edge = boost::graph_traits<ChannelGraph>::edge_descriptor;
using Flags = std::vector<std::uint8_t>;

struct EdgeIsOpen {
  const ChannelGraph* graph = nullptr;
  const Flags* is_closed = nullptr;  // by channel
  bool operator()(const Edge& edge) const { return !(*is_closed)[(*graph)[edge].id]; }
};
struct NodeIsOpen {
  const Flags* is_closed = nullptr;  // by node
  bool operator()(std::size_t node) const { return !(*is_closed)[node]; }
};

class Search {
 public:
  Search(const Network& network, std::span<const std::uint8_t> is_down)
      : network_(network), graph_(network.nodes().size()), is_closed_(network.channel_count(), 0) {
    for (const LinkId id : network.links().ids()) {
      const Link& link = network.links()[id];
      const auto channel = static_cast<std::uint32_t>(2 * id.index());
      boost::add_edge(link.from.index(), link.to.index(), Channel{link.delay.value(), channel}, graph_);
      boost::add_edge(link.to.index(), link.from.index(), Channel{link.delay.value(), channel + 1}, graph_);
      if (!is_down.empty() && is_down[id.index()]) is_closed_[channel] = is_closed_[channel + 1] = 1;
    }
    none_closed_.assign(network.nodes().size(), 0);
  }

  /// The shortest path that keeps away from `nodes` and `channels` besides the links that are down.
  std::optional<std::vector<ChannelId>> shortest(NodeId from, NodeId to, const Flags& nodes,
                                                 const Flags& channels) const {
    const boost::filtered_graph open(graph_, EdgeIsOpen{&graph_, &channels}, NodeIsOpen{&nodes});
    constexpr double far = std::numeric_limits<double>::infinity();
    std::vector<double> delay(network_.nodes().size(), far);
    const auto index = boost::get(boost::vertex_index, graph_);
    std::vector<std::size_t> before(network_.nodes().size());
    boost::dijkstra_shortest_paths(
        open, from.index(),
        boost::weight_map(boost::get(&Channel::delay_ms, graph_))
            .predecessor_map(boost::make_iterator_property_map(before.begin(), index))
            .distance_map(boost::make_iterator_property_map(delay.begin(), index)));
    if (before[to.index()] == to.index()) return std::nullopt;
    std::vector<ChannelId> path;
    for (std::size_t at = to.index(); at != from.index(); at = before[at])
      path.push_back(channel_between(before[at], at, channels));
    std::reverse(path.begin(), path.end());
    return path;
  }

  [[nodiscard]] const Flags& closed() const { return is_closed_; }
  [[nodiscard]] const Flags& no_nodes() const { return none_closed_; }
  [[nodiscard]] NodeId end_of(ChannelId channel) const {
    const Link& link = network_.link_of(channel);
    return Network::is_forward(channel) ? link.to : link.from;
  }

 private:
  /// The open channel of least delay; of equals the first.
  ChannelId channel_between(std::size_t from, std::size_t to, const Flags& closed) const {
    const Channel* best = nullptr;
    for (auto [edge, end] = boost::out_edges(from, graph_); edge != end; ++edge)
      if (const Channel& each = graph_[*edge];
          boost::target(*edge, graph_) == to && !closed[each.id] && (!best || each.delay_ms < best->delay_ms))
        best = &each;
    expects(best != nullptr, "a path follows open channels");
    return ChannelId(best->id);
  }

  const Network& network_;
  ChannelGraph graph_;
  Flags is_closed_, none_closed_;
};

Path with_figures(const Network& network, std::vector<ChannelId> channels) {
  Path path{std::move(channels), {}, {}};
  for (const ChannelId channel : path.channels) {
    path.delay += network.link_of(channel).delay;
    path.price += network.link_of(channel).price;
  }
  return path;
}

}  // namespace

std::vector<Path> shortest_paths(const Network& network, std::span<const std::uint8_t> is_down, NodeId from,
                                 NodeId to, std::size_t count) {
  expects(from != to, "a path joins two different nodes");
  const Search search(network, is_down);
  std::vector<Path> found, candidates;
  const auto first = search.shortest(from, to, search.no_nodes(), search.closed());
  if (!first || count == 0) return {};
  found.push_back(with_figures(network, *first));
  const auto is_shorter = [](const Path& a, const Path& b) {
    return a.delay != b.delay ? a.delay < b.delay : a.channels < b.channels;
  };
  while (found.size() < count) {
    // Every path that leaves the last one at some node and goes on by a channel that no found path takes
    // there.
    const std::vector<ChannelId> last = found.back().channels;
    Flags closed_nodes = search.no_nodes();
    NodeId spur = from;
    for (std::size_t i = 0; i < last.size(); ++i) {
      const auto begins_like_last = [&](const Path& path) {
        return path.channels.size() > i &&
               std::equal(last.begin(), last.begin() + static_cast<std::ptrdiff_t>(i), path.channels.begin());
      };
      Flags closed = search.closed();
      for (const Path& path : found)
        if (begins_like_last(path)) closed[path.channels[i].index()] = 1;
      if (const auto rest = search.shortest(spur, to, closed_nodes, closed)) {
        std::vector<ChannelId> channels(last.begin(), last.begin() + static_cast<std::ptrdiff_t>(i));
        channels.insert(channels.end(), rest->begin(), rest->end());
        const auto is_same = [&](const Path& path) { return path.channels == channels; };
        if (std::none_of(candidates.begin(), candidates.end(), is_same))
          candidates.push_back(with_figures(network, std::move(channels)));
      }
      closed_nodes[spur.index()] = 1;
      spur = search.end_of(last[i]);
    }
    if (candidates.empty()) break;
    const auto next = std::min_element(candidates.begin(), candidates.end(), is_shorter);
    found.push_back(*next);
    candidates.erase(next);
  }
  return found;
}

}  // namespace suanwang
