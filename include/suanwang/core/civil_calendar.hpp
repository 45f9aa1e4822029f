#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include "suanwang/core/time.hpp"

namespace suanwang {

/// Wall-clock view of simulated time: China Standard Time (UTC+8, no daylight saving), so local days all have
/// 24 hours.
class CivilCalendar {
 public:
  /// @param start    First local day; simulated time 0 is its midnight.
  /// @param end      First local day that is no longer simulated; after `start`.
  /// @param interval Length of a power interval; divides an hour, at least 5 minutes.
  /// @throws InvariantError if these do not hold.
  CivilCalendar(std::chrono::sys_days start, std::chrono::sys_days end, Duration interval);

  [[nodiscard]] Duration interval() const { return interval_; }
  [[nodiscard]] std::size_t interval_count() const { return interval_count_; }
  [[nodiscard]] TimePoint end() const {
    return TimePoint(interval_ * static_cast<std::int64_t>(interval_count_));
  }
  [[nodiscard]] std::chrono::sys_days start_day() const { return start_; }
  [[nodiscard]] std::chrono::sys_days end_day() const { return end_; }

  [[nodiscard]] TimePoint interval_start(std::size_t interval) const {
    return TimePoint(interval_ * static_cast<std::int64_t>(interval));
  }
  [[nodiscard]] std::size_t interval_of(TimePoint time) const {
    return static_cast<std::size_t>(time.time_since_epoch() / interval_);
  }

  /// Local hour of day with its fraction, within [0, 24).
  [[nodiscard]] double hour_of_day(TimePoint time) const;
  /// Local day, for month, weekday and the like.
  [[nodiscard]] std::chrono::sys_days day_of(TimePoint time) const;
  [[nodiscard]] unsigned month_of(TimePoint time) const;     ///< 1 to 12
  [[nodiscard]] unsigned day_of_year(TimePoint time) const;  ///< 1 to 366
  [[nodiscard]] bool is_weekend(TimePoint time) const;
  /// 365 or 366 days.
  [[nodiscard]] Duration length_of_year(TimePoint time) const;
  /// Length of the horizon as a share of the calendar years it lies in; 1 for a whole year, leap or not.
  [[nodiscard]] double years() const;
  /// Share of `time`'s calendar month that lies in the horizon; 1 for a whole month.
  [[nodiscard]] double share_of_month(TimePoint time) const;
  /// "2030-07-01T14:00+08:00"
  [[nodiscard]] std::string iso_text(TimePoint time) const;

 private:
  std::chrono::sys_days start_;
  std::chrono::sys_days end_;
  Duration interval_;
  std::size_t interval_count_;
};

}  // namespace suanwang
