#include "suanwang/engine/transfers.hpp"

#include <algorithm>

#include "suanwang/core/error.hpp"

namespace suanwang {

namespace {

constexpr double gb_per_ms(Gbps rate) { return rate.value() / 8000.0; }

double span_ms(TimePoint from, TimePoint to) { return static_cast<double>((to - from).count()); }

}  // namespace

Transfers::Transfers(const Network& network, Gbps flow_limit)
    : network_(network),
      flow_limit_(flow_limit),
      route_index_(network.nodes().size() * network.nodes().size(), -1),
      channel_flows_(network.channel_count(), 0) {
  for (std::size_t channel = 0; channel < network.channel_count(); ++channel)
    capacity_.push_back(network.link_of(ChannelId(channel)).capacity);
}

std::size_t Transfers::route_between(NodeId from, NodeId to) {
  std::int32_t& index = route_index_[from.index() * network_.nodes().size() + to.index()];
  if (index < 0) {
    const auto route = network_.route(from, to);
    expects(route.has_value() && !route->channels.empty(), "a flow follows a route between two nodes");
    index = static_cast<std::int32_t>(routes_.size());
    classes_.push_back({route->channels, 0, Gbps(0)});
    routes_.emplace_back();
    finish_times_.add(MinTree::none);
  }
  return static_cast<std::size_t>(index);
}

void Transfers::advance(std::size_t route, TimePoint now) {
  RouteState& state = routes_[route];
  const double received = gb_per_ms(classes_[route].rate) * span_ms(state.updated, now);
  state.received_gb += received;
  state.carried_gb += received * classes_[route].flows;
  state.updated = now;
}

void Transfers::reschedule(std::size_t route, TimePoint now) {
  const RouteState& state = routes_[route];
  if (state.flows.empty()) {
    finish_times_.set(route, MinTree::none);
    return;
  }
  const double left_gb = std::max(0.0, state.flows.front().done_at_gb - state.received_gb);
  const Duration left = duration_from_seconds(left_gb / gb_per_ms(classes_[route].rate) / 1000.0);
  finish_times_.set(route, (now + left).time_since_epoch().count());
}

void Transfers::change_flow_count(std::size_t route, int change, TimePoint now) {
  FlowClass& flow_class = classes_[route];
  bool is_contended = false;
  for (const ChannelId channel : flow_class.channels) {
    std::uint32_t& flows = channel_flows_[channel.index()];
    const std::uint32_t most = change > 0 ? flows + 1 : flows;  // before or after, whichever is more
    is_contended = is_contended || flow_limit_ * most > capacity_[channel.index()];
    flows = static_cast<std::uint32_t>(static_cast<int>(flows) + change);
  }
  if (!is_contended) {  // nobody's rate depends on this flow
    flow_class.flows = static_cast<std::uint32_t>(static_cast<int>(flow_class.flows) + change);
    flow_class.rate = flow_class.flows > 0 ? flow_limit_ : Gbps(0);
    reschedule(route, now);
    return;
  }
  for (std::size_t each = 0; each < routes_.size(); ++each) advance(each, now);
  flow_class.flows = static_cast<std::uint32_t>(static_cast<int>(flow_class.flows) + change);
  share_max_min(capacity_, flow_limit_, classes_, scratch_);
  for (std::size_t each = 0; each < routes_.size(); ++each) reschedule(each, now);
}

void Transfers::start(TimePoint now, NodeId from, NodeId to, const Cargo& cargo) {
  const std::size_t route = route_between(from, to);
  RouteState& state = routes_[route];
  advance(route, now);
  if (state.flows.empty()) state.received_gb = 0.0;
  state.flows.push_back({state.received_gb + cargo.data.value(), cargo});
  std::push_heap(state.flows.begin(), state.flows.end());
  ++flow_count_;
  started_ += cargo.data;
  change_flow_count(route, +1, now);
}

Transfers::Cargo Transfers::land(TimePoint now) {
  const std::size_t route = finish_times_.index_of_least();
  RouteState& state = routes_[route];
  advance(route, now);
  std::pop_heap(state.flows.begin(), state.flows.end());
  const Flow flow = state.flows.back();
  state.flows.pop_back();
  // It landed within the last millisecond: what `advance` counted beyond its end was never sent.
  state.carried_gb -= state.received_gb - flow.done_at_gb;
  --flow_count_;
  change_flow_count(route, -1, now);
  return flow.cargo;
}

void Transfers::collect_carried(TimePoint now, Table<ChannelId, Gigabytes>& carried) {
  for (std::size_t route = 0; route < routes_.size(); ++route) {
    advance(route, now);
    const Gigabytes moved(routes_[route].carried_gb);
    carried_ += moved;
    for (const ChannelId channel : classes_[route].channels) carried[channel] += moved;
    routes_[route].carried_gb = 0.0;
  }
}

Gigabytes Transfers::data_to_carry(TimePoint now) const {
  Gigabytes sum;
  for (std::size_t route = 0; route < routes_.size(); ++route) {
    const RouteState& state = routes_[route];
    const double received = state.received_gb + gb_per_ms(classes_[route].rate) * span_ms(state.updated, now);
    for (const Flow& flow : state.flows) sum += Gigabytes(flow.done_at_gb - received);
  }
  return sum;
}

void Transfers::add_up_rates(Table<ChannelId, Gbps>& rates) const {
  for (const FlowClass& flow_class : classes_)
    for (const ChannelId channel : flow_class.channels) rates[channel] += flow_class.rate * flow_class.flows;
}

}  // namespace suanwang
