// When an interval is over: what each cluster drew, how each hub's load was met, what it cost and emitted.
#include "suanwang/engine/power_control.hpp"

#include <algorithm>

#include "suanwang/engine/audit.hpp"

#include "policy_call.hpp"

namespace suanwang {

PowerControl::PowerControl(const World& world, State& state, const View& view, const PolicySet& policies,
                           ServiceHolds& holds, PolicyWatch* watch)
    : world_(world),
      state_(state),
      view_(view),
      policies_(policies),
      watch_(watch),
      serve_plan_(world),
      power_plan_(world),
      ration_plan_(world),
      books_(world),
      hub_intervals_(world.hubs().size()),
      cluster_intervals_(world.clusters().size()),
      cluster_estimates_(world.clusters().size()),
      class_it_energy_(world.clusters().size() * world.job_classes().size()),
      accelerators_(world.job_classes().size()),
      hub_loads_(world.hubs().size()),
      holds_(holds),
      model_it_energy_(world.clusters().size() * world.model_classes().size()),
      pool_intervals_(world.pools().size()),
      above_idle_(world.pools().size()),
      serving_capacity_(world.pools().size()),
      unrestricted_serving_(world.clusters().size()),
      general_cuts_(world.clusters().size()),
      is_serving_down_(world.clusters().size(), 0),
      rooms_(world.clusters().size()),
      hub_rooms_(world.hubs().size()),
      hub_growth_(world.hubs().size()),
      is_supply_limited_(world.hubs().size()) {}

void PowerControl::settle_interval(bool audits) {
  measure_clusters();
  settle_power(audits);
}

double PowerControl::slowed_power_share(ClusterId cluster) const {
  const double speed = state_.serving_speed[cluster];
  return speed > 0.0 ? world_.throttling().power_share(speed) / speed : 0.0;
}

Megawatts PowerControl::serving_power(PoolId id, double held, bool at_full_speed) const {
  const Pool& pool = world_.pools()[id];
  if (is_serving_down_[pool.cluster]) return Megawatts(0);
  return world_.chips()[pool.chip].idle_power() * held +
         above_idle_[id] * (at_full_speed ? 1.0 : slowed_power_share(pool.cluster));
}

void PowerControl::add_pool(PoolId id, const Use& use, bool at_full_speed, ClusterInterval& sum) const {
  const Pool& pool = world_.pools()[id];
  const Chip& chip = world_.chips()[pool.chip];
  const double servers = 1.0 + world_.clusters()[pool.cluster].server_overhead;
  double busy = 0.0;
  for (const JobClassId job_class : world_.job_classes().ids()) {
    const double count = use.by_class[job_class.index()];
    if (count == 0.0) continue;
    busy += count;
    const PhaseMix& phases = world_.job_classes()[job_class].phases;
    const Megawatts full = chip.power_in(phases) * count;
    const double speed =
        at_full_speed ? 1.0 : state_.clocks[id.index() * state_.class_count + job_class.index()].speed();
    const Megawatts drawn =
        speed >= 1.0 ? full : chip.power_in(phases, world_.throttling().power_share(speed)) * count;
    sum.job_power += drawn;
    sum.restricted_power += (full - drawn) * servers;
  }
  sum.busy_accelerators += busy;
  sum.held_accelerators += use.held;
  sum.lent_accelerators += pool.serving - use.held;
  sum.idle_power += chip.idle_power() * std::max(0.0, pool.energised - use.held - busy - use.down);
  sum.serving_power += serving_power(id, use.held, at_full_speed);
}

void PowerControl::finish_cluster(ClusterId id, ClusterInterval& sum) const {
  const Cluster& cluster = world_.clusters()[id];
  sum.server_power = (sum.job_power + sum.serving_power + sum.idle_power) * cluster.server_overhead;
  sum.general_power = world_.general_load(id, state_.interval) - general_cuts_[id];
  const Megawatts it = sum.it_power(), design = world_.design_it_power(id);
  sum.facility_power = cluster.facility.facility_load(it, design, state_.interval);
  sum.pue = cluster.facility.pue(it, design, state_.interval);
}

/// Means since the interval began.
PowerControl::Use PowerControl::measure_pool(PoolId pool) {
  const Duration span = world_.calendar().interval();
  const auto mean_of = [&](PoolUse& use) {
    use.change(state_.now, 0);
    const double mean = static_cast<double>(use.accelerator_ms) / static_cast<double>(span.count());
    use.accelerator_ms = 0;
    return mean;
  };
  const Pool& own = world_.pools()[pool];
  const Chip& chip = world_.chips()[own.chip];
  const double servers = 1.0 + world_.clusters()[own.cluster].server_overhead;
  double busy = 0.0;
  for (const JobClassId job_class : world_.job_classes().ids()) {
    const double count = mean_of(state_.use(pool, job_class));
    busy += count;
    accelerators_[job_class.index()] = count;
    const double share = world_.throttling().power_share(state_.clock(pool, job_class).speed());
    class_it_energy_[own.cluster.index() * world_.job_classes().size() + job_class.index()] +=
        chip.power_in(world_.job_classes()[job_class].phases, share) * (count * servers) * span;
  }
  const Use use{accelerators_, mean_of(state_.pools[pool].down), mean_of(state_.pools[pool].held)};
  pool_intervals_[pool] = {busy, use.held, serve_plan_.used(pool), state_.serving_speed[own.cluster]};
  return use;
}

/// A pool's idle power is shared by the accelerators that its model classes keep in use.
void PowerControl::measure_models() {
  std::fill(model_it_energy_.begin(), model_it_energy_.end(), MegawattHours(0));
  const std::size_t models = world_.model_classes().size();
  for (const ServedTokens& served : serve_plan_.served()) {
    cluster_intervals_[served.cluster.index()].tokens_served += served.rate;
    const Chip& chip = world_.chips()[world_.pools()[served.pool].chip];
    const ModelClassId model = world_.token_streams()[served.stream].model;
    const PoolInterval& pool = pool_intervals_[served.pool];
    const Megawatts above =
        chip.power_in(world_.serving_profile(model, served.pool).phases) - chip.idle_power();
    const Megawatts drawn = above * (served.accelerators * slowed_power_share(served.cluster)) +
                            chip.idle_power() * (pool.held * served.accelerators / pool.used);
    model_it_energy_[served.cluster.index() * models + model.index()] +=
        drawn * (1.0 + world_.clusters()[served.cluster].server_overhead) * world_.calendar().interval();
  }
}

void PowerControl::measure_clusters() {
  const Duration span = world_.calendar().interval();
  std::fill(class_it_energy_.begin(), class_it_energy_.end(), MegawattHours(0));
  for (const ClusterId id : world_.clusters().ids()) {
    const Cluster& cluster = world_.clusters()[id];
    ClusterInterval& measured = cluster_intervals_[id.index()];
    measured = {};
    double used = 0.0;
    for (const PoolId pool : cluster.pools) {
      const Use use = measure_pool(pool);
      add_pool(pool, use, false, measured);
      used += pool_intervals_[pool].used;
      measured.down_accelerators += use.down;
      measured.running_jobs += state_.pools[pool].running_jobs;
      measured.queued_jobs += state_.pools[pool].queued_jobs;
    }
    finish_cluster(id, measured);
    const Megawatts serving_cut =
        (unrestricted_serving_[id] - measured.serving_power) * (1.0 + cluster.server_overhead);
    if (state_.serving_speed[id] < 1.0) measured.restricted_power += std::max(Megawatts(0), serving_cut);
    measured.restricted_power += general_cuts_[id];
    measured.water = cluster.facility.water(measured.it_power() * span, state_.interval);
    if (measured.held_accelerators > 0.0) measured.serving_share = used / measured.held_accelerators;
  }
  measure_models();
}

Megawatts PowerControl::hub_load(HubId hub, const std::vector<ClusterInterval>& clusters) const {
  Megawatts load;
  for (const ClusterId cluster : world_.hubs()[hub].clusters)
    load += clusters[cluster.index()].facility_power;
  return load;
}

void PowerControl::settle_power(bool audits) {
  for (const HubId id : world_.hubs().ids()) hub_loads_[id.index()] = hub_load(id, cluster_intervals_);
  power_plan_.reset(state_.interval, hub_loads_, state_.stored);
  dispatch();
  power_plan_.close();
  for (const HubId id : world_.hubs().ids()) settle_hub(id);
  for (const TransferLineId id : world_.transfer_lines().ids()) settle_line(id);
  settle_books();
  if (!audits) return;
  for (const HubId id : world_.hubs().ids())
    audit_hub(world_.hubs()[id], power_plan_.hub(id), hub_intervals_[id.index()],
              world_.calendar().interval());
  audit_lines(world_, state_.interval, hub_intervals_, power_plan_.line_flows());
}

void PowerControl::dispatch() {
  ask(watch_, {PolicyKind::power, policies_.names.power, world_, state_.now},
      [&] { policies_.power->dispatch(power_plan_, view_); });
}

void PowerControl::settle_books() {
  for (const ClusterId id : world_.clusters().ids()) {
    const Cluster& cluster = world_.clusters()[id];
    books_.settle(id, cluster_intervals_[id.index()], hub_intervals_[cluster.hub.index()]);
    for (const PoolId pool : cluster.pools)
      for (const JobClassId job_class : world_.job_classes().ids())
        books_.note_power_share(pool, job_class,
                                world_.throttling().power_share(state_.clock(pool, job_class).speed()));
  }
}

void PowerControl::settle_hub(HubId id) {
  const HubSupply& supply = world_.hubs()[id].supply;
  const Duration span = world_.calendar().interval();
  const IntervalOutcome& outcome = power_plan_.outcome(id);
  const IntervalFlows& flows = outcome.flows;
  state_.stored[id] = outcome.stored;

  HubInterval& settled = hub_intervals_[id.index()];
  settled = {};
  settled.load = hub_loads_[id.index()];
  settled.is_supply_limited = is_supply_limited_[id] != 0;
  settled.flows = flows;
  settled.stored = outcome.stored;
  settled.storage_loss = outcome.storage_loss;
  for (const ClusterId cluster : world_.hubs()[id].clusters)
    settled.restricted += cluster_intervals_[cluster.index()].restricted_power *
                          world_.clusters()[cluster].facility.marginal_pue(state_.interval);

  const std::size_t i = state_.interval;
  const MegawattHours imported = flows.grid_import() * span;
  settled.energy_cost =
      imported * supply.prices.tariff[i] + flows.contracted_used() * span * supply.prices.contracted +
      flows.direct_used * span * supply.prices.direct - flows.exported * span * supply.prices.exported;
  charge_for_demand(id, settled);
  if (supply.response.is_called(i))
    settled.response_income = settled.restricted * span * supply.response.price[i];

  // Location-based: contracts do not count, all energy taken from the public grid has the grid's average; the
  // direct supply never touches the public grid.
  const MegawattHours contracted = flows.contracted_consumed() * span;
  settled.carbon_location = (imported + contracted) * supply.carbon.location[i];
  settled.carbon_market = imported * supply.carbon.market[i];
  settled.carbon_marginal = imported * supply.carbon.marginal[i];
}

/// Cost and carbon of what a line carries go with it to the receiving hub.
void PowerControl::settle_line(TransferLineId id) {
  const LineFlow& flow = power_plan_.line_flows()[id.index()];
  if (flow.total() <= Megawatts(0)) return;
  const TransferLine& line = world_.transfer_lines()[id];
  const HubSupply& supply = world_.hubs()[line.from].supply;
  const Duration span = world_.calendar().interval();
  const std::size_t i = state_.interval;
  HubInterval& from = hub_intervals_[line.from.index()];
  HubInterval& to = hub_intervals_[line.to.index()];
  const MegawattHours green = flow.green * span, grid = flow.grid * span;
  const double direct_share = from.flows.direct_share();
  const auto move = [](auto& giver, auto& taker, auto amount) {
    giver -= amount;
    taker += amount;
  };
  move(from.energy_cost, to.energy_cost,
       green * (1.0 - direct_share) * supply.prices.contracted + green * direct_share * supply.prices.direct +
           grid * supply.prices.tariff[i]);
  to.energy_cost += (green + grid) * (1.0 - line.loss) * line.price;
  move(from.carbon_location, to.carbon_location,
       (green * (1.0 - direct_share) + grid) * supply.carbon.location[i]);
  move(from.carbon_market, to.carbon_market, grid * supply.carbon.market[i]);
  move(from.carbon_marginal, to.carbon_marginal, grid * supply.carbon.marginal[i]);
}

bool PowerControl::is_new_month() const {
  const CivilCalendar& calendar = world_.calendar();
  const auto month = [&](std::size_t interval) {
    return calendar.month_of(calendar.interval_start(interval));
  };
  return state_.interval == 0 || month(state_.interval) != month(state_.interval - 1);
}

/// Each month's highest import is paid for when it is reached, so the charges of a month add up to that of
/// its peak. A month that lies in the horizon in part is charged in part.
void PowerControl::charge_for_demand(HubId id, HubInterval& settled) {
  const CivilCalendar& calendar = world_.calendar();
  const HubSupply& supply = world_.hubs()[id].supply;
  const double month_share = calendar.share_of_month(calendar.interval_start(state_.interval));
  if (is_new_month())
    settled.demand_charge += supply.grid_limit * supply.prices.standing_charge * month_share;
  const Megawatts import = settled.flows.grid_import();
  if (import <= state_.peak_import[id]) return;
  settled.demand_charge += (import - state_.peak_import[id]) * supply.prices.demand_charge * month_share;
  state_.peak_import[id] = import;
}

JobShares PowerControl::shares(const RunRecord& run) const {
  const Pool& pool = world_.pools()[run.pool];
  const Chip& chip = world_.chips()[pool.chip];
  const double count = run.accelerators * (1.0 + world_.clusters()[pool.cluster].server_overhead);
  return books_.shares(run, chip.power_in(world_.job_classes()[run.job_class].phases) * count,
                       chip.idle_power() * count);
}

}  // namespace suanwang
