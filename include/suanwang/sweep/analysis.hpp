#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "suanwang/experiment/paired_statistics.hpp"
#include "suanwang/sweep/sensitivity.hpp"
#include "suanwang/sweep/sweep_result.hpp"

namespace suanwang {

// What a sweep says of its metrics. Formulas and sources: docs/sweeps.md. Only variants count whose runs all
// went well and have the metric, with the seeds that all of them have: so that every level is seen under the
// same weather.

/// One row of a response table: what the metric is while a factor stands at one level.
struct LevelResponse {
  std::string label;             ///< a value, a part of a range "1000 to 1750", a name, or a policy
  std::optional<double> number;  ///< the value; of a part of a range its middle
  std::size_t variants = 0;      ///< that stand there
  SampleMean mean;               ///< over these; its interval is over seeds
  SampleMean to_all;             ///< less the mean over all variants, seed by seed: what seeds share cancels
};

/// The main effect of a factor, or of the policy.
struct FactorEffect {
  std::string id, heading;
  std::vector<LevelResponse>
      levels;                      ///< in order; of a range without steps four parts with equally many points
  double least = 0.0, most = 0.0;  ///< means of levels
  double variance_share = 0.0;     ///< of the variants' variance, between levels (eta squared)
  std::optional<double> rank_correlation;  ///< Spearman's, of a factor of numbers

  [[nodiscard]] double range() const { return most - least; }
};

struct MetricAnalysis {
  std::size_t metric = 0;             ///< index in the plan
  std::size_t variants = 0;           ///< that count
  std::size_t left_out = 0;           ///< that do not
  std::size_t seeds = 0;              ///< that all of them have
  SampleMean mean;                    ///< over variants; its interval is over seeds
  double least = 0.0, most = 0.0;     ///< of variants
  std::vector<FactorEffect> effects;  ///< by factor, then the policy if there are several
  std::vector<MorrisEffect> morris;   ///< by factor, of the design `morris`; of the first policy
  std::vector<SobolIndex> sobol;      ///< by factor, of the design `saltelli`; of the first policy
};

/// @param metric Index in the plan. @return Empty where no variant counts.
[[nodiscard]] std::optional<MetricAnalysis> analyse(const SweepResult& result, std::size_t metric);

/// The indices of a metric by name. @throws InputError with the names that there are.
[[nodiscard]] std::size_t metric_of_name(const SweepPlan& plan, const std::string& name);

/// A variant with its means.
struct RankedVariant {
  std::size_t variant = 0;
  std::vector<std::optional<double>> means;  ///< by metric
  std::optional<PairedDifference> to_best;   ///< of the metric that ranks, seed by seed; absent for the best
};

/// Variants from the best down that meet all conditions, of those that count for the metric.
/// @param conditions SQL over factors, `policy` and means of metrics: "sla >= 0.95". @param most How many at
/// most.
/// @throws InputError for what is no condition.
[[nodiscard]] std::vector<RankedVariant> best_variants(const SweepResult& result, std::size_t metric,
                                                       const std::vector<std::string>& conditions,
                                                       std::size_t most);

/// All of it, of the shown metrics, as JSON for other programs.
[[nodiscard]] std::string analysis_json(const SweepResult& result, const std::vector<std::size_t>& metrics);

}  // namespace suanwang
