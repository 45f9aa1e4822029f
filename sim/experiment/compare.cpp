#include "suanwang/experiment/compare.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <mutex>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "suanwang/core/error.hpp"
#include "suanwang/core/fields.hpp"
#include "suanwang/experiment/in_parallel.hpp"
#include "suanwang/experiment/run.hpp"
#include "suanwang/store/folder.hpp"

#include "compare_summary.hpp"

namespace suanwang {

namespace {

std::string spelling_remedy(const std::string& name, const std::vector<std::string>& allowed) {
  return spelling_question(name, allowed) + fmt::format("allowed: {}", fmt::join(allowed, ", "));
}

std::size_t index_in(const std::vector<std::string>& allowed, const std::string& name, const char* what) {
  const auto found = std::find(allowed.begin(), allowed.end(), name);
  if (found == allowed.end())
    throw InputError(fmt::format("{} '{}' is not known; {}", what, name, spelling_remedy(name, allowed)));
  return static_cast<std::size_t>(found - allowed.begin());
}

bool needs_parameters(const PolicyList<RoutePolicy>::Entry& entry) {
  Fields fields;
  const auto maker = entry.maker();
  maker->fields(fields);
  return std::any_of(fields.all().begin(), fields.all().end(),
                     [](const Field& field) { return field.is_required; });
}

std::vector<std::string> labels_of(const std::vector<Variant>& variants) {
  std::vector<std::string> labels;
  for (const Variant& each : variants) labels.push_back(each.label);
  return labels;
}

/// A bound is one of the scenario's world, whoever decides in it.
void check_only_policies_differ(const std::vector<Variant>& variants) {
  for (const Variant& variant : variants)
    for (const std::string& each : variant.overrides)
      if (!each.starts_with("policy."))
        throw InputError("variant '" + variant.label + "' sets '" + each +
                         "': with a bound, variants differ in `policy` alone; use --set for all of them");
}

void check_labels(const std::vector<Variant>& variants) {
  if (variants.empty()) throw InputError("there is nothing to compare; name policies or variants");
  std::vector<std::string> labels = labels_of(variants);
  for (const std::string& label : labels)
    if (label.empty()) throw InputError("a variant has no label; write \"LABEL: KEY=VALUE\"");
  std::sort(labels.begin(), labels.end());
  if (const auto twice = std::adjacent_find(labels.begin(), labels.end()); twice != labels.end())
    throw InputError("two variants are called '" + *twice + "'; give each a label of its own");
}

void check_metrics(const CompareOptions& options, const std::vector<Metric>& metrics) {
  const std::vector<std::string> names = metric_names(metrics);
  for (const std::string& each : options.shown) static_cast<void>(index_in(names, each, "metric"));
  for (const auto& [name, width] : options.widths) {
    static_cast<void>(index_in(names, name, "metric"));
    if (!(width > 0.0) || !std::isfinite(width))
      throw InputError(fmt::format("the wanted half-width of '{}' is {}; allowed: above 0", name, width));
  }
}

/// Calls `load` and says of which variant its complaints are.
template <class Load>
auto of_variant(const std::string& label, const Load& load) {
  try {
    return load();
  } catch (const InputError& error) {
    throw InputError("variant '" + label + "':\n" + error.what());
  }
}

/// One comparison on its way.
class Comparer {
 public:
  Comparer(const std::filesystem::path& path, const CompareOptions& options, const PolicyCatalogue& catalogue)
      : options_(options) {
    check_labels(options.variants);
    if (options.bound) check_only_policies_differ(options.variants);
    if (options.seeds == 0) throw InputError("a comparison needs at least one seed");
    const LoadedScenario plain = load_scenario(path, options.overrides, catalogue);
    load_variants(path, catalogue);
    result_.scenario = plain.spec.name;
    result_.title = plain.spec.title;
    result_.description = plain.spec.description;
    result_.version = version_text();
    result_.source = source_text();
    result_.files = input_files(plain);
    result_.variants = options.variants;
    result_.metrics = options.metrics;
    if (options.bound) add_bound_metrics();
    check_metrics(options, result_.metrics);
    choose_baseline(plain.spec);
    const std::uint64_t first = options.first_seed.value_or(plain.spec.seed);
    if (options.seeds > 0 && first > std::numeric_limits<std::uint64_t>::max() - (options.seeds - 1))
      throw InputError(
          fmt::format("seeds {} and the {} that follow go beyond 2^64 - 1", first, options.seeds - 1));
    for (std::size_t i = 0; i < options.seeds; ++i) result_.seeds.push_back(first + i);
  }

