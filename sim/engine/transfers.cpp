#include "suanwang/engine/transfers.hpp"

#include <algorithm>

#include "suanwang/core/error.hpp"

namespace suanwang {

namespace {

constexpr double gb_per_ms(Gbps rate) { return rate.value() / 8000.0; }

double span_ms(TimePoint from, TimePoint to) { return static_cast<double>((to - from).count()); }

}  // namespace

Transfers::Transfers(const Network& network, Gbps flow_limit, std::size_t alternatives)
    : network_(network),
      flow_limit_(flow_limit),
      alternatives_(alternatives),
      class_on_(network.channel_count()),
      channel_flows_(network.channel_count(), 0),
      is_down_(network.links().size(), 0),
      is_channel_seen_(network.channel_count(), 0) {
  for (std::size_t channel = 0; channel < network.channel_count(); ++channel)
    capacity_.push_back(network.link_of(ChannelId(channel)).capacity);
}

std::uint32_t Transfers::class_of(const Path& path, double weight, Gbps limit) {
  const auto [known, is_new] =
      class_index_.try_emplace({weight, limit, path.channels}, static_cast<std::uint32_t>(classes_.size()));
  if (is_new) {
    const std::vector<ChannelId>& channels = std::get<2>(known->first);  // the map's key never moves
    states_.emplace_back();
    states_.back().path = {channels, path.delay, path.price};
    classes_.push_back({channels, 0, Gbps(0), weight, std::min(limit, flow_limit_)});
    for (const ChannelId channel : channels) class_on_[channel.index()].push_back(known->second);
    is_in_component_.push_back(0);
    finish_times_.add(MinTree::none);
  }
  return known->second;
}

/// Rate that one more flow could hope for: its share of the busiest channel.
double Transfers::offer(std::uint32_t flow_class) const {
  double least = flow_limit_.value();
  for (const ChannelId channel : classes_[flow_class].channels)
    least = std::min(least, capacity_[channel.index()].value() / (channel_flows_[channel.index()] + 1.0));
  return least;
}

std::uint32_t Transfers::class_for(const Cargo& cargo) {
  const std::size_t nodes = network_.nodes().size();
  std::vector<Options>& by_pair = options_[{cargo.weight, cargo.limit}];
  if (by_pair.empty()) by_pair.resize(nodes * nodes);
  Options& options = by_pair[cargo.from.index() * nodes + cargo.to.index()];
  if (!options.are_known) {
    options.are_known = true;
    options.classes.clear();
    for (const Path& path : shortest_paths(network_, is_down_, cargo.from, cargo.to, alternatives_))
      options.classes.push_back(class_of(path, cargo.weight, cargo.limit));
  }
  if (options.classes.empty()) return no_class;
  std::uint32_t best = options.classes.front();
  if (options.classes.size() == 1) return best;
  double most = offer(best);
  for (const std::uint32_t each : options.classes)
    if (const double offered = offer(each); offered > most) most = offered, best = each;
  return best;
}

void Transfers::advance(std::size_t flow_class, TimePoint now) {
  ClassState& state = states_[flow_class];
  const double received = gb_per_ms(classes_[flow_class].rate) * span_ms(state.updated, now);
  state.received_gb += received;
  state.carried_gb += received * classes_[flow_class].flows;
  state.updated = now;
}

void Transfers::reschedule(std::size_t flow_class, TimePoint now) {
  const ClassState& state = states_[flow_class];
  if (state.flows.empty()) {
    finish_times_.set(flow_class, MinTree::none);
    return;
  }
  const double left_gb = std::max(0.0, state.flows.front().done_at_gb - state.received_gb);
  const Duration left = duration_from_seconds(left_gb / gb_per_ms(classes_[flow_class].rate) / 1000.0);
  finish_times_.set(flow_class, (now + left).time_since_epoch().count());
}

void Transfers::change_flow_count(std::size_t at, int change, TimePoint now) {
  FlowClass& flow_class = classes_[at];
  bool is_contended = false;
  for (const ChannelId channel : flow_class.channels) {
    std::uint32_t& flows = channel_flows_[channel.index()];
    const std::uint32_t most =  // before or after, whichever is more
        change > 0 ? flows + static_cast<std::uint32_t>(change) : flows;
    is_contended = is_contended || flow_limit_ * most > capacity_[channel.index()];
    flows = static_cast<std::uint32_t>(static_cast<int>(flows) + change);
  }
  if (is_contended) advance(at, now);
  flow_class.flows = static_cast<std::uint32_t>(static_cast<int>(flow_class.flows) + change);
  if (is_contended) return share_again(at, now);
  flow_class.rate = flow_class.flows > 0 ? flow_class.limit : Gbps(0);  // nobody's rate depends on this flow
  reschedule(at, now);
}

/// Fills the rates of all classes whose rate could depend on this one's: those reached over channels that can
/// be full. The channels that this class has just left count as if they could, as others may speed up there.
void Transfers::share_again(std::size_t at, TimePoint now) {
  component_.assign(1, static_cast<std::uint32_t>(at));
  components_channels_.clear();
  is_in_component_[at] = 1;
  for (std::size_t i = 0; i < component_.size(); ++i)
    for (const ChannelId channel : classes_[component_[i]].channels) {
      if (is_channel_seen_[channel.index()] || (i > 0 && !can_be_full(channel))) continue;
      is_channel_seen_[channel.index()] = 1;
      components_channels_.push_back(static_cast<std::uint32_t>(channel.index()));
      for (const std::uint32_t other : class_on_[channel.index()])
        if (!is_in_component_[other] && classes_[other].flows > 0) {
          is_in_component_[other] = 1;
          component_.push_back(other);
        }
    }
  component_classes_.clear();
  for (const std::uint32_t each : component_) {
    is_in_component_[each] = 0;
    component_classes_.push_back(classes_[each]);
  }
  for (const std::uint32_t channel : components_channels_) is_channel_seen_[channel] = 0;
  share_max_min(capacity_, flow_limit_, component_classes_, scratch_);
  for (std::size_t i = 0; i < component_.size(); ++i) {
    const std::uint32_t each = component_[i];
    if (each != at && component_classes_[i].rate == classes_[each].rate) continue;
    advance(each, now);
    classes_[each].rate = component_classes_[i].rate;
    reschedule(each, now);
  }
}

void Transfers::join(TimePoint now, const Sent& sent, Gigabytes left) {
  const std::uint32_t at = class_for(sent.cargo);
  if (at == no_class) {
    stranded_.push_back({sent, left});
    return;
  }
  ClassState& state = states_[at];
  advance(at, now);
  if (state.flows.empty()) state.received_gb = 0.0;
  if (free_contents_.empty()) {
    free_contents_.push_back(static_cast<std::uint32_t>(contents_.size()));
    contents_.emplace_back();
    free_contents_.reserve(contents_.capacity());
  }
  const std::uint32_t place = free_contents_.back();
  free_contents_.pop_back();
  const std::uint32_t copies = sent.cargo.copies;
  state.flows.push_back({state.received_gb + left.value(), sent.cargo.job_number, place, copies});
  Sent& added = contents_[place] = sent;
  added.cost += left * state.path.price * copies;
  added.delay = state.path.delay;
  std::push_heap(state.flows.begin(), state.flows.end());
  change_flow_count(at, static_cast<int>(copies), now);
}

Transfers::Sent Transfers::take_content(std::uint32_t place) {
  free_contents_.push_back(place);
  return contents_[place];
}

void Transfers::start(TimePoint now, const Cargo& cargo) {
  expects(cargo.from != cargo.to && cargo.data > Gigabytes(0), "a flow carries data between two nodes");
  flow_count_ += cargo.copies;
  started_ += cargo.data * cargo.copies;
  join(now, {cargo, now, Cny(0), Delay(0), false}, cargo.data);
}

Transfers::Sent Transfers::finish(TimePoint now) {
  const std::size_t at = finish_times_.index_of_least();
  ClassState& state = states_[at];
  advance(at, now);
  std::pop_heap(state.flows.begin(), state.flows.end());
  const Flow flow = state.flows.back();
  state.flows.pop_back();
  // It was done within the last millisecond: what `advance` counted beyond its end was never sent.
  state.carried_gb -= (state.received_gb - flow.done_at_gb) * flow.copies;
  flow_count_ -= flow.copies;
  change_flow_count(at, -static_cast<int>(flow.copies), now);
  return take_content(flow.content);
}

void Transfers::set_link(TimePoint now, LinkId link, bool is_up) {
  is_down_[link.index()] = !is_up;
  for (auto& [kind, by_pair] : options_)
    for (Options& options : by_pair) options.are_known = false;
  if (is_up)
    retry_stranded(now);
  else
    leave_down_links(now);
}

void Transfers::leave_down_links(TimePoint now) {
  for (std::size_t at = 0; at < classes_.size(); ++at) {
    const auto& channels = classes_[at].channels;
    if (classes_[at].flows == 0 || std::none_of(channels.begin(), channels.end(), [this](ChannelId channel) {
          return is_down_[channel.index() / 2];
        }))
      continue;
    advance(at, now);
    std::vector<Flow> flows = std::move(states_[at].flows);
    states_[at].flows.clear();
    std::sort(flows.begin(), flows.end(), [](const Flow& a, const Flow& b) {
      return a.job_number != b.job_number ? a.job_number < b.job_number : a.content < b.content;
    });
    const double received_gb = states_[at].received_gb;
    const CnyPerGigabyte price = states_[at].path.price;
    for (const Flow& flow : flows) change_flow_count(at, -static_cast<int>(flow.copies), now);
    for (const Flow& flow : flows) {
      const Gigabytes left(std::max(0.0, flow.done_at_gb - received_gb));
      // What rounding to milliseconds counted beyond its end was never sent.
      states_[at].carried_gb -= std::max(0.0, received_gb - flow.done_at_gb) * flow.copies;
      Sent sent = take_content(flow.content);
      sent.cost -= left * price * flow.copies;
      sent.was_rerouted = true;
      join(now, sent, left);
    }
  }
}

void Transfers::retry_stranded(TimePoint now) {
  std::vector<Stranded> again = std::move(stranded_);
  stranded_.clear();
  for (const Stranded& each : again) join(now, each.sent, each.left);
}

void Transfers::collect_carried(TimePoint now, Table<ChannelId, Gigabytes>& carried) {
  for (std::size_t at = 0; at < classes_.size(); ++at) {
    advance(at, now);
    const Gigabytes moved(states_[at].carried_gb);
    carried_ += moved;
    for (const ChannelId channel : classes_[at].channels) carried[channel] += moved;
    states_[at].carried_gb = 0.0;
  }
}

Gigabytes Transfers::data_to_carry(TimePoint now) const {
  Gigabytes sum;
  for (std::size_t at = 0; at < classes_.size(); ++at) {
    const ClassState& state = states_[at];
    const double received = state.received_gb + gb_per_ms(classes_[at].rate) * span_ms(state.updated, now);
    for (const Flow& flow : state.flows) sum += Gigabytes((flow.done_at_gb - received) * flow.copies);
  }
  for (const Stranded& each : stranded_) sum += each.left * each.sent.cargo.copies;
  return sum;
}

void Transfers::add_up_rates(Table<ChannelId, Gbps>& rates) const {
  for (const FlowClass& flow_class : classes_)
    for (const ChannelId channel : flow_class.channels) rates[channel] += flow_class.rate * flow_class.flows;
}

}  // namespace suanwang
