// Every route and every serve policy of the catalogue, by its bare name and with its options on, in random
// worlds with audits on.
#include <gtest/gtest.h>

#include "suanwang/policy/green_routes.hpp"

#include "hub_series.hpp"

namespace suanwang {
namespace {

World any_world(testing::Draw& draw) {
  testing::SmallWorld small;
  small.calendar = testing::days(2);
  small.pool_sizes.clear();
  for (std::size_t i = 1 + draw.below(4); i > 0; --i)
    small.pool_sizes.push_back(static_cast<std::uint32_t>(4 + draw.below(60)));
  small.general_mw = draw.within(0, 0.05);
  small.serving_share = draw.chance(0.7) ? draw.within(0.1, 0.6) : 0.0;
  small.serving_floor = draw.chance(0.5) ? 1.0 : draw.within(0.2, 1.0);
  small.token_demand = TokensPerSecond(draw.within(0, 8000));
  small.token_bound = Delay(draw.within(1, 40));
  small.renewable = Megawatts(draw.within(0, 0.3));
  if (draw.chance(0.3)) small.grid_limit = Megawatts(draw.within(0.02, 0.3));
  small.speed = draw.within(0.3, 2.0);
  World world = small.build();
  for (const HubId hub : world.hubs().ids()) {
    std::vector<double> prices(48), factors(48);
    for (std::size_t i = 0; i < 48; ++i) prices[i] = draw.within(-100, 900), factors[i] = draw.within(0, 1);
    world = testing::with_carbon(testing::with_tariff(world, hub, prices), hub, factors);
  }
  WorldParts parts = world.parts();
  parts.seed = draw.below(1000);
  parts.chips[ChipId(0)].rent = CnyPerHour(draw.within(0, 20));
  for (JobClass& job_class : parts.job_classes) {
    job_class.is_preemptible = draw.chance(0.7);
    job_class.when_preempted = draw.chance(0.7) ? Preemption::suspend : Preemption::requeue;
    job_class.is_migratable = draw.chance(0.7);
    job_class.checkpoint_per_accelerator = Gigabytes(draw.within(0, 20));
    if (draw.chance(0.5)) job_class.checkpointing = {1h, 2min, 5min};
    if (draw.chance(0.3)) job_class.elasticity = {draw.within(0.2, 1), draw.within(1, 3), 0.8};
  }
  return World(std::move(parts));
}

std::vector<Job> any_jobs(testing::Draw& draw, const World& world) {
  std::vector<Job> jobs;
  Duration now{};
  while ((now += Duration(draw.below(3'600'000))) < 40h) {
    Job job = testing::job(now, static_cast<std::uint32_t>(1 + draw.below(30)),
                           Duration(1 + draw.below(20'000'000)));
    job.estimate = job.run_time * static_cast<std::int64_t>(1 + draw.below(3));
    job.job_class = JobClassId(draw.below(2));
    job.origin = NodeId(2 * draw.below(world.hubs().size()));
    job.input = Gigabytes(draw.chance(0.5) ? 0.0 : draw.within(0.1, 500));
    if (draw.chance(0.2)) job.start_by = job.submitted + Duration(draw.below(20'000'000));
    if (!world.job_classes()[job.job_class].elasticity.is_elastic() && draw.chance(0.2)) job.copies = 3;
    jobs.push_back(job);
  }
  return jobs;
}

struct NamedRoute {
  std::string name;
  std::function<std::unique_ptr<RoutePolicy>()> make;
};

template <class Route>
NamedRoute with_options(const std::string& name, const typename Route::Parameters& parameters) {
  return {name, [parameters] { return std::make_unique<Route>(parameters); }};
}

/// Those of the catalogue, and some that do more than their defaults say.
std::vector<NamedRoute> all_routes(const PolicyCatalogue& catalogue) {
  std::vector<NamedRoute> routes;
  for (const auto& entry : catalogue.route.entries())
    routes.push_back({entry.name, [&entry] { return entry.maker()->make(); }});
  WaitForGreenRoute::Parameters broken, quantile;
  broken.interruptible = true;
  quantile.threshold_quantile = 0.3;
  routes.push_back(with_options<WaitForGreenRoute>("wait_for_green, interruptible", broken));
  routes.push_back(with_options<WaitForGreenRoute>("wait_for_green, quantile", quantile));
  routes.push_back(with_options<CheapestRoute>("cheapest, migrates", {{}, {true, 0.0}}));
  LowestCarbonRoute::Parameters moving;
  moving.migration.migrates = true;
  routes.push_back(with_options<LowestCarbonRoute>("lowest_carbon, migrates", moving));
  return routes;
}

TEST(AllPoliciesProperty, LoseNoJobAndBreakNoRule) {
  const PolicyCatalogue catalogue = built_in_policies();
  const std::vector<NamedRoute> routes = all_routes(catalogue);
  for (const std::uint64_t seed : testing::first_seeds(10)) {
    testing::Draw draw(seed);
    const World world = any_world(draw);
    const std::vector<Job> jobs = any_jobs(draw, world);
    std::uint64_t submitted = 0;
    for (const Job& job : jobs) submitted += job.copies;
    for (const NamedRoute& route : routes)
      for (const auto& serve : catalogue.serve.entries()) {
        SCOPED_TRACE(route.name + ", " + serve.name + ", seed " + std::to_string(seed));
        PolicySet set = testing::policies();
        set.route = route.make();
        set.serve = serve.maker()->make();
        testing::Recorder recorder;
        testing::ListedJobs source(jobs);
        Simulator simulator(world, std::move(set), source, recorder, {true});
        ASSERT_NO_THROW(simulator.run_until(world.calendar().end()));
        const JobLedger& ledger = simulator.state().ledger;
        EXPECT_TRUE(ledger.balances());
        EXPECT_EQ(ledger.submitted, submitted);
        std::uint64_t ended = 0;
        for (const JobRecord& record : recorder.jobs) ended += record.job.copies;
        EXPECT_EQ(ended + ledger.active, submitted);
      }
  }
}

}  // namespace
}  // namespace suanwang
