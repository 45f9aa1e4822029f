// count_events <days>: simulates the first days of 2030 mid and prints the number of events, for
// instructions.sh.
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "suanwang/engine/simulator.hpp"
#include "suanwang/scenario/build.hpp"
#include "suanwang/scenario/load.hpp"

int main(int argc, char** argv) {
  using namespace suanwang;
  const int day_count = argc > 1 ? std::atoi(argv[1]) : 1;
  const PolicyCatalogue catalogue = built_in_policies();
  const LoadedScenario scenario =
      load_scenario(std::filesystem::path(SUANWANG_SOURCE_DIR) / "scenarios/china-2030-mid.yaml",
                    {"time.end=2030-03-01"}, catalogue);
  const World world = build_world(scenario.spec, 1);
  const auto source = build_job_source(scenario.spec, world, 1);
  Observer nobody;
  Simulator simulator(world, build_policies(scenario.spec.policy), *source, nobody, {});
  simulator.run_until(TimePoint(24h * day_count));
  std::printf("%llu\n", static_cast<unsigned long long>(simulator.event_count()));
}
