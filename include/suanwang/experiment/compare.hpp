#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "suanwang/experiment/bound.hpp"
#include "suanwang/experiment/metrics.hpp"
#include "suanwang/experiment/paired_statistics.hpp"
#include "suanwang/policy/catalogue.hpp"
#include "suanwang/scenario/load.hpp"

namespace suanwang {

/// What is compared: the scenario with some keys set otherwise.
struct Variant {
  std::string label;
  std::vector<std::string> overrides;  ///< "a.b.c=value"
};

/// One variant per route, labelled with its name. The scenario's own route keeps the scenario's parameters,
/// others have their defaults.
/// @param names Empty: all routes of the catalogue that can do without parameters.
/// @throws InputError on a name that the catalogue does not have, or that comes twice.
[[nodiscard]] std::vector<Variant> route_variants(const std::vector<std::string>& names,
                                                  const std::string& own_route,
                                                  const PolicyCatalogue& catalogue);

class WatchedRuns;

struct CompareOptions {
  std::vector<Variant> variants;                 ///< at least one
  std::vector<std::string> overrides;            ///< of the scenario, before those of a variant
  std::optional<std::string> baseline = {};      ///< a label
  std::size_t seeds = 10;                        ///< first_seed and those that follow
  std::optional<std::uint64_t> first_seed = {};  ///< instead of the scenario's
  std::vector<Metric> metrics = built_in_metrics();
  std::vector<std::string> shown = {};  ///< names of metrics, in order; empty: a choice of them
  /// Wanted half-widths of the differences' intervals, by metric; others: 1 % of the baseline's mean.
  std::vector<std::pair<std::string, double>> widths = {};
  /// Also bounds every seed from below: adds the metrics `score` and `gap`.
  std::optional<BoundRequest> bound = {};
  std::size_t workers = 0;  ///< threads; 0: as many as the machine has. No effect on results
  std::optional<std::filesystem::path> folder = {};  ///< where results go; nowhere if empty
  bool overwrite = false;
  std::function<void(double share)> on_progress = {};
  const std::atomic<bool>* should_stop = nullptr;
  WatchedRuns* watched = nullptr;  ///< where runs are listed for an onlooker
};

/// One metric that every run has, over all variants. Vectors are in the order of the variants.
struct MetricComparison {
  std::size_t metric = 0;  ///< index
  bool is_shown = false;
  std::vector<SampleMean> means;
  std::vector<PairedDifference> differences;      ///< to the baseline; its own is 0
  std::vector<std::optional<double>> adjusted_p;  ///< Holm, over all variants but the baseline
  std::vector<std::size_t> ranks;
  double wanted_half_width = 0.0;                         ///< of the differences' intervals
  std::vector<std::optional<std::size_t>> further_seeds;  ///< empty: cannot be told, or too many
};

struct Comparison {
  std::string scenario, title, description, version, source;
  std::vector<InputFile> files;
  std::vector<std::uint64_t> seeds;
  std::vector<Variant> variants;
  std::size_t baseline = 0;
  std::vector<Metric> metrics;
  std::string calibration_rule;
  std::vector<double> calibration_factors;  ///< by seed, the same for all variants
  std::string bound_aim;                    ///< empty: none was asked for
  std::vector<double> bounds;               ///< by seed: what no policy can beat
  /// By variant, then seed, then metric. Empty where the scenario has nothing of the kind.
  std::vector<std::vector<std::vector<std::optional<double>>>> values;
  std::vector<MetricComparison> compared;   ///< those shown first, in their order
  std::vector<std::string> pareto_metrics;  ///< of cost, carbon, wait and SLA those that are there
  std::vector<bool> is_in_pareto_set;       ///< by variant

  /// A row per variant and seed, with all metrics.
  [[nodiscard]] std::string runs_csv() const;
  /// Rows per metric and variant.
  [[nodiscard]] std::string means_csv() const;
  [[nodiscard]] std::string differences_csv() const;
  [[nodiscard]] std::string json() const;
};

/// Runs every variant with every seed: all variants of a seed have the same weather, the same arrivals and
/// the same calibration factor, that of the baseline, so that what differs is what they decide.
/// @throws InputError before any run if a label, name or file is wrong or the folder in the way; PolicyError,
/// InputError or InvariantError with label and seed from a run; Interrupted. Then nothing was written.
Comparison compare_policies(const std::filesystem::path& scenario, const CompareOptions& options,
                            const PolicyCatalogue& catalogue);

}  // namespace suanwang
