#include "suanwang/core/day_shape.hpp"

#include <map>
#include <numeric>

namespace suanwang {

namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month_day;

/// Mean of the unscaled shape over a calendar year.
double yearly_mean(const DayShape& shape, const Holidays& holidays, year of) {
  const double day_sum = std::accumulate(shape.hour_factor.begin(), shape.hour_factor.end(), 0.0);
  double sum = 0.0;
  int count = 0;
  for (sys_days day = of / std::chrono::January / 1; year_month_day(day).year() == of; day += days(1)) {
    sum += day_sum * shape.day_factor(day, holidays);
    count += 24;
  }
  return sum / count;
}

}  // namespace

double DayShape::day_factor(sys_days day, const Holidays& holidays) const {
  const auto holiday = holidays.holiday_on(day);
  if (holiday && *holiday < holiday_factor.size() && holiday_factor[*holiday])
    return *holiday_factor[*holiday];
  return holiday || holidays.is_free_weekend(day) ? weekend_factor : 1.0;
}

Series<Fraction> shape_series(const DayShape& shape, const CivilCalendar& calendar,
                              const Holidays& holidays) {
  std::map<year, double> means;
  Eigen::ArrayXd factors(static_cast<Eigen::Index>(calendar.interval_count()));
  std::optional<sys_days> today;
  double level = 0.0;  // of today
  for (std::size_t i = 0; i < calendar.interval_count(); ++i) {
    const TimePoint time = calendar.interval_start(i);
    if (const sys_days day = calendar.day_of(time); day != today) {
      today = day;
      const year of = year_month_day(day).year();
      const auto [mean, is_new] = means.try_emplace(of, 0.0);
      if (is_new) mean->second = yearly_mean(shape, holidays, of);
      level = shape.day_factor(day, holidays) / mean->second;
    }
    const auto hour = static_cast<std::size_t>(calendar.hour_of_day(time));
    factors[static_cast<Eigen::Index>(i)] = shape.hour_factor[hour] * level;
  }
  return Series<Fraction>(std::move(factors));
}

}  // namespace suanwang
