#include <cmath>

#include <fmt/format.h>

#include "suanwang/core/error.hpp"
#include "suanwang/sweep/analysis.hpp"
#include "suanwang/sweep/pivot.hpp"

#include "commands.hpp"
#include "sweep_text.hpp"

namespace suanwang::cli {

namespace {

std::vector<std::size_t> metrics_of(const SweepPlan& plan, const std::vector<std::string>& names) {
  std::vector<std::size_t> metrics;
  for (const std::string& each : names) metrics.push_back(metric_of_name(plan, each));
  for (std::size_t i = 0; names.empty() && i < plan.metrics.size(); ++i)
    if (plan.metrics[i].is_shown) metrics.push_back(i);
  return metrics;
}

Statistic statistic_of(const std::string& name) {
  for (const auto& [statistic, each] : Names<Statistic>::all)
    if (name.empty() || name == each) return statistic;  // the first is the default
  throw InputError("--statistic '" + name + "': allowed: mean, median, min, max, sd, count");
}

/// Options that would have no effect are refused.
void check_together(const SweepQueryArguments& arguments) {
  const bool has_pivot_words =
      !arguments.columns.empty() || !arguments.where.empty() || !arguments.statistic.empty();
  if (arguments.sql && (has_pivot_words || !arguments.rows.empty() || !arguments.metrics.empty()))
    throw InputError(
        "--sql says all by itself: leave out --rows, --columns, --where, --metric and --statistic");
  if (!arguments.sql && arguments.rows.empty() && has_pivot_words)
    throw InputError("--columns, --where and --statistic are of a pivot: say its --rows too");
}

std::string in_format(const QueryTable& table, const std::string& format) {
  if (format == "csv") return csv_of(table);
  if (format == "markdown") return markdown_of(table);
  if (format == "json") return json_of(table);
  return table_text(table, 0);
}

}  // namespace

int sweep_query_command(const SweepQueryArguments& arguments) {
  check_together(arguments);
  const SweepResult result = read_sweep_result(arguments.result);
  Database database = open_sweep_result(arguments.result);
  QueryTable table;
  if (arguments.sql) {
    table = run_query(database, *arguments.sql);
  } else if (!arguments.rows.empty()) {
    const auto metrics = metrics_of(result.plan, arguments.metrics);
    if (metrics.size() != 1 && !arguments.metrics.empty())
      throw InputError("--metric: a pivot is of one metric; name one");
    table = pivot(database, result.plan,
                  {arguments.rows, arguments.columns, result.plan.metrics[metrics.front()].name,
                   statistic_of(arguments.statistic), arguments.where});
  } else {
    table = variant_table(result, metrics_of(result.plan, arguments.metrics));
  }
  fmt::print("{}", in_format(table, arguments.format));
  if (std::filesystem::exists(std::filesystem::path(arguments.result) / "work" / "plan.json"))
    fmt::print(stderr, "this is the result of before: a sweep is under way there\n");
  return success;
}

int sweep_analyse_command(const SweepAnalyseArguments& arguments) {
  const SweepResult result = read_sweep_result(arguments.result);
  const std::vector<std::size_t> metrics = metrics_of(result.plan, arguments.metrics);
  if (arguments.json) {
    fmt::print("{}", analysis_json(result, metrics));
    return success;
  }
  for (const std::size_t metric : metrics) {
    const auto analysis = analyse(result, metric);
    fmt::print("{}\n", analysis ? analysis_text(result, *analysis)
                                : result.plan.metrics[metric].name + ": no variant has it in all its runs\n");
  }
  if (metrics.empty() || arguments.best == 0) return success;
  const auto best = best_variants(result, metrics.front(), arguments.conditions, arguments.best);
  std::string heading = "Best by " + result.plan.metrics[metrics.front()].name;
  for (std::size_t i = 0; i < arguments.conditions.size(); ++i)
    heading += (i ? " and " : ", where ") + arguments.conditions[i];
  fmt::print("{}\n{}", heading,
             best.empty() ? "none: no variant meets that\n" : best_text(result, metrics.front(), best));
  return success;
}

}  // namespace suanwang::cli