  Comparison compare() {
    calibrate();
    bound_all();
    run_all();
    summarise(options_, result_);
    for (Metric& each : result_.metrics) each.value = nullptr;  // they look into this comparer
    return std::move(result_);
  }

 private:
  void load_variants(const std::filesystem::path& path, const PolicyCatalogue& catalogue) {
    for (const Variant& each : options_.variants) {
      std::vector<std::string> overrides = options_.overrides;
      overrides.insert(overrides.end(), each.overrides.begin(), each.overrides.end());
      scenarios_.push_back(of_variant(each.label, [&] { return load_scenario(path, overrides, catalogue); }));
    }
  }

  /// The one that was named, or the scenario's own policies, or the first.
  void choose_baseline(const ScenarioSpec& plain) {
    if (options_.baseline) {
      result_.baseline = index_in(labels_of(options_.variants), *options_.baseline, "baseline");
      return;
    }
    const auto policies_of = [](const ScenarioSpec& spec) {
      return std::array{spec.policy.route.name, spec.policy.queue.name, spec.policy.serve.name,
                        spec.policy.power.name};
    };
    const auto own = std::find_if(scenarios_.begin(), scenarios_.end(), [&](const LoadedScenario& scenario) {
      return policies_of(scenario.spec) == policies_of(plain);
    });
    if (own != scenarios_.end()) result_.baseline = static_cast<std::size_t>(own - scenarios_.begin());
  }

  /// Calls `work` and says of which run its complaints are.
  template <class Work>
  auto of_run(std::size_t variant, std::uint64_t seed, const Work& work) {
    const auto said = [&](const std::exception& error) {
      return fmt::format("variant '{}', seed {}: {}", options_.variants[variant].label, seed, error.what());
    };
    try {
      return work();
    } catch (const PolicyError& error) {
      throw PolicyError(said(error));
    } catch (const InputError& error) {
      throw InputError(said(error));
    } catch (const InvariantError& error) {
      throw InvariantError(said(error));
    }
  }

  /// @param share How far this piece of work was when it last told.
  RunOptions run_options(std::uint64_t seed, double& share) {
    RunOptions run;
    run.seed = seed;
    run.should_stop = options_.should_stop;
    run.watched = options_.watched;
    if (!options_.on_progress) return run;
    run.on_progress = [this, &share](const RunProgress& progress) {
      // A pilot tells of the first part of a run.
      note_progress(share, progress.share);
    };
    return run;
  }

  void note_progress(double& share, double now) {
    if (!options_.on_progress) return;
    const std::lock_guard lock(guard_);
    done_ += now - share;
    share = now;
    options_.on_progress(done_ / static_cast<double>(pieces()));
  }

  [[nodiscard]] bool is_calibrated() const {
    const auto& power = scenarios_[result_.baseline].spec.power_scenario;
    return power && power->calibration != Calibration::none;
  }
  [[nodiscard]] std::size_t pieces() const {
    return result_.seeds.size() * (scenarios_.size() + (is_calibrated() ? 1 : 0) + (options_.bound ? 1 : 0));
  }

  void calibrate() {
    const auto& power = scenarios_[result_.baseline].spec.power_scenario;
    result_.calibration_rule = name_of(power ? power->calibration : Calibration::none);
    result_.calibration_factors.assign(result_.seeds.size(), 1.0);
    if (!is_calibrated()) return;
    in_parallel(result_.seeds.size(), worker_count(options_.workers), [&](std::size_t i) {
      const std::uint64_t seed = result_.seeds[i];
      double share = 0.0;
      result_.calibration_factors[i] = of_run(result_.baseline, seed, [&] {
        return calibration_factor(scenarios_[result_.baseline], run_options(seed, share));
      });
      note_progress(share, 1.0);
    });
  }

