#include "suanwang/core/geography.hpp"

#include <cmath>
#include <numbers>

namespace suanwang {

Kilometres great_circle_distance(const GeoPoint& a, const GeoPoint& b) {
  constexpr double earth_radius_km = 6371.0;
  constexpr double radians = std::numbers::pi / 180.0;
  const double lat_a = a.latitude.value() * radians, lat_b = b.latitude.value() * radians;
  const double sin_lat = std::sin((lat_b - lat_a) / 2.0);
  const double sin_lon = std::sin((b.longitude - a.longitude).value() * radians / 2.0);
  const double h = sin_lat * sin_lat + std::cos(lat_a) * std::cos(lat_b) * sin_lon * sin_lon;
  return Kilometres(2.0 * earth_radius_km * std::asin(std::sqrt(std::min(1.0, h))));
}

}  // namespace suanwang
