// count_work <kernel> <size>: does so much of one kind of work inside `counted`, and prints how many units it
// was. instructions.sh counts the instructions of a unit as the difference of two sizes.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>
#include <string>

#include "suanwang/engine/dispatch_run.hpp"
#include "suanwang/engine/simulator.hpp"
#include "suanwang/experiment/replay.hpp"
#include "suanwang/policy/power.hpp"
#include "suanwang/scenario/build.hpp"
#include "suanwang/scenario/load.hpp"
#include "suanwang/trace/swf_log.hpp"

#include "generated_log.hpp"
#include "national.hpp"
#include "shared_links.hpp"

namespace suanwang {

/// Callgrind counts what runs in here. Not inlined, so that it has a name.
[[gnu::noinline]] std::uint64_t counted(const std::function<std::uint64_t()>& work) { return work(); }

namespace {

/// Events of the first days of 2030 mid.
std::uint64_t national_events(std::size_t days) {
  const LoadedScenario scenario = china_2030_mid({"time.end=2030-03-01"});
  const World world = build_world(scenario.spec, 1);
  const auto source = build_job_source(scenario.spec, world, 1);
  Observer nobody;
  Simulator simulator(world, build_policies(scenario.spec.policy), *source, nobody, {});
  return counted([&] {
    simulator.run_until(TimePoint(24h * static_cast<std::int64_t>(days)));
    return simulator.event_count();
  });
}

/// Jobs of a batch log at 80 % load under a queue.
std::uint64_t replayed_jobs(const std::string& queue, std::size_t jobs) {
  const PolicyCatalogue catalogue = built_in_policies();
  const SwfLog log = generated_log(jobs, 0.8);
  ReplayOptions options;
  options.processors = generated_processors;
  options.queue = queue;
  return counted([&] { return replay(log, "generated", catalogue, options).jobs; });
}

/// Completions of 1,000 flows that share links.
std::uint64_t completed_flows(std::size_t completions) {
  SharedLinks links(1000);
  return counted([&] {
    for (std::size_t i = 0; i < completions; ++i) links.replace_first();
    return completions;
  });
}

/// Hours of the eight hubs under a power policy that trades with storage.
std::uint64_t dispatched_hub_hours(std::size_t hours) {
  const PolicyCatalogue catalogue = built_in_policies();
  const LoadedScenario scenario = china_2030_mid({"time.end=2030-03-01"});
  const World world = build_world(scenario.spec, 1);
  const auto policy = catalogue.power.find("price_arbitrage")->maker()->make();
  const ForecastModels perfect;
  DispatchRun run(world, *policy, perfect);
  const std::vector<Megawatts> loads(world.hubs().size(), Megawatts(5000));
  return counted([&] {
    for (std::size_t i = 0; i < hours; ++i) run.step(loads);
    return hours * world.hubs().size();
  });
}

}  // namespace
}  // namespace suanwang

int main(int argc, char** argv) {
  using namespace suanwang;
  const std::map<std::string, std::function<std::uint64_t(std::size_t)>> kernels = {
      {"national_event", national_events},
      {"fcfs_job", [](std::size_t size) { return replayed_jobs("fcfs", size); }},
      {"easy_job", [](std::size_t size) { return replayed_jobs("easy_backfill", size); }},
      {"flow", completed_flows},
      {"hub_hour", dispatched_hub_hours},
  };
  const auto kernel = argc == 3 ? kernels.find(argv[1]) : kernels.end();
  if (kernel == kernels.end()) {
    std::fprintf(stderr, "count_work <kernel> <size>; kernels:");
    for (const auto& [name, work] : kernels) std::fprintf(stderr, " %s", name.c_str());
    std::fprintf(stderr, "\n");
    return 2;
  }
  std::printf("%llu\n", static_cast<unsigned long long>(kernel->second(std::strtoull(argv[2], nullptr, 10))));
}
