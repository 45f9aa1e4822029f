#include "suanwang/experiment/run.hpp"

#include <chrono>

#include "suanwang/engine/simulator.hpp"
#include "suanwang/experiment/calibration.hpp"
#include "suanwang/experiment/result_store.hpp"
#include "suanwang/experiment/summary_collector.hpp"
#include "suanwang/scenario/build.hpp"

namespace suanwang {

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
    if (options_.should_stop && *options_.should_stop) throw Interrupted();
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

/// Facility energy asked for, by what calibration may scale.
class PilotObserver final : public Observer {
 public:
  void on_interval(const IntervalReport& report) override {
    for (const ClusterInterval& cluster : report.clusters) {
      energy.general += cluster.general_power * cluster.pue * report.span;
      energy.fixed += (cluster.it_power() - cluster.general_power) * cluster.pue * report.span;
    }
  }
  PilotEnergy energy;
};

void simulate(const LoadedScenario& scenario, const World& world, std::uint64_t seed, bool audits,
              Observer& observer, const std::function<void(const Simulator&)>& at_end) {
  const std::unique_ptr<JobSource> jobs = build_job_source(scenario.spec, world, seed);
  Simulator simulator(world, build_policies(scenario.spec.policy), *jobs, observer, {audits});
  simulator.run_until(world.calendar().end());
  at_end(simulator);
}

}  // namespace

std::string version_text() { return SUANWANG_VERSION; }

Summary run_scenario(const LoadedScenario& scenario, const RunOptions& options) {
  const auto wall_start = std::chrono::steady_clock::now();
  const ScenarioSpec& spec = scenario.spec;
  const std::uint64_t seed = options.seed.value_or(spec.seed);
  World world = build_world(spec, seed);
  const std::size_t intervals = world.calendar().interval_count();
  // Before any work: a folder that is in the way should not cost a run.
  std::unique_ptr<ResultStore> store;
  Reconciliation target;
  target.rule = name_of(Calibration::none);

  const bool calibrates =
      spec.power_scenario && spec.power_scenario->calibration == Calibration::scale_general_load;
  if (options.folder)
    store = std::make_unique<ResultStore>(world, *options.folder, options.overwrite, options.store_jobs);
  if (spec.power_scenario) {
    const CalibrationTarget figures = calibration_target(*spec.power_scenario, world.calendar());
    target.target = figures.national;
    target.rest_of_nation = figures.rest_of_nation;
    if (calibrates) {
      // General load shifts no decision of today's policies, so one pilot run gives the factor exactly.
      PilotObserver pilot;
      ProgressObserver progress(options, intervals, "calibrating", 0.0, 0.4);
      Observers observers;
      observers.add(pilot);
      observers.add(progress);
      simulate(scenario, world, seed, false, observers, [](const Simulator&) {});
      target.rule = name_of(Calibration::scale_general_load);
      target.calibration_factor = general_load_factor(pilot.energy, figures.modelled());
      world.set_general_load_factor(target.calibration_factor);
    }
  }

  SummaryCollector collector(world);
  ProgressObserver progress(options, intervals, "simulating", calibrates ? 0.4 : 0.0, 1.0);
  Observers observers;
  observers.add(collector);
  if (store) observers.add(*store);
  observers.add(progress);
  Summary summary;
  simulate(scenario, world, seed, options.audits, observers,
           [&](const Simulator& simulator) { summary = collector.summary(simulator); });
  summary.scenario = spec.name;
  summary.title = spec.title;
  summary.version = version_text();
  summary.seed = seed;
  summary.policy = build_policies(spec.policy).names;
  summary.reconciliation.rule = target.rule;
  summary.reconciliation.calibration_factor = target.calibration_factor;
  summary.reconciliation.target = target.target;
  summary.reconciliation.rest_of_nation = target.rest_of_nation;
  summary.wall_seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - wall_start).count();
  if (store) store->commit(summary, scenario, options.write_csv);
  return summary;
}

}  // namespace suanwang
