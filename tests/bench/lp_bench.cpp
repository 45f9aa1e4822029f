// The rolling plan's linear program on the national network of 2030: one hour's slide of the window, started
// from the basis of the hour before (warm) or from nothing (cold). The argument is the window in hours.
#include <benchmark/benchmark.h>

#include "suanwang/optimise/rolling_program.hpp"
#include "suanwang/optimise/work_groups.hpp"
#include "suanwang/policy/catalogue.hpp"
#include "suanwang/scenario/build.hpp"
#include "suanwang/scenario/load.hpp"

#include "national.hpp"

using namespace suanwang;

namespace {

const World& national() {
  static const World world = build_world(china_2030_mid().spec, 1);
  return world;
}

/// Sites of a class or of tokens by cluster, means over its pools.
template <class Speed, class Power>
Table<ClusterId, PlanSite> sites_of(const World& world, const Speed& speed, const Power& power, bool serves) {
  Table<ClusterId, PlanSite> sites;
  for (const Cluster& cluster : world.clusters()) {
    PlanSite site{true, 0.0, 0.0, 0.0, 0.0};
    for (const PoolId pool : cluster.pools) {
      site.speed += speed(pool) / static_cast<double>(cluster.pools.size());
      site.facility_mw += power(pool) / static_cast<double>(cluster.pools.size());
      if (serves) site.most_accelerators += world.pools()[pool].serving * 0.9;
    }
    sites.add(site);
  }
  return sites;
}

PlanInput input_at(const World& world, std::size_t first, std::size_t steps) {
  PlanInput input;
  input.steps = steps;
  input.longest_wait = 6;
  input.waiting_cny_per_hour = 0.05;
  for (const HubId id : world.hubs().ids()) {
    input.outlook.add(true_outlook(world, id, first, first + steps));
    HubEnds ends;
    ends.stored_from_mwh = ends.stored_to_mwh = world.hubs()[id].supply.storage.energy.value() * 0.5;
    ends.end_value = 400.0;
    ends.peak_mw = input.outlook[id].base_load_mw.front();
    ends.peak_cost = world.hubs()[id].supply.prices.demand_charge.value();
    input.ends.add(ends);
  }
  for (const JobClassId job_class : world.job_classes().ids()) {
    PlanJobs jobs;
    jobs.arriving.assign(steps, 50'000.0);
    jobs.hours = job_class.index() == 0 ? 400.0 : 4.0;
    jobs.sites = sites_of(
        world, [&](PoolId pool) { return world.speed(job_class, pool); },
        [&](PoolId pool) { return facility_mw_per_accelerator(world, job_class, pool, first); }, false);
    input.jobs.push_back(jobs);
  }
  for (const ModelClassId model : world.model_classes().ids()) {
    PlanTokens tokens;
    for (std::size_t i = first; i < first + steps; ++i) {
      double demand = 0.0;
      for (const TokenStream& stream : world.token_streams())
        if (stream.model == model) demand += stream.demand[i].value();
      tokens.demand.push_back(demand);
    }
    tokens.sites = sites_of(
        world, [&](PoolId pool) { return world.serving_profile(model, pool).rate.value(); },
        [&](PoolId pool) { return facility_mw_per_accelerator(world, model, pool, first); }, true);
    input.tokens.push_back(tokens);
  }
  Table<ClusterId, double> room;
  for (const Cluster& cluster : world.clusters()) {
    double accelerators = 0.0;
    for (const PoolId pool : cluster.pools) accelerators += world.pools()[pool].energised;
    room.add(accelerators);
  }
  input.room.assign(steps, room);
  return input;
}

void slide(benchmark::State& state, bool is_warm) {
  const World& world = national();
  const auto steps = static_cast<std::size_t>(state.range(0));
  const RollingProgram program(world, Objective{});
  std::size_t first = 2000;
  double iterations = 0.0;
  LpBasis basis = program.solve(input_at(world, first, steps)).value().basis;
  for (auto _ : state) {
    state.PauseTiming();
    const PlanInput input = input_at(world, ++first, steps);
    state.ResumeTiming();
    auto plan = program.solve(input, basis, is_warm ? 1 : 0);
    benchmark::DoNotOptimize(plan);
    iterations += plan.value().iterations;
    basis = std::move(plan->basis);
  }
  state.counters["simplex_iterations"] = benchmark::Counter(iterations, benchmark::Counter::kAvgIterations);
}

void rolling_lp_warm(benchmark::State& state) { slide(state, true); }
void rolling_lp_cold(benchmark::State& state) { slide(state, false); }
BENCHMARK(rolling_lp_cold)->Arg(24)->Arg(48)->Arg(168)->Unit(benchmark::kMillisecond);
BENCHMARK(rolling_lp_warm)->Arg(24)->Arg(48)->Arg(168)->Unit(benchmark::kMillisecond);

}  // namespace
