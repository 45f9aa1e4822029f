#include <gtest/gtest.h>

#include "small_world.hpp"

namespace suanwang {
namespace {

using testing::SmallWorld;

SmallWorld any_world(testing::Draw& draw) {
  SmallWorld small;
  small.calendar = testing::days(3);
  small.pool_sizes.clear();
  for (std::size_t i = 1 + draw.below(5); i > 0; --i)
    small.pool_sizes.push_back(static_cast<std::uint32_t>(4 + draw.below(60)));
  small.general_mw = draw.within(0, 0.1);
  small.serving_share = draw.chance(0.5) ? draw.within(0, 0.6) : 0.0;
  small.renewable = Megawatts(draw.within(0, 0.3));
  small.grid_limit = Megawatts(draw.within(0.02, 0.3));
  if (draw.chance(0.5))
    small.storage =
        testing::storage(Megawatts(0.05), MegawattHours(draw.within(0.05, 0.3)), draw.within(0.6, 1.0), 0.1);
  if (draw.chance(0.3)) small.storage.self_discharge_per_hour = draw.within(0, 0.01);
  small.server_overhead = draw.chance(0.5) ? draw.within(0, 1) : 0.0;
  if (draw.chance(0.3)) small.it_power_cap = Megawatts(draw.within(0.01, 0.15));
  if (draw.chance(0.5)) small.line_capacity = Megawatts(draw.within(0, 0.1));
  small.capacity = Gbps(draw.within(2, 40));
  small.flow_limit = Gbps(draw.within(1, 20));
  small.speed = draw.within(0.3, 2.0);
  small.token_demand = TokensPerSecond(draw.within(0, 6000));
  if (draw.chance(0.3)) small.job_bound = Delay(draw.within(1, 30));
  return small;
}

std::vector<Job> any_jobs(testing::Draw& draw, std::size_t hubs, Duration horizon) {
  std::vector<Job> jobs;
  Duration now{};
  while ((now += Duration(draw.below(3'600'000))) < horizon) {
    Job job = testing::job(now, static_cast<std::uint32_t>(1 + draw.below(40)),
                           Duration(1 + draw.below(20'000'000)));
    job.estimate = job.run_time * static_cast<std::int64_t>(1 + draw.below(3));
    job.job_class = JobClassId(draw.below(2));
    job.origin = NodeId(2 * draw.below(hubs));
    job.input = Gigabytes(draw.chance(0.3) ? 0.0 : draw.within(0.1, 3000));
    job.fails = draw.chance(0.1);
    if (draw.chance(0.3)) job.start_by = TimePoint(now + Duration(draw.below(10'000'000)));
    jobs.push_back(job);
  }
  return jobs;
}

// Runs routes, queues and power policies on random networks, most of them short of power. `run` audits every
// book in every interval.
TEST(SimulatorProperty, AllBooksBalanceUnderAllPolicies) {
  const PolicyCatalogue catalogue = built_in_policies();
  for (const std::uint64_t seed : testing::first_seeds(100)) {
    SCOPED_TRACE(seed);
    testing::Draw draw(seed);
    const SmallWorld small = any_world(draw);
    const World world = small.build();
    const auto jobs = any_jobs(draw, small.pool_sizes.size(), world.calendar().end().time_since_epoch());
    for (const auto& route : catalogue.route.entries())
      for (const auto& queue : catalogue.queue.entries()) {
        const std::string& power =
            catalogue.power.entries()[draw.below(catalogue.power.entries().size())].name;
        SCOPED_TRACE(route.name + " " + queue.name + " " + power);
        testing::Recorder recorder;
        testing::ListedJobs source(jobs);
        Simulator simulator(world, testing::policies(route.name, queue.name, power), source, recorder,
                            {true});
        ASSERT_NO_THROW(simulator.run_until(world.calendar().end()));
        const JobLedger& ledger = simulator.state().ledger;
        EXPECT_TRUE(ledger.balances());
        EXPECT_EQ(ledger.submitted, jobs.size());
        EXPECT_EQ(recorder.jobs.size() + simulator.state().jobs.size(), jobs.size());
        for (const JobRecord& record : recorder.jobs) {
          if (!record.has_run()) continue;
          EXPECT_GE(record.queued_at, record.job.submitted);
          EXPECT_GE(record.started, record.queued_at);
          EXPECT_GT(record.ended, record.started);
        }
      }
  }
}

TEST(SimulatorProperty, EnergyOfJobsAddsUpToThatOfClusters) {
  for (const std::uint64_t seed : testing::first_seeds(30)) {
    SCOPED_TRACE(seed);
    testing::Draw draw(seed);
    SmallWorld small = any_world(draw);
    const World world = small.build();
    auto jobs = any_jobs(draw, small.pool_sizes.size(), 24h);
    for (Job& job : jobs) job.run_time = std::min(job.run_time, Duration(1h));  // all end within the horizon
    const auto result = testing::run(world, jobs);
    double of_jobs = 0.0, of_clusters = 0.0;
    for (const JobRecord& record : result.jobs) of_jobs += record.shares.it_energy.value();
    for (const auto& interval : result.clusters)
      for (const ClusterInterval& cluster : interval)
        of_clusters += cluster.job_power.value() * (1.0 + small.server_overhead);
    for (const JobRecord& record : result.jobs)
      if (record.has_run()) {
        ASSERT_LT(record.ended, world.calendar().end());
      }
    EXPECT_NEAR(of_jobs, of_clusters, 1e-9 * std::max(1e-3, of_clusters) + 1e-12);
  }
}

// General load cannot be slowed down; as long as jobs or tokens can, none of it may go unserved.
TEST(SimulatorProperty, LoadGoesUnservedOnlyWhileAllWorkStands) {
  std::size_t short_intervals = 0, restricted_intervals = 0;
  for (const std::uint64_t seed : testing::first_seeds(200)) {
    SCOPED_TRACE(seed);
    testing::Draw draw(seed);
    SmallWorld small = any_world(draw);
    const World world = small.build();
    const auto jobs = any_jobs(draw, small.pool_sizes.size(), world.calendar().end().time_since_epoch());
    const auto result =
        testing::run(world, jobs, testing::policies("least_loaded", "easy_backfill", "renewables_first"));
    for (std::size_t interval = 0; interval < result.hubs.size(); ++interval)
      for (std::size_t hub = 0; hub < result.hubs[interval].size(); ++hub) {
        if (result.hubs[interval][hub].restricted > Megawatts(1e-9)) ++restricted_intervals;
        if (result.hubs[interval][hub].flows.shortfall <= Megawatts(1e-9)) continue;
        ++short_intervals;
        const ClusterInterval& cluster = result.clusters[interval][hub];
        const Pool& pool = world.pools()[PoolId(hub)];
        EXPECT_NEAR(cluster.job_power.value(), cluster.busy_accelerators * 0.0002, 1e-9)
            << "interval " << interval;
        EXPECT_NEAR(cluster.serving_power.value(), pool.serving * 0.0002, 1e-9) << "interval " << interval;
      }
  }
  EXPECT_GT(short_intervals, 100u);  // the law is put to the test
  EXPECT_GT(restricted_intervals, 100u);
}

TEST(SimulatorProperty, SameInputsSameBytes) {
  for (const std::uint64_t seed : testing::first_seeds(10)) {
    SCOPED_TRACE(seed);
    testing::Draw draw(seed);
    const SmallWorld small = any_world(draw);
    const World world = small.build();
    const auto jobs = any_jobs(draw, small.pool_sizes.size(), 48h);
    const auto first = testing::run(world, jobs), second = testing::run(world, jobs);
    ASSERT_EQ(first.jobs.size(), second.jobs.size());
    for (std::size_t i = 0; i < first.jobs.size(); ++i) {
      EXPECT_EQ(first.jobs[i].job.number, second.jobs[i].job.number);
      EXPECT_EQ(first.jobs[i].ended, second.jobs[i].ended);
      EXPECT_EQ(first.jobs[i].shares.energy_cost, second.jobs[i].shares.energy_cost);
    }
    for (std::size_t i = 0; i < first.hubs.size(); ++i)
      for (std::size_t hub = 0; hub < first.hubs[i].size(); ++hub)
        EXPECT_EQ(first.hubs[i][hub].energy_cost, second.hubs[i][hub].energy_cost);
  }
}

TEST(SimulatorProperty, MoreWindNeverRaisesGridPurchase) {
  for (const std::uint64_t seed : testing::first_seeds(20)) {
    SCOPED_TRACE(seed);
    testing::Draw draw(seed);
    SmallWorld small = any_world(draw);
    small.grid_limit = Megawatts(10);  // while power is short, wind lets more work run
    small.it_power_cap.reset();
    const auto jobs = any_jobs(draw, small.pool_sizes.size(), 48h);
    double before = -1.0;
    for (const double factor : {4.0, 2.0, 1.0, 0.0}) {  // less and less wind
      SmallWorld with_wind = small;
      with_wind.renewable = small.renewable * factor;
      double grid = 0.0;
      for (const auto& interval : testing::run(with_wind.build(), jobs).hubs)
        for (const HubInterval& hub : interval) grid += hub.flows.grid_import().value();
      EXPECT_GE(grid, before - 1e-9);
      before = grid;
    }
  }
}

}  // namespace
}  // namespace suanwang
