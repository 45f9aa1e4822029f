#pragma once

#include <string>
#include <vector>

#include "suanwang/experiment/compare.hpp"

namespace suanwang {

[[nodiscard]] std::vector<std::string> metric_names(const std::vector<Metric>& metrics);

/// Fills in what follows from the values of all runs: means, differences, ranks, the Pareto set.
void summarise(const CompareOptions& options, Comparison& comparison);

}  // namespace suanwang
