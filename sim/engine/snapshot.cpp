// A run on its way to a file or back.
#include "suanwang/core/snapshot.hpp"

#include <algorithm>
#include <sstream>

#include "suanwang/core/error.hpp"
#include "suanwang/engine/simulator.hpp"

namespace suanwang {

namespace {

template <class Policy>
void keep_memory(Snapshot& snapshot, const std::string& name, Policy& policy) {
  if (!policy.keep(snapshot))
    throw InputError("policy '" + name +
                     "' cannot store its memory, so a run with it cannot be taken up again");
}

}  // namespace

void expect_all_can_keep(const PolicySet& policies) {
  std::ostringstream ignored;
  Snapshot snapshot(ignored);
  keep_memory(snapshot, policies.names.route, *policies.route);
  keep_memory(snapshot, policies.names.serve, *policies.serve);
  keep_memory(snapshot, policies.names.power, *policies.power);
  keep_memory(snapshot, policies.names.queue, *policies.make_queue());
}

void Simulator::keep(Snapshot& snapshot) {
  snapshot(state_, forecasts_, calendar_, pending_expiries_, faults_, holds_, power_, arrivals_, event_count_,
           elastic_, waiting_for_route_, evictable_, serving_available_, ended_, stretches_, network_cost_,
           carried_, window_ends_, links_down_);
  transfers_.keep(snapshot);
  keep_memory(snapshot, policies_.names.route, *policies_.route);
  keep_memory(snapshot, policies_.names.serve, *policies_.serve);
  keep_memory(snapshot, policies_.names.power, *policies_.power);
  for (const auto& queue : queues_) keep_memory(snapshot, policies_.names.queue, *queue);
  if (!snapshot.is_restoring()) return;
  to_route_.clear();  // what the first instant would have decided
  touched_.clear();
  std::fill(is_touched_.begin(), is_touched_.end(), std::uint8_t{0});
  // The constructor has taken the first job; those that came after it follow from scenario and seed.
  for (std::uint32_t i = 0; i < arrivals_; ++i) next_arrival_ = source_.next();
}

/// Classes are made anew, in the order in which they came up, so that each has its number again.
void Transfers::keep(Snapshot& snapshot) {
  struct Key {
    double weight = 1.0;
    Gbps limit;  // of its own, which may be above that of all flows
  };
  std::vector<Key> keys(classes_.size());
  for (const auto& [key, index] : class_index_) keys[index] = {std::get<0>(key), std::get<1>(key)};
  snapshot(keys);
  for (std::uint32_t i = 0; i < keys.size(); ++i) {
    Path path;
    if (!snapshot.is_restoring()) path = states_[i].path;
    snapshot(path.channels, path.delay, path.price);
    if (snapshot.is_restoring()) static_cast<void>(class_of(path, keys[i].weight, keys[i].limit));
    ClassState& state = states_[i];
    snapshot(classes_[i].flows, classes_[i].rate, state.flows, state.received_gb, state.updated,
             state.carried_gb);
  }
  snapshot(finish_times_, channel_flows_, is_down_, contents_, free_contents_, stranded_, flow_count_,
           started_, carried_);
}

}  // namespace suanwang
