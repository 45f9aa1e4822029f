#pragma once

#include <vector>

#include "suanwang/core/civil_calendar.hpp"
#include "suanwang/core/series.hpp"

namespace suanwang {

/// How a rate grows over the years: levels at dates, joined by straight lines in the logarithm.
struct GrowthCurve {
  struct Point {
    std::chrono::sys_days day;
    double level = 1.0;  ///< > 0; 1 is the rate as it is stated
  };
  std::vector<Point> points;  ///< at least one; days rise

  /// Before the first point and after the last the level stays as it is there.
  [[nodiscard]] double level(std::chrono::sys_days day) const;
};

/// By interval; constant within a day. Not normalised.
[[nodiscard]] Series<Fraction> growth_series(const GrowthCurve& curve, const CivilCalendar& calendar);

}  // namespace suanwang
