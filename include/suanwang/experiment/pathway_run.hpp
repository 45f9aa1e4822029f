#pragma once

#include <optional>
#include <string>
#include <vector>

#include "suanwang/experiment/run.hpp"
#include "suanwang/experiment/summary.hpp"
#include "suanwang/scenario/pathway.hpp"

namespace suanwang {

struct PathwaySummary {
  struct Year {
    int year = 0;
    bool is_anchor = false;
    Summary summary;
  };
  std::string name, title;
  std::vector<Year> years;

  /// First interval of all years in which a hub's supply bound its load, with its year.
  struct FirstBound {
    std::string hub;
    std::optional<int> year;
    std::string at;
  };
  [[nodiscard]] std::vector<FirstBound> first_bounds() const;
  /// The content of pathway.json.
  [[nodiscard]] std::string json() const;
  /// The content of pathway.csv: a row a year.
  [[nodiscard]] std::string csv() const;
};

/// Runs every year of a pathway, each calibrated by itself and starting with empty queues. With
/// `options.folder` each year's results stand in a folder of its own within it, beside pathway.json and
/// pathway.csv; the whole is renamed into place when complete.
/// @throws as `run_scenario`.
PathwaySummary run_pathway(const Pathway& pathway, const RunOptions& options);

}  // namespace suanwang
