#pragma once

#include <optional>
#include <string>
#include <vector>

#include "suanwang/core/fields.hpp"

namespace suanwang {

struct WindShapeSpec {
  std::vector<double> month_factor, hour_factor;

  void fields(Fields& f) {
    f("month_factor", month_factor, "Relative level by month, January first.").sized(12).at_least(0);
    f("hour_factor", hour_factor, "Relative level by local hour, midnight first.").sized(24).at_least(0);
  }
};

struct WindSpec {
  Megawatts contracted;
  double full_load_hours = 0.0;
  std::string shape;
  double persistence_per_hour = 0.97;
  double weibull_shape = 2.0;

  void fields(Fields& f) {
    f("contracted_mw", contracted, "Contracted capacity.").at_least(Megawatts(0));
    f("full_load_hours", full_load_hours, "Hours a year at full output that give the year's energy.")
        .above(0)
        .at_most(6000);
    f("shape", shape, "One of `wind_shapes`.").identifier();
    f("persistence_per_hour", persistence_per_hour, "Correlation of the wind with that of the hour before.")
        .optional()
        .within(0, 0.999);
    f("weibull_shape", weibull_shape, "Shape parameter of the wind speed's distribution.")
        .optional()
        .within(1, 5);
  }
};

struct SolarSpec {
  Megawatts contracted;
  double full_load_hours = 0.0;
  double clearness = 0.75;
  double cloud_persistence_per_hour = 0.9;

  void fields(Fields& f) {
    f("contracted_mw", contracted, "Contracted capacity.").at_least(Megawatts(0));
    f("full_load_hours", full_load_hours, "Hours a year at full output that give the year's energy.")
        .above(0)
        .at_most(3000);
    f("clearness", clearness, "Mean of the cloud factor.").optional().above(0).at_most(1);
    f("cloud_persistence_per_hour", cloud_persistence_per_hour,
      "Correlation of the clouds with those of the hour before.")
        .optional()
        .within(0, 0.999);
  }
};

struct HydroSpec {
  Megawatts contracted;
  double full_load_hours = 0.0;
  std::vector<double> month_factor;

  void fields(Fields& f) {
    f("contracted_mw", contracted, "Contracted capacity.").at_least(Megawatts(0));
    f("full_load_hours", full_load_hours, "Hours a year at full output that give the year's energy.")
        .above(0)
        .at_most(8000);
    f("month_factor", month_factor, "Relative inflow by month, January first.").sized(12).at_least(0);
  }
};

struct StorageSpec {
  Megawatts power;
  MegawattHours energy;
  double round_trip_efficiency = 0.85;
  double minimum_charge = 0.1;
  double maximum_charge = 1.0;
  double initial_charge = 0.5;

  void fields(Fields& f) {
    f("power_mw", power, "Charge and discharge limit at the bus.").at_least(Megawatts(0));
    f("energy_mwh", energy, "Capacity.").at_least(MegawattHours(0));
    f("round_trip_efficiency", round_trip_efficiency, "Energy out over energy in.")
        .optional()
        .above(0)
        .at_most(1);
    f("minimum_charge", minimum_charge, "Share of `energy` that must remain.").optional().within(0, 1);
    f("maximum_charge", maximum_charge, "Share of `energy` that may be filled.").optional().within(0, 1);
    f("initial_charge", initial_charge, "Share of `energy` stored at the start.").optional().within(0, 1);
  }
};

struct TariffSeasonSpec {
  std::vector<std::uint32_t> months;
  std::vector<double> ratio;

  void fields(Fields& f) {
    f("months", months, "Months in which `ratio` holds, 1 to 12.").within(1, 12);
    f("ratio", ratio, "Price over the flat price by local hour, midnight first.").sized(24).at_least(0);
  }
};

struct TariffSpec {
  CnyPerMegawattHour flat;
  std::vector<double> ratio;
  Keyed<TariffSeasonSpec> seasons;

  void fields(Fields& f) {
    f("flat_cny_per_kwh", flat, "All-in price before the time-of-use ratio.").at_least(CnyPerMegawattHour(0));
    f("ratio", ratio, "Price over the flat price by local hour, midnight first.").sized(24).at_least(0);
    f("seasons", seasons, "Other ratios in some months.").optional();
  }
};

struct SupplySpec {
  std::optional<WindSpec> wind;
  std::optional<SolarSpec> solar;
  std::optional<HydroSpec> hydro;
  std::optional<StorageSpec> storage;
  Megawatts grid_limit;
  std::string tariff;
  CnyPerMegawattHour renewable_price;
  TonnesCo2PerMegawattHour location_factor;
  std::optional<TonnesCo2PerMegawattHour> market_factor;

  void fields(Fields& f) {
    f("wind", wind, "Contracted wind.");
    f("solar", solar, "Contracted solar.");
    f("hydro", hydro, "Contracted hydro.");
    f("storage", storage, "Storage beside the hub's load.");
    f("grid_limit_mw", grid_limit, "Most that the hub's data centres may import from the grid.")
        .at_least(Megawatts(0));
    f("tariff", tariff, "One of `tariffs`.").identifier();
    f("renewable_price_cny_per_kwh", renewable_price, "Delivered price of contracted energy that is used.")
        .optional()
        .at_least(CnyPerMegawattHour(0));
    f("location_factor_kg_per_kwh", location_factor, "Average CO2 of the local grid.")
        .at_least(TonnesCo2PerMegawattHour(0));
    f("market_factor_kg_per_kwh", market_factor,
      "CO2 of grid import without contracts; by default the location factor.")
        .at_least(TonnesCo2PerMegawattHour(0));
  }
};

}  // namespace suanwang
