#pragma once

#include "suanwang/core/geography.hpp"
#include "suanwang/core/units.hpp"

namespace suanwang {

/// Where the sun stands, without refraction.
struct SunPosition {
  double declination_rad = 0.0;
  double hour_angle_rad = 0.0;  ///< 0 at solar noon, negative before
  double sine_of_elevation = 0.0;
};

/// Declination and equation of time by Spencer (Search 2(5), 1971).
/// @param day_of_year 1 to 366. @param local_hour China Standard Time with its fraction.
[[nodiscard]] SunPosition sun_position(const GeoPoint& place, unsigned day_of_year, double local_hour);

/// Irradiance under a clear sky on a panel that faces south, over 1 kW/m2: direct (Meinel and Meinel, Applied
/// Solar Energy, 1976, with the air mass of Kasten and Young, Applied Optics 28, 1989), a tenth of it diffuse
/// from an isotropic sky (Liu and Jordan, Solar Energy 4, 1960), 20 % reflected by the ground. 0 while the
/// sun is below the horizon.
[[nodiscard]] double clear_sky_on_panel(const GeoPoint& place, Degrees tilt, const SunPosition& sun);

/// Its mean over the hour that begins at `hour`.
[[nodiscard]] double mean_panel_irradiance(const GeoPoint& place, Degrees tilt, unsigned day_of_year,
                                           std::size_t hour);

}  // namespace suanwang
