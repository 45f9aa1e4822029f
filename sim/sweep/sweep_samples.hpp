#pragma once

#include <optional>
#include <vector>

#include "suanwang/sweep/sweep_result.hpp"

namespace suanwang {

/// A metric's values that can be held against each other: of the variants that have it in all their runs,
/// with the seeds that all of these have.
struct SweepSamples {
  std::vector<std::size_t> variants;
  std::vector<std::uint64_t> seeds;
  std::vector<std::vector<double>> values;  ///< by variant of `variants`, then seed
  std::size_t left_out = 0;

  [[nodiscard]] double mean(std::size_t index) const;
};
[[nodiscard]] SweepSamples samples_of(const SweepResult& result, std::size_t metric);

}  // namespace suanwang
