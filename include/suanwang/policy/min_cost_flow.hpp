#pragma once

#include <cstdint>
#include <vector>

namespace suanwang {

struct FlowArc {
  std::uint32_t from = 0, to = 0;
  std::int64_t capacity = 0;  ///< >= 0
  std::int64_t cost = 0;      ///< of one unit of flow, >= 0
};

/// The largest flow from node 0 to node 1, and of all such flows one of least cost (Boost.Graph, successive
/// shortest paths).
/// @param node_count More than any node of an arc; at least 2.
/// @return Flow by arc.
/// @note O(paths x arcs x log nodes); the number of paths is at most the flow, and in practice that of arcs.
[[nodiscard]] std::vector<std::int64_t> min_cost_flow(std::size_t node_count,
                                                      const std::vector<FlowArc>& arcs);

}  // namespace suanwang
