// How fast the engine is on the national year. Run: build/release/tests/bench/bench_engine
#include <filesystem>

#include <benchmark/benchmark.h>

#include "suanwang/engine/dispatch_run.hpp"
#include "suanwang/engine/event_calendar.hpp"
#include "suanwang/engine/simulator.hpp"
#include "suanwang/policy/power.hpp"
#include "suanwang/scenario/build.hpp"
#include "suanwang/scenario/load.hpp"

#include "national.hpp"

namespace suanwang {
namespace {

const LoadedScenario& national() {
  static const LoadedScenario scenario = china_2030_mid();
  return scenario;
}

/// The whole year of china-2030-mid: 1.1 million jobs, token streams, hourly power; without calibration and
/// storing.
void national_year(benchmark::State& state) {
  const World world = build_world(national().spec, 1);
  std::uint64_t events = 0, jobs = 0, most_active = 0;
  for (auto _ : state) {
    const auto source = build_job_source(national().spec, world, 1);
    Observer nobody;
    Simulator simulator(world, build_policies(national().spec.policy), *source, nobody, {});
    simulator.run_until(world.calendar().end());
    events += simulator.event_count();
    jobs += simulator.state().ledger.submitted;
    most_active = simulator.most_active_jobs();
  }
  state.counters["events/s"] = benchmark::Counter(static_cast<double>(events), benchmark::Counter::kIsRate);
  state.counters["jobs/s"] = benchmark::Counter(static_cast<double>(jobs), benchmark::Counter::kIsRate);
  state.counters["most active jobs"] = static_cast<double>(most_active);
  state.counters["bytes/active job"] =
      sizeof(ActiveJob) + sizeof(std::uint32_t) + 16;  // slot, free list, event
}
BENCHMARK(national_year)->Unit(benchmark::kMillisecond);

/// A million jobs of each kind of preset, drawn and thrown away: parts, estimates, tenants.
void generate_jobs(benchmark::State& state, const char* preset) {
  const LoadedWorkload workload = load_workload(
      std::filesystem::path(SUANWANG_SOURCE_DIR) / "scenarios/workloads" / preset, {}, built_in_policies());
  const CivilCalendar year(std::chrono::sys_days(std::chrono::year(2025) / 1 / 1),
                           std::chrono::sys_days(std::chrono::year(2026) / 1 / 1), 1h);
  std::vector<JobGenerator> generators = build_job_generators_alone(workload.spec, year);
  for (JobGenerator& each : generators) each.jobs_per_year = 1e6;
  std::uint64_t jobs = 0;
  for (auto _ : state) {
    GeneratedJobs source(generators, year, 1);
    while (const auto job = source.next()) {
      benchmark::DoNotOptimize(job->run_time);
      ++jobs;
    }
  }
  state.counters["jobs/s"] = benchmark::Counter(static_cast<double>(jobs), benchmark::Counter::kIsRate);
}
BENCHMARK_CAPTURE(generate_jobs, helios, "helios.yaml")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(generate_jobs, kalos, "kalos.yaml")->Unit(benchmark::kMillisecond);

/// Hold model: pop the first event, push one later. The argument is the number of pending events.
void event_calendar_hold(benchmark::State& state) {
  EventCalendar calendar;
  RandomStream stream(1, RandomPurpose::job_arrival, 0);
  const auto later = [&stream](TimePoint time) {
    return time + Duration(static_cast<std::int64_t>(1e6 * stream.exponential()));
  };
  for (std::uint32_t i = 0; i < state.range(0); ++i)
    calendar.push({later(TimePoint()), EventKind::end, i, i});
  for (auto _ : state) {
    Event event = calendar.pop();
    event.time = later(event.time);
    calendar.push(event);
  }
}
BENCHMARK(event_calendar_hold)->RangeMultiplier(10)->Range(1000, 1'000'000);

/// A year of hourly dispatch of the eight hubs and their lines under a power policy, without jobs: the
/// argument is the policy's place in the catalogue.
void dispatch_year(benchmark::State& state) {
  const World world = build_world(national().spec, 1);
  static const PolicyCatalogue catalogue = built_in_policies();
  const auto& entry = catalogue.power.entries()[static_cast<std::size_t>(state.range(0))];
  state.SetLabel(entry.name);
  const auto policy = entry.maker()->make();
  const ForecastModels perfect;
  const std::vector<Megawatts> loads(world.hubs().size(), Megawatts(5000));
  for (auto _ : state) {
    DispatchRun run(world, *policy, perfect);
    double imported = 0.0;
    for (std::size_t interval = 0; interval < world.calendar().interval_count(); ++interval) {
      run.step(loads);
      for (const HubId hub : world.hubs().ids()) imported += run.outcome(hub).flows.grid_import().value();
    }
    benchmark::DoNotOptimize(imported);
  }
}
BENCHMARK(dispatch_year)->DenseRange(0, 3)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace suanwang
