#pragma once

#include <optional>
#include <string>
#include <vector>

#include "suanwang/core/fields.hpp"

namespace suanwang {

/// A column of a CSV file, hourly down to every 5 minutes: see `read_csv_series`.
struct SeriesSpec {
  std::string file;
  std::string column;
  std::string time_column;
  double utc_offset_hours = 8.0;
  double scale = 1.0;

  void fields(Fields& f) {
    f("file", file, "CSV file, plain or gzip, relative to the file that names it.");
    f("column", column, "Column of the values.");
    f("time_column", time_column, "Column of the start of each step; the first one by default.").optional();
    f("utc_offset_hours", utc_offset_hours, "Of times that carry no offset; 8 is China Standard Time.")
        .optional()
        .within(-12, 14);
    f("scale", scale, "Factor on every value, as 0.001 for g/kWh where kg/kWh is meant.").optional().above(0);
  }
};

struct WindShapeSpec {
  std::vector<double> month_factor, hour_factor;

  void fields(Fields& f) {
    f("month_factor", month_factor, "Relative level by month, January first.").sized(12).at_least(0);
    f("hour_factor", hour_factor, "Relative level by local hour, midnight first.").sized(24).at_least(0);
  }
};

/// What every kind of generation has.
struct GenerationSpec {
  Megawatts contracted;
  std::optional<double> full_load_hours;
  double year_deviation = 0.0;
  std::optional<SeriesSpec> series;

  void generation_fields(Fields& f, double most_hours) {
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
};

struct WindSpec : GenerationSpec {
  std::string shape;
  double persistence_per_hour = 0.97;
  double weibull_shape = 2.0;

  void fields(Fields& f) {
    generation_fields(f, 6000);
    f("shape", shape, "One of `wind_shapes`; not needed with a series.").optional().identifier();
    f("persistence_per_hour", persistence_per_hour, "Correlation of the wind with that of the hour before.")
        .optional()
        .within(0, 0.999);
    f("weibull_shape", weibull_shape, "Shape parameter of the wind speed's distribution.")
        .optional()
        .within(1, 5);
  }
};

struct SolarSpec : GenerationSpec {
  std::optional<Degrees> tilt;
  double clearness = 0.75;
  double cloud_persistence_per_hour = 0.9;

  void fields(Fields& f) {
    generation_fields(f, 3000);
    f("tilt_deg", tilt, "Of the panels, which face south; by default the latitude.").within(0, 90);
    f("clearness", clearness, "Mean of the cloud factor.").optional().above(0).at_most(1);
    f("cloud_persistence_per_hour", cloud_persistence_per_hour,
      "Correlation of the clouds with those of the hour before.")
        .optional()
        .within(0, 0.999);
  }
};

struct HydroSpec : GenerationSpec {
  std::vector<double> month_factor = std::vector<double>(12, 1.0);

  void fields(Fields& f) {
    generation_fields(f, 8000);
    f("month_factor", month_factor, "Relative inflow by month, January first.")
        .optional()
        .sized(12)
        .at_least(0);
  }
};

/// Green direct supply (绿电直连): wind and solar on a line of the hub's own.
struct DirectSupplySpec {
  std::optional<WindSpec> wind;
  std::optional<SolarSpec> solar;
  Megawatts line_limit;
  CnyPerMegawattHour price;

  void fields(Fields& f) {
    f("wind", wind, "Wind on the line.");
    f("solar", solar, "Solar on the line.");
    f("line_limit_mw", line_limit, "Most that the line carries.").at_least(Megawatts(0));
    f("price_cny_per_kwh", price, "Of its energy that is taken.").optional().at_least(CnyPerMegawattHour(0));
  }
};

struct StorageSpec {
  Megawatts power;
  std::optional<Megawatts> charge_power;
  MegawattHours energy;
  double round_trip_efficiency = 0.85;
  std::optional<double> charge_efficiency, discharge_efficiency;
  double self_discharge_per_day = 0.0;
  double minimum_charge = 0.1;
  double maximum_charge = 1.0;
  double initial_charge = 0.5;

