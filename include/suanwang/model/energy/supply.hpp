#pragma once

#include <string>

#include "suanwang/core/id.hpp"
#include "suanwang/core/series.hpp"
#include "suanwang/core/units.hpp"
#include "suanwang/model/energy/hub_dispatch.hpp"
#include "suanwang/model/energy/storage.hpp"

namespace suanwang {

using TransferLineId = Id<struct TransferLineTag>;

/// Generation of one kind: capacity, and capacity factor by interval within [0, 1], outages included.
struct Generation {
  Megawatts capacity;
  Series<Fraction> capacity_factor;  ///< empty where there is no capacity

  [[nodiscard]] Megawatts available(std::size_t interval) const {
    return capacity_factor.size() == 0 ? Megawatts(0) : capacity * capacity_factor[interval].value();
  }
};

/// Prices of one hub. Energy prices are all-in at the hub's meter.
struct HubPrices {
  Series<CnyPerMegawattHour> tariff;    ///< of grid import
  CnyPerMegawattHour contracted;        ///< of contracted renewables that are taken, green premium included
  CnyPerMegawattHour direct;            ///< of the direct supply that is taken
  CnyPerMegawattHour exported;          ///< paid for exports
  CnyPerMegawattMonth demand_charge;    ///< on each calendar month's highest import
  CnyPerMegawattMonth standing_charge;  ///< on the grid limit, used or not
};

/// Whose carbon a MWh of grid import has.
enum class CarbonBasis {
  location,  ///< average of the local grid
  market,    ///< residual mix
  marginal,  ///< the plant that serves one MWh more
};

/// CO2 of one MWh, by interval where it moves.
struct CarbonFactors {
  Series<TonnesCo2PerMegawattHour> location;  ///< average of the local grid
  Series<TonnesCo2PerMegawattHour> market;    ///< of import without contracts (residual mix)
  Series<TonnesCo2PerMegawattHour> marginal;  ///< of the plant that serves one more MWh of import

  [[nodiscard]] const Series<TonnesCo2PerMegawattHour>& by(CarbonBasis basis) const {
    return basis == CarbonBasis::location ? location : basis == CarbonBasis::market ? market : marginal;
  }
};

/// A call to reduce load: in these intervals the hub's load may not exceed the limit, and every MWh less than
/// it would have drawn is paid for.
struct DemandResponse {
  Series<Megawatts> load_limit;  ///< infinite where there is no call; empty without any
  Series<CnyPerMegawattHour> price;

  [[nodiscard]] bool is_called(std::size_t interval) const {
    return load_limit.size() > 0 && load_limit[interval] < Megawatts(unlimited_mw);
  }
  static constexpr double unlimited_mw = 1e12;
};

/// Energy supply of one hub for the whole horizon.
struct HubSupply {
  Generation wind, solar, hydro;         ///< under contract, over the public grid
  Generation direct_wind, direct_solar;  ///< on a line of the hub's own (绿电直连)
  Megawatts direct_line_limit;
  Storage storage;
  Megawatts grid_limit;             ///< without outages: what the standing charge is for
  Series<Fraction> grid_available;  ///< share of the grid limit, outages included; empty: all of it
  Megawatts export_limit;
  HubPrices prices;
  CarbonFactors carbon;
  DemandResponse response;

  [[nodiscard]] Megawatts contracted_available(std::size_t interval) const {
    return wind.available(interval) + solar.available(interval) + hydro.available(interval);
  }
  [[nodiscard]] Megawatts direct_available(std::size_t interval) const {
    return std::min(direct_line_limit, direct_wind.available(interval) + direct_solar.available(interval));
  }
  [[nodiscard]] Megawatts renewable_available(std::size_t interval) const {
    return contracted_available(interval) + direct_available(interval);
  }
  [[nodiscard]] Megawatts import_limit(std::size_t interval) const {
    return grid_available.size() == 0 ? grid_limit : grid_limit * grid_available[interval].value();
  }
  [[nodiscard]] IntervalSupply at(std::size_t interval) const {
    return {contracted_available(interval), direct_available(interval), import_limit(interval), export_limit,
            storage};
  }
};

/// A line over which one hub may send power to another.
struct TransferLine {
  std::string id;
  HubId from;
  HubId to;
  Megawatts capacity;          ///< at the sending end
  double loss = 0.0;           ///< share of what is sent, within [0, 1)
  CnyPerMegawattHour price;    ///< of transmission, per MWh received
  Series<Fraction> available;  ///< share of the capacity, outages included; empty: all of it

  [[nodiscard]] Megawatts limit(std::size_t interval) const {
    return available.size() == 0 ? capacity : capacity * available[interval].value();
  }
};

/// What one line carried in one interval, at the sending end.
struct LineFlow {
  Megawatts green;
  Megawatts grid;
  [[nodiscard]] Megawatts total() const { return green + grid; }
};

}  // namespace suanwang
