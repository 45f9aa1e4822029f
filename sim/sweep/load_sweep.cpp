#include "suanwang/sweep/load_sweep.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "suanwang/experiment/run.hpp"
#include "suanwang/scenario/field_reader.hpp"
#include "suanwang/scenario/pathway.hpp"
#include "suanwang/store/database.hpp"
#include "suanwang/store/digest.hpp"
#include "suanwang/sweep/sweep_result.hpp"
#include "suanwang/sweep/sweep_spec.hpp"

#include "factor_values.hpp"
#include "figures.hpp"
#include "sweep_checks.hpp"

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
    lay_out_points();
    make_variants();
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

  void lay_out_points() {
    SweepPlan& plan = sweep_.plan;
    plan.design = {spec_.design, {}, spec_.points, spec_.design_seed};
    for (const FactorValues& each : values_) plan.design.levels.push_back(each.level_count());
    if (values_.empty()) {  // policies and seeds alone
      plan.points.emplace_back();
      return;
    }
    const double size = design_size(plan.design) * static_cast<double>(plan.policies.size());
    if (size > static_cast<double>(most_variants))
      throw InputError({document_.issue_at("factors", fmt::format("would make {:.0f} variants", size),
                                           fmt::format("allowed: at most {}", most_variants))});
    for (const DesignPoint& point : design_points(plan.design)) {
      std::vector<std::string> labels;
      for (std::size_t i = 0; i < values_.size(); ++i) labels.push_back(values_[i].label(point[i]));
      plan.points.push_back(std::move(labels));
    }
    if (!spec_.only.empty()) keep_chosen_points();
  }

  /// Conditions are SQL, as those of `sweep query` are: there is one language for both.
  void keep_chosen_points() {
    SweepPlan& plan = sweep_.plan;
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
    for (std::size_t i = 0; i < spec_.only.size(); ++i) apply_condition(database, i, is_chosen);
    std::size_t number = 0;
    std::erase_if(plan.points, [&](const auto&) { return !is_chosen[number++]; });
    if (plan.points.empty())
      throw InputError({document_.issue_at("only", "leaves no point of the design", "loosen a condition")});
  }

  void apply_condition(Database& database, std::size_t index, std::vector<bool>& is_chosen) {
    try {
      const std::vector<bool> holds =
          rows_that_meet(database, "point", "_row", spec_.only[index], is_chosen.size());
      for (std::size_t i = 0; i < holds.size(); ++i) is_chosen[i] = is_chosen[i] && holds[i];
    } catch (const InputError& error) {
      std::vector<std::string> ids;
      for (const SweepFactor& each : sweep_.plan.factors) ids.push_back(each.id);
      throw InputError({document_.issue_at(fmt::format("only[{}]", index), error.what(),
                                           fmt::format("write a condition over {}", fmt::join(ids, ", ")))});
    }
  }

  void make_variants() {
    for (std::size_t point = 0; point < sweep_.plan.points.size(); ++point)
      for (std::size_t policy = 0; policy < sweep_.plan.policies.size(); ++policy) {
        SweepVariant variant{point, policy, spec_.scenario, spec_.set};
        for (std::size_t factor = 0; factor < values_.size(); ++factor)
          apply(spec_.factors.entries[factor].second, sweep_.plan.points[point][factor], variant);
        if (!spec_.policies.empty()) add(spec_.policies.entries[policy].second.set, variant);
        sweep_.plan.variants.push_back(std::move(variant));
      }
    for (SweepVariant& each : sweep_.plan.variants) multiply(each);
  }

  static void add(const std::vector<std::string>& settings, SweepVariant& variant) {
    variant.overrides.insert(variant.overrides.end(), settings.begin(), settings.end());
  }

  static void apply(const FactorSpec& factor, const std::string& label, SweepVariant& variant) {
    if (const LevelSpec* level = factor.levels.find(label)) {
      if (!level->scenario.empty()) variant.scenario = level->scenario;
      return add(level->set, variant);
    }
    if (factor.use == FactorUse::set)
      for (const std::string& key : factor.keys) variant.overrides.push_back(key + '=' + label);
  }

  /// A number of the scenario that is multiplied.
  struct Product {
    std::string place, key;  ///< place: of the sweep file
    double times = 1.0;
  };

  /// After all else is set: what is multiplied may stand in a scenario or a level that another factor chose.
  void multiply(SweepVariant& variant) {
    const std::vector<Product> products = products_of(variant);
    if (products.empty()) return;
    const std::vector<std::optional<double>>& numbers = numbers_of(variant, products);
    for (std::size_t i = 0; i < products.size(); ++i) {
      if (!numbers[i])
        throw InputError({document_.issue_at(
            products[i].place,
            "'" + products[i].key + "' has no number in " + variant.scenario + " that could be multiplied",
            "name a key with a plain number, unit in the key")});
      variant.overrides.push_back(
          fmt::format("{}={:.12g}", products[i].key, *numbers[i] * products[i].times));
    }
  }

  [[nodiscard]] std::vector<Product> products_of(const SweepVariant& variant) const {
    std::vector<Product> products;
    for (std::size_t i = 0; i < values_.size(); ++i) {
      const auto& [id, factor] = spec_.factors.entries[i];
      const std::string& label = sweep_.plan.points[variant.point][i];
      if (const LevelSpec* level = factor.levels.find(label)) {
        for (const std::string& each : level->multiply) {
          const std::size_t equals = each.find('=');
          products.push_back({"factors." + id + ".levels." + label + ".multiply", each.substr(0, equals),
                              *number_in(each.substr(equals + 1))});
        }
      } else if (factor.use == FactorUse::multiply) {
        for (const std::string& key : factor.keys)
          products.push_back({"factors." + id + ".keys", key, *number_in(label)});
      }
    }
    return products;
  }

  /// The numbers as they are before; many variants have the same.
  const std::vector<std::optional<double>>& numbers_of(const SweepVariant& variant,
                                                       const std::vector<Product>& products) {
    std::vector<std::string> keys;
    for (const Product& each : products) keys.push_back(each.key);
    const std::string name = fmt::format("{}\n{}\n\n{}", variant.scenario, fmt::join(keys, "\n"),
                                         fmt::join(variant.overrides, "\n"));
    const auto [place, is_new] = numbers_.try_emplace(name);
    if (is_new) place->second = sweep_.scenarios->at(variant.scenario).numbers_at(keys, variant.overrides);
    return place->second;
  }

  LoadedScenario load_base() {
    const fs::path file = path_.parent_path() / spec_.scenario;
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
  std::map<std::string, std::vector<std::optional<double>>> numbers_;
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
