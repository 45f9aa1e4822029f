#include "suanwang/core/civil_calendar.hpp"

#include <gtest/gtest.h>

#include "suanwang/core/error.hpp"

namespace suanwang {
namespace {

using namespace std::chrono;

CivilCalendar year_of(int number, Duration interval = 1h) {
  return CivilCalendar(sys_days(year(number) / 1 / 1), sys_days(year(number + 1) / 1 / 1), interval);
}

TEST(CivilCalendar, CountsIntervalsOfCommonAndLeapYears) {
  EXPECT_EQ(year_of(2030).interval_count(), 8760u);
  EXPECT_EQ(year_of(2024).interval_count(), 8784u);
  EXPECT_EQ(year_of(2030, 15min).interval_count(), 4u * 8760u);
}

TEST(CivilCalendar, ReadsLocalTime) {
  const CivilCalendar calendar = year_of(2030);
  const TimePoint afternoon(24h * 181 + 14h + 30min);  // 1 July is day 182
  EXPECT_EQ(calendar.iso_text(afternoon), "2030-07-01T14:30+08:00");
  EXPECT_EQ(calendar.month_of(afternoon), 7u);
  EXPECT_EQ(calendar.day_of_year(afternoon), 182u);
  EXPECT_DOUBLE_EQ(calendar.hour_of_day(afternoon), 14.5);
  EXPECT_FALSE(calendar.is_weekend(afternoon));  // a Monday
  EXPECT_TRUE(calendar.is_weekend(afternoon - 24h));
}

TEST(CivilCalendar, AWholeYearIsOneYear) {
  EXPECT_DOUBLE_EQ(year_of(2024).years(), 1.0);
  const CivilCalendar across(sys_days(2023y / 7 / 1), sys_days(2024y / 7 / 1), 1h);
  EXPECT_DOUBLE_EQ(across.years(), 184.0 / 365.0 + 182.0 / 366.0);
}

TEST(CivilCalendar, KnowsHowLongYearsAndMonthsAre) {
  EXPECT_EQ(year_of(2024).length_of_year(TimePoint()), 24h * 366);
  EXPECT_EQ(year_of(2030).length_of_year(TimePoint()), 24h * 365);
  const CivilCalendar spring(sys_days(2030y / 2 / 15), sys_days(2030y / 4 / 11), 1h);
  EXPECT_DOUBLE_EQ(spring.share_of_month(TimePoint()), 14.0 / 28.0);
  EXPECT_DOUBLE_EQ(spring.share_of_month(TimePoint(24h * 14)), 1.0);
  EXPECT_DOUBLE_EQ(spring.share_of_month(TimePoint(24h * 45)), 10.0 / 30.0);
}

TEST(CivilCalendar, RefusesIntervalsThatDoNotDivideAnHour) {
  EXPECT_THROW(year_of(2030, 7min), InvariantError);
  EXPECT_THROW(year_of(2030, 2h), InvariantError);
  EXPECT_THROW(CivilCalendar(sys_days(2030y / 1 / 1), sys_days(2030y / 1 / 1), 1h), InvariantError);
}

}  // namespace
}  // namespace suanwang
