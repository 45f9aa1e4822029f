// How fast queues and shared links are. Run: build/release/tests/bench/bench_scheduling
#include <map>

#include <benchmark/benchmark.h>

#include "suanwang/experiment/replay.hpp"

#include "generated_log.hpp"
#include "shared_links.hpp"

namespace suanwang {
namespace {

/// Made once for all benchmarks.
const SwfLog& log_of(std::size_t jobs, int load_percent) {
  static std::map<std::pair<std::size_t, int>, SwfLog> logs;
  SwfLog& log = logs[{jobs, load_percent}];
  if (log.jobs.empty()) log = generated_log(jobs, load_percent / 100.0);
  return log;
}

void replay_log(benchmark::State& state, const std::string& queue) {
  const auto jobs = static_cast<std::size_t>(state.range(0));
  const SwfLog& log = log_of(jobs, static_cast<int>(state.range(1)));
  static const PolicyCatalogue catalogue = built_in_policies();
  ReplayOptions options;
  options.processors = generated_processors;
  options.queue = queue;
  double wait = 0.0;
  for (auto _ : state) wait = replay(log, "generated", catalogue, options).mean_wait_s;
  state.counters["jobs/s"] =
      benchmark::Counter(static_cast<double>(jobs), benchmark::Counter::kIsIterationInvariantRate);
  state.counters["mean wait s"] = wait;
}

void sizes_and_loads(benchmark::internal::Benchmark* bench) {
  bench->ArgNames({"jobs", "load"})->Unit(benchmark::kMillisecond);
  for (const int load : {80, 130})
    for (const int jobs : {100'000, 1'000'000}) bench->Args({jobs, load});
}
BENCHMARK_CAPTURE(replay_log, fcfs, std::string("fcfs"))->Apply(sizes_and_loads);
BENCHMARK_CAPTURE(replay_log, easy, std::string("easy_backfill"))->Apply(sizes_and_loads);
BENCHMARK_CAPTURE(replay_log, sjf, std::string("sjf"))->Apply(sizes_and_loads);
BENCHMARK_CAPTURE(replay_log, priority, std::string("priority"))->Apply(sizes_and_loads);
BENCHMARK_CAPTURE(replay_log, fair_share, std::string("fair_share"))->Apply(sizes_and_loads);
BENCHMARK_CAPTURE(replay_log, conservative, std::string("conservative_backfill"))->Apply(sizes_and_loads);

/// A benchmark iteration is one completion.
void shared_links(benchmark::State& state) {
  SharedLinks links(state.range(0));
  for (auto _ : state) links.replace_first();
  state.counters["completions/s"] =
      benchmark::Counter(static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
}
BENCHMARK(shared_links)->ArgName("flows")->RangeMultiplier(10)->Range(100, 100'000);

}  // namespace
}  // namespace suanwang
