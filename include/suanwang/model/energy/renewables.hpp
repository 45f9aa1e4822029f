#pragma once

#include <array>
#include <cstdint>

#include "suanwang/core/civil_calendar.hpp"
#include "suanwang/core/geography.hpp"
#include "suanwang/core/series.hpp"
#include "suanwang/core/units.hpp"
#include "suanwang/model/energy/weather_field.hpp"

namespace suanwang {

/// Shape of a site's wind. Factors multiply the wind speed's level; their own mean does not matter.
struct WindSite {
  double full_load_hours = 0.0;           ///< per calendar year, within (0, 8760)
  double year_deviation = 0.0;            ///< standard deviation of a year's full-load hours over their mean
  std::array<double, 12> month_factor{};  ///< January first
  std::array<double, 24> hour_factor{};   ///< local hour 0 first
  double persistence_per_hour = 0.97;     ///< lag-1 autocorrelation of the Gaussian behind the speed
  double weibull_shape = 2.0;
};

struct SolarSite {
  double full_load_hours = 0.0;  ///< per calendar year
  double year_deviation = 0.0;   ///< standard deviation of a year's full-load hours over their mean
  GeoPoint place;
  Degrees tilt;  ///< of the panels, which face south
  double cloud_persistence_per_hour = 0.9;
  double clearness = 0.75;  ///< mean of the cloud factor, within (0, 1]
};

struct HydroSite {
  double full_load_hours = 0.0;           ///< per calendar year
  std::array<double, 12> month_factor{};  ///< inflow, January first; relative
};

/// Wind speed of Weibull shape `shape` and scale 1 at the quantile of a standard normal value.
[[nodiscard]] double weibull_speed(double normal, double shape);

/// Output of a wind farm over its capacity: cubic from 0 to 1 between cut-in (a quarter of rated speed: 3 of
/// 12 m/s, as in most 2 to 5 MW turbines) and rated speed. No cut-out: a hub's farms are spread too widely to
/// stop together.
[[nodiscard]] double turbine_output(double speed_over_rated);

// Capacity factors, one per interval of `calendar`, each within [0, 1]. Every calendar year that the horizon
// touches is generated whole, hour by hour, and scaled to the site's full-load hours; then the horizon is cut
// out. Methods and sources: docs/model.md, section "Weather".

/// `field`'s noise at `place` -> Weibull speed, shaped by month and hour -> turbine; the level is solved for.
[[nodiscard]] Series<Fraction> wind_capacity_factor(const WindSite& site, const WeatherField& field,
                                                    std::size_t place, const CivilCalendar& calendar);

/// Clear-sky irradiance on the panel times a cloud factor from `field`'s noise. 0 between sunset and sunrise.
[[nodiscard]] Series<Fraction> solar_capacity_factor(const SolarSite& site, const WeatherField& field,
                                                     std::size_t place, const CivilCalendar& calendar);

/// Constant within a month.
[[nodiscard]] Series<Fraction> hydro_capacity_factor(const HydroSite& site, const CivilCalendar& calendar);

/// A series of any origin scaled to full-load hours a year, clipped to [0, 1] (as a reanalysis whose level is
/// known to be off). Each calendar year of the horizon is scaled with the factor of the whole series.
/// @throws InvariantError if the hours are out of reach.
[[nodiscard]] Series<Fraction> scaled_to_full_load_hours(const Series<Fraction>& series,
                                                         double full_load_hours);

}  // namespace suanwang
