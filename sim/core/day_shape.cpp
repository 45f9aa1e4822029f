#include "suanwang/core/day_shape.hpp"

#include <map>

namespace suanwang {

namespace {

using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month_day;

/// Mean of the unscaled shape over a calendar year.
double yearly_mean(const DayShape& shape, year of) {
  double day_sum = 0.0;
  for (const double factor : shape.hour_factor) day_sum += factor;
  double sum = 0.0;
  int count = 0;
  for (sys_days day = of / std::chrono::January / 1; year_month_day(day).year() == of;
       day += std::chrono::days(1)) {
    const std::chrono::weekday weekday(day);
    const bool is_weekend = weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
    sum += is_weekend ? day_sum * shape.weekend_factor : day_sum;
    count += 24;
  }
  return sum / count;
}

}  // namespace

Series<Fraction> shape_series(const DayShape& shape, const CivilCalendar& calendar) {
  std::map<year, double> means;
  Eigen::ArrayXd factor(static_cast<Eigen::Index>(calendar.interval_count()));
  for (std::size_t i = 0; i < calendar.interval_count(); ++i) {
    const TimePoint time = calendar.interval_start(i);
    const year of = year_month_day(calendar.day_of(time)).year();
    const auto [mean, is_new] = means.try_emplace(of, 0.0);
    if (is_new) mean->second = yearly_mean(shape, of);
    const auto hour = static_cast<std::size_t>(calendar.hour_of_day(time));
    const double weekend = calendar.is_weekend(time) ? shape.weekend_factor : 1.0;
    factor[static_cast<Eigen::Index>(i)] = shape.hour_factor[hour] * weekend / mean->second;
  }
  return Series<Fraction>(std::move(factor));
}

}  // namespace suanwang
