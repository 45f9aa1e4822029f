#include "suanwang/core/day_shape.hpp"

#include <gtest/gtest.h>

namespace suanwang {
namespace {

using namespace std::chrono;

DayShape working_day() {
  DayShape shape;
  shape.hour_factor.fill(0.5);
  for (int hour = 9; hour < 18; ++hour) shape.hour_factor[static_cast<std::size_t>(hour)] = 2.0;
  shape.weekend_factor = 0.25;
  return shape;
}

TEST(DayShape, MeanOfAWholeYearIsOne) {
  for (const int number : {2024, 2030}) {
    const CivilCalendar calendar(sys_days(year(number) / 1 / 1), sys_days(year(number + 1) / 1 / 1), 15min);
    EXPECT_NEAR(shape_series(working_day(), calendar).raw().mean(), 1.0, 1e-12);
  }
}

TEST(DayShape, FollowsHourAndWeekend) {
  const CivilCalendar calendar(sys_days(2030y / 7 / 1), sys_days(2030y / 7 / 8), 1h);  // a Monday
  const auto factor = shape_series(working_day(), calendar);
  EXPECT_DOUBLE_EQ(factor[10] / factor[3], 4.0);
  EXPECT_DOUBLE_EQ(factor[24 * 5 + 10] / factor[10], 0.25);
}

/// A week off from a Tuesday, for which the Sunday before is worked.
Holidays festival() {
  return {{{0, sys_days(2030y / 7 / 2), sys_days(2030y / 7 / 8)}}, {sys_days(2030y / 6 / 30)}};
}

TEST(DayShape, FollowsHolidaysAndDaysWorkedInExchange) {
  DayShape shape = working_day();
  shape.holiday_factor = {0.1};
  const auto level = [&](sys_days day) { return shape.day_factor(day, festival()); };
  EXPECT_EQ(level(sys_days(2030y / 6 / 29)), 0.25);  // a Saturday
  EXPECT_EQ(level(sys_days(2030y / 6 / 30)), 1.0);   // a Sunday, worked
  EXPECT_EQ(level(sys_days(2030y / 7 / 1)), 1.0);
  EXPECT_EQ(level(sys_days(2030y / 7 / 2)), 0.1);
  EXPECT_EQ(level(sys_days(2030y / 7 / 7)), 0.1);  // a Sunday within the holiday
  EXPECT_EQ(level(sys_days(2030y / 7 / 9)), 1.0);
}

TEST(DayShape, AHolidayWithoutAFactorIsLikeAWeekend) {
  EXPECT_EQ(working_day().day_factor(sys_days(2030y / 7 / 3), festival()), 0.25);
}

TEST(DayShape, MeanOfAWholeYearIsOneWithHolidays) {
  DayShape shape = working_day();
  shape.holiday_factor = {3.0};
  const CivilCalendar calendar(sys_days(2030y / 1 / 1), sys_days(2031y / 1 / 1), 1h);
  const auto series = shape_series(shape, calendar, festival());
  EXPECT_NEAR(series.raw().mean(), 1.0, 1e-12);
  const std::size_t noon_of_july_first = 24 * 181 + 12;
  EXPECT_DOUBLE_EQ(series[noon_of_july_first + 24] / series[noon_of_july_first], 3.0);
}

TEST(DayShape, ALongerHorizonExtendsAndNeverRewrites) {
  const CivilCalendar week(sys_days(2030y / 7 / 1), sys_days(2030y / 7 / 8), 1h);
  const CivilCalendar months(sys_days(2030y / 7 / 1), sys_days(2031y / 2 / 1), 1h);
  const auto short_series = shape_series(working_day(), week),
             long_series = shape_series(working_day(), months);
  for (std::size_t i = 0; i < short_series.size(); ++i) ASSERT_EQ(short_series[i], long_series[i]);
}

}  // namespace
}  // namespace suanwang
