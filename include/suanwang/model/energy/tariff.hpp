#pragma once

#include <array>
#include <vector>

#include "suanwang/core/civil_calendar.hpp"
#include "suanwang/core/series.hpp"
#include "suanwang/core/units.hpp"

namespace suanwang {

/// Time-of-use energy price: a flat price times a ratio by local hour, with its own ratios in some months.
struct Tariff {
  struct Season {
    std::vector<unsigned> months;    ///< 1 to 12; a month belongs to at most one season
    std::array<double, 24> ratio{};  ///< to the flat price, by local hour
  };
  CnyPerMegawattHour flat_price;
  std::array<double, 24> ratio{};  ///< in months that no season names
  std::vector<Season> seasons;
};

/// One price per interval. An interval lies within one hour, so its price is exact.
[[nodiscard]] Series<CnyPerMegawattHour> tariff_series(const Tariff& tariff, const CivilCalendar& calendar);

}  // namespace suanwang
