#include "compare_text.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "figure_scale.hpp"
#include "session.hpp"
#include "text_table.hpp"

namespace suanwang::cli {

namespace {

FigureScale scale_of(const Comparison& comparison, const MetricComparison& metric) {
  double largest = 0.0;
  for (const SampleMean& mean : metric.means) largest = std::max(largest, std::abs(mean.mean));
  return {largest, comparison.metrics[metric.metric].unit};
}

double half_width(const ConfidenceInterval& interval) { return 0.5 * (interval.high - interval.low); }

std::vector<const MetricComparison*> shown_metrics(const Comparison& comparison) {
  std::vector<const MetricComparison*> shown;
  for (const MetricComparison& each : comparison.compared)
    if (each.is_shown) shown.push_back(&each);
  return shown;
}

std::string means_table(const Comparison& comparison) {
  std::vector<std::string> header{"variant"};
  const auto shown = shown_metrics(comparison);
  for (const MetricComparison* each : shown) {
    header.push_back(scale_of(comparison, *each).heading(comparison.metrics[each->metric].name));
    header.emplace_back("rank");
  }
  header.emplace_back("Pareto");
  TextTable table(header);
  for (std::size_t i = 0; i < comparison.variants.size(); ++i) {
    std::vector<std::string> row{comparison.variants[i].label};
    for (const MetricComparison* each : shown) {
      const FigureScale scale = scale_of(comparison, *each);
      const SampleMean& mean = each->means[i];
      row.push_back(scale.text(mean.mean) +
                    (mean.student ? " ± " + scale.text(half_width(*mean.student)) : ""));
      row.push_back(std::to_string(each->ranks[i]));
    }
    row.emplace_back(comparison.is_in_pareto_set[i] ? "yes" : "");
    table.add(row);
  }
  return table.text();
}

/// By the p value that Holm's method adjusted.
std::string significance_mark(const std::optional<double>& p_value) {
  if (!p_value || *p_value >= 0.05) return "";
  return *p_value < 0.001 ? "***" : *p_value < 0.01 ? "**" : "*";
}

std::string interval_text(const std::optional<ConfidenceInterval>& interval, const FigureScale& scale) {
  return interval
             ? fmt::format("[{}, {}]", scale.signed_text(interval->low), scale.signed_text(interval->high))
             : "-";
}

void add_difference(TextTable& table, const Comparison& comparison, const MetricComparison& metric,
                    std::size_t variant) {
  const FigureScale scale = scale_of(comparison, metric);
  const PairedDifference& each = metric.differences[variant];
  const auto& p_value = metric.adjusted_p[variant];
  table.add({scale.heading(comparison.metrics[metric.metric].name), comparison.variants[variant].label,
             scale.signed_text(each.difference.mean),
             each.relative ? fmt::format("{:+.2f}", *each.relative * 100.0) : "-",
             interval_text(each.difference.student, scale), interval_text(each.bootstrap, scale),
             p_value ? fmt::format("{:.2g}", *p_value) : "-", significance_mark(p_value)});
}

std::string differences_table(const Comparison& comparison) {
  TextTable table({"metric", "variant", "difference", "%", "95 % Student", "95 % bootstrap", "p (Holm)", ""});
  bool is_first = true;
  for (const MetricComparison* metric : shown_metrics(comparison)) {
    if (!is_first) table.rule();
    is_first = false;
    for (std::size_t i = 0; i < comparison.variants.size(); ++i)
      if (i != comparison.baseline) add_difference(table, comparison, *metric, i);
  }
  return table.text();
}

/// The variant that needs most.
std::string further_seeds_line(const Comparison& comparison, const MetricComparison& metric) {
  const FigureScale scale = scale_of(comparison, metric);
  const std::string wanted = fmt::format("{} to within ± {} {}", comparison.metrics[metric.metric].name,
                                         scale.text(metric.wanted_half_width), scale.unit());
  std::size_t most = 0, at = comparison.baseline;
  for (std::size_t i = 0; i < comparison.variants.size(); ++i) {
    if (i == comparison.baseline) continue;
    if (!metric.further_seeds[i]) return wanted + ": cannot be told";
    if (*metric.further_seeds[i] > most) {
      most = *metric.further_seeds[i];
      at = i;
    }
  }
  if (most == 0) return wanted + ": enough";
  return fmt::format("{}: {} more ({})", wanted, most, comparison.variants[at].label);
}

std::string further_seeds_text(const Comparison& comparison) {
  std::string text = "Seeds for differences with 95 % intervals that narrow:\n";
  for (const MetricComparison* each : shown_metrics(comparison))
    text += "  " + further_seeds_line(comparison, *each) + '\n';
  return text;
}

std::string preamble(const Comparison& comparison) {
  std::string text = comparison.scenario + (comparison.title.empty() ? "" : " · " + comparison.title) + '\n';
  text += fmt::format("{} variants, {} seeds from {} on; weather and arrivals of a seed are the same for all",
                      comparison.variants.size(), comparison.seeds.size(), comparison.seeds.front());
  if (comparison.calibration_rule != "none") {
    const auto [least, most] =
        std::minmax_element(comparison.calibration_factors.begin(), comparison.calibration_factors.end());
    text += fmt::format(",\nand so is its factor of {} ({:.4g} to {:.4g}), found once under {}",
                        comparison.calibration_rule, *least, *most,
                        comparison.variants[comparison.baseline].label);
  }
  return text + '\n';
}

/// Says if variants did not do the same work: then cost and carbon alone mislead.
std::string work_done_text(const Comparison& comparison) {
  constexpr double noteworthy = 0.01;
  for (const MetricComparison& each : comparison.compared) {
    if (comparison.metrics[each.metric].name != "completed_jobs") continue;
    const auto [least, most] =
        std::minmax_element(each.means.begin(), each.means.end(),
                            [](const SampleMean& a, const SampleMean& b) { return a.mean < b.mean; });
    if (least->mean >= most->mean * (1.0 - noteworthy)) return "";
    const auto label = [&](auto at) {
      return comparison.variants[static_cast<std::size_t>(at - each.means.begin())].label;
    };
    return wrapped(
        fmt::format("Mind that they did not do the same work: {:.0f} jobs completed under {}, {:.0f} "
                    "under {}. What is not done costs nothing.",
                    least->mean, label(least), most->mean, label(most)),
        text_width);
  }
  return "";
}

std::string missing_metrics_text(const Comparison& comparison) {
  std::vector<std::string> missing;
  for (std::size_t i = 0; i < comparison.metrics.size(); ++i)
    if (std::none_of(comparison.compared.begin(), comparison.compared.end(),
                     [i](const MetricComparison& each) { return each.metric == i; }))
      missing.push_back(comparison.metrics[i].name);
  return missing.empty() ? ""
                         : fmt::format("Left out, for the scenario has nothing of the kind: {}.\n",
                                       fmt::join(missing, ", "));
}

}  // namespace

std::string comparison_text(const Comparison& comparison) {
  const std::string baseline = comparison.variants[comparison.baseline].label;
  std::string text = preamble(comparison);
  const bool has_intervals = comparison.seeds.size() > 1;
  text += fmt::format("\nMeans{}\n{}", has_intervals ? ", with 95 % confidence intervals (Student)" : "",
                      means_table(comparison));
  text += wrapped(fmt::format("Pareto: no other is at least as good in all of {} and better in one.",
                              fmt::join(comparison.pareto_metrics, ", ")),
                  text_width);
  text += work_done_text(comparison);
  text += missing_metrics_text(comparison);
  if (comparison.variants.size() > 1)
    text += fmt::format("\nDifferences to {}, seed by seed\n{}", baseline, differences_table(comparison));
  if (!has_intervals) return text + "One seed says nothing of chance: no intervals. Use --seeds.\n";
  if (comparison.variants.size() == 1) return text;
  text += "* p < 0.05, ** p < 0.01, *** p < 0.001, paired t test with Holm's correction\n\n";
  return text + further_seeds_text(comparison);
}

}  // namespace suanwang::cli
