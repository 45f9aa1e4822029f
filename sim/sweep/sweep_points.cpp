#include "sweep_points.hpp"

#include <functional>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "suanwang/core/error.hpp"
#include "suanwang/store/database.hpp"
#include "suanwang/sweep/load_sweep.hpp"

namespace suanwang {

namespace {

void apply_condition(Database& database, const std::string& condition,
                     const std::function<Issue(const std::string& problem)>& issue,
                     std::vector<bool>& is_chosen) {
  try {
    const std::vector<bool> holds = rows_that_meet(database, "point", "_row", condition, is_chosen.size());
    for (std::size_t i = 0; i < holds.size(); ++i) is_chosen[i] = is_chosen[i] && holds[i];
  } catch (const InputError& error) {
    throw InputError({issue(error.what())});
  }
}

/// Conditions are SQL, as those of `sweep query` are: there is one language for both.
void keep_chosen_points(const SweepSpec& spec, const Document& document, SweepPlan& plan) {
  Database database = Database::in_memory("only");
  std::string columns = "_row INTEGER PRIMARY KEY", marks = "?";
  for (const SweepFactor& each : plan.factors) {
    columns += ", " + sql_name(each.id) + (each.has_numbers() ? " REAL" : " TEXT");
    marks += ",?";
  }
  database.execute("CREATE TABLE point (" + columns + ")");
  {
    Statement insert(database, "INSERT INTO point VALUES (" + marks + ")");
    for (std::size_t i = 0; i < plan.points.size(); ++i) {
      insert.bind(1, std::uint64_t{i});
      for (std::size_t factor = 0; factor < plan.factors.size(); ++factor)
        insert.bind(static_cast<int>(factor) + 2, plan.points[i][factor]);
      insert.step();
    }
  }
  database.allow_conditions_alone();
  std::vector<bool> is_chosen(plan.points.size(), true);
  std::vector<std::string> ids;
  for (const SweepFactor& each : plan.factors) ids.push_back(each.id);
  for (std::size_t i = 0; i < spec.only.size(); ++i)
    apply_condition(
        database, spec.only[i],
        [&](const std::string& problem) {
          return document.issue_at(fmt::format("only[{}]", i), problem,
                                   fmt::format("write a condition over {}", fmt::join(ids, ", ")));
        },
        is_chosen);
  std::size_t number = 0;
  std::erase_if(plan.points, [&](const auto&) { return !is_chosen[number++]; });
  if (plan.points.empty())
    throw InputError({document.issue_at("only", "leaves no point of the design", "loosen a condition")});
}

}  // namespace

void lay_out_points(const SweepSpec& spec, const std::vector<FactorValues>& values, const Document& document,
                    SweepPlan& plan) {
  plan.design = {spec.design, {}, spec.points, spec.design_seed};
  for (const FactorValues& each : values) plan.design.levels.push_back(each.level_count());
  if (values.empty()) {  // policies and seeds alone
    plan.points.emplace_back();
    return;
  }
  const double size = design_size(plan.design) * static_cast<double>(plan.policies.size());
  if (size > static_cast<double>(most_variants))
    throw InputError({document.issue_at("factors", fmt::format("would make {:.0f} variants", size),
                                        fmt::format("allowed: at most {}", most_variants))});
  for (const DesignPoint& point : design_points(plan.design)) {
    std::vector<std::string> labels;
    for (std::size_t i = 0; i < values.size(); ++i) labels.push_back(values[i].label(point[i]));
    plan.points.push_back(std::move(labels));
  }
  if (!spec.only.empty()) keep_chosen_points(spec, document, plan);
}

}  // namespace suanwang
