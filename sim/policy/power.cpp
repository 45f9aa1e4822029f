#include "suanwang/policy/power.hpp"

#include <algorithm>
#include <vector>

#include "suanwang/core/fields.hpp"

namespace suanwang {

namespace {

constexpr Megawatts nothing{0.0};

/// Puts lines in order of `cost`, least first; of equals in their own order. Reuses the vector.
template <class Cost>
void order_lines(std::vector<TransferLineId>& order, const View& view, const Cost& cost) {
  order.clear();
  for (const TransferLineId id : view.world().transfer_lines().ids()) order.push_back(id);
  std::sort(order.begin(), order.end(),
            [&](auto a, auto b) { return cost(a) != cost(b) ? cost(a) < cost(b) : a < b; });
}

/// Least and greatest value of `cost(interval)` from `interval` on.
struct Spread {
  double low = 0.0, high = 0.0;
};

/// @param cost Of the present and of each interval ahead, by lead.
template <class Cost>
Spread spread_ahead(std::size_t intervals, const Cost& cost) {
  Spread spread{cost(0), cost(0)};
  for (std::size_t lead = 1; lead < intervals; ++lead) {
    spread.low = std::min(spread.low, cost(lead));
    spread.high = std::max(spread.high, cost(lead));
  }
  return spread;
}

std::size_t intervals_in(Duration span, const View& view) {
  return static_cast<std::size_t>(span / view.world().calendar().interval());
}

/// Buys at the low end of the spread and delivers at its high end, if that pays.
void trade(PowerPlan& plan, HubId id, double cost_now, const Spread& spread, double wear_cny_per_mwh) {
  const HubDispatch& hub = plan.hub(id);
  const Storage& storage = hub.supply().storage;
  if (storage.energy <= MegawattHours(0)) return;
  const double round_trip = storage.charge_efficiency * storage.discharge_efficiency;
  constexpr double tolerance = 1.0 + 1e-9;
  const bool pays = spread.high - wear_cny_per_mwh > spread.low / round_trip * tolerance;
  if (pays && cost_now <= spread.low * tolerance) {
    const Megawatts power = std::min(hub.grid_spare(), hub.most_charge());
    if (power > nothing) plan.charge_from_grid(id, power);
  } else if (!pays || cost_now * tolerance >= spread.high) {
    const Megawatts power = std::min(hub.need(), hub.most_discharge());
    if (power > nothing) plan.discharge(id, power);
  }
}

}  // namespace

void RationingPowerPolicy::discharge_to_need(PowerPlan& plan, HubId id) {
  const Megawatts power = std::min(plan.hub(id).need(), plan.hub(id).most_discharge());
  if (power > nothing) plan.discharge(id, power);
}

void RationingPowerPolicy::charge_surplus(PowerPlan& plan, HubId id) {
  const Megawatts power = std::min(plan.hub(id).surplus(), plan.hub(id).most_charge());
  if (power > nothing) plan.charge_from_surplus(id, power);
}

template <class Cost>
void RationingPowerPolicy::share_surplus(PowerPlan& plan, const View& view, const Cost& cost) {
  order_lines(line_order_, view, cost);
  for (const TransferLineId id : line_order_) {
    const TransferLine& line = view.world().transfer_lines()[id];
    const Megawatts power =
        std::min(plan.hub(line.from).surplus(), plan.useful(id, plan.hub(line.to).need()));
    if (power > nothing) plan.send_surplus(id, power);
  }
}

void RationingPowerPolicy::share_surplus(PowerPlan& plan, const View& view) {
  const auto& lines = view.world().transfer_lines();
  share_surplus(plan, view, [&](TransferLineId id) { return lines[id].loss; });
}

void RationingPowerPolicy::cover_deficits(PowerPlan& plan, const View& view) {
  for (const TransferLineId id : view.world().transfer_lines().ids()) {
    const TransferLine& line = view.world().transfer_lines()[id];
    const Megawatts deficit = plan.hub(line.to).deficit();
    if (deficit <= nothing) continue;
    const Megawatts power = std::min(plan.hub(line.from).grid_spare(), plan.useful(id, deficit));
    if (power > nothing) plan.send_grid(id, power);
  }
}

void RationingPowerPolicy::ration(RationPlan& plan, const View& view) {
  const Throttling& throttling = view.world().throttling();
  constexpr double rounding = 1e-9;  // of a consumer's power
  const auto is_over = [&](std::size_t i) { return plan.excess(i) > plan.consumers()[i].above * rounding; };
  const auto slow_down = [&](std::size_t i, double least_speed) {
    if (!is_over(i)) return;
    const Megawatts excess = plan.excess(i);
    const Consumer& consumer = plan.consumers()[i];
    const double share = throttling.power_share(consumer.speed) - excess / consumer.above;
    plan.set_speed(
        i, std::min(consumer.speed, std::max(least_speed, throttling.speed_at(std::max(0.0, share)))));
  };
  const auto pause = [&](std::size_t i) {
    if (is_over(i)) plan.set_speed(i, 0.0);
  };
  const std::size_t count = plan.consumers().size();
  const auto throttle_all = [&] {
    for (std::size_t i = 0; i < count; ++i)
      if (plan.consumers()[i].speed > 0.0) slow_down(i, throttling.minimum_speed);
  };
  const auto pause_preemptible = [&] {
    for (std::size_t i = 0; i < count; ++i)
      if (plan.consumers()[i].is_preemptible) pause(i);
  };
  if (ration_.shortage_order == ShortageOrder::pause_first) pause_preemptible();
  throttle_all();
  if (ration_.shortage_order == ShortageOrder::throttle_first) pause_preemptible();
  for (std::size_t i = 0; i < count; ++i) pause(i);
  for (std::size_t i = count; i-- > 0;) {  // a whole class at a time is too much: give back what is left over
    const Consumer& consumer = plan.consumers()[i];
    const Megawatts room = -plan.excess(i);
    if (consumer.speed >= 1.0 || room <= nothing) continue;
    const double share = throttling.power_share(consumer.speed) + room / consumer.above;
    const double speed = throttling.speed_at(std::min(1.0, share));
    if (speed >= throttling.minimum_speed * (1.0 - rounding)) plan.set_speed(i, speed);
  }
}

void RenewablesFirstPower::dispatch(PowerPlan& plan, const View& view) {
  for (const HubId id : view.world().hubs().ids()) charge_surplus(plan, id);
  share_surplus(plan, view);
  for (const HubId id : view.world().hubs().ids()) discharge_to_need(plan, id);
  cover_deficits(plan, view);
}

void PriceArbitragePower::dispatch(PowerPlan& plan, const View& view) {
  for (const HubId id : view.world().hubs().ids()) charge_surplus(plan, id);
  share_surplus(plan, view);
  for (const HubId id : view.world().hubs().ids()) {
    const auto price = view.forecasts().price(id, intervals_in(parameters_.look_ahead, view));
    const auto cost = [&](std::size_t lead) { return price[lead].value(); };
    trade(plan, id, cost(0), spread_ahead(price.size(), cost), parameters_.wear.value());
  }
  cover_deficits(plan, view);
}

void PeakShavingPower::dispatch(PowerPlan& plan, const View& view) {
  for (const HubId id : view.world().hubs().ids()) charge_surplus(plan, id);
  share_surplus(plan, view);
  for (const HubId id : view.world().hubs().ids()) {
    const HubDispatch& hub = plan.hub(id);
    const Megawatts peak = std::max(view.peak_import(id), hub.supply().grid_limit * parameters_.floor_share);
    const Megawatts above = hub.need() - peak;
    if (above > nothing) {
      const Megawatts power = std::min(above, hub.most_discharge());
      if (power > nothing) plan.discharge(id, power);
      continue;
    }
    const Megawatts below = peak * parameters_.recharge_share - hub.need();
    const Megawatts power = std::min({below, hub.grid_spare(), hub.most_charge()});
    if (power > nothing) plan.charge_from_grid(id, power);
  }
  cover_deficits(plan, view);
}

void CarbonAwarePower::dispatch(PowerPlan& plan, const View& view) {
  const auto& hubs = view.world().hubs();
  const auto& lines = view.world().transfer_lines();
  for (const HubId id : hubs.ids()) charge_surplus(plan, id);
  share_surplus(plan, view, [&](TransferLineId id) {
    return -hubs[lines[id].to].supply.carbon.location[plan.interval()].value();
  });
  for (const HubId id : hubs.ids()) {
    const std::size_t ahead = intervals_in(parameters_.look_ahead, view);
    const auto factor = view.forecasts().carbon(id, CarbonBasis::location, ahead);
    const auto price = view.forecasts().price(id, ahead);
    const auto cost = [&](std::size_t lead) {
      const CnyPerMegawattHour carbon = factor[lead] * parameters_.carbon_price;
      return (parameters_.counts_price ? carbon + price[lead] : carbon).value();
    };
    trade(plan, id, cost(0), spread_ahead(factor.size(), cost), parameters_.wear.value());
  }
  cover_deficits(plan, view);
}

void RationParameters::fields(Fields& f) {
  f("shortage_order", shortage_order,
    "When power is short: slow all work down before pausing what is preemptible, or pause that first.")
      .optional();
}

void PriceArbitragePower::Parameters::fields(Fields& f) {
  RationParameters::fields(f);
  f("look_ahead_hours", look_ahead, "Tariff hours that are compared.").optional().within(3600, 604800);
  f("wear_cny_per_kwh", wear, "Cost of storage wear per energy delivered.")
      .optional()
      .at_least(CnyPerMegawattHour(0));
}

void PeakShavingPower::Parameters::fields(Fields& f) {
  RationParameters::fields(f);
  f("floor_share", floor_share, "Import that is never shaved, over the grid limit.").optional().within(0, 1);
  f("recharge_share", recharge_share, "The storage recharges while import is below this share of the peak.")
      .optional()
      .within(0, 1);
}

void CarbonAwarePower::Parameters::fields(Fields& f) {
  RationParameters::fields(f);
  f("look_ahead_hours", look_ahead, "Hours that are compared.").optional().within(3600, 604800);
  f("wear_cny_per_kwh", wear, "Cost of storage wear per energy delivered.")
      .optional()
      .at_least(CnyPerMegawattHour(0));
  f("carbon_price_cny_per_t", carbon_price, "Shadow price of CO2.").optional().above(0);
  f("counts_price", counts_price, "Adds the tariff to the cost of carbon.").optional();
}

}  // namespace suanwang
