#include "shape_builder.hpp"

#include <algorithm>

#include "suanwang/core/day_shape.hpp"

namespace suanwang {

namespace {

Series<Fraction> flat(const CivilCalendar& calendar) {
  return Series<Fraction>::constant(calendar.interval_count(), Fraction(1.0));
}

}  // namespace

Holidays build_holidays(const Keyed<HolidaySpec>& spec) {
  Holidays holidays;
  std::size_t index = 0;
  for (const auto& [id, holiday] : spec) {
    for (const HolidayPeriodSpec& period : holiday.periods) {
      holidays.periods.push_back({index, period.first, period.last});
      holidays.worked.insert(holidays.worked.end(), period.worked.begin(), period.worked.end());
    }
    ++index;
  }
  return holidays;
}

Series<Fraction> build_day_shape(const ScenarioSpec& spec, const std::string& id,
                                 const CivilCalendar& calendar) {
  if (id.empty()) return flat(calendar);
  const DayShapeSpec& of = *spec.day_shapes.find(id);
  DayShape shape;
  std::copy_n(of.hour_factor.begin(), shape.hour_factor.size(), shape.hour_factor.begin());
  shape.weekend_factor = of.weekend_factor;
  for (const auto& [holiday, unused] : spec.holidays) {
    const double* factor = of.holiday_factors.find(holiday);
    shape.holiday_factor.push_back(factor ? std::optional(*factor) : std::nullopt);
  }
  return shape_series(shape, calendar, build_holidays(spec.holidays));
}

Series<Fraction> build_growth(const ScenarioSpec& spec, const std::string& id,
                              const CivilCalendar& calendar) {
  if (id.empty()) return flat(calendar);
  GrowthCurve curve;
  for (const GrowthPointSpec& point : spec.growth_curves.find(id)->points)
    curve.points.push_back({point.date, point.level});
  return growth_series(curve, calendar);
}

}  // namespace suanwang
