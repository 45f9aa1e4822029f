#include "suanwang/experiment/run.hpp"

#include <chrono>

#include <fmt/format.h>

#include "suanwang/engine/simulator.hpp"
#include "suanwang/experiment/accounts.hpp"
#include "suanwang/experiment/bound.hpp"
#include "suanwang/experiment/calibration.hpp"
#include "suanwang/experiment/result_store.hpp"
#include "suanwang/experiment/summary_collector.hpp"
#include "suanwang/experiment/trace_writer.hpp"
#include "suanwang/experiment/watched_runs.hpp"
#include "suanwang/scenario/build.hpp"
#include "suanwang/store/digest.hpp"

#include "checkpoints.hpp"
#include "source_version.hpp"

namespace suanwang {

namespace fs = std::filesystem;

namespace {

/// Tells each of several observers.
class Observers final : public Observer {
 public:
  void add(Observer& observer) { all_.push_back(&observer); }
  void on_interval(const IntervalReport& report) override {
    for (Observer* each : all_) each->on_interval(report);
  }
  void on_job(const JobRecord& record) override {
    for (Observer* each : all_) each->on_job(record);
  }
  void on_run(const RunRecord& run) override {
    for (Observer* each : all_) each->on_run(run);
  }
  void on_transfer(const TransferRecord& transfer) override {
    for (Observer* each : all_) each->on_transfer(transfer);
  }

 private:
  std::vector<Observer*> all_;
};

/// Reports progress and heeds a request to stop, once an interval.
class ProgressObserver final : public Observer {
 public:
  ProgressObserver(const RunOptions& options, std::size_t intervals, const char* stage, double from,
                   double to)
      : options_(options), intervals_(intervals), stage_(stage), from_(from), to_(to) {}
  void on_interval(const IntervalReport& report) override {
    if (options_.should_stop && *options_.should_stop)
      throw Interrupted(options_.checkpoint_every || options_.resume
                            ? "; the same command with --resume goes on from the last checkpoint"
                            : "");
    if (!options_.on_progress) return;
    const double share = static_cast<double>(report.interval + 1) / static_cast<double>(intervals_);
    options_.on_progress({stage_, from_ + (to_ - from_) * share, report.ledger->submitted});
  }

