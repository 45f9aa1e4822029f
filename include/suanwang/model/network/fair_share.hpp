#pragma once

#include <span>
#include <vector>

#include "suanwang/core/units.hpp"
#include "suanwang/model/network/network.hpp"

namespace suanwang {

/// Flows that take the same route and so get the same rate.
struct FlowClass {
  std::span<const ChannelId> channels;  ///< not empty
  std::uint32_t flows = 0;
  Gbps rate;  ///< of each flow; the result
};

/// Working memory of `share_max_min`, kept by the caller so that no call allocates.
struct FairShareScratch {
  std::vector<double> spare_gbps;
  std::vector<double> open_flows;
  std::vector<std::uint8_t> is_settled;
};

/// Max-min fair rates by progressive filling (Bertsekas and Gallager, Data Networks, 2nd ed., section 6.5.2),
/// each flow limited to `flow_limit`: the rate of all open flows rises together until a channel is full or
/// the limit is reached; flows through that channel are settled; repeat. Classes without flows get rate 0.
/// @param capacity By channel, > 0.
/// @note O(classes x longest route x distinct bottlenecks).
void share_max_min(std::span<const Gbps> capacity, Gbps flow_limit, std::span<FlowClass> classes,
                   FairShareScratch& scratch);

}  // namespace suanwang