  /// One seed after the other: each is solved in pieces on all threads. The baseline's scenario is bounded,
  /// which differs from the others' in policies alone.
  void bound_all() {
    if (!options_.bound) return;
    for (std::size_t i = 0; i < result_.seeds.size(); ++i) {
      BoundOptions bounding{*options_.bound, result_.seeds[i], result_.calibration_factors[i]};
      bounding.workers = options_.workers;
      bounding.should_stop = options_.should_stop;
      double told = 0.0;
      bounding.on_progress = [&](double share) { note_progress(told, share); };
      result_.bounds.push_back(of_run(result_.baseline, result_.seeds[i], [&] {
        return compute_bound(scenarios_[result_.baseline], bounding).value;
      }));
    }
  }

  /// Metrics of the bound, shown first.
  void add_bound_metrics() {
    const Aim aim = options_.bound->aim;
    const Objective objective = options_.bound->objective();
    const std::string unit = aim == Aim::carbon ? "t" : "CNY";
    result_.bound_aim = name_of(aim);
    result_.metrics.push_back(
        {"score", "What the bound is on, of the aim " + result_.bound_aim, unit, Better::less,
         [objective](const ComparedRun& run) { return std::optional(score(run.summary, objective)); }});
    result_.metrics.push_back(
        {"gap", "Score over the bound, less 1", "%", Better::less, [this, objective](const ComparedRun& run) {
           const double bound = result_.bounds[run.seed - result_.seeds.front()];
           const auto over = gap(score(run.summary, objective), Bound{options_.bound->aim, bound});
           return over ? std::optional(*over * 100.0) : std::nullopt;
         }});
  }

  void run_all() {
    const std::size_t seeds = result_.seeds.size();
    result_.values.assign(scenarios_.size(), std::vector<std::vector<std::optional<double>>>(seeds));
    in_parallel(scenarios_.size() * seeds, worker_count(options_.workers), [&](std::size_t i) {
      const std::size_t variant = i % scenarios_.size(), seed = i / scenarios_.size();
      result_.values[variant][seed] = run_one(variant, seed);
    });
  }

  std::vector<std::optional<double>> run_one(std::size_t variant, std::size_t seed) {
    double share = 0.0;
    RunOptions run = run_options(result_.seeds[seed], share);
    run.calibration_factor = result_.calibration_factors[seed];
    const Summary summary =
        of_run(variant, result_.seeds[seed], [&] { return run_scenario(scenarios_[variant], run); });
    const ComparedRun compared{variant, result_.seeds[seed], scenarios_[variant], summary};
    std::vector<std::optional<double>> values;
    for (const Metric& each : result_.metrics) values.push_back(each.value(compared));
    note_progress(share, 1.0);
    return values;
  }

  const CompareOptions& options_;
  std::vector<LoadedScenario> scenarios_;  // by variant
  Comparison result_;
  std::mutex guard_;
  double done_ = 0.0;  // pieces of work
};

}  // namespace

std::vector<Variant> route_variants(const std::vector<std::string>& names, const std::string& own_route,
                                    const PolicyCatalogue& catalogue) {
  std::vector<std::string> allowed, chosen = names;
  for (const auto& entry : catalogue.route.entries()) {
    allowed.push_back(entry.name);
    if (names.empty() && (entry.name == own_route || !needs_parameters(entry))) chosen.push_back(entry.name);
  }
  std::vector<Variant> variants;
  for (const std::string& name : chosen) {
    static_cast<void>(index_in(allowed, name, "route policy"));
    variants.push_back({name, {}});
    if (name != own_route) variants.back().overrides.push_back("policy.route=" + name);
  }
  check_labels(variants);
  return variants;
}

Comparison compare_policies(const std::filesystem::path& scenario, const CompareOptions& options,
                            const PolicyCatalogue& catalogue) {
  Comparer comparer(scenario, options, catalogue);
  std::optional<PartialFolder> folder;
  if (options.folder) folder.emplace(*options.folder, options.overwrite);
  Comparison comparison = comparer.compare();
  if (folder) {
    folder->write("runs.csv", comparison.runs_csv());
    folder->write("means.csv", comparison.means_csv());
    folder->write("differences.csv", comparison.differences_csv());
    folder->write("compare.json", comparison.json());
    folder->commit();
  }
  return comparison;
}

}  // namespace suanwang
