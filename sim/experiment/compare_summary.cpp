#include "compare_summary.hpp"

#include <algorithm>
#include <cmath>

#include "suanwang/experiment/ranking.hpp"

namespace suanwang {

namespace {

bool is_everywhere(const Comparison& comparison, std::size_t metric) {
  for (const auto& of_variant : comparison.values)
    for (const auto& run : of_variant)
      if (!run[metric]) return false;
  return true;
}

std::vector<double> samples(const Comparison& comparison, std::size_t variant, std::size_t metric) {
  std::vector<double> all;
  for (const auto& run : comparison.values[variant]) all.push_back(*run[metric]);
  return all;
}

std::vector<std::string> shown_names(const CompareOptions& options) {
  if (!options.shown.empty()) return options.shown;
  return {"score", "gap", "cost", "carbon_location", "wait", "sla", "token_share"};
}

/// Indices of metrics, those shown first, each with whether it is shown.
std::vector<std::pair<std::size_t, bool>> metrics_in_order(const CompareOptions& options,
                                                           const Comparison& comparison) {
  const std::vector<std::string> names = metric_names(comparison.metrics);
  std::vector<std::pair<std::size_t, bool>> order;
  std::vector<bool> is_listed(names.size(), false);
  for (const std::string& each : shown_names(options)) {
    const auto found = std::find(names.begin(), names.end(), each);
    if (found == names.end()) continue;  // a default that the caller's list of metrics lacks
    const auto index = static_cast<std::size_t>(found - names.begin());
    if (!is_listed[index]) order.emplace_back(index, true);
    is_listed[index] = true;
  }
  for (std::size_t i = 0; i < names.size(); ++i)
    if (!is_listed[i]) order.emplace_back(i, false);
  return order;
}

/// Over all variants but the baseline, which is compared to nothing.
void adjust_p_values(std::size_t baseline, MetricComparison& metric) {
  metric.adjusted_p.resize(metric.differences.size());
  std::vector<double> p_values;
  std::vector<std::size_t> variants;
  for (std::size_t i = 0; i < metric.differences.size(); ++i) {
    if (i == baseline || !metric.differences[i].p_value) continue;
    p_values.push_back(*metric.differences[i].p_value);
    variants.push_back(i);
  }
  const std::vector<double> adjusted = holm_adjusted(p_values);
  for (std::size_t i = 0; i < variants.size(); ++i) metric.adjusted_p[variants[i]] = adjusted[i];
}

void find_further_seeds(const CompareOptions& options, const Comparison& comparison,
                        MetricComparison& metric) {
  constexpr double default_share = 0.01;  // of the baseline's mean
  metric.wanted_half_width = default_share * std::abs(metric.means[comparison.baseline].mean);
  for (const auto& [name, width] : options.widths)
    if (name == comparison.metrics[metric.metric].name) metric.wanted_half_width = width;
  metric.further_seeds.resize(metric.differences.size());
  if (metric.wanted_half_width <= 0.0) return;
  for (std::size_t i = 0; i < metric.differences.size(); ++i)
    if (const auto& deviation = metric.differences[i].difference.deviation)
      metric.further_seeds[i] =
          further_samples(*deviation, comparison.seeds.size(), metric.wanted_half_width);
}

MetricComparison compared(const CompareOptions& options, const Comparison& comparison, std::size_t metric,
                          bool is_shown) {
  MetricComparison all;
  all.metric = metric;
  all.is_shown = is_shown;
  const std::vector<double> baseline = samples(comparison, comparison.baseline, metric);
  std::vector<double> means;
  for (std::size_t variant = 0; variant < comparison.variants.size(); ++variant) {
    const std::vector<double> own = samples(comparison, variant, metric);
    all.means.push_back(mean_of(own));
    all.differences.push_back(paired_difference(own, baseline, comparison.seeds.front()));
    means.push_back(all.means.back().mean);
  }
  all.ranks = ranks(means, comparison.metrics[metric].better);
  adjust_p_values(comparison.baseline, all);
  find_further_seeds(options, comparison, all);
  return all;
}

void find_pareto_set(Comparison& comparison) {
  std::vector<ParetoAxis> objectives;
  for (const char* name : {"cost", "carbon_location", "wait", "sla"})
    for (const MetricComparison& each : comparison.compared) {
      const Metric& metric = comparison.metrics[each.metric];
      if (metric.name != name) continue;
      objectives.push_back({{}, metric.better});
      for (const SampleMean& mean : each.means) objectives.back().values.push_back(mean.mean);
      comparison.pareto_metrics.emplace_back(name);
    }
  comparison.is_in_pareto_set = pareto_set(objectives);
  comparison.is_in_pareto_set.resize(comparison.variants.size(), true);  // without objectives nobody loses
}

}  // namespace

std::vector<std::string> metric_names(const std::vector<Metric>& metrics) {
  std::vector<std::string> names;
  for (const Metric& each : metrics) names.push_back(each.name);
  return names;
}

void summarise(const CompareOptions& options, Comparison& comparison) {
  for (const auto& [metric, is_shown] : metrics_in_order(options, comparison))
    if (is_everywhere(comparison, metric))
      comparison.compared.push_back(compared(options, comparison, metric, is_shown));
  find_pareto_set(comparison);
}

}  // namespace suanwang
