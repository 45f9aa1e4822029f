#include "suanwang/model/network/fair_share.hpp"

#include <algorithm>

namespace suanwang {

namespace {

constexpr double margin = 1e-12;  // absorbs rounding in `spare_gbps`

class Filling {
 public:
  Filling(std::span<const Gbps> capacity, Gbps flow_limit, std::span<FlowClass> classes,
          FairShareScratch& scratch)
      : classes_(classes), flow_limit_(flow_limit), scratch_(scratch) {
    open_classes(capacity);
    list_classes_on_channels();
    order_by_limit();
  }

  void run() {
    std::size_t first = 0;  // of `by_reach`: the open class that reaches its limit first
    for (;;) {
      while (first < scratch_.by_reach.size() && !scratch_.is_open[scratch_.by_reach[first]]) ++first;
      if (first == scratch_.by_reach.size()) break;
      const double level = next_level(scratch_.reach[scratch_.by_reach[first]]);
      scratch_.settling.clear();
      close_at_limit(first, level);
      close_on_full_channels(level);
      // In one order, whatever closed them, so that sums come out the same.
      std::sort(scratch_.settling.begin(), scratch_.settling.end());
      for (const std::uint32_t each : scratch_.settling) settle(each, level);
    }
    for (const std::uint32_t i : scratch_.used) scratch_.channels[i].classes = 0;
  }

 private:
  [[nodiscard]] double limit_of(std::uint32_t i) const {
    return std::min(flow_limit_, classes_[i].limit).value();
  }

  /// Channels that no class takes are not looked at: between calls `classes` of each is 0.
  void open_classes(std::span<const Gbps> capacity) {
    scratch_.channels.resize(capacity.size());
    scratch_.is_open.assign(classes_.size(), 0);
    scratch_.by_reach.clear();
    scratch_.reach.resize(classes_.size());
    scratch_.used.clear();
    std::size_t places = 0;
    for (std::uint32_t i = 0; i < classes_.size(); ++i) {
      FlowClass& each = classes_[i];
      each.rate = Gbps(0);
      if (each.flows == 0) continue;
      scratch_.is_open[i] = 1;
      scratch_.by_reach.push_back(i);
      scratch_.reach[i] = limit_of(i) / each.weight;
      for (const ChannelId id : each.channels) {
        FairShareScratch::Channel& channel = scratch_.channels[id.index()];
        if (channel.classes == 0) {
          channel = {capacity[id.index()].value()};
          scratch_.used.push_back(static_cast<std::uint32_t>(id.index()));
        }
        channel.open_weight += each.flows * each.weight;
        channel.open_flows += each.flows;
        ++channel.classes;
      }
      places += each.channels.size();
    }
    scratch_.class_on.resize(places);
  }

  void list_classes_on_channels() {
    std::uint32_t first = 0;
    for (const std::uint32_t i : scratch_.used) {
      FairShareScratch::Channel& channel = scratch_.channels[i];
      channel.first = first;
      first += channel.classes;
      channel.classes = 0;
    }
    for (const std::uint32_t i : scratch_.by_reach)
      for (const ChannelId id : classes_[i].channels) {
        FairShareScratch::Channel& channel = scratch_.channels[id.index()];
        scratch_.class_on[channel.first + channel.classes++] = i;
      }
  }

  void order_by_limit() {
    const auto reaches_first = [this](std::uint32_t a, std::uint32_t b) {
      return scratch_.reach[a] < scratch_.reach[b];
    };
    if (!std::is_sorted(scratch_.by_reach.begin(), scratch_.by_reach.end(), reaches_first))
      std::sort(scratch_.by_reach.begin(), scratch_.by_reach.end(), reaches_first);
  }

  /// Rate per unit of weight at which the next channel fills up, at most `level`.
  double next_level(double level) {
    std::erase_if(scratch_.used, [this](std::uint32_t i) {
      if (scratch_.channels[i].open_flows > 0) return false;
      scratch_.channels[i].classes = 0;
      return true;
    });
    for (const std::uint32_t i : scratch_.used)
      level = std::min(level, scratch_.channels[i].spare_gbps / scratch_.channels[i].open_weight);
    return level;
  }

  void close(std::uint32_t i) {
    scratch_.is_open[i] = 0;
    scratch_.settling.push_back(i);
  }

  void close_at_limit(std::size_t first, double level) {
    for (; first < scratch_.by_reach.size(); ++first) {
      const std::uint32_t i = scratch_.by_reach[first];
      if (scratch_.is_open[i] && level * classes_[i].weight >= limit_of(i) * (1.0 - margin)) close(i);
      if (scratch_.reach[i] > level * (1.0 + 4.0 * margin)) return;
    }
  }

  void close_on_full_channels(double level) {
    for (const std::uint32_t each : scratch_.used) {
      const FairShareScratch::Channel& channel = scratch_.channels[each];
      if (channel.spare_gbps > level * channel.open_weight * (1.0 + margin)) continue;
      for (std::uint32_t k = channel.first; k < channel.first + channel.classes; ++k)
        if (const std::uint32_t i = scratch_.class_on[k]; scratch_.is_open[i]) close(i);
    }
  }

  void settle(std::uint32_t i, double level) {
    FlowClass& settled = classes_[i];
    settled.rate = Gbps(std::min(limit_of(i), level * settled.weight));
    for (const ChannelId id : settled.channels) {
      FairShareScratch::Channel& channel = scratch_.channels[id.index()];
      channel.spare_gbps -= settled.rate.value() * settled.flows;
      channel.open_weight -= settled.flows * settled.weight;
      channel.open_flows -= settled.flows;
    }
  }

  std::span<FlowClass> classes_;
  Gbps flow_limit_;
  FairShareScratch& scratch_;
};

}  // namespace

void share_max_min(std::span<const Gbps> capacity, Gbps flow_limit, std::span<FlowClass> classes,
                   FairShareScratch& scratch) {
  Filling(capacity, flow_limit, classes, scratch).run();
}

}  // namespace suanwang
