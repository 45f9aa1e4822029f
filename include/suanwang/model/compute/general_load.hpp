#pragma once

#include <array>

#include "suanwang/core/civil_calendar.hpp"
#include "suanwang/core/series.hpp"
#include "suanwang/core/units.hpp"

namespace suanwang {

/// IT load other than accelerators: general cloud, storage, backup, networks.
struct GeneralLoad {
  Megawatts annual_mean;               ///< IT power, mean over a whole calendar year
  std::array<double, 24> hour_factor{};  ///< local hour 0 first, relative
  double weekend_factor = 1.0;         ///< > 0, relative to a working day
};

/// IT power, one per interval. The mean over each whole calendar year is `annual_mean`.
[[nodiscard]] Series<Megawatts> general_load_series(const GeneralLoad& load, const CivilCalendar& calendar);

}  // namespace suanwang
