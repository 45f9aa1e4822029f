#pragma once

#include <array>

#include "suanwang/core/civil_calendar.hpp"
#include "suanwang/core/series.hpp"

namespace suanwang {

/// Power usage effectiveness by season: 1 + (annual - 1) * month_factor.
struct Cooling {
  double annual_pue = 1.0;                ///< >= 1
  std::array<double, 12> month_factor{};  ///< January first, of the overhead (PUE - 1), >= 0
};

/// PUE, one per interval, each >= 1.
[[nodiscard]] Series<Fraction> pue_series(const Cooling& cooling, const CivilCalendar& calendar);

}  // namespace suanwang
