#pragma once

#include <chrono>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <vector>

#include "suanwang/core/civil_calendar.hpp"
#include "suanwang/core/error.hpp"
#include "suanwang/core/series.hpp"

namespace suanwang {

constexpr double hours_of_common_year = 8760.0;

[[nodiscard]] inline std::chrono::year year_of(std::chrono::sys_days day) {
  return std::chrono::year_month_day(day).year();
}

[[nodiscard]] inline std::uint64_t number_of(std::chrono::year year) {
  return static_cast<std::uint64_t>(static_cast<int>(year));
}

/// The year's days, hour by hour.
[[nodiscard]] inline CivilCalendar whole_year(std::chrono::year year) {
  return CivilCalendar(year / std::chrono::January / 1,
                       (year + std::chrono::years(1)) / std::chrono::January / 1, 1h);
}

/// Makes each calendar year that the horizon touches with `hourly_of(hourly calendar of that year)`, then
/// cuts out the horizon. Intervals within an hour share its value.
template <class QuantityType, class HourlyOfYear>
[[nodiscard]] Series<QuantityType> by_calendar_year(const CivilCalendar& calendar,
                                                    const HourlyOfYear& hourly_of) {
  Eigen::ArrayXd values(static_cast<Eigen::Index>(calendar.interval_count()));
  std::chrono::year current{};
  std::chrono::sys_days new_year{};
  std::vector<double> hourly;
  for (std::size_t i = 0; i < calendar.interval_count(); ++i) {
    const TimePoint time = calendar.interval_start(i);
    const std::chrono::sys_days day = calendar.day_of(time);
    if (hourly.empty() || year_of(day) != current) {
      current = year_of(day);
      const CivilCalendar all_year = whole_year(current);
      new_year = all_year.start_day();
      hourly = hourly_of(all_year);
    }
    const auto hour = static_cast<std::size_t>((day - new_year).count()) * 24 +
                      static_cast<std::size_t>(calendar.hour_of_day(time));
    values[static_cast<Eigen::Index>(i)] = hourly[hour];
  }
  return Series<QuantityType>(std::move(values));
}

/// Scales `shape` through `output(shape x level)` until its mean is `target`; the output rises with the
/// level.
/// @throws InvariantError if the target is out of reach.
template <class Output>
[[nodiscard]] std::vector<double> scaled_to_mean(std::vector<double> shape, double target,
                                                 const Output& output) {
  const auto mean_at = [&](double level) {
    double sum = 0.0;
    for (const double each : shape) sum += output(each * level);
    return sum / static_cast<double>(shape.size());
  };
  double low = 0.0, high = 1.0;
  while (mean_at(high) < target) {
    low = high;
    high *= 2.0;
    expects(high < 1e9, "full-load hours are within reach of the site's shape");
  }
  // The mean is piecewise smooth and rising: 50 halvings give the level to rounding.
  for (int step = 0; step < 50; ++step) {
    const double middle = 0.5 * (low + high);
    (mean_at(middle) < target ? low : high) = middle;
  }
  for (double& each : shape) each = output(each * high);
  return shape;
}

/// Share of the standard normal distribution below `value`.
[[nodiscard]] inline double normal_share_below(double value) {
  return 0.5 * std::erfc(-value / std::numbers::sqrt2);
}

}  // namespace suanwang
