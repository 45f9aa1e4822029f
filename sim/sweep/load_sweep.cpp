#include "suanwang/sweep/load_sweep.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "suanwang/experiment/run.hpp"
#include "suanwang/scenario/field_reader.hpp"
#include "suanwang/scenario/file_scope.hpp"
#include "suanwang/scenario/pathway.hpp"
#include "suanwang/store/digest.hpp"
#include "suanwang/sweep/sweep_result.hpp"
#include "suanwang/sweep/sweep_spec.hpp"

#include "factor_values.hpp"
#include "figures.hpp"
#include "sweep_checks.hpp"
#include "sweep_points.hpp"
#include "sweep_variants.hpp"

namespace suanwang {

namespace fs = std::filesystem;

namespace {

/// Lays out a sweep, step by step.
class SweepBuilder {
 public:
  SweepBuilder(const fs::path& path, const PolicyCatalogue& catalogue, const LoadSweepOptions& options)
      : path_(path), options_(options), document_(Document::load(path, options.overrides)) {
    ReadResult result;
    read_fields(document_, spec_, result);
    if (!result.issues.empty()) throw InputError(std::move(result.issues));
    Issues issues;
    check_sweep(spec_, document_, issues);
    if (!issues.empty()) throw InputError(std::move(issues));
    for (const auto& [id, factor] : spec_.factors) values_.emplace_back(id, factor);
    sweep_.scenarios = std::make_shared<ScenarioLibrary>(path.parent_path(), catalogue);
  }

  Sweep build() {
    describe();
    lay_out_points(spec_, values_, document_, sweep_.plan);
    VariantMaker(spec_, document_, *sweep_.scenarios).make(sweep_.plan);
    const LoadedScenario base = load_base();
    sweep_.plan.seeds.first = spec_.seeds.first.value_or(base.spec.seed);
    std::set<fs::path> files(base.files.begin(), base.files.end());
    check_variants(files);
    if (!spec_.figures.empty()) check_figures();
    check_columns(sweep_.plan);
    note_files(std::move(files));
    return std::move(sweep_);
  }

 private:
  void describe() {
    SweepPlan& plan = sweep_.plan;
    plan.name = spec_.name;
    plan.title = spec_.title;
    plan.description = spec_.description;
    plan.version = version_text();
    plan.source = source_text();
    for (const fs::path& each : options_.plugins) plan.plugins.push_back(sha256_of_file(each));
    plan.scenario = spec_.scenario;
    plan.only = spec_.only;
    for (const FactorValues& each : values_) plan.factors.push_back(each.factor());
    for (const auto& [id, policy] : spec_.policies) plan.policies.push_back(id);
    if (plan.policies.empty()) plan.policies.push_back("");
    plan.seeds.count = spec_.seeds.count;
    if (const auto& until = spec_.seeds.until)
      plan.seeds.until = {until->metric, until->half_width ? *until->half_width : *until->half_width_share,
                          until->half_width_share.has_value(), until->at_least, until->at_most};
    for (const Metric& each : built_in_metrics())
      plan.metrics.push_back({each.name, each.title, each.unit, each.better, "", is_shown(each.name)});
    for (const auto& [id, figure] : spec_.figures)
      plan.metrics.push_back({id, figure.title.empty() ? figure.path : figure.title, figure.unit,
                              figure.better, figure.path, is_shown(id)});
  }

  [[nodiscard]] bool is_shown(const std::string& metric) const {
    static const std::vector<std::string> usual{"cost", "carbon_location", "wait", "sla", "token_share"};
    if (spec_.metrics.empty() && spec_.figures.find(metric)) return true;
    const auto& shown = spec_.metrics.empty() ? usual : spec_.metrics;
    return std::find(shown.begin(), shown.end(), metric) != shown.end();
  }

  LoadedScenario load_base() {
    const fs::path file = path_.parent_path() / spec_.scenario;
    if (const auto fault = out_of_scope(file, path_))
      throw InputError({document_.issue_at("scenario", fault->problem, fault->remedy)});
    if (is_pathway(file))
      throw InputError({document_.issue_at("scenario", spec_.scenario + " is a pathway",
                                           "name the scenario of one year")});
    return sweep_.scenarios->at(spec_.scenario).load(spec_.set);
  }

  /// One variant for each level and each end of a range, whatever the others are there; and all policies.
  [[nodiscard]] std::set<std::size_t> variants_to_check() const {
    const SweepPlan& plan = sweep_.plan;
    std::set<std::size_t> chosen;
    for (std::size_t policy = 0; policy < plan.policies.size(); ++policy) chosen.insert(policy);
    for (std::size_t factor = 0; factor < plan.factors.size(); ++factor) {
      std::set<std::string> seen;
      std::size_t least = 0, most = 0;
      for (std::size_t i = 0; i < plan.points.size(); ++i) {
        const std::string& value = plan.points[i][factor];
        if (!plan.factors[factor].levels.empty()) {
          if (seen.insert(value).second) chosen.insert(plan.variant(i, 0));
          continue;
        }
        if (*number_in(value) < *number_in(plan.points[least][factor])) least = i;
        if (*number_in(value) > *number_in(plan.points[most][factor])) most = i;
      }
      if (plan.factors[factor].levels.empty())
        chosen.merge(std::set{plan.variant(least, 0), plan.variant(most, 0)});
    }
    return chosen;
  }

