#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <vector>

namespace suanwang {

/// Public holidays, and the weekend days that are worked in exchange (调休).
struct Holidays {
  struct Period {
    std::size_t holiday = 0;  ///< by index, such as 0 for the Spring Festival
    std::chrono::sys_days first, last;
  };
  std::vector<Period> periods;  ///< do not overlap
  std::vector<std::chrono::sys_days> worked;

  /// The holiday that `day` belongs to. Cost: linear in the number of periods.
  [[nodiscard]] std::optional<std::size_t> holiday_on(std::chrono::sys_days day) const;
  /// A Saturday or Sunday that is neither a holiday nor worked in exchange for one.
  [[nodiscard]] bool is_free_weekend(std::chrono::sys_days day) const;
};

}  // namespace suanwang
