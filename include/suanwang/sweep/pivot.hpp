#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "suanwang/core/spec.hpp"
#include "suanwang/sweep/sweep_result.hpp"

namespace suanwang {

enum class Statistic { mean, median, least, most, deviation, count };
template <>
struct Names<Statistic> {
  static constexpr std::array<std::pair<Statistic, const char*>, 6> all{{{Statistic::mean, "mean"},
                                                                         {Statistic::median, "median"},
                                                                         {Statistic::least, "min"},
                                                                         {Statistic::most, "max"},
                                                                         {Statistic::deviation, "sd"},
                                                                         {Statistic::count, "count"}}};
};

/// A table of texts and numbers, as a query gives it.
struct QueryTable {
  struct Cell {
    std::string text;
    std::optional<double> number = {};  ///< if it is one
    bool is_null = false;
  };
  std::vector<std::string> header;
  std::vector<std::vector<Cell>> rows;
};

/// What SQL gives. @throws InputError for what is no query; nothing can be changed.
[[nodiscard]] QueryTable run_query(Database& database, const std::string& sql);

/// A metric by one or two columns of the view `result`: factors, `policy` or `seed`.
struct PivotRequest {
  std::string rows, columns;  ///< columns: may be empty
  std::string metric;
  Statistic statistic = Statistic::mean;
  std::vector<std::string> where = {};  ///< SQL over the view
};

/// Over the runs that went well and have the metric; levels in the order of the sweep. A cell without any is
/// empty.
/// @throws InputError for a name that is not there.
[[nodiscard]] QueryTable pivot(Database& database, const SweepPlan& plan, const PivotRequest& request);

/// A row a variant: factors, policy, seeds, and the mean of each metric with its 95 % half-width.
[[nodiscard]] QueryTable variant_table(const SweepResult& result, const std::vector<std::size_t>& metrics);

[[nodiscard]] std::string csv_of(const QueryTable& table);
[[nodiscard]] std::string markdown_of(const QueryTable& table);
[[nodiscard]] std::string json_of(const QueryTable& table);

}  // namespace suanwang
