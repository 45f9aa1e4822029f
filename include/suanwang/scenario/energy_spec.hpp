#pragma once

#include <optional>
#include <string>
#include <vector>

#include "suanwang/core/spec.hpp"

namespace suanwang {

/// A column of a CSV file, hourly down to every 5 minutes: see `read_csv_series`.
struct SeriesSpec {
  std::string file;
  std::string column;
  std::string time_column;
  double utc_offset_hours = 8.0;
  double scale = 1.0;

  void fields(Fields& f);
};

struct WindShapeSpec {
  std::vector<double> month_factor, hour_factor;

  void fields(Fields& f);
};

/// What every kind of generation has.
struct GenerationSpec {
  Megawatts contracted;
  std::optional<double> full_load_hours;
  double year_deviation = 0.0;
  std::optional<SeriesSpec> series;

  void generation_fields(Fields& f, double most_hours);
};

struct WindSpec : GenerationSpec {
  std::string shape;
  double persistence_per_hour = 0.97;
  double weibull_shape = 2.0;

  void fields(Fields& f);
};

struct SolarSpec : GenerationSpec {
  std::optional<Degrees> tilt;
  double clearness = 0.75;
  double cloud_persistence_per_hour = 0.9;

  void fields(Fields& f);
};

struct HydroSpec : GenerationSpec {
  std::vector<double> month_factor = std::vector<double>(12, 1.0);

  void fields(Fields& f);
};

/// Green direct supply (绿电直连): wind and solar on a line of the hub's own.
struct DirectSupplySpec {
  std::optional<WindSpec> wind;
  std::optional<SolarSpec> solar;
  Megawatts line_limit;
  CnyPerMegawattHour price;

  void fields(Fields& f);
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

  void fields(Fields& f);
};

struct TariffSeasonSpec {
  std::vector<std::uint32_t> months;
  std::vector<double> ratio;

  void fields(Fields& f);
};

struct TariffSpec {
  std::optional<CnyPerMegawattHour> flat;
  std::vector<double> ratio;
  Keyed<TariffSeasonSpec> seasons;
  std::optional<SeriesSpec> series;
  CnyPerMegawattMonth demand_charge, standing_charge;

  void fields(Fields& f);
};

struct ExportSpec {
  Megawatts limit;
  CnyPerMegawattHour price;

  void fields(Fields& f);
};

/// What regulators ask of a hub's data centres.
struct ObligationsSpec {
  std::optional<double> green_share, renewable_weight, non_hydro_weight, pue_limit;

  void fields(Fields& f);
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

  void fields(Fields& f);
};

}  // namespace suanwang
