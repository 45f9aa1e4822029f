// When an interval begins: who goes slower because power will be short, and what new starts may draw.
#include <algorithm>
#include <cmath>

#include "suanwang/engine/power_control.hpp"

#include "policy_call.hpp"

namespace suanwang {

namespace {

constexpr Megawatts nothing{0.0};

}  // namespace

void PowerControl::begin_interval() {
  if (is_new_month())
    for (Megawatts& peak : state_.peak_import) peak = nothing;
  estimate_clusters(true);
  for (const ClusterId id : world_.clusters().ids())
    unrestricted_serving_[id] = cluster_estimates_[id.index()].serving_power;
  ration_plan_.reset(state_.interval);
  find_excess();
  for (const HubId id : world_.hubs().ids())
    is_supply_limited_[id] = power_plan_.outcome(id).flows.shortfall > Megawatts(1e-9);
  const bool is_rationed = ration_plan_.is_short();
  if (is_rationed) {
    ration();
    estimate_clusters(false);
    find_excess();  // what is left over is room for new starts
  }
  open_rooms(is_rationed);
}

void PowerControl::find_excess() {
  find_cluster_excess();
  find_hub_excess();
}

void PowerControl::release_restrictions() {
  for (WorkClock& clock : state_.clocks)
    if (clock.speed() < 1.0) clock.set_speed(state_.now, 1.0);
  for (const ClusterId id : world_.clusters().ids()) {
    is_serving_down_[id] = 0;
    for (const PoolId pool : world_.clusters()[id].pools)
      is_serving_down_[id] |= state_.pools[pool].outages > 0;
    state_.serving_speed[id] = 1.0;
    general_cuts_[id] = nothing;
  }
}

void PowerControl::plan_tokens(const Table<PoolId, std::uint32_t>& available) {
  for (const PoolId pool : world_.pools().ids())
    serving_capacity_[pool] = is_serving_down_[world_.pools()[pool].cluster]
                                  ? 0.0
                                  : available[pool] * world_.parts().serving.highest_load;
  split_tokens();
}

void PowerControl::split_tokens() {
  serve_plan_.reset(state_.interval, serving_capacity_);
  ask(watch_, {PolicyKind::serve, policies_.names.serve, world_, state_.now},
      [&] { policies_.serve->split(view_, serve_plan_); });
  for (Megawatts& above : above_idle_) above = nothing;
  for (const ServedTokens& served : serve_plan_.served()) {
    const Chip& chip = world_.chips()[world_.pools()[served.pool].chip];
    const ModelClassId model = world_.token_streams()[served.stream].model;
    above_idle_[served.pool] +=
        (chip.power_in(world_.serving_profile(model, served.pool).phases) - chip.idle_power()) *
        served.accelerators;
  }
}

std::uint32_t PowerControl::wanted_accelerators(PoolId id) const {
  const Pool& pool = world_.pools()[id];
  constexpr double rounding = 1e-9;
  const double needed =
      std::ceil(serve_plan_.used(id) / world_.parts().serving.highest_load * (1.0 - rounding));
  return std::clamp(static_cast<std::uint32_t>(needed), pool.serving - pool.lendable, pool.serving);
}

/// From what runs now and the tokens planned.
void PowerControl::estimate_clusters(bool at_full_speed) {
  for (const ClusterId id : world_.clusters().ids()) {
    ClusterInterval& estimate = cluster_estimates_[id.index()];
    estimate = {};
    for (const PoolId pool : world_.clusters()[id].pools) {
      for (const JobClassId job_class : world_.job_classes().ids())
        accelerators_[job_class.index()] = state_.use(pool, job_class).accelerators;
      const PoolState& own = state_.pools[pool];
      add_pool(pool,
               {accelerators_, static_cast<double>(own.down.accelerators),
                static_cast<double>(own.held.accelerators)},
               at_full_speed, estimate);
    }
    finish_cluster(id, estimate);
  }
}

void PowerControl::find_cluster_excess() {
  for (const ClusterId id : world_.clusters().ids()) {
    const auto& cap = world_.clusters()[id].it_power_cap;
    ration_plan_.set_excess(id, cap ? cluster_estimates_[id.index()].it_power() - *cap
                                    : Megawatts(-DemandResponse::unlimited_mw));
  }
}

/// Tries the dispatch with the estimated loads. What is left unused of supply is negative excess.
void PowerControl::find_hub_excess() {
  for (const HubId id : world_.hubs().ids()) hub_loads_[id.index()] = hub_load(id, cluster_estimates_);
  power_plan_.reset(state_.interval, hub_loads_, state_.stored);
  dispatch();
  power_plan_.close();
  for (const HubId id : world_.hubs().ids()) {
    const HubDispatch& hub = power_plan_.hub(id);
    const IntervalFlows& flows = power_plan_.outcome(id).flows;
    const Megawatts charging = flows.renewable_to_storage + flows.grid_to_storage;
    const Megawatts unused = hub.supply().grid_limit - flows.grid_import() + charging + flows.exported +
                             flows.curtailed + std::max(nothing, hub.most_discharge());
    Megawatts over = flows.shortfall > Megawatts(1e-9) ? flows.shortfall : -unused;
    const DemandResponse& response = world_.hubs()[id].supply.response;
    if (response.is_called(state_.interval))
      over = std::max(over, hub_loads_[id.index()] - response.load_limit[state_.interval]);
    ration_plan_.set_excess(id, over);
  }
}

void PowerControl::add_consumers(ClusterId id) {
  const Cluster& cluster = world_.clusters()[id];
  const double servers = 1.0 + cluster.server_overhead;
  for (const JobClassId class_id : world_.job_classes().ids()) {
    const JobClass& job_class = world_.job_classes()[class_id];
    Consumer consumer{id, class_id, job_class.priority, job_class.is_preemptible, {}, {}};
    for (const PoolId pool : cluster.pools) {
      const Chip& chip = world_.chips()[world_.pools()[pool].chip];
      const double count = state_.use(pool, class_id).accelerators * servers;
      consumer.paused += chip.idle_power() * count;
      consumer.above += (chip.power_in(job_class.phases) - chip.idle_power()) * count;
    }
    if (consumer.above > nothing) ration_plan_.add(consumer);
  }
  Consumer serving{id, std::nullopt, world_.parts().serving.priority, false, {}, {}};
  for (const PoolId pool : cluster.pools)
    serving.paused += world_.chips()[world_.pools()[pool].chip].idle_power() * (holds_.held(pool) * servers);
  serving.above = cluster_estimates_[id.index()].serving_power * servers - serving.paused;
  if (serving.above > nothing) ration_plan_.add(serving);
}

void PowerControl::restrict(const Consumer& consumer) {
  if (!consumer.job_class) {
    state_.serving_speed[consumer.cluster] = consumer.speed;
    return;
  }
  for (const PoolId pool : world_.clusters()[consumer.cluster].pools)
    state_.clock(pool, *consumer.job_class).set_speed(state_.now, consumer.speed);
}

void PowerControl::ration() {
  for (const ClusterId id : world_.clusters().ids())
    if (ration_plan_.cluster_excess(id) > nothing ||
        ration_plan_.hub_excess(world_.clusters()[id].hub) > nothing)
      add_consumers(id);
  ration_plan_.order();
  ask(watch_, {PolicyKind::power, policies_.names.power, world_, state_.now},
      [&] { policies_.power->ration(ration_plan_, view_); });
  bool is_serving_slowed = false;
  for (const Consumer& consumer : ration_plan_.consumers()) {
    if (consumer.speed >= 1.0) continue;
    restrict(consumer);
    is_serving_slowed |= !consumer.job_class;
  }
  // A cap is a fuse: what the accelerators cannot give, general load must.
  for (const ClusterId id : world_.clusters().ids())
    general_cuts_[id] =
        std::clamp(ration_plan_.cluster_excess(id), nothing, world_.general_load(id, state_.interval));
  if (is_serving_slowed) displace_tokens();
}

/// What slower services leave undone goes to other places, as far as they have or can take free accelerators.
void PowerControl::displace_tokens() {
  for (const PoolId pool : world_.pools().ids()) {
    const ClusterId cluster = world_.pools()[pool].cluster;
    if (is_serving_down_[cluster]) continue;
    const double speed = state_.serving_speed[cluster];
    serving_capacity_[pool] = speed < 1.0 ? serve_plan_.used(pool) * speed
                                          : holds_.reachable(pool) * world_.parts().serving.highest_load;
  }
  limit_displaced_tokens();
  split_tokens();
  for (const PoolId pool : holds_.lending())
    if (wanted_accelerators(pool) > holds_.held(pool)) holds_.change(pool, wanted_accelerators(pool));
}

/// The hubs of places that serve more than before must not go short for it.
void PowerControl::limit_displaced_tokens() {
  const auto growth_of = [this](PoolId id) {
    const Pool& pool = world_.pools()[id];
    const Cluster& cluster = world_.clusters()[pool.cluster];
    return world_.chips()[pool.chip].most_above_idle() *
           (std::max(0.0, serving_capacity_[id] - serve_plan_.used(id)) * (1.0 + cluster.server_overhead) *
            cluster.facility.marginal_pue(state_.interval));
  };
  for (const HubId hub : world_.hubs().ids()) {
    Megawatts growth;
    for (const ClusterId id : world_.hubs()[hub].clusters)
      for (const PoolId pool : world_.clusters()[id].pools) growth += growth_of(pool);
    const Megawatts room = std::max(nothing, -ration_plan_.hub_excess(hub));
    if (growth <= room) continue;
    for (const ClusterId id : world_.hubs()[hub].clusters)
      for (const PoolId pool : world_.clusters()[id].pools)
        if (const double used = serve_plan_.used(pool); serving_capacity_[pool] > used)
          serving_capacity_[pool] = used + (serving_capacity_[pool] - used) * (room / growth);
  }
}

/// Where all accelerators could run at full power without exceeding anything, starts need no watching. Work
/// that was slowed down would not draw that much, but what replaces it may.
void PowerControl::open_rooms(bool is_rationed) {
  Table<HubId, Megawatts>& growth = hub_growth_;
  for (const HubId id : world_.hubs().ids()) {
    hub_rooms_[id] = -ration_plan_.hub_excess(id);
    growth[id] = nothing;
  }
  for (const ClusterId id : world_.clusters().ids()) {
    const Cluster& cluster = world_.clusters()[id];
    Room& room = rooms_[id];
    room.it_power = -ration_plan_.cluster_excess(id);
    Megawatts highest;  // of all accelerators for jobs
    for (const PoolId pool : cluster.pools) {
      const Chip& chip = world_.chips()[world_.pools()[pool].chip];
      highest +=
          (chip.idle_power() + chip.most_above_idle()) * (world_.pools()[pool].energised - holds_.held(pool));
    }
    const ClusterInterval& estimate = cluster_estimates_[id.index()];
    room.growth = (highest - estimate.job_power - estimate.idle_power) * (1.0 + cluster.server_overhead);
    growth[cluster.hub] += room.growth * cluster.facility.marginal_pue(state_.interval);
  }
  for (const ClusterId id : world_.clusters().ids()) {
    const Cluster& cluster = world_.clusters()[id];
    Room& room = rooms_[id];
    room.was_gated = room.is_gated;
    room.is_gated =
        is_rationed || hub_rooms_[cluster.hub] < growth[cluster.hub] || room.it_power < room.growth;
  }
}

std::uint32_t PowerControl::usable_accelerators(PoolId id) const {
  const std::uint32_t free = view_.free_accelerators(id);
  const Pool& pool = world_.pools()[id];
  const Room& room = rooms_[pool.cluster];
  if (!room.is_gated) return free;
  const Cluster& cluster = world_.clusters()[pool.cluster];
  const Megawatts it =
      std::min(room.it_power, hub_rooms_[cluster.hub] / cluster.facility.marginal_pue(state_.interval));
  const Megawatts each = world_.chips()[pool.chip].most_above_idle() * (1.0 + cluster.server_overhead);
  if (it <= nothing) return 0;
  const double powered = each > nothing ? std::floor(it / each * (1.0 + 1e-12)) : free;
  return powered < free ? static_cast<std::uint32_t>(powered) : free;
}

/// A start had to wait for power: for the hub's, where that is scarcer than the room under the cluster's cap.
void PowerControl::note_withheld_power(PoolId id) {
  const Cluster& cluster = world_.clusters()[world_.pools()[id].cluster];
  const Room& room = rooms_[world_.pools()[id].cluster];
  if (world_.hubs()[cluster.hub].supply.response.is_called(state_.interval)) return;  // a call, not a want
  if (hub_rooms_[cluster.hub] / cluster.facility.marginal_pue(state_.interval) <= room.it_power)
    is_supply_limited_[cluster.hub] = 1;
}

void PowerControl::use_accelerators(const ActiveJob& active, double accelerators) {
  const Pool& pool = world_.pools()[active.pool];
  if (!rooms_[pool.cluster].is_gated) return;
  const Cluster& cluster = world_.clusters()[pool.cluster];
  const Chip& chip = world_.chips()[pool.chip];
  const double share =
      world_.throttling().power_share(state_.clock(active.pool, active.job.job_class).speed());
  const Megawatts it =
      (chip.power_in(world_.job_classes()[active.job.job_class].phases, share) - chip.idle_power()) *
      (accelerators * (1.0 + cluster.server_overhead));
  rooms_[pool.cluster].it_power -= it;
  hub_rooms_[cluster.hub] -= it * cluster.facility.marginal_pue(state_.interval);
}

}  // namespace suanwang
