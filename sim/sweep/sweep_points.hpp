#pragma once

#include <vector>

#include "suanwang/scenario/document.hpp"
#include "suanwang/sweep/plan.hpp"
#include "suanwang/sweep/sweep_spec.hpp"

#include "factor_values.hpp"

namespace suanwang {

/// Makes the points of a plan that has its factors and policies, and leaves out those that do not meet
/// `only`.
/// @throws InputError for what is no condition, or leaves no point, or makes too many.
void lay_out_points(const SweepSpec& spec, const std::vector<FactorValues>& values, const Document& document,
                    SweepPlan& plan);

}  // namespace suanwang
