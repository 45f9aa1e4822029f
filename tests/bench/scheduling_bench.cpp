// How fast queues and shared links are. Run: build/release/tests/bench/bench_scheduling
#include <map>

#include <benchmark/benchmark.h>

#include "suanwang/core/random_stream.hpp"
#include "suanwang/engine/transfers.hpp"
#include "suanwang/experiment/replay.hpp"

#include "generated_log.hpp"

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

/// Ten sites, a ring and chords: 40 channels, 90 routes. So many flows are under way at any time; when one
/// has sent all, another starts. A benchmark iteration is one completion.
void shared_links(benchmark::State& state) {
  Table<NodeId, Node> nodes;
  Table<LinkId, Link> links;
  RandomStream stream(7, RandomPurpose::job_arrival, 0);
  for (int i = 0; i < 10; ++i) nodes.add({std::to_string(i), "", Degrees(0), Degrees(0)});
  for (const std::size_t step : {1u, 3u})
    for (std::size_t i = 0; i < 10; ++i)
      links.add({std::to_string(links.size()), NodeId(i), NodeId((i + step) % 10),
                 Gbps(80 + 720 * stream.uniform()), Delay(5 + 15 * stream.uniform()), CnyPerGigabyte(0)});
  const Network network(std::move(nodes), std::move(links));
  Transfers transfers(network, Gbps(1e6));
  std::uint32_t number = 0;
  const auto start = [&](TimePoint now) {
    const auto from = static_cast<std::size_t>(10.0 * stream.uniform());
    const auto to = (from + 1 + static_cast<std::size_t>(9.0 * stream.uniform())) % 10;
    transfers.start(now, {number, number, NodeId(from), NodeId(to), Gigabytes(1.0 + 100.0 * stream.uniform()),
                          ClusterId(0)});
    ++number;
  };
  for (std::int64_t i = 0; i < state.range(0); ++i) start(TimePoint());
  for (auto _ : state) {
    const TimePoint now = transfers.next_time();
    transfers.finish(now);
    start(now);
  }
  state.counters["completions/s"] =
      benchmark::Counter(static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
}
BENCHMARK(shared_links)->ArgName("flows")->RangeMultiplier(10)->Range(100, 100'000);

}  // namespace
}  // namespace suanwang
