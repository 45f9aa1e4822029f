#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "suanwang/core/spec.hpp"
#include "suanwang/experiment/summary.hpp"
#include "suanwang/scenario/load.hpp"

namespace suanwang {

/// A run of a comparison, as a metric sees it.
struct ComparedRun {
  std::size_t variant = 0;
  std::uint64_t seed = 0;
  const LoadedScenario& scenario;
  const Summary& summary;
};

enum class Better { less, more };
template <>
struct Names<Better> {
  static constexpr std::array<std::pair<Better, const char*>, 2> all{
      {{Better::less, "less"}, {Better::more, "more"}}};
};

/// One figure by which policies are compared. Most follow from a run's summary; a metric of one's own may
/// look up what was computed elsewhere for the run's seed. Called from several threads at once.
struct Metric {
  std::string name;   ///< on the command line and in files
  std::string title;  ///< in words
  std::string unit;   ///< empty: a plain number
  Better better = Better::less;
  /// Empty where the scenario has nothing of the kind.
  std::function<std::optional<double>(const ComparedRun& run)> value;
};

/// Those that every comparison has: the list of what `--metrics` may name.
[[nodiscard]] std::vector<Metric> built_in_metrics();

/// Share of jobs that started by the target of their class, over all classes that have one. Empty where none
/// has.
[[nodiscard]] std::optional<double> service_level_share(const Summary& summary);

}  // namespace suanwang
