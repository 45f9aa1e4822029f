#include "suanwang/model/network/fair_share.hpp"

#include <algorithm>

namespace suanwang {

namespace {

/// Rate per unit of weight at which the next channel fills up, or a flow reaches its limit if that is first.
double next_level(const FairShareScratch& scratch, std::span<const FlowClass> classes, double limit_gbps) {
  double greatest_weight = 0.0;
  for (std::size_t i = 0; i < classes.size(); ++i)
    if (!scratch.is_settled[i]) greatest_weight = std::max(greatest_weight, classes[i].weight);
  double level = limit_gbps / greatest_weight;
  for (std::size_t channel = 0; channel < scratch.spare_gbps.size(); ++channel)
    if (scratch.open_flows[channel] > 0)
      level = std::min(level, scratch.spare_gbps[channel] / scratch.open_weight[channel]);
  return level;
}

/// Whether the class meets a channel that is full at `level`. The margin absorbs rounding in `spare`.
bool is_bottlenecked(const FlowClass& flow_class, const FairShareScratch& scratch, double level) {
  return std::any_of(flow_class.channels.begin(), flow_class.channels.end(), [&](ChannelId channel) {
    return scratch.spare_gbps[channel.index()] <=
           level * scratch.open_weight[channel.index()] * (1.0 + 1e-12);
  });
}

}  // namespace

void share_max_min(std::span<const Gbps> capacity, Gbps flow_limit, std::span<FlowClass> classes,
                   FairShareScratch& scratch) {
  scratch.spare_gbps.resize(capacity.size());
  scratch.open_weight.assign(capacity.size(), 0.0);
  scratch.open_flows.assign(capacity.size(), 0);
  scratch.is_settled.assign(classes.size(), 0);
  for (std::size_t i = 0; i < capacity.size(); ++i) scratch.spare_gbps[i] = capacity[i].value();
  std::size_t open_classes = 0;
  for (std::size_t i = 0; i < classes.size(); ++i) {
    classes[i].rate = Gbps(0);
    if (classes[i].flows == 0) {
      scratch.is_settled[i] = 1;
      continue;
    }
    ++open_classes;
    for (const ChannelId channel : classes[i].channels) {
      scratch.open_weight[channel.index()] += classes[i].flows * classes[i].weight;
      scratch.open_flows[channel.index()] += classes[i].flows;
    }
  }
  while (open_classes > 0) {
    const double level = next_level(scratch, classes, flow_limit.value());
    // Find all classes of this level first: settling one changes what the next would see.
    for (std::size_t i = 0; i < classes.size(); ++i)
      if (!scratch.is_settled[i] && (level * classes[i].weight >= flow_limit.value() * (1.0 - 1e-12) ||
                                     is_bottlenecked(classes[i], scratch, level)))
        scratch.is_settled[i] = 2;
    for (std::size_t i = 0; i < classes.size(); ++i) {
      if (scratch.is_settled[i] != 2) continue;
      scratch.is_settled[i] = 1;
      --open_classes;
      const double rate = std::min(flow_limit.value(), level * classes[i].weight);
      classes[i].rate = Gbps(rate);
      for (const ChannelId channel : classes[i].channels) {
        scratch.spare_gbps[channel.index()] -= rate * classes[i].flows;
        scratch.open_weight[channel.index()] -= classes[i].flows * classes[i].weight;
        scratch.open_flows[channel.index()] -= classes[i].flows;
      }
    }
  }
}

}  // namespace suanwang
