#pragma once

#include <array>
#include <cstdint>

#include "suanwang/core/civil_calendar.hpp"
#include "suanwang/core/id.hpp"
#include "suanwang/core/series.hpp"
#include "suanwang/core/units.hpp"

namespace suanwang {

/// Shape of a hub's wind. Factors multiply the wind speed's level; their own mean does not matter.
struct WindSite {
  double full_load_hours = 0.0;           ///< per calendar year, within (0, 8760)
  std::array<double, 12> month_factor{};  ///< January first
  std::array<double, 24> hour_factor{};   ///< local hour 0 first
  double persistence_per_hour = 0.97;     ///< lag-1 autocorrelation of the Gaussian behind the speed
  double weibull_shape = 2.0;
};

struct SolarSite {
  double full_load_hours = 0.0;  ///< per calendar year
  Degrees latitude;
  Degrees longitude;
  double cloud_persistence_per_hour = 0.9;
  double clearness = 0.75;  ///< mean of the cloud factor, within (0, 1]
};

struct HydroSite {
  double full_load_hours = 0.0;           ///< per calendar year
  std::array<double, 12> month_factor{};  ///< inflow, January first; relative
};

// Capacity factors, one per interval of `calendar`, each within [0, 1]. Every calendar year that the horizon
// touches is generated whole, hour by hour, and scaled to the site's full-load hours; then the horizon is cut
// out. So a longer horizon extends a series and never rewrites it, and intervals within an hour share its
// value. The stream of a hub depends on seed and hub alone. Methods and sources: docs/model.md, section
// "Weather".

/// Gaussian AR(1) -> Weibull speed, shaped by month and hour -> cubic power curve; level solved for the
/// full-load hours.
[[nodiscard]] Series<Fraction> wind_capacity_factor(const WindSite& site, const CivilCalendar& calendar,
                                                    std::uint64_t seed, HubId hub);

/// Sun on a panel that faces south at the tilt of its latitude, times a cloud factor from a Gaussian AR(1).
/// 0 between sunset and sunrise.
[[nodiscard]] Series<Fraction> solar_capacity_factor(const SolarSite& site, const CivilCalendar& calendar,
                                                     std::uint64_t seed, HubId hub);

/// Constant within a month.
[[nodiscard]] Series<Fraction> hydro_capacity_factor(const HydroSite& site, const CivilCalendar& calendar);

}  // namespace suanwang
