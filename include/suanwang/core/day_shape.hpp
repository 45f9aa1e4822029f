#pragma once

#include <array>
#include <optional>
#include <vector>

#include "suanwang/core/civil_calendar.hpp"
#include "suanwang/core/holidays.hpp"
#include "suanwang/core/series.hpp"

namespace suanwang {

/// How a rate follows the day, the week and public holidays.
struct DayShape {
  std::array<double, 24> hour_factor{};                    ///< local hour 0 first, relative, >= 0, not all 0
  double weekend_factor = 1.0;                             ///< relative to a working day
  std::vector<std::optional<double>> holiday_factor = {};  ///< by holiday, likewise; absent: as a weekend

  /// Relative to a working day.
  [[nodiscard]] double day_factor(std::chrono::sys_days day, const Holidays& holidays) const;
};

/// By interval; the mean over each whole calendar year is 1.
[[nodiscard]] Series<Fraction> shape_series(const DayShape& shape, const CivilCalendar& calendar,
                                            const Holidays& holidays = {});

}  // namespace suanwang
