// How time grows with the size of each part of a problem; growth.sh fits the exponents. An iteration is the
// whole of it, and the argument its size. Run: build/bench/tests/bench/bench_growth
#include <benchmark/benchmark.h>

#include "suanwang/experiment/replay.hpp"
#include "suanwang/scenario/build.hpp"
#include "suanwang/scenario/load.hpp"

#include "generated_log.hpp"
#include "national.hpp"
#include "shared_links.hpp"
#include "small_world.hpp"

namespace suanwang {
namespace {

const PolicyCatalogue& catalogue() {
  static const PolicyCatalogue all = built_in_policies();
  return all;
}

/// @param load 0.8: queues keep their length. 1.3: they grow with the log, by a quarter of its jobs.
void jobs_of_a_log(benchmark::State& state, const char* queue, double load) {
  const SwfLog log = generated_log(static_cast<std::size_t>(state.range(0)), load);
  ReplayOptions options;
  options.processors = generated_processors;
  options.queue = queue;
  for (auto _ : state) benchmark::DoNotOptimize(replay(log, "generated", catalogue(), options).mean_wait_s);
}
void from_30k_to_1m(benchmark::internal::Benchmark* bench) {
  bench->Arg(30'000)->Arg(100'000)->Arg(300'000)->Arg(1'000'000);
}
void from_10k_to_300k(benchmark::internal::Benchmark* bench) {
  bench->Arg(10'000)->Arg(30'000)->Arg(100'000)->Arg(300'000);
}
BENCHMARK_CAPTURE(jobs_of_a_log, easy_at_80_percent, "easy_backfill", 0.8)->Apply(from_30k_to_1m);
BENCHMARK_CAPTURE(jobs_of_a_log, fcfs_at_130_percent, "fcfs", 1.3)->Apply(from_30k_to_1m);
BENCHMARK_CAPTURE(jobs_of_a_log, easy_at_130_percent, "easy_backfill", 1.3)->Apply(from_30k_to_1m);
BENCHMARK_CAPTURE(jobs_of_a_log, conservative_at_130_percent, "conservative_backfill", 1.3)
    ->Apply(from_10k_to_300k);
BENCHMARK_CAPTURE(jobs_of_a_log, sjf_at_130_percent, "sjf", 1.3)->Apply(from_10k_to_300k);
BENCHMARK_CAPTURE(jobs_of_a_log, priority_at_130_percent, "priority", 1.3)->Apply(from_10k_to_300k);
BENCHMARK_CAPTURE(jobs_of_a_log, fair_share_at_130_percent, "fair_share", 1.3)->Apply(from_10k_to_300k);

/// 10,000 completions of so many flows that share the links of ten sites.
void flows_under_way(benchmark::State& state) {
  SharedLinks links(state.range(0));
  for (auto _ : state)
    for (int i = 0; i < 10'000; ++i) links.replace_first();
}
BENCHMARK(flows_under_way)->Arg(1000)->Arg(10'000)->Arg(100'000);

/// A tenth of a million jobs in a week on so many clusters, each a hub of its own with a link to the next
/// one; three nodes to a cluster and its hub's neighbour.
void clusters(benchmark::State& state, const char* route) {
  testing::SmallWorld small;
  small.calendar = testing::days(7);
  small.pool_sizes.assign(static_cast<std::size_t>(state.range(0)),
                          static_cast<std::uint32_t>(200'000 / state.range(0)));
  const World world = small.build();
  JobGenerator generator;
  generator.job_class = JobClassId(1);
  generator.jobs_per_year = 100'000 * 365.0 / 7.0;
  generator.rate_shape = Series<Fraction>::constant(world.calendar().interval_count(), Fraction(1.0));
  for (std::size_t i = 0; i < small.pool_sizes.size(); ++i)
    generator.origins.push_back({NodeId(2 * i), 1.0 / static_cast<double>(small.pool_sizes.size())});
  JobPart part;
  part.accelerators = {Distribution::Kind::power_of_two, 1, 64, 0, 0};
  part.run_time_s = {Distribution::Kind::log_normal, 60, 20'000, 1200, 1.0};
  part.estimates.factor.maximum = 2.0;
  generator.parts = {part};
  for (auto _ : state) {
    GeneratedJobs source({generator}, world.calendar(), 1);
    Observer nobody;
    Simulator simulator(world, testing::policies(route), source, nobody, {});
    simulator.run_until(world.calendar().end());
  }
}
BENCHMARK_CAPTURE(clusters, nearest, "nearest")->Arg(10)->Arg(100)->Arg(1000);
BENCHMARK_CAPTURE(clusters, least_loaded, "least_loaded")->Arg(10)->Arg(100)->Arg(1000);

/// So many days of 2030 mid.
void days_of_the_nation(benchmark::State& state) {
  const LoadedScenario scenario = china_2030_mid();
  const World world = build_world(scenario.spec, 1);
  for (auto _ : state) {
    const auto source = build_job_source(scenario.spec, world, 1);
    Observer nobody;
    Simulator simulator(world, build_policies(scenario.spec.policy), *source, nobody, {});
    simulator.run_until(TimePoint(24h * state.range(0)));
  }
}
BENCHMARK(days_of_the_nation)->Arg(23)->Arg(91)->Arg(365);

}  // namespace
}  // namespace suanwang
