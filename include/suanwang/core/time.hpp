#pragma once

#include <chrono>
#include <cstdint>

namespace suanwang {

/// The simulated clock: integer milliseconds since the scenario's start. It has no `now()`; only the engine
/// moves it.
struct SimulationClock {
  using rep = std::int64_t;
  using period = std::milli;
  using duration = std::chrono::milliseconds;
  using time_point = std::chrono::time_point<SimulationClock, duration>;
  static constexpr bool is_steady = true;
};

using Duration = SimulationClock::duration;
using TimePoint = SimulationClock::time_point;

using namespace std::chrono_literals;

[[nodiscard]] constexpr double in_hours(Duration span) {
  return static_cast<double>(span.count()) / 3'600'000.0;
}
[[nodiscard]] constexpr double in_seconds(Duration span) {
  return static_cast<double>(span.count()) / 1000.0;
}

/// Rounds up to the next whole millisecond, so that nothing ends before its work is done.
/// Anything longer than 285,000 years counts as that.
[[nodiscard]] Duration duration_from_seconds(double seconds);

/// China Standard Time to the minute.
using LocalMinute = std::chrono::sys_time<std::chrono::minutes>;

}  // namespace suanwang
