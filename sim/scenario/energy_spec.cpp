#include "suanwang/scenario/energy_spec.hpp"

#include "suanwang/core/fields.hpp"

namespace suanwang {

void SeriesSpec::fields(Fields& f) {
  f("file", file, "CSV file, plain or gzip, relative to the file that names it.");
  f("column", column, "Column of the values.");
  f("time_column", time_column, "Column of the start of each step; the first one by default.").optional();
  f("utc_offset_hours", utc_offset_hours, "Of times that carry no offset; 8 is China Standard Time.")
      .optional()
      .within(-12, 14);
  f("scale", scale, "Factor on every value, as 0.001 for g/kWh where kg/kWh is meant.").optional().above(0);
}

void WindShapeSpec::fields(Fields& f) {
  f("month_factor", month_factor, "Relative level by month, January first.").sized(12).at_least(0);
  f("hour_factor", hour_factor, "Relative level by local hour, midnight first.").sized(24).at_least(0);
}

void GenerationSpec::generation_fields(Fields& f, double most_hours) {
  f("contracted_mw", contracted, "Capacity.").at_least(Megawatts(0));
  f("full_load_hours", full_load_hours,
    "Hours a year at full output that give the year's energy. A series is scaled to them if they are "
    "given.")
      .above(0)
      .at_most(most_hours);
  f("year_deviation", year_deviation, "Standard deviation of a year's full-load hours over their mean.")
      .optional()
      .within(0, 0.3);
  f("series", series, "Capacity factors from a file instead of the weather model.");
}

void WindSpec::fields(Fields& f) {
  generation_fields(f, 6000);
  f("shape", shape, "One of `wind_shapes`; not needed with a series.").optional().identifier();
  f("persistence_per_hour", persistence_per_hour, "Correlation of the wind with that of the hour before.")
      .optional()
      .within(0, 0.999);
  f("weibull_shape", weibull_shape, "Shape parameter of the wind speed's distribution.")
      .optional()
      .within(1, 5);
}

void SolarSpec::fields(Fields& f) {
  generation_fields(f, 3000);
  f("tilt_deg", tilt, "Of the panels, which face south; by default the latitude.").within(0, 90);
  f("clearness", clearness, "Mean of the cloud factor.").optional().above(0).at_most(1);
  f("cloud_persistence_per_hour", cloud_persistence_per_hour,
    "Correlation of the clouds with those of the hour before.")
      .optional()
      .within(0, 0.999);
}

void HydroSpec::fields(Fields& f) {
  generation_fields(f, 8000);
  f("month_factor", month_factor, "Relative inflow by month, January first.")
      .optional()
      .sized(12)
      .at_least(0);
}

void DirectSupplySpec::fields(Fields& f) {
  f("wind", wind, "Wind on the line.");
  f("solar", solar, "Solar on the line.");
  f("line_limit_mw", line_limit, "Most that the line carries.").at_least(Megawatts(0));
  f("price_cny_per_kwh", price, "Of its energy that is taken.").optional().at_least(CnyPerMegawattHour(0));
}

void StorageSpec::fields(Fields& f) {
  f("power_mw", power, "Discharge limit at the bus, and charge limit unless that is given.")
      .at_least(Megawatts(0));
  f("charge_power_mw", charge_power, "Charge limit at the bus.").at_least(Megawatts(0));
  f("energy_mwh", energy, "Capacity.").at_least(MegawattHours(0));
  f("round_trip_efficiency", round_trip_efficiency,
    "Energy out over energy in; half of the loss (its square root) falls on each way unless a way states "
    "its own.")
      .optional()
      .above(0)
      .at_most(1);
  f("charge_efficiency", charge_efficiency, "Energy stored over energy in.").above(0).at_most(1);
  f("discharge_efficiency", discharge_efficiency, "Energy out over energy taken from the store.")
      .above(0)
      .at_most(1);
  f("self_discharge_per_day", self_discharge_per_day, "Share of what is stored that is lost in a day.")
      .optional()
      .within(0, 0.5);
  f("minimum_charge", minimum_charge, "Share of `energy` that must remain.").optional().within(0, 1);
  f("maximum_charge", maximum_charge, "Share of `energy` that may be filled.").optional().within(0, 1);
  f("initial_charge", initial_charge, "Share of `energy` stored at the start.").optional().within(0, 1);
}

void TariffSeasonSpec::fields(Fields& f) {
  f("months", months, "Months in which `ratio` holds, 1 to 12.").within(1, 12);
  f("ratio", ratio, "Price over the flat price by local hour, midnight first.").sized(24).at_least(0);
}

void TariffSpec::fields(Fields& f) {
  f("flat_cny_per_kwh", flat, "All-in price before the time-of-use ratio.").at_least(CnyPerMegawattHour(0));
  f("ratio", ratio, "Price over the flat price by local hour, midnight first.")
      .optional()
      .sized(24)
      .at_least(0);
  f("seasons", seasons, "Other ratios in some months.").optional();
  f("series", series, "Prices from a file in CNY/kWh, instead of flat price and ratios.");
  f("demand_charge_cny_per_kw_month", demand_charge, "On each month's highest grid import.")
      .optional()
      .at_least(CnyPerMegawattMonth(0));
  f("standing_charge_cny_per_kw_month", standing_charge, "On the grid import limit, used or not.")
      .optional()
      .at_least(CnyPerMegawattMonth(0));
}

void ExportSpec::fields(Fields& f) {
  f("limit_mw", limit, "Most surplus that the grid takes.").at_least(Megawatts(0));
  f("price_cny_per_kwh", price, "Paid for it.").at_least(CnyPerMegawattHour(0));
}

void ObligationsSpec::fields(Fields& f) {
  f("green_share", green_share, "Least share of green electricity of new data centres.").within(0, 1);
  f("renewable_weight", renewable_weight, "Province's renewable responsibility weight, all kinds.")
      .within(0, 1);
  f("non_hydro_weight", non_hydro_weight, "The same without hydro.").within(0, 1);
  f("pue_limit", pue_limit, "Greatest annual PUE.").within(1, 3);
}

void SupplySpec::fields(Fields& f) {
  f("wind", wind, "Contracted wind.");
  f("solar", solar, "Contracted solar.");
  f("hydro", hydro, "Contracted hydro.");
  f("direct", direct, "Green direct supply on a line of the hub's own.");
  f("storage", storage, "Storage beside the hub's load.");
  f("grid_limit_mw", grid_limit,
    "Most that the hub's data centres may import from the grid beyond contracts.")
      .at_least(Megawatts(0));
  f("export", export_to_grid, "Sale of surplus renewables to the grid; none by default.");
  f("tariff", tariff, "One of `tariffs`.").identifier();
  f("renewable_price_cny_per_kwh", renewable_price, "Delivered price of contracted energy that is taken.")
      .optional()
      .at_least(CnyPerMegawattHour(0));
  f("green_premium_cny_per_kwh", green_premium, "On top of that price, for its green attribute.")
      .optional()
      .at_least(CnyPerMegawattHour(0));
  f("location_factor_kg_per_kwh", location_factor, "Average CO2 of the local grid in the reference year.")
      .at_least(TonnesCo2PerMegawattHour(0));
  f("location_shape", location_shape, "Day shape of that factor, one of `day_shapes`; flat by default.")
      .optional()
      .identifier();
  f("location_series", location_series, "Location factors from a file in kg/kWh, without decay.");
  f("market_factor_kg_per_kwh", market_factor,
    "CO2 of grid import without contracts; by default the location factor.")
      .at_least(TonnesCo2PerMegawattHour(0));
  f("marginal_factor_kg_per_kwh", marginal_factor,
    "CO2 of the plant that serves one more kWh of import; by default the location factor.")
      .at_least(TonnesCo2PerMegawattHour(0));
}

}  // namespace suanwang
