#include "suanwang/core/civil_calendar.hpp"

#include <algorithm>
#include <cstdio>

#include "suanwang/core/error.hpp"

namespace suanwang {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;

CivilCalendar::CivilCalendar(sys_days start, sys_days end, Duration interval)
    : start_(start), end_(end), interval_(interval), interval_count_(0) {
  expects(end > start, "the horizon is at least one day");
  expects(interval >= 5min && interval <= 1h && 1h % interval == 0ms,
          "a power interval divides an hour and is at least 5 minutes");
  interval_count_ = static_cast<std::size_t>(Duration(end - start) / interval);
}

sys_days CivilCalendar::day_of(TimePoint time) const {
  return start_ + std::chrono::floor<days>(time.time_since_epoch());
}

double CivilCalendar::hour_of_day(TimePoint time) const {
  const Duration since_start = time.time_since_epoch();
  return in_hours(since_start - std::chrono::floor<days>(since_start));
}

unsigned CivilCalendar::month_of(TimePoint time) const {
  return static_cast<unsigned>(year_month_day(day_of(time)).month());
}

unsigned CivilCalendar::day_of_year(TimePoint time) const {
  const sys_days day = day_of(time);
  const sys_days new_year = year_month_day(day).year() / std::chrono::January / 1;
  return static_cast<unsigned>((day - new_year).count()) + 1;
}

bool CivilCalendar::is_weekend(TimePoint time) const {
  const std::chrono::weekday weekday(day_of(time));
  return weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
}

Duration CivilCalendar::length_of_year(TimePoint time) const {
  return year_month_day(day_of(time)).year().is_leap() ? Duration(days(366)) : Duration(days(365));
}

double CivilCalendar::years() const {
  double years = 0.0;
  sys_days day = start_;
  while (day < end_) {
    const auto year = year_month_day(day).year();
    const sys_days new_year = year / std::chrono::January / 1;
    const sys_days next_year = (year + std::chrono::years(1)) / std::chrono::January / 1;
    const sys_days until = std::min(end_, next_year);
    years += static_cast<double>((until - day).count()) / static_cast<double>((next_year - new_year).count());
    day = until;
  }
  return years;
}

double CivilCalendar::share_of_month(TimePoint time) const {
  const std::chrono::year_month_day day(day_of(time));
  const auto month = day.year() / day.month();
  const std::chrono::sys_days first = month / 1, next = (month + std::chrono::months(1)) / 1;
  const auto inside = std::min(next, end_) - std::max(first, start_);
  return static_cast<double>(inside.count()) / static_cast<double>((next - first).count());
}

std::string CivilCalendar::iso_text(TimePoint time) const {
  const year_month_day date(day_of(time));
  const auto minutes = std::chrono::floor<std::chrono::minutes>(time.time_since_epoch()) -
                       std::chrono::floor<days>(time.time_since_epoch());
  char text[40];
  std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d+08:00", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(minutes.count() / 60), static_cast<int>(minutes.count() % 60));
  return text;
}

}  // namespace suanwang
