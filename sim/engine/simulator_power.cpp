// When an interval is over: how each hub's load was met, what it cost and emitted.
#include "suanwang/engine/audit.hpp"
#include "suanwang/engine/simulator.hpp"

namespace suanwang {

namespace {

constexpr Megawatts nothing{0.0};

}  // namespace

void Simulator::settle_power() {
  for (const HubId id : world_.hubs().ids()) hub_loads_[id.index()] = hub_load(id, cluster_intervals_);
  power_plan_.reset(state_.interval, hub_loads_, state_.stored);
  policies_.power->dispatch(power_plan_, view_);
  power_plan_.close();
  for (const HubId id : world_.hubs().ids()) settle_hub(id);
  for (const TransferLineId id : world_.transfer_lines().ids()) settle_line(id);
  for (const HubId id : world_.hubs().ids()) {
    if (options_.audits)
      audit_hub(world_.hubs()[id], power_plan_.hub(id), hub_intervals_[id.index()],
                world_.calendar().interval());
    for (const ClusterId cluster : world_.hubs()[id].clusters) {
      books_.settle(cluster, cluster_intervals_[cluster.index()], hub_intervals_[id.index()]);
      for (const PoolId pool : world_.clusters()[cluster].pools)
        for (const JobClassId job_class : world_.job_classes().ids())
          books_.note_power_share(pool, job_class,
                                  world_.throttling().power_share(state_.clock(pool, job_class).speed()));
    }
  }
  if (options_.audits) audit_lines(world_, state_.interval, hub_intervals_, power_plan_.line_flows());
}

void Simulator::settle_hub(HubId id) {
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
void Simulator::settle_line(TransferLineId id) {
  const LineFlow& flow = power_plan_.line_flows()[id.index()];
  if (flow.total() <= nothing) return;
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

bool Simulator::is_new_month() const {
  const CivilCalendar& calendar = world_.calendar();
  const auto month = [&](std::size_t interval) {
    return calendar.month_of(calendar.interval_start(interval));
  };
  return state_.interval == 0 || month(state_.interval) != month(state_.interval - 1);
}

/// Each month's highest import is paid for when it is reached, so the charges of a month add up to that of
/// its peak. A month that lies in the horizon in part is charged in part.
void Simulator::charge_for_demand(HubId id, HubInterval& settled) {
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

}  // namespace suanwang
