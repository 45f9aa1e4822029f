#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "suanwang/experiment/metrics.hpp"
#include "suanwang/scenario/load.hpp"
#include "suanwang/sweep/design.hpp"

namespace suanwang {

struct SweepFactor {
  std::string id, title;
  std::vector<std::string> keys;    ///< empty: named levels
  bool is_numeric = false;          ///< all its values are numbers
  std::vector<std::string> levels;  ///< in their order; empty: a range without steps

  /// Whether its column is one of numbers.
  [[nodiscard]] bool has_numbers() const { return is_numeric || (levels.empty() && !keys.empty()); }
  [[nodiscard]] const std::string& heading() const { return title.empty() ? id : title; }
};

/// A point of the design under one policy.
struct SweepVariant {
  std::size_t point = 0, policy = 0;
  std::string scenario;                ///< file, relative to the sweep's
  std::vector<std::string> overrides;  ///< "a.b.c=value"
};

/// Which seeds a point is run with: `count` from `first`, or as many as `until` asks for.
struct SeedRule {
  struct Until {
    std::string metric;
    double half_width = 0.0;  ///< of the mean's 95 % interval
    bool is_share = false;    ///< of the mean
    std::uint32_t at_least = 5, at_most = 100;
  };
  std::uint64_t first = 1;
  std::uint32_t count = 1;
  std::optional<Until> until;
};

/// A metric without its function: so that a plan can be stored.
struct SweepMetric {
  std::string name, title, unit;
  Better better = Better::less;
  std::string path;  ///< within summary.json; empty: one of `built_in_metrics`
  bool is_shown = false;
};

/// All that a sweep will do, and all that its result says of itself. The same on every machine.
struct SweepPlan {
  std::string name, title, description, version, scenario;
  std::string source;                ///< of the program: its commit, with what was changed since
  std::vector<std::string> plugins;  ///< SHA-256 of each
  DesignRequest design;
  std::vector<SweepFactor> factors;
  std::vector<std::vector<std::string>> points;  ///< value of each factor
  std::vector<std::string> policies;             ///< ids; one empty id without a `policies` section
  std::vector<SweepVariant> variants;            ///< by point, then policy
  SeedRule seeds;
  std::vector<SweepMetric> metrics;
  std::vector<std::string> only;
  std::vector<InputFile> files;  ///< the sweep file first; relative to its folder

  [[nodiscard]] std::size_t variant(std::size_t point, std::size_t policy) const {
    return point * policies.size() + policy;
  }
  /// Runs that are certain: all of them where the number of seeds is given.
  [[nodiscard]] std::uint64_t planned_runs() const;

  [[nodiscard]] std::string json() const;
  /// @throws InputError if it is not what `json` wrote.
  [[nodiscard]] static SweepPlan of_json(const std::string& text);
  /// SHA-256 of `json()`: equal for equal plans of equal files alone.
  [[nodiscard]] std::string hash() const;
};

/// How `now` differs from a plan made `before`, in words: files, versions, settings. Empty if it does not.
[[nodiscard]] std::vector<std::string> differences(const SweepPlan& before, const SweepPlan& now);

}  // namespace suanwang
