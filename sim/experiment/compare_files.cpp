// What a comparison writes: three tables and one file with everything.
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "suanwang/experiment/compare.hpp"
#include "suanwang/store/csv.hpp"

namespace suanwang {

namespace {

using Json = nlohmann::ordered_json;

template <class Value>
std::string csv_number(const std::optional<Value>& value) {
  return value ? fmt::format("{}", *value) : "";
}

std::string csv_interval(const std::optional<ConfidenceInterval>& interval) {
  return interval ? fmt::format("{},{}", interval->low, interval->high) : ",";
}

template <class Value>
Json json_of(const std::optional<Value>& value) {
  return value ? Json(*value) : Json();
}

Json json_of(const std::optional<ConfidenceInterval>& interval) {
  return interval ? Json{interval->low, interval->high} : Json();
}

Json mean_json(const SampleMean& mean) {
  return {{"mean", mean.mean},
          {"standard_deviation", json_of(mean.deviation)},
          {"ci95_student", json_of(mean.student)}};
}

Json difference_json(const MetricComparison& metric, std::size_t variant) {
  const PairedDifference& each = metric.differences[variant];
  Json json = mean_json(each.difference);
  json["relative"] = json_of(each.relative);
  json["ci95_bootstrap"] = json_of(each.bootstrap);
  json["p_value"] = json_of(each.p_value);
  json["p_value_holm"] = json_of(metric.adjusted_p[variant]);
  json["further_seeds"] = json_of(metric.further_seeds[variant]);
  return json;
}

Json metric_json(const Comparison& comparison, const MetricComparison& compared) {
  const Metric& metric = comparison.metrics[compared.metric];
  Json json = {{"title", metric.title},
               {"unit", metric.unit},
               {"better", name_of(metric.better)},
               {"is_shown", compared.is_shown},
               {"wanted_half_width", compared.wanted_half_width}};
  for (std::size_t i = 0; i < comparison.variants.size(); ++i) {
    Json of_variant = mean_json(compared.means[i]);
    of_variant["rank"] = compared.ranks[i];
    if (i != comparison.baseline) of_variant["difference"] = difference_json(compared, i);
    json["variants"][comparison.variants[i].label] = std::move(of_variant);
  }
  return json;
}

Json runs_json(const Comparison& comparison) {
  Json runs = Json::array();
  for (std::size_t i = 0; i < comparison.variants.size(); ++i)
    for (std::size_t seed = 0; seed < comparison.seeds.size(); ++seed) {
      Json run = {{"variant", comparison.variants[i].label}, {"seed", comparison.seeds[seed]}};
      for (std::size_t metric = 0; metric < comparison.metrics.size(); ++metric)
        run[comparison.metrics[metric].name] = json_of(comparison.values[i][seed][metric]);
      runs.push_back(std::move(run));
    }
  return runs;
}

}  // namespace

std::string Comparison::runs_csv() const {
  std::string text = "variant,seed,calibration_factor";
  for (const Metric& metric : metrics) text += ',' + metric.name;
  text += "\r\n";
  for (std::size_t i = 0; i < variants.size(); ++i)
    for (std::size_t seed = 0; seed < seeds.size(); ++seed) {
      text += fmt::format("{},{},{}", csv_field(variants[i].label), seeds[seed], calibration_factors[seed]);
      for (const auto& value : values[i][seed]) text += ',' + csv_number(value);
      text += "\r\n";
    }
  return text;
}

std::string Comparison::means_csv() const {
  std::string text =
      "metric,unit,better,variant,mean,standard_deviation,ci95_student_low,ci95_student_high,rank,"
      "in_pareto_set\r\n";
  for (const MetricComparison& each : compared)
    for (std::size_t i = 0; i < variants.size(); ++i) {
      const SampleMean& mean = each.means[i];
      text += fmt::format("{},{},{},{},{},{},{},{},{}\r\n", metrics[each.metric].name,
                          metrics[each.metric].unit, name_of(metrics[each.metric].better),
                          csv_field(variants[i].label), mean.mean, csv_number(mean.deviation),
                          csv_interval(mean.student), each.ranks[i], is_in_pareto_set[i] ? 1 : 0);
    }
  return text;
}

std::string Comparison::differences_csv() const {
  std::string text =
      "metric,unit,better,variant,baseline,difference,relative,standard_deviation,ci95_student_low,"
      "ci95_student_high,ci95_bootstrap_low,ci95_bootstrap_high,p_value,p_value_holm,wanted_half_width,"
      "further_seeds\r\n";
  for (const MetricComparison& each : compared)
    for (std::size_t i = 0; i < variants.size(); ++i) {
      if (i == baseline) continue;
      const PairedDifference& d = each.differences[i];
      text += fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{},{}\r\n", metrics[each.metric].name,
                          metrics[each.metric].unit, name_of(metrics[each.metric].better),
                          csv_field(variants[i].label), csv_field(variants[baseline].label),
                          d.difference.mean, csv_number(d.relative), csv_number(d.difference.deviation),
                          csv_interval(d.difference.student), csv_interval(d.bootstrap),
                          csv_number(d.p_value), csv_number(each.adjusted_p[i]), each.wanted_half_width,
                          csv_number(each.further_seeds[i]));
    }
  return text;
}

std::string Comparison::json() const {
  Json root = {{"scenario", scenario}, {"title", title},   {"description", description},
               {"version", version},   {"source", source}, {"seeds", seeds}};
  root["files"] = Json::array();
  for (const InputFile& each : files) root["files"].push_back({{"path", each.path}, {"sha256", each.sha256}});
  root["calibration"] = {
      {"rule", calibration_rule}, {"factors", calibration_factors}, {"of", variants[baseline].label}};
  if (!bound_aim.empty()) root["bound"] = {{"aim", bound_aim}, {"by_seed", bounds}};
  root["baseline"] = variants[baseline].label;
  Json all = Json::array();
  for (std::size_t i = 0; i < variants.size(); ++i)
    all.push_back({{"label", variants[i].label},
                   {"overrides", variants[i].overrides},
                   {"in_pareto_set", bool{is_in_pareto_set[i]}}});
  root["variants"] = std::move(all);
  root["pareto_metrics"] = pareto_metrics;
  root["metrics"] = Json::object();
  for (const MetricComparison& each : compared)
    root["metrics"][metrics[each.metric].name] = metric_json(*this, each);
  root["runs"] = runs_json(*this);
  return root.dump(2) + "\n";
}

}  // namespace suanwang
