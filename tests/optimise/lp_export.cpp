// Prints relaxed programs of random small worlds, one a line, with CLP's optimum: see highs_test.py.
#include <cstdio>
#include <string>

#include "random_work.hpp"

using namespace suanwang;

namespace {

void print_case(std::uint64_t seed) {
  testing::Draw draw(seed);
  const World world = testing::any_world(draw);
  const WorkGroups groups(world);
  std::vector<ReleasedWork> work;
  for (std::size_t group = 0; group < groups.all().size(); ++group) {
    ReleasedWork each;
    double sum = 0.0;
    for (std::size_t i = 0; i < world.calendar().interval_count(); ++i) {
      each.released.push_back(draw.chance(0.5) ? draw.within(0.0, 20.0) : 0.0);
      sum += each.released.back();
      each.alive.push_back(sum);
    }
    work.push_back(each);
  }
  const Objective objective =
      Objective::of(draw.chance(0.5) ? Aim::cost : Aim::weighted, CnyPerTonneCo2(200));
  const RelaxedProgram relaxed(world, groups, work, objective, {0, 24, nullptr, nullptr});
  const LpSolution solution = relaxed.program().solve();
  std::printf("{\"name\":\"seed %llu\",\"objective\":%.17g,\"dual_bound\":%.17g,\"program\":%s}\n",
              static_cast<unsigned long long>(seed), solution.objective,
              relaxed.program().dual_bound(solution.row_duals), relaxed.program().json().c_str());
}

}  // namespace

int main() {
  for (const std::uint64_t seed : testing::first_seeds(25)) print_case(seed);
  return 0;
}
