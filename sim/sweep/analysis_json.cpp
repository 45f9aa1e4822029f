// The analysis of a sweep for other programs.
#include <nlohmann/json.hpp>

#include "suanwang/sweep/analysis.hpp"

namespace suanwang {

namespace {

using Json = nlohmann::ordered_json;

Json json_of(const std::optional<double>& value) { return value ? Json(*value) : Json(); }

Json json_of(const std::optional<ConfidenceInterval>& interval) {
  return interval ? Json{interval->low, interval->high} : Json();
}

Json json_of(const FactorEffect& effect) {
  Json json = {{"title", effect.heading},
               {"range", effect.range()},
               {"least", effect.least},
               {"most", effect.most},
               {"variance_share", effect.variance_share},
               {"rank_correlation", json_of(effect.rank_correlation)}};
  json["levels"] = Json::array();
  for (const LevelResponse& each : effect.levels)
    json["levels"].push_back({{"label", each.label},
                              {"number", json_of(each.number)},
                              {"variants", each.variants},
                              {"mean", each.mean.mean},
                              {"ci95_student", json_of(each.mean.student)},
                              {"to_all", each.to_all.mean},
                              {"to_all_ci95_student", json_of(each.to_all.student)}});
  return json;
}

Json json_of(const MorrisEffect& effect) {
  return {{"trajectories", effect.trajectories},
          {"mu", effect.mean},
          {"mu_star", effect.mean_absolute},
          {"mu_star_ci95_bootstrap", json_of(effect.interval)},
          {"sigma", effect.deviation}};
}

Json json_of(const SobolIndex& index) {
  return {{"base_points", index.base_points},
          {"first", index.first},
          {"first_ci95_bootstrap", json_of(index.first_interval)},
          {"total", index.total},
          {"total_ci95_bootstrap", json_of(index.total_interval)}};
}

template <class Index>
Json by_factor(const SweepPlan& plan, const std::vector<Index>& indices) {
  Json json = Json::object();
  for (std::size_t i = 0; i < indices.size(); ++i) json[plan.factors[i].id] = json_of(indices[i]);
  return json;
}

Json json_of(const SweepPlan& plan, const MetricAnalysis& analysis) {
  const SweepMetric& metric = plan.metrics[analysis.metric];
  Json json = {{"title", metric.title},         {"unit", metric.unit},     {"variants", analysis.variants},
               {"left_out", analysis.left_out}, {"seeds", analysis.seeds}, {"mean", analysis.mean.mean},
               {"least", analysis.least},       {"most", analysis.most}};
  json["effects"] = Json::object();
  for (const FactorEffect& each : analysis.effects) json["effects"][each.id] = json_of(each);
  if (!analysis.morris.empty()) json["morris"] = by_factor(plan, analysis.morris);
  if (!analysis.sobol.empty()) json["sobol"] = by_factor(plan, analysis.sobol);
  return json;
}

}  // namespace

std::string analysis_json(const SweepResult& result, const std::vector<std::size_t>& metrics) {
  Json root = {{"sweep", result.plan.name},
               {"version", result.plan.version},
               {"plan_hash", result.plan.hash()},
               {"runs", result.runs.size()},
               {"failed", result.failed()}};
  root["metrics"] = Json::object();
  for (const std::size_t metric : metrics)
    if (const auto analysis = analyse(result, metric))
      root["metrics"][result.plan.metrics[metric].name] = json_of(result.plan, *analysis);
  return root.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

}  // namespace suanwang
