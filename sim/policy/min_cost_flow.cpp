#include "suanwang/policy/min_cost_flow.hpp"

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/successive_shortest_path_nonnegative_weights.hpp>

#include "suanwang/core/error.hpp"

namespace suanwang {

namespace {

using Traits = boost::adjacency_list_traits<boost::vecS, boost::vecS, boost::directedS>;
using Capacity = boost::property<boost::edge_capacity_t, std::int64_t>;
using Residual = boost::property<boost::edge_residual_capacity_t, std::int64_t, Capacity>;
using Reverse = boost::property<boost::edge_reverse_t, Traits::edge_descriptor, Residual>;
// Whole numbers, but as doubles: the algorithm adds up the distances of nodes out of reach, which are
// infinite.
using Weight = boost::property<boost::edge_weight_t, double, Reverse>;
using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS, boost::no_property, Weight>;

}  // namespace

std::vector<std::int64_t> min_cost_flow(std::size_t node_count, const std::vector<FlowArc>& arcs) {
  Graph graph(node_count);
  std::vector<Traits::edge_descriptor> edges;
  const auto add = [&](std::uint32_t from, std::uint32_t to, std::int64_t capacity, std::int64_t cost) {
    const auto edge = boost::add_edge(from, to, graph).first;
    boost::put(boost::edge_capacity, graph, edge, capacity);
    boost::put(boost::edge_weight, graph, edge, static_cast<double>(cost));
    return edge;
  };
  for (const FlowArc& arc : arcs) {
    expects(arc.capacity >= 0 && arc.cost >= 0, "an arc has neither a negative capacity nor a negative cost");
    const auto edge = add(arc.from, arc.to, arc.capacity, arc.cost);
    const auto back = add(arc.to, arc.from, 0, -arc.cost);
    boost::put(boost::edge_reverse, graph, edge, back);
    boost::put(boost::edge_reverse, graph, back, edge);
    edges.push_back(edge);
  }
  boost::successive_shortest_path_nonnegative_weights(graph, 0, 1);
  std::vector<std::int64_t> flows;
  for (const auto& edge : edges)
    flows.push_back(boost::get(boost::edge_capacity, graph, edge) -
                    boost::get(boost::edge_residual_capacity, graph, edge));
  return flows;
}

}  // namespace suanwang
