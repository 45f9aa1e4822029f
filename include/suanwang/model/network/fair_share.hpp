#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "suanwang/core/units.hpp"
#include "suanwang/model/network/network.hpp"

namespace suanwang {

/// Flows that take the same route with the same weight and limit, and so get the same rate.
struct FlowClass {
  std::span<const ChannelId> channels;  ///< not empty
  std::uint32_t flows = 0;
  Gbps rate;                                            ///< of each flow; the result
  double weight = 1.0;                                  ///< > 0
  Gbps limit{std::numeric_limits<double>::infinity()};  ///< of each flow, > 0
};

/// Working memory of `share_max_min`, kept by the caller so that no call allocates.
struct FairShareScratch {
  struct Channel {
    double spare_gbps = 0.0;
    double open_weight = 0.0;
    std::uint64_t open_flows = 0;
    std::uint32_t first = 0, classes = 0;  // of `class_on`: those with flows that take the channel
  };
  std::vector<Channel> channels;
  std::vector<std::uint32_t> used;      // channels with flows, ascending
  std::vector<std::uint32_t> class_on;  // by channel
  std::vector<double> reach;            // by class: level at which its flows are at their limit
  std::vector<std::uint32_t> by_reach;  // classes with flows
  std::vector<std::uint8_t> is_open;    // by class: its rate is not settled
  std::vector<std::uint32_t> settling;  // classes
};

/// Weighted max-min fair rates by progressive filling (Bertsekas and Gallager, Data Networks, 2nd ed.,
/// section 6.5.2), each flow limited to `flow_limit` and the limit of its class: the rates of all open flows
/// rise together, in proportion to their weights, until a channel is full or a flow reaches the limit; flows
/// through that channel, or at the limit, are settled; repeat. Classes without flows get rate 0.
/// @param capacity By channel, > 0.
/// @note O(classes x longest route + channels x distinct bottlenecks); a level settles only the classes on
/// the channels that it fills.
void share_max_min(std::span<const Gbps> capacity, Gbps flow_limit, std::span<FlowClass> classes,
                   FairShareScratch& scratch);

}  // namespace suanwang
