#pragma once

#include <utility>
#include <vector>

#include "small_world.hpp"

namespace suanwang::testing {

template <class QuantityType>
Series<QuantityType> series_of(const std::vector<double>& values) {
  return Series<QuantityType>(
      Eigen::Map<const Eigen::ArrayXd>(values.data(), static_cast<Eigen::Index>(values.size())));
}

/// The world with the hub's carbon factors, all three, as given for each interval.
inline World with_carbon(const World& world, HubId hub, const std::vector<double>& factor_t_per_mwh) {
  WorldParts parts = world.parts();
  CarbonFactors& carbon = parts.hubs[hub].supply.carbon;
  carbon.location = carbon.market = carbon.marginal = series_of<TonnesCo2PerMegawattHour>(factor_t_per_mwh);
  return World(std::move(parts));
}

/// The same for the tariff.
inline World with_tariff(const World& world, HubId hub, const std::vector<double>& price_cny_per_mwh) {
  WorldParts parts = world.parts();
  parts.hubs[hub].supply.prices.tariff = series_of<CnyPerMegawattHour>(price_cny_per_mwh);
  return World(std::move(parts));
}

/// Jobs under one route with parameters of its own.
template <class Route>
Recorder run_route(const World& world, std::vector<Job> jobs, typename Route::Parameters parameters = {}) {
  PolicySet set = policies();
  set.route = std::make_unique<Route>(parameters);
  return run(world, std::move(jobs), std::move(set));
}

}  // namespace suanwang::testing
