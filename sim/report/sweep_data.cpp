// What the report of a sweep shows: its analysis, and its variants for charts that need them one by one.
#include <algorithm>
#include <charconv>

#include "suanwang/store/database.hpp"
#include "suanwang/sweep/analysis.hpp"
#include "suanwang/sweep/load_sweep.hpp"
#include "suanwang/sweep/sweep_result.hpp"

#include "page_data.hpp"

namespace suanwang {

namespace {

// A chart of more lines shows nothing more, and the page grows by a quarter of a kilobyte with each.
constexpr std::size_t most_variants = 2000;
constexpr std::size_t most_failures = 100;

std::vector<std::size_t> shown_metrics(const SweepPlan& plan) {
  std::vector<std::size_t> shown;
  for (std::size_t i = 0; i < plan.metrics.size(); ++i)
    if (plan.metrics[i].is_shown) shown.push_back(i);
  return shown;
}

Json factors_of(const SweepPlan& plan) {
  Json factors = Json::array();
  for (const SweepFactor& each : plan.factors)
    factors.push_back({{"id", each.id},
                       {"title", each.heading()},
                       {"keys", each.keys},
                       {"is_numeric", each.has_numbers()},
                       {"levels", each.levels}});
  return factors;
}

Json metrics_of(const SweepPlan& plan) {
  Json metrics = Json::array();
  for (const SweepMetric& each : plan.metrics)
    metrics.push_back({{"name", each.name},
                       {"title", each.title},
                       {"unit", each.unit},
                       {"better", name_of(each.better)},
                       {"is_shown", each.is_shown}});
  return metrics;
}

/// Sums over the runs of one variant that went well.
struct VariantSums {
  std::size_t done = 0, failed = 0;
  std::vector<double> sums;
  std::vector<std::size_t> counts;  // a run need not have every metric
};

std::vector<VariantSums> sums_by_variant(const SweepResult& result, const std::vector<std::size_t>& metrics) {
  std::vector<VariantSums> all(result.plan.variants.size());
  for (const auto& [key, run] : result.runs) {
    VariantSums& variant = all[key.variant];
    variant.sums.resize(metrics.size());
    variant.counts.resize(metrics.size());
    if (!run.error.empty()) {
      ++variant.failed;
      continue;
    }
    ++variant.done;
    for (std::size_t i = 0; i < metrics.size(); ++i) {
      const std::optional<double>& value = run.values[metrics[i]];
      if (!value) continue;
      variant.sums[i] += *value;
      ++variant.counts[i];
    }
  }
  return all;
}

double number_in(const std::string& text) {
  double value = 0.0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

Json factor_values(const SweepPlan& plan, std::size_t point) {
  Json values = Json::array();
  for (std::size_t i = 0; i < plan.factors.size(); ++i) {
    const std::string& text = plan.points[point][i];
    values.push_back(plan.factors[i].has_numbers() ? Json(number_in(text)) : Json(text));
  }
  return values;
}

/// All variants, or an even sample of so many that a page can draw.
Json variants_of(const SweepResult& result, const std::vector<std::size_t>& metrics) {
  const std::vector<VariantSums> sums = sums_by_variant(result, metrics);
  const std::size_t count = std::min(sums.size(), most_variants);
  Json variants = Json::array();
  for (std::size_t k = 0; k < count; ++k) {
    const std::size_t i = k * sums.size() / count;
    const SweepVariant& variant = result.plan.variants[i];
    Json means = Json::array();
    for (std::size_t m = 0; m < metrics.size(); ++m) {
      const bool has_it = m < sums[i].counts.size() && sums[i].counts[m] > 0;
      means.push_back(has_it ? Json(sums[i].sums[m] / static_cast<double>(sums[i].counts[m])) : Json());
    }
    variants.push_back({{"policy", variant.policy},
                        {"values", factor_values(result.plan, variant.point)},
                        {"means", std::move(means)},
                        {"runs", sums[i].done},
                        {"failed", sums[i].failed}});
  }
  return variants;
}

Json failures_of(const SweepResult& result) {
  Json failures = Json::array();
  for (const auto& [key, run] : result.runs)
    if (!run.error.empty() && failures.size() < most_failures)
      failures.push_back(
          {{"variant", variant_label(result.plan, key.variant)}, {"seed", key.seed}, {"message", run.error}});
  return failures;
}

}  // namespace

Json sweep_data(const std::filesystem::path& folder) {
  const SweepResult result = read_sweep_result(folder);
  const SweepPlan& plan = result.plan;
  const std::vector<std::size_t> metrics = shown_metrics(plan);
  Json data = {{"kind", "sweep"}};
  data["sweep"] = {{"name", plan.name},
                   {"title", plan.title},
                   {"description", plan.description},
                   {"version", plan.version},
                   {"source", plan.source},
                   {"scenario", plan.scenario},
                   {"design", name_of(plan.design.design)},
                   {"plan_hash", plan.hash()}};
  data["files"] = Json::array();
  for (const InputFile& each : plan.files)
    data["files"].push_back({{"path", each.path}, {"sha256", each.sha256}});
  data["factors"] = factors_of(plan);
  data["policies"] = plan.policies;
  data["metrics"] = metrics_of(plan);
  data["variants_total"] = plan.variants.size();
  data["variants"] = variants_of(result, metrics);
  data["runs"] = result.runs.size();
  data["failed"] = result.failed();
  data["failures"] = failures_of(result);
  data["analysis"] = Json::parse(analysis_json(result, metrics));
  return data;
}

}  // namespace suanwang
