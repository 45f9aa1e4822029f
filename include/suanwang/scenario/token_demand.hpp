#pragma once

#include <map>

#include "suanwang/core/civil_calendar.hpp"
#include "suanwang/core/series.hpp"
#include "suanwang/scenario/workload_spec.hpp"

namespace suanwang {

/// Tokens of the nation before day shapes, at the middle of each interval. Equation 29 of docs/model.md.
[[nodiscard]] Series<TokensPerSecond> national_demand(const TokensSpec& tokens,
                                                      const CivilCalendar& calendar);

/// Its means over the horizon's calendar years, each as far as it lies within the horizon.
[[nodiscard]] std::map<int, TokensPerSecond> yearly_demand(const TokensSpec& tokens,
                                                           const CivilCalendar& calendar);

/// Multiplies it at all times.
void scale_demand(TokensSpec& tokens, double factor);

}  // namespace suanwang
