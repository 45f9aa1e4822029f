#pragma once

#include <array>

#include "suanwang/core/civil_calendar.hpp"
#include "suanwang/core/series.hpp"

namespace suanwang {

/// How a rate follows the day and the week.
struct DayShape {
  std::array<double, 24> hour_factor{};  ///< local hour 0 first, relative, >= 0, not all 0
  double weekend_factor = 1.0;           ///< relative to a working day
};

/// By interval; the mean over each whole calendar year is 1.
[[nodiscard]] Series<Fraction> shape_series(const DayShape& shape, const CivilCalendar& calendar);

}  // namespace suanwang
