#pragma once

#include <algorithm>
#include <cmath>

#include "suanwang/core/time.hpp"

namespace suanwang {

/// Counts the work done by a job that has run since the start of time, in milliseconds at full speed. All
/// jobs of one class in one pool share a clock: slowing them down is one change, however many they are. A job
/// ends when the clock has moved on by its run time.
class WorkClock {
 public:
  [[nodiscard]] double speed() const { return speed_; }
  [[nodiscard]] double at(TimePoint now) const {
    return done_ms_ + static_cast<double>((now - since_).count()) * speed_;
  }
  void set_speed(TimePoint now, double speed) {
    done_ms_ = at(now);
    since_ = now;
    speed_ = speed;
  }
  /// Earliest time at which the clock can reach `goal_ms`, if its speed holds until `next_change` and is 1
  /// from then on. At full speed all values are whole numbers and the time is exact.
  [[nodiscard]] TimePoint earliest(double goal_ms, TimePoint now, TimePoint next_change) const {
    const auto after = [](double ms) {
      return Duration(static_cast<std::int64_t>(std::ceil(std::max(0.0, ms))));
    };
    const double missing = goal_ms - at(now);
    if (speed_ >= 1.0) return now + after(missing);
    const double until_change = static_cast<double>((next_change - now).count()) * speed_;
    if (missing <= until_change) return now + after(missing / speed_);
    return next_change + after(missing - until_change);
  }

 private:
  double done_ms_ = 0.0;
  TimePoint since_;
  double speed_ = 1.0;
};

}  // namespace suanwang
