#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "suanwang/experiment/paired_statistics.hpp"
#include "suanwang/sweep/design.hpp"

namespace suanwang {

/// Elementary effects of one factor: how the output changes when the factor alone moves, over its whole range
/// (Morris 1991; Campolongo, Cariboni and Saltelli 2007). In the output's unit.
struct MorrisEffect {
  std::size_t trajectories = 0;                ///< that count
  double mean = 0.0;                           ///< mu
  double mean_absolute = 0.0;                  ///< mu*: importance
  double deviation = 0.0;                      ///< sigma: curvature or interplay with other factors
  std::optional<ConfidenceInterval> interval;  ///< of mu*, 95 %, bootstrap over trajectories
};

/// @param points  Of the design `morris`, in its order.
/// @param outputs By point; empty (or not finite) where a run failed: its trajectory then does not count.
/// @return By factor. Empty if no trajectory counts. Of a single one the deviation is 0 and the interval
///         absent.
/// @throws InvariantError where points are not whole trajectories, or not as many as outputs.
[[nodiscard]] std::vector<MorrisEffect> morris_effects(const std::vector<DesignPoint>& points,
                                                       std::span<const std::optional<double>> outputs,
                                                       std::uint64_t seed);

/// Shares of the output's variance (Sobol 1993).
struct SobolIndex {
  std::size_t base_points = 0;  ///< that count
  double first = 0.0;           ///< by this factor alone (estimator: Saltelli et al. 2010, table 2 b)
  double total = 0.0;           ///< with all its interplay (Jansen 1999, ibid. f)
  std::optional<ConfidenceInterval> first_interval, total_interval;  ///< 95 %, bootstrap over base points
};

/// @param factors How many, at least one.
/// @param outputs By point of the design `saltelli`, in its order; a base point with an empty one (or one not
///                finite) does not count.
/// @return By factor. Empty if fewer than two base points count or all outputs of the rows A and B are equal.
///         Few base points can give shares below 0 or above 1: they are estimates.
/// @throws InvariantError where outputs are not whole base points.
/// @note 1,000 resamples, each linear in outputs. Base points of a Sobol sequence are more even than chance,
///       which the bootstrap does not know: its intervals are then rather too wide.
[[nodiscard]] std::vector<SobolIndex> sobol_indices(std::size_t factors,
                                                    std::span<const std::optional<double>> outputs,
                                                    std::uint64_t seed);

}  // namespace suanwang
