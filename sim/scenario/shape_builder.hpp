#pragma once

#include <string>

#include "suanwang/core/civil_calendar.hpp"
#include "suanwang/core/growth_curve.hpp"
#include "suanwang/core/holidays.hpp"
#include "suanwang/core/series.hpp"
#include "suanwang/scenario/scenario_spec.hpp"

namespace suanwang {

/// Holidays by their index in the file.
[[nodiscard]] Holidays build_holidays(const Keyed<HolidaySpec>& spec);

/// @param id One of `day_shapes`; empty: flat.
[[nodiscard]] Series<Fraction> build_day_shape(const ScenarioSpec& spec, const std::string& id,
                                               const CivilCalendar& calendar);

/// @param id One of `growth_curves`; empty: flat.
[[nodiscard]] Series<Fraction> build_growth(const ScenarioSpec& spec, const std::string& id,
                                            const CivilCalendar& calendar);

}  // namespace suanwang
