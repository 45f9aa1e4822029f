#include "suanwang/sweep/pivot.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "suanwang/core/error.hpp"
#include "suanwang/experiment/paired_statistics.hpp"

#include "factor_values.hpp"

namespace suanwang {

namespace {

std::string quoted(const std::string& name) { return '"' + name + '"'; }

QueryTable::Cell cell_of(const Statement& row, int column) {
  if (row.is_null(column)) return {};
  const std::string text = row.is_real(column) ? fmt::format("{}", row.real(column)) : row.text(column);
  return {text, row.is_text(column) ? std::nullopt : number_in(text)};
}

QueryTable::Cell cell_of(const std::optional<double>& number) {
  return number ? QueryTable::Cell{fmt::format("{}", *number), number} : QueryTable::Cell{};
}

std::vector<std::string> group_names(const SweepPlan& plan) {
  std::vector<std::string> names;
  for (const SweepFactor& each : plan.factors) names.push_back(each.id);
  names.insert(names.end(), {"policy", "seed", "point"});
  return names;
}

void check_group(const SweepPlan& plan, const std::string& name) {
  const std::vector<std::string> names = group_names(plan);
  if (std::find(names.begin(), names.end(), name) != names.end()) return;
  const std::string near = nearest_spelling(name, names);
  throw InputError(fmt::format("'{}' is no column to group by; {}allowed: {}", name,
                               near.empty() ? "" : "did you mean '" + near + "'? ", fmt::join(names, ", ")));
}

/// Values in the order of the sweep's levels, policies and points; others as they come.
std::vector<std::string> in_order(const SweepPlan& plan, const std::string& name,
                                  std::vector<std::string> found) {
  std::vector<std::string> order = plan.policies;
  for (const SweepFactor& each : plan.factors)
    if (each.id == name) order = each.levels;
  const auto rank = [&](const std::string& value) {
    return std::find(order.begin(), order.end(), value) - order.begin();
  };
  std::stable_sort(found.begin(), found.end(), [&](const std::string& a, const std::string& b) {
    if (rank(a) != rank(b)) return rank(a) < rank(b);
    const auto x = number_in(a), y = number_in(b);
    return x && y && *x < *y;
  });
  return found;
}

std::optional<double> statistic_of(Statistic statistic, std::vector<double> values) {
  if (statistic == Statistic::count) return static_cast<double>(values.size());
  if (values.empty()) return std::nullopt;
  std::sort(values.begin(), values.end());
  const SampleMean mean = mean_of(values);
  switch (statistic) {
    case Statistic::least:
      return values.front();
    case Statistic::most:
      return values.back();
    case Statistic::median:
      return (values[(values.size() - 1) / 2] + values[values.size() / 2]) / 2.0;
    case Statistic::deviation:
      return mean.deviation;
    default:
      return mean.mean;
  }
}

/// The text that the plan has for a value of the database, which keeps numbers as numbers.
std::string label_of(const SweepPlan& plan, const std::string& name, const QueryTable::Cell& cell) {
  if (cell.number)
    for (const SweepFactor& factor : plan.factors)
      if (factor.id == name)
        for (const std::string& level : factor.levels)
          if (number_in(level) == cell.number) return level;
  return cell.text;
}

}  // namespace

QueryTable run_query(Database& database, const std::string& sql) {
  Statement rows(database, sql);
  QueryTable table;
  for (int column = 0; column < rows.column_count(); ++column)
    table.header.push_back(rows.column_name(column));
  while (rows.next()) {
    table.rows.emplace_back();
    for (int column = 0; column < rows.column_count(); ++column)
      table.rows.back().push_back(cell_of(rows, column));
  }
  return table;
}

QueryTable pivot(Database& database, const SweepPlan& plan, const PivotRequest& request) {
  check_group(plan, request.rows);
  if (!request.columns.empty()) check_group(plan, request.columns);
  std::string sql =
      fmt::format("SELECT {}, {}, {} FROM result WHERE status = 'done' AND {} IS NOT NULL",
                  quoted(request.rows), request.columns.empty() ? "''" : quoted(request.columns),
                  quoted(request.metric), quoted(request.metric));
  for (const std::string& each : request.where) sql += " AND (" + each + ")";
  const QueryTable found = run_query(database, sql + " ORDER BY run");
  std::vector<std::string> rows, columns;
  std::map<std::pair<std::string, std::string>, std::vector<double>> values;
  const auto note = [](std::vector<std::string>& seen, const std::string& value) {
    if (std::find(seen.begin(), seen.end(), value) == seen.end()) seen.push_back(value);
  };
  for (const auto& row : found.rows) {
    const std::string a = label_of(plan, request.rows, row[0]), b = label_of(plan, request.columns, row[1]);
    note(rows, a);
    note(columns, b);
    values[{a, b}].push_back(row[2].number.value_or(0.0));
  }
  rows = in_order(plan, request.rows, std::move(rows));
  columns = in_order(plan, request.columns, std::move(columns));
  QueryTable table;
  table.header.push_back(request.rows);
  for (const std::string& each : columns)
    table.header.push_back(request.columns.empty() ? request.metric : request.columns + '=' + each);
  for (const std::string& row : rows) {
    table.rows.push_back({{row, number_in(row)}});
    for (const std::string& column : columns)
      table.rows.back().push_back(cell_of(statistic_of(request.statistic, values[{row, column}])));
  }
  return table;
}

QueryTable variant_table(const SweepResult& result, const std::vector<std::size_t>& metrics) {
  const SweepPlan& plan = result.plan;
  const bool has_policies = plan.policies.size() > 1 || !plan.policies.front().empty();
  QueryTable table;
  for (const SweepFactor& each : plan.factors) table.header.push_back(each.id);
  if (has_policies) table.header.push_back("policy");
  table.header.insert(table.header.end(), {"seeds", "failed"});
  for (const std::size_t metric : metrics) {
    const std::string& unit = plan.metrics[metric].unit;
    table.header.push_back(plan.metrics[metric].name + (unit.empty() ? "" : " (" + unit + ")"));
    table.header.push_back(plan.metrics[metric].name + " ±");
  }
  for (std::size_t variant = 0; variant < plan.variants.size(); ++variant) {
    std::vector<QueryTable::Cell> row;
    for (const std::string& each : plan.points[plan.variants[variant].point])
      row.push_back({each, number_in(each)});
    if (has_policies) row.push_back({plan.policies[plan.variants[variant].policy], {}});
    std::size_t seeds = 0, failed = 0;
    std::vector<std::vector<double>> values(metrics.size());
    for (auto run = result.runs.lower_bound({variant, 0});
         run != result.runs.end() && run->first.variant == variant; ++run) {
      ++seeds;
      if (!run->second.error.empty()) {
        ++failed;
        continue;
      }
      for (std::size_t i = 0; i < metrics.size(); ++i)
        if (const auto& value = run->second.values[metrics[i]]) values[i].push_back(*value);
    }
    row.push_back(cell_of(static_cast<double>(seeds)));
    row.push_back(cell_of(static_cast<double>(failed)));
    for (const std::vector<double>& each : values) {
      if (each.empty()) {
        row.insert(row.end(), 2, {});
        continue;
      }
      const SampleMean mean = mean_of(each);
      row.push_back(cell_of(mean.mean));
      row.push_back(cell_of(mean.student ? std::optional((mean.student->high - mean.student->low) / 2.0)
                                         : std::nullopt));
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace suanwang
