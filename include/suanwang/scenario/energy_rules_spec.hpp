#pragma once

#include <optional>
#include <string>

#include "suanwang/core/spec.hpp"

namespace suanwang {

// What holds for the energy of all hubs together: lines between them, events, weather, carbon, rules.

struct TransferLineSpec {
  std::string from, to;
  Megawatts capacity;
  double loss = 0.0;
  CnyPerMegawattHour price;

  void fields(Fields& f);
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

  void fields(Fields& f);
};

/// How the figures of CO2 per kWh move with the years, and what a tonne is worth.
struct CarbonSpec {
  std::optional<std::uint32_t> reference_year;
  double decay_per_year = 0.0;
  CnyPerTonneCo2 shadow_price;

  void fields(Fields& f);
};

struct WeatherSpec {
  Kilometres wind_correlation{500.0}, cloud_correlation{300.0}, temperature_correlation{800.0};

  void fields(Fields& f);
};

/// When power is short.
struct ShortageSpec {
  double throttle_exponent = 2.0;
  double minimum_speed = 0.5;

  void fields(Fields& f);
};

/// Green certificates, bought at the end of each calendar year for what is missing.
struct CertificatesSpec {
  CnyPerMegawattHour price;
  double cover_green_share = 0.0;

  void fields(Fields& f);
};

/// CO2 of making what is used, spread evenly over its lifetime. Chips state theirs themselves.
struct EmbodiedSpec {
  Duration chip_lifetime, building_lifetime, storage_lifetime;
  TonnesCo2PerMegawatt building;
  TonnesCo2PerMegawattHour storage;

  void fields(Fields& f);
};

/// Rules of green direct supply, for the compliance table.
struct DirectSupplyRulesSpec {
  double own_use_share = 0.0, load_share = 0.0, export_share = 1.0;

  void fields(Fields& f);
};

}  // namespace suanwang
