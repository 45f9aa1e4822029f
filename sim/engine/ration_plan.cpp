#include "suanwang/engine/ration_plan.hpp"

#include <algorithm>

#include "suanwang/core/error.hpp"

namespace suanwang {

bool RationPlan::is_short() const {
  const auto is_over = [](Megawatts each) { return each > Megawatts(1e-9); };
  return std::any_of(cluster_excess_.begin(), cluster_excess_.end(), is_over) ||
         std::any_of(hub_excess_.begin(), hub_excess_.end(), is_over);
}

void RationPlan::order() {
  std::stable_sort(consumers_.begin(), consumers_.end(),
                   [](const Consumer& a, const Consumer& b) { return a.priority < b.priority; });
}

Megawatts RationPlan::excess(std::size_t consumer) const {
  const Cluster& cluster = world_.clusters()[consumers_[consumer].cluster];
  const Megawatts at_hub = hub_excess_[cluster.hub] / cluster.facility.marginal_pue(interval_);
  return std::max(at_hub, cluster_excess_[consumers_[consumer].cluster]);
}

Megawatts RationPlan::power(std::size_t consumer) const {
  const Consumer& each = consumers_[consumer];
  return each.paused + each.above * world_.throttling().power_share(each.speed);
}

void RationPlan::set_speed(std::size_t consumer, double speed) {
  if (consumer >= consumers_.size())
    throw PolicyError("inadmissible decision; rule: the consumer is one of the plan's");
  Consumer& each = consumers_[consumer];
  if (!(speed >= 0.0 && speed <= 1.0))
    throw PolicyError("cluster '" + world_.clusters()[each.cluster].id +
                      "': inadmissible decision; rule: a speed lies within 0 and 1");
  const Megawatts before = power(consumer);
  each.speed = speed;
  const Megawatts change = power(consumer) - before;
  const Cluster& cluster = world_.clusters()[each.cluster];
  cluster_excess_[each.cluster] += change;
  hub_excess_[cluster.hub] += change * cluster.facility.marginal_pue(interval_);
}

}  // namespace suanwang
