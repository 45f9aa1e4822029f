#include "suanwang/scenario/calendar_spec.hpp"

#include "suanwang/core/fields.hpp"

namespace suanwang {

void DayShapeSpec::fields(Fields& f) {
  f("hour_factor", hour_factor, "Relative level by local hour, midnight first.").sized(24).at_least(0);
  f("weekend_factor", weekend_factor, "Level on Saturday and Sunday relative to a working day.")
      .optional()
      .within(0, 10);
  f("holiday_factors", holiday_factors,
    "Level on days of `holidays`, by their id, relative to a working day; that of a weekend by default.")
      .optional()
      .within(0, 10);
}

void HolidayPeriodSpec::fields(Fields& f) {
  f("first", first, "First day off.");
  f("last", last, "Last day off.");
  f("worked", worked, "Saturdays and Sundays worked in exchange.").optional();
}

void HolidaySpec::fields(Fields& f) {
  f("name", name, "Name in reports.");
  f("periods", periods, "One a year, or more.");
}

void GrowthPointSpec::fields(Fields& f) {
  f("date", date, "Local day.");
  f("level", level, "Times the stated rate.").above(0);
}

void GrowthCurveSpec::fields(Fields& f) {
  f("points", points, "By date; before the first and after the last the level stays.");
}

}  // namespace suanwang
