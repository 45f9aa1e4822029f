#pragma once

#include <cstdint>
#include <string>

#include "suanwang/core/civil_calendar.hpp"
#include "suanwang/model/energy/outdoor_temperature.hpp"
#include "suanwang/model/energy/renewables.hpp"
#include "suanwang/model/energy/supply.hpp"
#include "suanwang/scenario/scenario_spec.hpp"

namespace suanwang {

/// Turns the energy part of a scenario into the model's supplies, lines and temperatures.
class SupplyBuilder {
 public:
  /// @param seed Of the weather.
  SupplyBuilder(const ScenarioSpec& spec, const CivilCalendar& calendar, std::uint64_t seed);

  /// @param place The hub's index.
  [[nodiscard]] HubSupply supply(const std::string& id, const HubSpec& hub, std::size_t place) const;
  [[nodiscard]] TransferLine line(const std::string& id, const TransferLineSpec& line, HubId from,
                                  HubId to) const;

  struct Temperatures {
    Series<Celsius> outdoor;
    Series<Celsius> typical;  ///< of a year without weather, which the annual PUE is stated for
  };
  /// @param place The cluster's or site's index, clusters first.
  [[nodiscard]] Temperatures temperatures(const ClusterSpec& cluster, std::size_t place) const;
  [[nodiscard]] Series<Fraction> shape(const std::string& day_shape) const;

 private:
  [[nodiscard]] Generation wind(const WindSpec& spec, std::size_t place) const;
  [[nodiscard]] Generation solar(const SolarSpec& spec, const HubSpec& hub, std::size_t place) const;
  [[nodiscard]] Generation hydro(const HydroSpec& spec) const;
  [[nodiscard]] Series<Fraction> capacity_factor(const GenerationSpec& spec, const SeriesSpec& series) const;
  void set_prices(const SupplySpec& spec, HubSupply& supply) const;
  void set_carbon(const SupplySpec& spec, HubSupply& supply) const;
  void apply_events(const std::string& hub, HubSupply& supply) const;
  void apply_event(const PowerEventSpec& event, HubSupply& supply) const;
  void strike(const PowerEventSpec& event, Series<Fraction>& share) const;
  /// Intervals that begin within the event.
  [[nodiscard]] std::pair<std::size_t, std::size_t> intervals(const PowerEventSpec& event) const;
  [[nodiscard]] Series<TonnesCo2PerMegawattHour> decayed(TonnesCo2PerMegawattHour factor) const;

  const ScenarioSpec& spec_;
  const CivilCalendar& calendar_;
  WeatherField wind_field_, cloud_field_, temperature_field_;
};

template <std::size_t N, class T>
[[nodiscard]] std::array<T, N> as_array(const std::vector<T>& values) {
  std::array<T, N> array{};
  std::copy_n(values.begin(), std::min(N, values.size()), array.begin());
  return array;
}

}  // namespace suanwang