  void check_variants(std::set<fs::path>& files) {
    for (const std::size_t each : variants_to_check()) {
      if (options_.should_stop && *options_.should_stop) throw Interrupted();
      const LoadedScenario scenario = sweep_.scenarios->load(sweep_.plan, each);
      files.insert(scenario.files.begin(), scenario.files.end());
    }
  }

  /// A figure that some scenario has may be absent in another; one that none has is a slip.
  void check_figures() {
    std::map<std::string, std::string> missing;  // by figure
    std::set<std::string> scenarios, found;
    for (std::size_t i = 0; i < sweep_.plan.variants.size(); ++i) {
      if (!scenarios.insert(sweep_.plan.variants[i].scenario).second) continue;
      const Summary summary = first_day(i);
      const nlohmann::json json = nlohmann::json::parse(summary.json());
      for (const auto& [id, figure] : spec_.figures) {
        const std::string fault = figure_fault(json, figure.path);
        if (fault.empty()) found.insert(id);
        missing[id] = fault;
      }
    }
    Issues issues;
    for (const auto& [id, fault] : missing)
      if (!found.contains(id))
        issues.push_back(
            document_.issue_at("figures." + id + ".path", fault, "docs/results.md lists what there is"));
    if (!issues.empty()) throw InputError(std::move(issues));
  }

  /// Neither calibrated nor long: to see what a summary has.
  Summary first_day(std::size_t variant) {
    SweepVariant chosen = sweep_.plan.variants[variant];
    const LoadedScenario whole = sweep_.scenarios->load(sweep_.plan, variant);
    const std::chrono::year_month_day next(whole.spec.time.start + std::chrono::days(1));
    chosen.overrides.push_back(fmt::format("time.end={:04}-{:02}-{:02}", static_cast<int>(next.year()),
                                           static_cast<unsigned>(next.month()),
                                           static_cast<unsigned>(next.day())));
    RunOptions run;
    run.seed = sweep_.plan.seeds.first;
    run.calibration_factor = 1.0;
    run.should_stop = options_.should_stop;
    return run_scenario(sweep_.scenarios->at(chosen.scenario).load(chosen.overrides), run);
  }

  void note_files(std::set<fs::path> files) {
    files.insert(document_.files().begin(), document_.files().end());
    const fs::path folder = fs::weakly_canonical(fs::absolute(path_)).parent_path();
    std::map<std::string, std::string> by_name;
    for (const fs::path& each : files)
      by_name[fs::weakly_canonical(fs::absolute(each)).lexically_relative(folder).generic_string()] =
          sha256_of_file(each);
    for (const auto& [name, digest] : by_name) sweep_.plan.files.push_back({name, digest});
  }

  fs::path path_;
  const LoadSweepOptions& options_;
  Document document_;
  SweepSpec spec_;
  std::vector<FactorValues> values_;
  Sweep sweep_;
};

}  // namespace

const ScenarioReader& ScenarioLibrary::at(const std::string& file) {
  const std::lock_guard lock(guard_);
  auto& reader = readers_[file];
  if (!reader) reader = std::make_unique<ScenarioReader>(folder_ / file, catalogue_, inputs_);
  return *reader;
}

LoadedScenario ScenarioLibrary::load(const SweepPlan& plan, std::size_t variant) {
  const SweepVariant& chosen = plan.variants[variant];
  try {
    return at(chosen.scenario).load(chosen.overrides);
  } catch (const InputError& error) {
    throw InputError(variant_label(plan, variant) + ":\n" + error.what());
  }
}

bool is_sweep(const fs::path& path) { return Document::load(path).root().find("scenario") != nullptr; }

std::string variant_label(const SweepPlan& plan, std::size_t variant) {
  const SweepVariant& chosen = plan.variants[variant];
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < plan.factors.size(); ++i)
    parts.push_back(plan.factors[i].id + '=' + plan.points[chosen.point][i]);
  if (!plan.policies[chosen.policy].empty()) parts.push_back("policy " + plan.policies[chosen.policy]);
  return parts.empty() ? "the scenario" : fmt::format("{}", fmt::join(parts, ", "));
}

Sweep load_sweep(const fs::path& path, const PolicyCatalogue& catalogue, const LoadSweepOptions& options) {
  return SweepBuilder(path, catalogue, options).build();
}

}  // namespace suanwang
