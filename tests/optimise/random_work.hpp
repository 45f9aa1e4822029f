#pragma once

#include <vector>

#include "suanwang/optimise/relaxed_program.hpp"

#include "seeds.hpp"
#include "small_world.hpp"

namespace suanwang::testing {

/// Two or three small hubs with prices, carbon, renewables and storage that move.
inline SmallWorld any_small_world(Draw& draw) {
  SmallWorld small;
  small.calendar = days(1);
  small.pool_sizes.assign(2 + draw.below(2), 0);
  for (auto& size : small.pool_sizes) size = 4 + static_cast<std::uint32_t>(draw.below(20));
  small.general_mw = draw.within(0.001, 0.02);
  small.renewable = Megawatts(draw.within(0.0, 0.05));
  small.grid_limit = Megawatts(draw.within(0.03, 0.2));
  if (draw.chance(0.7)) small.storage = storage(Megawatts(0.01), MegawattHours(0.03), 0.81, 0.1, 0.9);
  if (draw.chance(0.5)) small.line_capacity = Megawatts(0.01);
  if (draw.chance(0.5)) {
    small.serving_share = 0.5;
    small.serving_floor = draw.within(0.0, 1.0);
    small.token_demand = TokensPerSecond(draw.within(100, 4000));
    small.token_bound = Delay(draw.chance(0.5) ? 100.0 : 6.0);
  }
  return small;
}

/// The same with series that move from hour to hour, demand charges and export.
inline World any_world(Draw& draw) {
  WorldParts parts = any_small_world(draw).build().parts();
  const auto n = static_cast<Eigen::Index>(parts.calendar.interval_count());
  const auto series = [&](double low, double high) {
    Eigen::ArrayXd values(n);
    for (double& each : values) each = draw.within(low, high);
    return values;
  };
  for (Hub& hub : parts.hubs) {
    hub.supply.wind.capacity_factor = Series<Fraction>(series(0.0, 1.0));
    hub.supply.prices.tariff = Series<CnyPerMegawattHour>(series(100.0, 1200.0));
    hub.supply.carbon.location = Series<TonnesCo2PerMegawattHour>(series(0.0, 1.0));
    if (draw.chance(0.5)) hub.supply.prices.demand_charge = CnyPerMegawattMonth(30'000);
    if (draw.chance(0.3)) {
      hub.supply.export_limit = Megawatts(0.01);
      hub.supply.prices.exported = CnyPerMegawattHour(draw.within(50, 300));
    }
  }
  return World(std::move(parts));
}

}  // namespace suanwang::testing
