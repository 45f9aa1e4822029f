#include "suanwang/model/network/fair_share.hpp"

#include <algorithm>
#include <limits>

namespace suanwang {

namespace {

/// Rate per unit of weight at which the next channel fills up, at most `level`.
/// Notes which channels are full then; a margin absorbs rounding in `spare_gbps`.
double fill_to_next_level(FairShareScratch& scratch, double level) {
  for (std::size_t channel = 0; channel < scratch.spare_gbps.size(); ++channel)
    if (scratch.open_flows[channel] > 0)
      level = std::min(level, scratch.spare_gbps[channel] / scratch.open_weight[channel]);
  for (std::size_t channel = 0; channel < scratch.spare_gbps.size(); ++channel)
    scratch.is_full[channel] =
        scratch.spare_gbps[channel] <= level * scratch.open_weight[channel] * (1.0 + 1e-12);
  return level;
}

}  // namespace

void share_max_min(std::span<const Gbps> capacity, Gbps flow_limit, std::span<FlowClass> classes,
                   FairShareScratch& scratch) {
  scratch.spare_gbps.resize(capacity.size());
  scratch.open_weight.assign(capacity.size(), 0.0);
  scratch.open_flows.assign(capacity.size(), 0);
  scratch.is_full.resize(capacity.size());
  scratch.open.clear();
  for (std::size_t i = 0; i < capacity.size(); ++i) scratch.spare_gbps[i] = capacity[i].value();
  for (std::uint32_t i = 0; i < classes.size(); ++i) {
    classes[i].rate = Gbps(0);
    if (classes[i].flows == 0) continue;
    scratch.open.push_back(i);
    for (const ChannelId channel : classes[i].channels) {
      scratch.open_weight[channel.index()] += classes[i].flows * classes[i].weight;
      scratch.open_flows[channel.index()] += classes[i].flows;
    }
  }
  while (!scratch.open.empty()) {
    double first_limit = std::numeric_limits<double>::infinity();  // that a flow reaches, per unit of weight
    for (const std::uint32_t i : scratch.open)
      first_limit = std::min(first_limit, std::min(flow_limit, classes[i].limit).value() / classes[i].weight);
    const double level = fill_to_next_level(scratch, first_limit);
    const auto settle = [&](std::uint32_t i) {
      const double rate = level * classes[i].weight;
      const double limit = std::min(flow_limit, classes[i].limit).value();
      if (rate < limit * (1.0 - 1e-12) &&
          std::none_of(classes[i].channels.begin(), classes[i].channels.end(),
                       [&](ChannelId channel) { return scratch.is_full[channel.index()]; }))
        return false;
      classes[i].rate = Gbps(std::min(limit, rate));
      for (const ChannelId channel : classes[i].channels) {
        scratch.spare_gbps[channel.index()] -= classes[i].rate.value() * classes[i].flows;
        scratch.open_weight[channel.index()] -= classes[i].flows * classes[i].weight;
        scratch.open_flows[channel.index()] -= classes[i].flows;
      }
      return true;
    };
    std::erase_if(scratch.open, settle);
  }
}

}  // namespace suanwang
