#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace suanwang::validation {

/// One figure beside what it should be.
struct Row {
  std::string of;  ///< what was measured, with its unit
  double measured = 0.0;
  double expected = 0.0;
  /// What is allowed: |measured - expected| <= tolerance.
  double tolerance = 0.0;
  std::string tolerance_from;  ///< such as "99 % confidence", "exact"
  std::uint64_t samples = 0;
  enum class Relation { equal, at_most, at_least } relation = Relation::equal;

  [[nodiscard]] bool holds() const;
};

struct Section {
  std::string title;
  std::string text;  ///< what is compared, by which formula or program
  std::vector<Row> rows;
};

/// A part of the page that needs something which may not be there says why, and is left as it is.
struct Part {
  std::string name;
  std::function<std::vector<Section>()> run;
  std::optional<std::string> missing;
};

std::vector<Section> aggregation();
std::vector<Section> queueing();
std::vector<Section> network();
std::vector<Section> network_against_simgrid(const std::string& program);
std::vector<Section> backfilling();
std::vector<Section> real_logs(const std::string& data_folder);
std::vector<Section> mechanics();
std::vector<Section> reliability();

/// Mean of a sample with the half-width of its 99 % confidence interval (Student).
struct Estimate {
  double mean = 0.0, half_width = 0.0;
};
[[nodiscard]] Estimate estimate(const std::vector<double>& replications);

}  // namespace suanwang::validation
