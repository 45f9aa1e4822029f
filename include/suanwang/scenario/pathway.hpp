#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "suanwang/policy/catalogue.hpp"
#include "suanwang/scenario/load.hpp"

namespace suanwang {

/// A scenario that moves through the years: one sound scenario a year, from the first anchor to the last.
///
///     suanwang: 1
///     name: china-2024-2030-mid
///     anchors:
///       - {year: 2024, scenario: china-2024.yaml}
///       - {year: 2030, scenario: china-2030-mid.yaml}
///
/// A year with an anchor is that scenario. Between two anchors every number that differs moves: numbers
/// within 0 and 1 (shares, factors that fall) and those that pass through 0 along a straight line, all others
/// by the same percentage each year. Everything else is the earlier anchor's.
struct Pathway {
  std::string name;
  std::string title;
  std::string description;
  struct Year {
    int year = 0;
    bool is_anchor = false;
    LoadedScenario scenario;
  };
  std::vector<Year> years;  ///< one after the other
};

/// Whether a file holds a pathway rather than a scenario. @throws InputError if it cannot be read.
[[nodiscard]] bool is_pathway(const std::filesystem::path& path);

/// @param overrides Of every anchor, as on the command line.
/// @throws InputError with every fault found: those of the pathway, of an anchor, or of two anchors that
/// cannot be
///         joined because one has what the other lacks, by key path.
[[nodiscard]] Pathway load_pathway(const std::filesystem::path& path,
                                   const std::vector<std::string>& overrides,
                                   const PolicyCatalogue& catalogue);

/// The scenario a share of the way from one to another; what can move, moves. @param share Within [0, 1].
/// @throws InputError naming every key that only one of them has.
[[nodiscard]] ScenarioSpec between(const ScenarioSpec& from, const ScenarioSpec& to, double share);

}  // namespace suanwang
