// How fast the engine is on the national year. Run: build/release/tests/bench/bench_engine
#include <filesystem>

#include <benchmark/benchmark.h>

#include "suanwang/engine/event_calendar.hpp"
#include "suanwang/engine/simulator.hpp"
#include "suanwang/model/energy/interval.hpp"
#include "suanwang/policy/power.hpp"
#include "suanwang/scenario/build.hpp"
#include "suanwang/scenario/load.hpp"

namespace suanwang {
namespace {

const LoadedScenario& national() {
  static const PolicyCatalogue catalogue = built_in_policies();
  static const LoadedScenario scenario = load_scenario(
      std::filesystem::path(SUANWANG_SOURCE_DIR) / "scenarios/china-2030-mid.yaml", {}, catalogue);
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

/// A year of hourly dispatch of eight hubs, without jobs.
void dispatch_year(benchmark::State& state) {
  const World world = build_world(national().spec, 1);
  for (auto _ : state) {
    double imported = 0.0;
    for (const Hub& hub : world.hubs()) {
      const Storage& storage = hub.supply.storage;
      MegawattHours stored = storage.energy * storage.initial_charge;
      for (std::size_t interval = 0; interval < world.calendar().interval_count(); ++interval) {
        const IntervalSupply supply = hub.supply.at(interval);
        const Megawatts load(5000), missing = load - supply.renewable;
        const StorageSetpoint setpoint{missing > Megawatts(0)
                                           ? std::min(missing, storage.most_discharge(stored, 1h))
                                           : -std::min(-missing, storage.most_charge(stored, 1h)),
                                       false};
        const IntervalOutcome outcome = serve_interval(load, supply, stored, 1h, setpoint);
        stored = outcome.stored;
        imported += outcome.flows.grid_import().value();
      }
    }
    benchmark::DoNotOptimize(imported);
  }
}
BENCHMARK(dispatch_year)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace suanwang
