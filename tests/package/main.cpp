#include <cstdio>

#include "suanwang/experiment/run.hpp"

int main(int argc, char** argv) {
  using namespace suanwang;
  const PolicyCatalogue catalogue = built_in_policies();
  const LoadedScenario scenario = load_scenario(argc > 1 ? argv[1] : "tutorial.yaml", {}, catalogue);
  const Summary summary = run_scenario(scenario, {});
  std::printf("%s: %.6f GWh, %llu jobs\n", summary.scenario.c_str(),
              summary.nation.energy.facility.value() / 1e3,
              static_cast<unsigned long long>(summary.nation.jobs.submitted));
  return summary.nation.jobs.submitted > 0 ? 0 : 1;
}
