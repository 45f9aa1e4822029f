#include "suanwang/sweep/pivot.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "suanwang/core/error.hpp"
#include "suanwang/experiment/paired_statistics.hpp"

#include "factor_values.hpp"

namespace suanwang {

namespace {

QueryTable::Cell cell_of(const Statement& row, int column) {
  if (row.is_null(column)) return {"", {}, true};
  const std::string text = row.is_real(column) ? fmt::format("{}", row.real(column)) : row.text(column);
  return {text, row.is_text(column) ? std::nullopt : number_in(text)};
}

QueryTable::Cell cell_of(const std::optional<double>& number) {
  return number ? QueryTable::Cell{fmt::format("{}", *number), number, false}
                : QueryTable::Cell{"", {}, true};
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
  throw InputError(fmt::format("'{}' is no column to group by; {}allowed: {}", name,
                               spelling_question(name, names), fmt::join(names, ", ")));
}

/// The values of a column, in the order of the sweep's levels and policies; others by size.
class Labels {
 public:
  Labels(const SweepPlan& plan, const std::string& name) {
    std::vector<std::string> order;
    if (name == "policy") order = plan.policies;
    for (const SweepFactor& each : plan.factors)
      if (each.id == name) order = each.levels;
    for (std::size_t i = 0; i < order.size(); ++i) {
      rank_.emplace(order[i], i);
      if (const auto number = number_in(order[i])) text_.emplace(*number, order[i]);
    }
  }

  /// As the sweep writes it: the database keeps numbers as numbers.
  [[nodiscard]] std::string text(const QueryTable::Cell& cell) const {
    const auto known = cell.number ? text_.find(*cell.number) : text_.end();
    return known == text_.end() ? cell.text : known->second;
  }

  [[nodiscard]] std::vector<std::string> in_order(const std::set<std::string>& found) const {
    std::vector<std::string> all(found.begin(), found.end());
    const auto rank = [&](const std::string& text) {
      const auto known = rank_.find(text);
      return known == rank_.end() ? rank_.size() : known->second;
    };
    std::stable_sort(all.begin(), all.end(), [&](const std::string& a, const std::string& b) {
      if (rank(a) != rank(b)) return rank(a) < rank(b);
      return number_in(a).value_or(0.0) < number_in(b).value_or(0.0);
    });
    return all;
  }

 private:
  std::map<std::string, std::size_t> rank_;
  std::map<double, std::string> text_;
};

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
                  sql_name(request.rows), request.columns.empty() ? "''" : sql_name(request.columns),
                  sql_name(request.metric), sql_name(request.metric));
  for (const std::string& each : request.where) sql += " AND (" + each + ")";
  const QueryTable found = run_query(database, sql + " ORDER BY run");
  const Labels row_labels(plan, request.rows), column_labels(plan, request.columns);
  std::set<std::string> row_texts, column_texts;
  std::map<std::pair<std::string, std::string>, std::vector<double>> values;
  for (const auto& row : found.rows) {
    const std::string a = row_labels.text(row[0]), b = column_labels.text(row[1]);
    row_texts.insert(a);
    column_texts.insert(b);
    values[{a, b}].push_back(row[2].number.value_or(0.0));
  }
  const std::vector<std::string> rows = row_labels.in_order(row_texts),
                                 columns = column_labels.in_order(column_texts);
  QueryTable table;
  table.header.push_back(request.rows);
  for (const std::string& each : columns)
    table.header.push_back(request.columns.empty() ? request.metric : request.columns + '=' + each);
  for (const std::string& row : rows) {
    table.rows.push_back({{row, number_in(row), false}});
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
      row.push_back({each, number_in(each), false});
    if (has_policies) row.push_back({plan.policies[plan.variants[variant].policy], {}, false});
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
        row.insert(row.end(), 2, {"", {}, true});
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
