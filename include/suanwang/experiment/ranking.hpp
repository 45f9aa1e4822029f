#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "suanwang/experiment/metrics.hpp"

namespace suanwang {

/// Rank of each value, 1 for the best; equal values share the better rank.
[[nodiscard]] std::vector<std::size_t> ranks(std::span<const double> values, Better better);

/// A value of each candidate, and which way is better.
struct ParetoAxis {
  std::vector<double> values;
  Better better = Better::less;
};

/// Whether no other candidate is at least as good in every objective and better in one (Pareto).
[[nodiscard]] std::vector<bool> pareto_set(const std::vector<ParetoAxis>& objectives);

}  // namespace suanwang