 private:
  const RunOptions& options_;
  std::size_t intervals_;
  const char* stage_;
  double from_, to_;
};

void simulate(const ScenarioSpec& spec, const World& world, std::uint64_t seed, bool audits,
              WatchedRuns* watched, Observer& observer,
              const std::function<void(Simulator&, const ScenarioJobs&)>& go) {
  const std::unique_ptr<ScenarioJobs> jobs = build_job_source(spec, world, seed);
  PolicySet policies = build_policies(spec.policy);
  const auto listed = watched ? watched->enter(policies.names, world.calendar()) : nullptr;
  Simulator simulator(world, std::move(policies), *jobs, observer,
                      {audits, spec.on_invalid == InvalidJobs::error, listed ? &listed->watch : nullptr});
  go(simulator, *jobs);
}

/// The spec and world of one run at a calibration factor.
struct Setting {
  Setting(const ScenarioSpec& base, std::uint64_t seed, Calibration rule, double factor) : spec(base) {
    if (rule == Calibration::scale_workload) scale_workload(spec, factor);
    world = std::make_unique<World>(build_world(spec, seed));
    if (rule == Calibration::scale_general_load) world->set_general_load_factor(factor);
  }
  ScenarioSpec spec;
  std::unique_ptr<World> world;
};

Calibration rule_of(const ScenarioSpec& spec) {
  return spec.power_scenario ? spec.power_scenario->calibration : Calibration::none;
}

Calibrator calibrator_of(const ScenarioSpec& spec, const CivilCalendar& calendar) {
  const MegawattHours target =
      spec.power_scenario ? calibration_target(*spec.power_scenario, calendar).modelled() : MegawattHours(0);
  return Calibrator(rule_of(spec), target);
}

/// The first run of a calibration: nothing is stored.
AskedEnergy pilot(const Setting& setting, std::uint64_t seed, const RunOptions& options) {
  AskedEnergyMeter meter(*setting.world);
  ProgressObserver progress(options, setting.world->calendar().interval_count(), "calibrating", 0.0, 0.4);
  Observers observers;
  observers.add(meter);
  observers.add(progress);
  simulate(setting.spec, *setting.world, seed, false, options.watched, observers,
           [&](Simulator& simulator, const ScenarioJobs&) {
             simulator.run_until(setting.world->calendar().end());
           });
  return meter.energy();
}

void fill_reconciliation(const ScenarioSpec& spec, const CivilCalendar& calendar, double factor,
                         Reconciliation& reconciliation) {
  reconciliation.rule = name_of(rule_of(spec));
  reconciliation.calibration_factor = factor;
  if (!spec.power_scenario) return;
  const CalibrationTarget figures = calibration_target(*spec.power_scenario, calendar);
  reconciliation.target = figures.national;
  reconciliation.rest_of_nation = figures.rest_of_nation;
  reconciliation.national_electricity = figures.national_electricity;
}

void add_bound(const LoadedScenario& scenario, const RunOptions& options, std::uint64_t seed, double factor,
               Summary& summary) {
  BoundOptions bounding{*options.bound, seed, factor};
  bounding.workers = options.workers;
  bounding.should_stop = options.should_stop;
  if (options.on_progress)
    bounding.on_progress = [&](double share) {
      options.on_progress({"bounding", share, summary.nation.jobs.submitted});
    };
  const Bound bound = compute_bound(scenario, bounding);
  const double scored = score(summary, bounding.request.objective());
  summary.bound = {name_of(bounding.request.aim), bounding.request.carbon_price.value(), scored, bound.value,
                   gap(scored, bound)};
}

/// Where the run's snapshots are, if it has any.
std::optional<Checkpoints> checkpoints_of(const LoadedScenario& scenario, const RunOptions& options,
                                          std::uint64_t seed) {
  if (!options.checkpoint_every && !options.resume) return std::nullopt;
  expects(options.folder && !scenario.digest.empty() && !options.trace && !options.calibration_factor,
          "a run with snapshots is that of a whole scenario, with a result and without a trace");
  expect_all_can_keep(build_policies(scenario.spec.policy));  // before any work
  std::string identity = fmt::format("{} {} {} {}", scenario.digest, seed, options.store_jobs, source_text());
  for (const fs::path& each : options.plugins) identity += " " + sha256_of_file(each);
  return Checkpoints(*options.folder, std::move(identity));
}

std::optional<fs::path> last_checkpoint(const std::optional<Checkpoints>& checkpoints,
                                        const RunOptions& options) {
  if (!options.resume) return std::nullopt;
  std::optional<fs::path> last = checkpoints->last();
  if (!last && fs::exists(*options.folder))
    throw InputError(options.folder->string() +
                     ": exists already, and there is no checkpoint to go on from: "
                     "the run came to its end, or was ended before its first checkpoint");
  if (!last)
    throw InputError(
        options.folder->string() +
        ": there is no checkpoint of an unfinished run; begin one with --checkpoint-every and without "
        "--resume");
  checkpoints->restore(*last,
                       [](Snapshot&) {});  // whether it is of this run shows before anything is written
  return last;
}

/// @param store Told at which interval the run stands.
void run_with_checkpoints(Simulator& simulator, const CivilCalendar& calendar, const RunOptions& options,
                          const std::function<void(std::size_t)>& store) {
  if (options.checkpoint_every) {
    const std::size_t step =
        std::max<std::size_t>(1, static_cast<std::size_t>(*options.checkpoint_every / calendar.interval()));
    for (std::size_t next = (simulator.state().interval / step + 1) * step; next < calendar.interval_count();
         next += step) {
      simulator.run_until(calendar.interval_start(next));
      store(next);
    }
  }
  simulator.run_until(calendar.end());
}

}  // namespace

std::string version_text() { return SUANWANG_VERSION; }

std::string source_text() { return SUANWANG_SOURCE; }

double calibration_factor(const LoadedScenario& scenario, const RunOptions& options) {
  const std::uint64_t seed = options.seed.value_or(scenario.spec.seed);
  const Calibration rule = rule_of(scenario.spec);
  if (rule == Calibration::none) return 1.0;
  const Setting setting(scenario.spec, seed, rule, 1.0);
  Calibrator calibrator = calibrator_of(scenario.spec, setting.world->calendar());
  calibrator.improve(pilot(setting, seed, options));
  return calibrator.factor();
}

Summary run_scenario(const LoadedScenario& scenario, const RunOptions& options) {
  const auto wall_start = std::chrono::steady_clock::now();
  const ScenarioSpec& spec = scenario.spec;
  const std::uint64_t seed = options.seed.value_or(spec.seed);
  const Calibration rule = rule_of(spec);
  auto setting = std::make_unique<Setting>(spec, seed, rule, 1.0);
  const std::optional<Checkpoints> checkpoints = checkpoints_of(scenario, options, seed);
  std::optional<fs::path> resumed = last_checkpoint(checkpoints, options);
  // Before any work: a folder that is in the way should not cost a run.
  const auto make_store = [&] {
    return options.folder ? std::make_unique<ResultStore>(*setting->world, *options.folder, options.overwrite,
                                                          options.store_jobs, resumed.value_or(fs::path()))
                          : nullptr;
  };
  const auto make_trace = [&] {
    return options.trace ? std::make_unique<TraceWriter>(*setting->world, *options.trace, options.overwrite)
                         : nullptr;
  };
  std::unique_ptr<ResultStore> store = make_store();
  std::unique_ptr<TraceWriter> trace = make_trace();
  Calibrator calibrator = calibrator_of(spec, setting->world->calendar());
  const bool calibrates = rule != Calibration::none && !options.calibration_factor;
  if (resumed)
    checkpoints->restore(*resumed, [&](Snapshot& snapshot) { snapshot(calibrator); });
  else if (calibrates)
    calibrator.improve(pilot(*setting, seed, options));
  const auto factor = [&] { return options.calibration_factor.value_or(calibrator.factor()); };

  Summary summary;
  while (true) {
    if (rule != Calibration::none) {
      store.reset();
      trace.reset();
      setting = std::make_unique<Setting>(spec, seed, rule, factor());
      store = make_store();
      trace = make_trace();
    }
    SummaryCollector collector(*setting->world);
    Accounts accounts(*setting->world, spec);
    AskedEnergyMeter meter(*setting->world);
    ProgressObserver progress(options, setting->world->calendar().interval_count(), "simulating",
                              calibrates ? 0.4 : 0.0, 1.0);
    Observers observers;
    observers.add(collector);
    observers.add(accounts);
    observers.add(meter);
    if (store) observers.add(*store);
    if (trace) observers.add(*trace);
    observers.add(progress);
    const auto keep = [&](Snapshot& snapshot, Simulator& simulator, const fs::path& checkpoint) {
      snapshot(calibrator, collector, accounts, meter);
      if (store) store->keep(snapshot, checkpoint);
      simulator.keep(snapshot);
    };
    simulate(
        setting->spec, *setting->world, seed, options.audits, options.watched, observers,
        [&](Simulator& simulator, const ScenarioJobs& jobs) {
          if (resumed)
            checkpoints->restore(*resumed, [&](Snapshot& snapshot) { keep(snapshot, simulator, *resumed); });
          resumed.reset();
          run_with_checkpoints(simulator, setting->world->calendar(), options, [&](std::size_t interval) {
            checkpoints->store(interval, [&](Snapshot& snapshot, const fs::path& folder) {
              keep(snapshot, simulator, folder);
            });
          });
          summary = collector.summary(simulator);
          summary.traces = jobs.trace_reports();
          if (spec.tokens)
            for (const auto& [id, model] : spec.tokens->classes)
              if (model.trace) summary.traces.push_back(model.trace_report);
        });
    accounts.complete(summary);
    if (!calibrates || calibrator.is_met(meter.energy())) break;
    calibrator.improve(meter.energy());
  }
  summary.scenario = spec.name;
  summary.title = spec.title;
  summary.version = version_text();
  summary.seed = seed;
  summary.policy = build_policies(spec.policy).names;
  fill_reconciliation(spec, setting->world->calendar(), rule == Calibration::none ? 1.0 : factor(),
                      summary.reconciliation);
  if (options.bound) add_bound(scenario, options, seed, summary.reconciliation.calibration_factor, summary);
  summary.wall_seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - wall_start).count();
  if (trace) trace->commit();
  if (store) store->commit(summary, scenario, options.write_csv);
  if (checkpoints) checkpoints->remove_but();
  return summary;
}

}  // namespace suanwang
