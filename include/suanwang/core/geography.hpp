#pragma once

#include "suanwang/core/units.hpp"

namespace suanwang {

/// A place on the earth.
struct GeoPoint {
  Degrees latitude;   ///< north positive
  Degrees longitude;  ///< east positive
};

/// Great-circle distance (haversine, sphere of 6,371 km).
[[nodiscard]] Kilometres great_circle_distance(const GeoPoint& a, const GeoPoint& b);

}  // namespace suanwang