  void fields(Fields& f) {
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
  std::optional<CnyPerMegawattHour> flat;
  std::vector<double> ratio;
  Keyed<TariffSeasonSpec> seasons;
  std::optional<SeriesSpec> series;
  CnyPerMegawattMonth demand_charge, standing_charge;

  void fields(Fields& f) {
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
};

struct ExportSpec {
  Megawatts limit;
  CnyPerMegawattHour price;

  void fields(Fields& f) {
    f("limit_mw", limit, "Most surplus that the grid takes.").at_least(Megawatts(0));
    f("price_cny_per_kwh", price, "Paid for it.").at_least(CnyPerMegawattHour(0));
  }
};

/// What regulators ask of a hub's data centres.
struct ObligationsSpec {
  std::optional<double> green_share, renewable_weight, non_hydro_weight, pue_limit;

  void fields(Fields& f) {
    f("green_share", green_share, "Least share of green electricity of new data centres.").within(0, 1);
    f("renewable_weight", renewable_weight, "Province's renewable responsibility weight, all kinds.")
        .within(0, 1);
    f("non_hydro_weight", non_hydro_weight, "The same without hydro.").within(0, 1);
    f("pue_limit", pue_limit, "Greatest annual PUE.").within(1, 3);
  }
};

struct SupplySpec {
  std::optional<WindSpec> wind;
  std::optional<SolarSpec> solar;
  std::optional<HydroSpec> hydro;
  std::optional<DirectSupplySpec> direct;
  std::optional<StorageSpec> storage;
  Megawatts grid_limit;
  std::optional<ExportSpec> export_to_grid;
  std::string tariff;
  CnyPerMegawattHour renewable_price, green_premium;
  TonnesCo2PerMegawattHour location_factor;
  std::optional<TonnesCo2PerMegawattHour> market_factor, marginal_factor;
  std::optional<SeriesSpec> location_series;
  std::string location_shape;

  void fields(Fields& f) {
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
};

struct TransferLineSpec {
  std::string from, to;
  Megawatts capacity;
  double loss = 0.0;
  CnyPerMegawattHour price;

  void fields(Fields& f) {
    f("from", from, "Hub that sends.").identifier();
    f("to", to, "Hub that receives.").identifier();
    f("capacity_mw", capacity, "At the sending end, open to data centres.").at_least(Megawatts(0));
    f("loss", loss, "Share of what is sent that is lost.").optional().within(0, 0.5);
    f("price_cny_per_kwh", price, "Of transmission, per energy received.")
        .optional()
        .at_least(CnyPerMegawattHour(0));
  }
};

enum class PowerEventKind { outage, demand_response };
template <>
struct Names<PowerEventKind> {
  static constexpr std::array<std::pair<PowerEventKind, const char*>, 2> all{
      {{PowerEventKind::outage, "outage"}, {PowerEventKind::demand_response, "demand_response"}}};
};

enum class OutageOf { grid, wind, solar, hydro, direct, line };
template <>
struct Names<OutageOf> {
  static constexpr std::array<std::pair<OutageOf, const char*>, 6> all{{{OutageOf::grid, "grid"},
                                                                        {OutageOf::wind, "wind"},
                                                                        {OutageOf::solar, "solar"},
                                                                        {OutageOf::hydro, "hydro"},
                                                                        {OutageOf::direct, "direct"},
                                                                        {OutageOf::line, "line"}}};
};

/// A planned outage, or a call to reduce load.
struct PowerEventSpec {
  PowerEventKind kind = PowerEventKind::outage;
  std::string hub, line;
  LocalMinute start, end;
  OutageOf of = OutageOf::grid;
  double remaining_share = 0.0;
  std::optional<Megawatts> load_limit;
  CnyPerMegawattHour price;

  void fields(Fields& f) {
    f("kind", kind, "A planned outage, or a demand-response call.");
    f("hub", hub, "Hub that it strikes.").optional().identifier();
    f("line", line, "Transfer line that it strikes, with `of: line`.").optional().identifier();
    f("start", start, "Local time; power intervals that begin in between are struck.");
    f("end", end, "Local time.");
    f("of", of, "What is out.").optional();
    f("remaining_share", remaining_share, "Share of it that is left.").optional().within(0, 1);
    f("load_limit_mw", load_limit, "Facility load that a call allows.").at_least(Megawatts(0));
    f("price_cny_per_kwh", price, "Paid for each kWh that a call has kept from being drawn.")
        .optional()
        .at_least(CnyPerMegawattHour(0));
  }
};

/// How the figures of CO2 per kWh move with the years, and what a tonne is worth.
struct CarbonSpec {
  std::optional<std::uint32_t> reference_year;
  double decay_per_year = 0.0;
  CnyPerTonneCo2 shadow_price;

  void fields(Fields& f) {
    f("reference_year", reference_year, "Year of the hubs' factors; without it they hold for any year.")
        .at_least(1990)
        .at_most(2100);
    f("decay_per_year", decay_per_year, "By how much they fall each year from then on.")
        .optional()
        .within(0, 0.5);
    f("shadow_price_cny_per_t", shadow_price, "Of CO2, reported beside the costs and not part of them.")
        .optional()
        .at_least(CnyPerTonneCo2(0));
  }
};

struct WeatherSpec {
  Kilometres wind_correlation{500.0}, cloud_correlation{300.0}, temperature_correlation{800.0};

  void fields(Fields& f) {
    f("wind_correlation_km", wind_correlation, "Distance over which the correlation of wind falls to 1/e.")
        .optional()
        .at_least(Kilometres(0));
    f("cloud_correlation_km", cloud_correlation, "The same of clouds.").optional().at_least(Kilometres(0));
    f("temperature_correlation_km", temperature_correlation, "The same of temperature.")
        .optional()
        .at_least(Kilometres(0));
  }
};

/// When power is short.
struct ShortageSpec {
  double throttle_exponent = 2.0;
  double minimum_speed = 0.5;

  void fields(Fields& f) {
    f("throttle_exponent", throttle_exponent,
      "Power above idle falls with speed to this power when work is slowed down.")
        .optional()
        .within(1, 4);
    f("minimum_speed", minimum_speed, "Work is paused rather than slowed down further.")
        .optional()
        .above(0)
        .at_most(1);
  }
};

/// Green certificates, bought at the end of each calendar year for what is missing.
struct CertificatesSpec {
  CnyPerMegawattHour price;
  double cover_green_share = 0.0;

  void fields(Fields& f) {
    f("price_cny_per_mwh", price, "Of one certificate: 1 MWh.").at_least(CnyPerMegawattHour(0));
    f("cover_green_share", cover_green_share, "Each hub buys until its year's green share is this.")
        .optional()
        .within(0, 1);
  }
};

/// CO2 of making what is used, spread evenly over its lifetime. Chips state theirs themselves.
struct EmbodiedSpec {
  Duration chip_lifetime, building_lifetime, storage_lifetime;
  TonnesCo2PerMegawatt building;
  TonnesCo2PerMegawattHour storage;

  void fields(Fields& f) {
    f("chip_lifetime_years", chip_lifetime, "Of accelerators and their servers.").above(0);
    f("building_t_per_mw", building, "Of the building and its plant, per IT power that it is built for.")
        .at_least(0);
    f("building_lifetime_years", building_lifetime, "Of the building.").above(0);
    f("storage_kg_per_kwh", storage, "Of storage, per capacity.").at_least(0);
    f("storage_lifetime_years", storage_lifetime, "Of storage.").above(0);
  }
};

/// Rules of green direct supply, for the compliance table.
struct DirectSupplyRulesSpec {
  double own_use_share = 0.0, load_share = 0.0, export_share = 1.0;

  void fields(Fields& f) {
    f("own_use_share", own_use_share, "Least share of its available energy that is used on site.")
        .within(0, 1);
    f("load_share", load_share, "Least share of the load that it serves.").within(0, 1);
    f("export_share", export_share, "Greatest share of its available energy that is sold.").within(0, 1);
  }
};

}  // namespace suanwang
