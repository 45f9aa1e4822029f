#include "suanwang/model/energy/sun.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace suanwang {

namespace {

constexpr double radians_per_degree = std::numbers::pi / 180.0;

double air_mass(double sine_of_elevation) {
  const double elevation_deg = std::asin(sine_of_elevation) / radians_per_degree;
  return 1.0 / (sine_of_elevation + 0.50572 * std::pow(elevation_deg + 6.07995, -1.6364));
}

}  // namespace

SunPosition sun_position(const GeoPoint& place, unsigned day_of_year, double local_hour) {
  constexpr double standard_meridian_deg = 120.0;  // of UTC+8
  const double b = 2.0 * std::numbers::pi * (day_of_year - 1.0) / 365.0;
  const double equation_of_time_min = 229.18 * (0.000075 + 0.001868 * std::cos(b) - 0.032077 * std::sin(b) -
                                                0.014615 * std::cos(2 * b) - 0.04089 * std::sin(2 * b));
  SunPosition sun;
  sun.declination_rad = 0.006918 - 0.399912 * std::cos(b) + 0.070257 * std::sin(b) -
                        0.006758 * std::cos(2 * b) + 0.000907 * std::sin(2 * b) - 0.002697 * std::cos(3 * b) +
                        0.00148 * std::sin(3 * b);
  const double solar_hour =
      local_hour + (place.longitude.value() - standard_meridian_deg) / 15.0 + equation_of_time_min / 60.0;
  sun.hour_angle_rad = (solar_hour - 12.0) * 15.0 * radians_per_degree;
  const double latitude = place.latitude.value() * radians_per_degree;
  sun.sine_of_elevation = std::sin(latitude) * std::sin(sun.declination_rad) +
                          std::cos(latitude) * std::cos(sun.declination_rad) * std::cos(sun.hour_angle_rad);
  return sun;
}

double clear_sky_on_panel(const GeoPoint& place, Degrees tilt, const SunPosition& sun) {
  if (sun.sine_of_elevation <= 0.0) return 0.0;
  constexpr double ground_reflectance = 0.2;
  const double direct = 1.353 * std::pow(0.7, std::pow(air_mass(sun.sine_of_elevation), 0.678));
  const double diffuse = 0.1 * direct;
  const double global = direct * sun.sine_of_elevation + diffuse;
  const double seen_from = (place.latitude.value() - tilt.value()) * radians_per_degree;
  const double cosine_of_incidence =
      std::sin(sun.declination_rad) * std::sin(seen_from) +
      std::cos(sun.declination_rad) * std::cos(seen_from) * std::cos(sun.hour_angle_rad);
  const double cosine_of_tilt = std::cos(tilt.value() * radians_per_degree);
  return direct * std::max(0.0, cosine_of_incidence) + diffuse * 0.5 * (1.0 + cosine_of_tilt) +
         ground_reflectance * global * 0.5 * (1.0 - cosine_of_tilt);
}

double mean_panel_irradiance(const GeoPoint& place, Degrees tilt, unsigned day_of_year, std::size_t hour) {
  constexpr int samples = 6;
  double sum = 0.0;
  for (int i = 0; i < samples; ++i) {
    const double local_hour = static_cast<double>(hour) + (i + 0.5) / samples;
    sum += clear_sky_on_panel(place, tilt, sun_position(place, day_of_year, local_hour));
  }
  return sum / samples;
}

}  // namespace suanwang
