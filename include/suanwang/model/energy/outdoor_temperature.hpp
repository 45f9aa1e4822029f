#pragma once

#include <array>

#include "suanwang/core/civil_calendar.hpp"
#include "suanwang/core/series.hpp"
#include "suanwang/core/units.hpp"
#include "suanwang/model/energy/weather_field.hpp"

namespace suanwang {

/// A place's climate: what its outdoor temperature follows.
struct Climate {
  std::array<Celsius, 12> month_mean{};  ///< January first
  Celsius day_range{8.0};                ///< mean difference between the warmest and the coldest hour
  Celsius deviation{3.5};                ///< standard deviation of the weather around the normal
  double persistence_per_hour = 0.98;    ///< lag-1 autocorrelation of that deviation
};

/// Outdoor (dry-bulb) temperature by interval: monthly means joined by straight lines from mid-month to
/// mid-month, a cosine over the day that peaks at 15:00, and `field`'s noise. Equation 6 of docs/model.md.
[[nodiscard]] Series<Celsius> outdoor_temperature(const Climate& climate, const WeatherField& field,
                                                  std::size_t place, const CivilCalendar& calendar);

}  // namespace suanwang
