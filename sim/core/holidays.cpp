#include "suanwang/core/holidays.hpp"

#include <algorithm>

namespace suanwang {

std::optional<std::size_t> Holidays::holiday_on(std::chrono::sys_days day) const {
  for (const Period& period : periods)
    if (day >= period.first && day <= period.last) return period.holiday;
  return std::nullopt;
}

bool Holidays::is_free_weekend(std::chrono::sys_days day) const {
  const std::chrono::weekday weekday(day);
  const bool is_weekend = weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
  return is_weekend && !holiday_on(day) && std::find(worked.begin(), worked.end(), day) == worked.end();
}

}  // namespace suanwang
