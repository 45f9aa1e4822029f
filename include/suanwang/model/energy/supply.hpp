#pragma once

#include "suanwang/core/series.hpp"
#include "suanwang/core/units.hpp"
#include "suanwang/model/energy/interval.hpp"
#include "suanwang/model/energy/storage.hpp"

namespace suanwang {

/// Contracted generation: capacity and capacity factor, the latter one value per interval within [0, 1].
struct Generation {
  Megawatts contracted;
  Series<Fraction> capacity_factor;

  [[nodiscard]] Megawatts available(std::size_t interval) const {
    return contracted * capacity_factor[interval].value();
  }
};

/// Energy supply of one hub for the whole horizon.
struct HubSupply {
  Generation wind;
  Generation solar;
  Generation hydro;
  Storage storage;
  Megawatts grid_limit;
  Series<CnyPerMegawattHour> tariff;         ///< energy price of grid import, all-in
  CnyPerMegawattHour renewable_price;        ///< of contracted energy that is used, delivered
  TonnesCo2PerMegawattHour location_factor;  ///< average of the local grid
  TonnesCo2PerMegawattHour market_factor;    ///< of grid import without contracts (residual mix)

  [[nodiscard]] Megawatts renewable_available(std::size_t interval) const {
    return wind.available(interval) + solar.available(interval) + hydro.available(interval);
  }
  [[nodiscard]] IntervalSupply at(std::size_t interval) const {
    return {renewable_available(interval), grid_limit, storage};
  }
};

}  // namespace suanwang
