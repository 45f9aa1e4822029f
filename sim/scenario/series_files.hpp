#pragma once

#include <optional>
#include <string>

#include <Eigen/Core>

#include "suanwang/core/civil_calendar.hpp"
#include "suanwang/scenario/scenario_spec.hpp"

namespace suanwang {

/// What the values of a series may be, after scaling, and whether they are scaled to a year's sum.
struct SeriesRange {
  std::optional<double> minimum, maximum;
  bool needs_whole_years = false;
};
inline constexpr SeriesRange capacity_factor_range{0.0, 1.0, false};
inline constexpr SeriesRange price_range{std::nullopt, std::nullopt, false};
inline constexpr SeriesRange carbon_factor_range{0.0, std::nullopt, false};
inline constexpr SeriesRange temperature_range{-90.0, 60.0, false};

/// The file's values, by power interval. @throws InputError if it does not fit.
[[nodiscard]] Eigen::ArrayXd read_series(const SeriesSpec& series, const SeriesRange& range,
                                         const CivilCalendar& calendar, InputFiles& inputs);

/// The calendar years that `calendar` touches, whole.
[[nodiscard]] CivilCalendar whole_years(const CivilCalendar& calendar);

/// Every series that a scenario names. @param visit Takes the series, its key path and its range.
template <class Spec, class Visit>
void for_each_series(Spec& spec, const Visit& visit) {
  const auto see = [&](auto& series, const std::string& path, const SeriesRange& range) {
    if (series) visit(*series, path, range);
  };
  const auto see_generation = [&](auto& generation, const std::string& path) {
    if (generation)
      see(generation->series, path + ".series", {0.0, 1.0, generation->full_load_hours.has_value()});
  };
  for (auto& [id, hub] : spec.hubs.entries) {
    const std::string path = "hubs." + id + ".supply";
    see_generation(hub.supply.wind, path + ".wind");
    see_generation(hub.supply.solar, path + ".solar");
    see_generation(hub.supply.hydro, path + ".hydro");
    if (hub.supply.direct) {
      see_generation(hub.supply.direct->wind, path + ".direct.wind");
      see_generation(hub.supply.direct->solar, path + ".direct.solar");
    }
    see(hub.supply.location_series, path + ".location_series", carbon_factor_range);
  }
  for (auto& [id, tariff] : spec.tariffs.entries)
    see(tariff.series, "tariffs." + id + ".series", price_range);
  for (auto& [id, cluster] : spec.clusters.entries)
    if (cluster.climate)
      see(cluster.climate->series, "clusters." + id + ".climate.series", temperature_range);
  for (auto& [id, cluster] : spec.compute_sites.entries)
    if (cluster.climate)
      see(cluster.climate->series, "compute_sites." + id + ".climate.series", temperature_range);
}

}  // namespace suanwang
