#include "sweep_text.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "figure_scale.hpp"
#include "session.hpp"
#include "terminal_plot.hpp"
#include "text_table.hpp"

namespace suanwang::cli {

namespace {

constexpr std::size_t rows_shown = 20, failures_shown = 5, values_shown = 6;

std::string values_text(const SweepPlan& plan, std::size_t factor) {
  const SweepFactor& chosen = plan.factors[factor];
  if (!chosen.levels.empty()) {
    const std::size_t count = std::min(chosen.levels.size(), values_shown);
    const std::vector<std::string> first(chosen.levels.begin(),
                                         chosen.levels.begin() + static_cast<std::ptrdiff_t>(count));
    return fmt::format("{}{}", fmt::join(first, ", "), count < chosen.levels.size() ? ", ..." : "");
  }
  const auto number = [&](const auto& point) { return std::stod(point[factor]); };
  const auto [least, most] =
      std::minmax_element(plan.points.begin(), plan.points.end(),
                          [&](const auto& a, const auto& b) { return number(a) < number(b); });
  return fmt::format("{:.6g} to {:.6g}", number(*least), number(*most));
}

std::string seeds_text(const SeedRule& seeds) {
  if (!seeds.until)
    return seeds.count == 1 ? fmt::format("seed {}", seeds.first)
                            : fmt::format("{} seeds from {} on", seeds.count, seeds.first);
  const auto& until = *seeds.until;
  const std::string width = until.is_share ? fmt::format("{:g} % of it", until.half_width * 100.0)
                                           : fmt::format("{:g}", until.half_width);
  return fmt::format("{} to {} seeds from {} on, until the mean of {} is known to ± {}", until.at_least,
                     until.at_most, seeds.first, until.metric, width);
}

std::string factors_table(const SweepPlan& plan) {
  TextTable table({"factor", "levels", "values", "sets"});
  for (std::size_t i = 0; i < plan.factors.size(); ++i) {
    const SweepFactor& each = plan.factors[i];
    table.add({each.id, each.levels.empty() ? "range" : std::to_string(each.levels.size()),
               values_text(plan, i),
               each.keys.empty() ? "as its levels say" : fmt::format("{}", fmt::join(each.keys, ", "))});
  }
  return table.text();
}

std::string failures_text(const SweepResult& result) {
  if (result.failed() == 0) return "";
  std::string text = fmt::format("\n{} runs failed:\n", result.failed());
  std::size_t shown = 0;
  for (const auto& [key, run] : result.runs) {
    if (run.error.empty()) continue;
    if (++shown > failures_shown) {
      text += "  ... `SELECT * FROM failure` has all of them\n";
      break;
    }
    text += fmt::format("  {}, seed {}: {}\n", variant_label(result.plan, key.variant), key.seed,
                        run.error.substr(0, run.error.find('\n')));
  }
  return text;
}

std::vector<std::size_t> shown_metrics(const SweepPlan& plan) {
  std::vector<std::size_t> shown;
  for (std::size_t i = 0; i < plan.metrics.size(); ++i)
    if (plan.metrics[i].is_shown) shown.push_back(i);
  return shown;
}

std::string mean_text(const SampleMean& mean, const FigureScale& scale) {
  return scale.text(mean.mean) +
         (mean.student ? " ± " + scale.text((mean.student->high - mean.student->low) / 2.0) : "");
}

std::string signed_mean_text(const SampleMean& mean, const FigureScale& scale) {
  return scale.signed_text(mean.mean) +
         (mean.student ? " ± " + scale.text((mean.student->high - mean.student->low) / 2.0) : "");
}

std::string response_table(const FactorEffect& effect, const FigureScale& scale) {
  TextTable table({effect.id, "variants", "mean", "to the mean of all"});
  for (const LevelResponse& each : effect.levels)
    table.add({each.label, std::to_string(each.variants), mean_text(each.mean, scale),
               signed_mean_text(each.to_all, scale)});
  return table.text();
}

/// A bar from the least mean of a level to the greatest, along an axis that all factors share.
std::string tornado(const MetricAnalysis& analysis, const FigureScale& scale) {
  std::vector<const FactorEffect*> order;
  double least = analysis.mean.mean, most = analysis.mean.mean;
  for (const FactorEffect& each : analysis.effects) {
    order.push_back(&each);
    least = std::min(least, each.least);
    most = std::max(most, each.most);
  }
  if (order.empty() || most <= least) return "";
  std::stable_sort(order.begin(), order.end(),
                   [](const auto* a, const auto* b) { return a->range() > b->range(); });
  constexpr double width = 40.0;
  const auto column = [&](double value) {
    return static_cast<std::size_t>(std::lround((value - least) / (most - least) * width));
  };
  TextTable table({"factor", "range of means", "of variance", "rank corr.",
                   scale.text(least) + " to " + scale.text(most)});
  for (const FactorEffect* each : order) {
    const std::size_t from = column(each->least), to = std::max(column(each->most), from + 1);
    std::string drawn(from, ' ');
    for (std::size_t i = from; i < to; ++i) drawn += each->range() > 0.0 ? "█" : " ";
    drawn += std::string(static_cast<std::size_t>(width) + 1 - to, ' ');
    table.add({each->id, scale.text(each->range()), percent(each->variance_share) + " %",
               each->rank_correlation ? fmt::format("{:+.2f}", *each->rank_correlation) : "-", drawn});
  }
  return table.text();
}

template <class Number>
std::string interval_text(const std::optional<ConfidenceInterval>& interval, const Number& number) {
  return interval ? "[" + number(interval->low) + ", " + number(interval->high) + "]" : "-";
}

std::string morris_table(const SweepPlan& plan, const MetricAnalysis& analysis) {
  double largest = 0.0;
  for (const MorrisEffect& each : analysis.morris) largest = std::max(largest, each.mean_absolute);
  const FigureScale scale(largest, plan.metrics[analysis.metric].unit);
  const auto number = [&](double value) { return scale.text(value); };
  TextTable table({"factor", scale.heading("mu*"), "95 %", "mu", "sigma"});
  for (std::size_t i = 0; i < analysis.morris.size(); ++i) {
    const MorrisEffect& each = analysis.morris[i];
    table.add({plan.factors[i].id, number(each.mean_absolute), interval_text(each.interval, number),
               scale.signed_text(each.mean), number(each.deviation)});
  }
  return fmt::format("\nElementary effects over the whole range (Morris), {} trajectories\n{}",
                     analysis.morris.front().trajectories, table.text());
}

std::string sobol_table(const SweepPlan& plan, const MetricAnalysis& analysis) {
  const auto number = [](double value) { return fmt::format("{:.3f}", value); };
  TextTable table({"factor", "first", "95 %", "total", "95 %"});
  for (std::size_t i = 0; i < analysis.sobol.size(); ++i) {
    const SobolIndex& each = analysis.sobol[i];
    table.add({plan.factors[i].id, number(each.first), interval_text(each.first_interval, number),
               number(each.total), interval_text(each.total_interval, number)});
  }
  return fmt::format("\nShares of the variance (Sobol indices), {} base points\n{}",
                     analysis.sobol.front().base_points, table.text());
}

}  // namespace

std::string plan_text(const SweepPlan& plan) {
  std::string text = plan.name + (plan.title.empty() ? "" : " · " + plan.title) + '\n';
  text += fmt::format(
      "{} x {} x {}: {}{} runs of {}\n",
      plan.points.size() == 1 ? "1 point" : fmt::format("{} points", plan.points.size()),
      plan.policies.size() == 1 ? "1 policy" : fmt::format("{} policies", plan.policies.size()),
      seeds_text(plan.seeds), plan.seeds.until ? "at least " : "", plan.planned_runs(), plan.scenario);
  if (!plan.factors.empty()) {
    text += fmt::format("\nDesign {}", name_of(plan.design.design));
    if (plan.design.points > 0)
      text += fmt::format(", {} points, seed {}", plan.design.points, plan.design.seed);
    if (!plan.only.empty()) text += fmt::format(", only where {}", fmt::join(plan.only, " and "));
    text += '\n' + factors_table(plan);
  }
  if (plan.policies.size() > 1)
    text +=
        wrapped(fmt::format("Policies: {}. A point is calibrated under the first; the others have its load.",
                            fmt::join(plan.policies, ", ")),
                text_width);
  return text;
}

std::string estimate_text(const SweepEstimate& estimate, std::size_t workers) {
  return fmt::format("About {} a run, {} in all on {} workers, {:.0f} MB\n", span_text(estimate.run_s),
                     span_text(estimate.all_s), workers, static_cast<double>(estimate.memory_bytes) / 1e6);
}

std::string effort_text(const ExecuteOutcome& outcome) {
  if (outcome.begun == 0) return "";
  std::string text = fmt::format("{} runs", outcome.begun);
  if (outcome.reused > 0) text += fmt::format(", {} of them taken over", outcome.reused);
  if (outcome.worked_s > 0.0)
    text += fmt::format("; {} % of the workers' time was simulation",
                        percent(outcome.simulated_s / outcome.worked_s));
  return text + '\n';
}

std::string table_text(const QueryTable& table, std::size_t most_rows) {
  TextTable text(table.header);
  const std::size_t count = most_rows > 0 ? std::min(most_rows, table.rows.size()) : table.rows.size();
  for (std::size_t r = 0; r < count; ++r) {
    std::vector<std::string> row;
    for (const QueryTable::Cell& each : table.rows[r])
      // Measured figures are shown with six digits; whole numbers, such as seeds, and what has few digits as
      // they are.
      row.push_back(each.is_null ? "-"
                    : each.number && each.text.size() > 7 &&
                            each.text.find_first_of(".e") != std::string::npos
                        ? fmt::format("{:.6g}", *each.number)
                        : each.text);
    text.add(row);
  }
  return text.text() + (count < table.rows.size() ? fmt::format("and {} more\n", table.rows.size() - count)
                                                  : std::string());
}

std::string result_text(const SweepResult& result) {
  std::string text = table_text(variant_table(result, shown_metrics(result.plan)), rows_shown);
  if (const auto points = points_not_known(result.plan, result.runs); !points.empty())
    text += fmt::format(
        "\nAt {} of {} points the mean of {} is not known as well as was asked for: no more seeds were "
        "allowed, a run failed, or the metric is absent\n",
        points.size(), result.plan.points.size(), result.plan.seeds.until->metric);
  return text + failures_text(result);
}

std::string analysis_text(const SweepResult& result, const MetricAnalysis& analysis) {
  const SweepMetric& metric = result.plan.metrics[analysis.metric];
  const FigureScale scale(std::max(std::abs(analysis.least), std::abs(analysis.most)), metric.unit);
  std::string text = fmt::format("{}: {}\n", scale.heading(metric.name), metric.title);
  text += fmt::format("mean {}, {} to {}; {} variants, seeds of each that count: {}\n",
                      mean_text(analysis.mean, scale), scale.text(analysis.least), scale.text(analysis.most),
                      analysis.variants, analysis.seeds);
  if (analysis.left_out > 0)
    text += fmt::format("{} variants are left out: a run of theirs failed or has no such figure\n",
                        analysis.left_out);
  if (const std::string drawn = tornado(analysis, scale); !drawn.empty())
    text += "\nMain effects, from the least to the greatest mean of a level\n" + drawn;
  for (const FactorEffect& each : analysis.effects) text += '\n' + response_table(each, scale);
  if (!analysis.morris.empty()) text += morris_table(result.plan, analysis);
  if (!analysis.sobol.empty()) text += sobol_table(result.plan, analysis);
  return text;
}

std::string best_text(const SweepResult& result, std::size_t metric, const std::vector<RankedVariant>& best) {
  const SweepPlan& plan = result.plan;
  double largest = 0.0;
  for (const RankedVariant& each : best)
    largest = std::max(largest, std::abs(each.means[metric].value_or(0.0)));
  const FigureScale scale(largest, plan.metrics[metric].unit);
  TextTable table({"variant", scale.heading(plan.metrics[metric].name), "to the best", "95 % Student", ""});
  bool is_doubtful = false;
  for (const RankedVariant& each : best) {
    const auto number = [&](double value) { return scale.signed_text(value); };
    const auto& interval = each.to_best ? each.to_best->difference.student : std::nullopt;
    const bool is_open = interval && interval->low <= 0.0 && interval->high >= 0.0;
    is_doubtful = is_doubtful || is_open;
    table.add({variant_label(plan, each.variant), scale.text(*each.means[metric]),
               each.to_best ? scale.signed_text(each.to_best->difference.mean) : "",
               each.to_best ? interval_text(interval, number) : "", is_open ? "?" : ""});
  }
  return table.text() + (is_doubtful ? "? by these seeds it may be as good as the best\n" : "");
}

}  // namespace suanwang::cli
