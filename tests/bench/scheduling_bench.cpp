// How fast queues and shared links are. Run: build/release/tests/bench/bench_scheduling
#include <cmath>

#include <benchmark/benchmark.h>

#include "suanwang/core/random_stream.hpp"
#include "suanwang/engine/transfers.hpp"
#include "suanwang/experiment/replay.hpp"

namespace suanwang {
namespace {

constexpr std::uint32_t processors = 1024;

/// Rigid jobs as a batch log has them: Poisson arrivals, log-normal runs (median 30 min, sigma 1.5, 60 s to 5
/// days), sizes 1 to 256 by powers of two, estimates of one to three times the run, at an exact load.
const SwfLog& log_of(std::size_t jobs, int load_percent) {
  static std::map<std::pair<std::size_t, int>, SwfLog> logs;
  SwfLog& log = logs[{jobs, load_percent}];
  if (!log.jobs.empty()) return log;
  RandomStream stream(42, RandomPurpose::job_arrival, 0);
  double work_s = 0.0;
  std::vector<double> gaps;
  for (std::size_t i = 0; i < jobs; ++i) {
    SwfJob job;
    job.id = static_cast<std::int64_t>(i);
    job.run_s =
        static_cast<std::int64_t>(std::clamp(1800.0 * std::exp(1.5 * stream.normal()), 60.0, 432000.0));
    job.processors = 1u << static_cast<unsigned>(9.0 * stream.uniform());
    job.requested_s =
        static_cast<std::int64_t>(static_cast<double>(job.run_s) * (1.0 + 2.0 * stream.uniform()));
    work_s += static_cast<double>(job.run_s) * job.processors;
    gaps.push_back(stream.exponential());
    log.jobs.push_back(job);
  }
  const double mean_gap = work_s / processors / (load_percent / 100.0) / static_cast<double>(jobs);
  double now = 0.0;
  for (std::size_t i = 0; i < jobs; ++i)
    log.jobs[i].submit_s = static_cast<std::int64_t>(now += gaps[i] * mean_gap);
  log.records = jobs;
  log.has_requests = true;
  return log;
}

void replay_log(benchmark::State& state, const std::string& queue) {
  const auto jobs = static_cast<std::size_t>(state.range(0));
  const SwfLog& log = log_of(jobs, static_cast<int>(state.range(1)));
  static const PolicyCatalogue catalogue = built_in_policies();
  ReplayOptions options;
  options.processors = processors;
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
