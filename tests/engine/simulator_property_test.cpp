#include <map>

#include <gtest/gtest.h>

#include "suanwang/policy/queues.hpp"

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
    job.end = draw.chance(0.1) ? JobEnd::fails : draw.chance(0.1) ? JobEnd::cancelled : JobEnd::completes;
    if (draw.chance(0.3)) job.start_by = TimePoint(now + Duration(draw.below(10'000'000)));
    jobs.push_back(job);
  }
  return jobs;
}

// Runs routes, queues and power policies on random networks, most of them short of power. `run` audits every
// book in every interval.
TEST(SimulatorProperty, AllBooksBalanceUnderAllPolicies) {
  const PolicyCatalogue catalogue = built_in_policies();
  for (const std::uint64_t seed : testing::first_seeds(20)) {
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

/// What can go wrong goes wrong: servers, super-nodes, clusters and links fail, maintenance and reservations
/// are in the way, jobs are preempted, migrate, grow and shrink, return output and share data sets.
World any_troubled_world(testing::Draw& draw, const SmallWorld& small) {
  WorldParts parts = small.build().parts();
  const auto hours = [&](double low, double high) {
    return duration_from_seconds(3600.0 * draw.within(low, high));
  };
  const auto reliability = [&] {
    Reliability each{hours(5, 60), draw.within(0.5, 2), hours(0.1, 4), draw.within(0.5, 2), 1};
    if (draw.chance(0.3)) each.together = static_cast<std::uint32_t>(1 + draw.below(4));
    return each;
  };
  for (Pool& pool : parts.pools) {
    if (draw.chance(0.4) || pool.schedulable() < 4) continue;
    pool.accelerators_per_server = static_cast<std::uint32_t>(1 + draw.below(4));
    if (draw.chance(0.5)) pool.servers_per_super_node = static_cast<std::uint32_t>(1 + draw.below(4));
  }
  if (draw.chance(0.7)) parts.faults.servers = reliability();
  if (draw.chance(0.4)) parts.faults.super_nodes = reliability();
  if (draw.chance(0.4)) parts.faults.clusters = reliability();
  if (draw.chance(0.4)) parts.faults.links = reliability();
  parts.seed = draw.below(1000);
  parts.route_alternatives = static_cast<std::uint32_t>(1 + draw.below(3));
  for (std::size_t i = draw.below(4); i > 0; --i) {
    PlannedOutage outage;
    if (draw.chance(0.3))
      outage.link = LinkId(draw.below(parts.network.links().size()));
    else
      outage.cluster = ClusterId(draw.below(parts.clusters.size()));
    outage.from = TimePoint(hours(0, 60));
    outage.to = outage.from + hours(0.5, 10);
    outage.is_announced = draw.chance(0.5);
    parts.outages.push_back(outage);
  }
  for (std::size_t i = draw.below(3); i > 0; --i) {
    const PoolId pool(draw.below(parts.pools.size()));
    const TimePoint from(hours(0, 60));
    parts.reservations.push_back(
        {pool, static_cast<std::uint32_t>(1 + draw.below(20)), from, from + hours(1, 10), JobClassId(0)});
  }
  for (JobClass& job_class : parts.job_classes) {
    job_class.is_preemptible = draw.chance(0.7);
    job_class.when_preempted = draw.chance(0.5) ? Preemption::suspend : Preemption::requeue;
    job_class.needs_one_domain = draw.chance(0.3);
    job_class.is_migratable = draw.chance(0.5);
    job_class.checkpoint_per_accelerator = Gigabytes(draw.within(0, 100));
    if (draw.chance(0.7)) job_class.checkpointing = {hours(0.1, 3), hours(0, 0.2), hours(0, 0.3)};
    job_class.has_best_interval = job_class.checkpointing.cost > 0ms && draw.chance(0.3);
    if (draw.chance(0.4))
      job_class.elasticity = {draw.within(0.2, 1), draw.within(1, 4), draw.within(0.5, 1)};
    job_class.transfer_weight = draw.chance(0.5) ? 1.0 : draw.within(0.5, 4);
    if (draw.chance(0.3)) job_class.replicas = {NodeId(draw.below(parts.network.nodes().size()))};
  }
  for (Cluster& cluster : parts.clusters) cluster.cache = Gigabytes(draw.within(0, 5000));
  return World(std::move(parts));
}

/// Sends jobs anywhere, and on again at random.
class RestlessRoute final : public RoutePolicy {
 public:
  explicit RestlessRoute(std::uint64_t seed) : draw_(seed) {}
  RouteDecision route(const Job& job, const View& view) override {
    return RouteDecision::place(any(job, view));
  }
  void migrate(const View& view, std::vector<Migration>& moves) override {
    view.for_each_job([&](std::uint32_t slot, const ActiveJob& active) {
      if (active.state != JobState::running ||
          !view.world().job_classes()[active.job.job_class].is_migratable)
        return;
      if (draw_.chance(0.1)) moves.push_back({slot, any(active.job, view)});
    });
  }

 private:
  PoolId any(const Job& job, const View& view) {
    std::vector<PoolId> fitting;
    for (const Candidate& each : view.candidates(job))
      if (view.fits(job, each.pool)) fitting.push_back(each.pool);
    return fitting[draw_.below(fitting.size())];
  }
  testing::Draw draw_;
};

TEST(SimulatorProperty, NothingIsLostWhateverGoesWrong) {
  const PolicyCatalogue catalogue = built_in_policies();
  std::uint64_t preemptions = 0, failures = 0, migrations = 0, resized = 0, completed = 0;
  for (const std::uint64_t seed : testing::first_seeds(300)) {
    testing::Draw draw(seed);
    SmallWorld small = any_world(draw);
    if (draw.chance(0.5)) small.grid_limit = Megawatts(1.0);
    const World world = any_troubled_world(draw, small);
    auto jobs = any_jobs(draw, small.pool_sizes.size(), 60h);
    for (Job& job : jobs) {
      job.output = Gigabytes(draw.chance(0.5) ? 0.0 : draw.within(0.1, 1000));
      job.data_set = static_cast<DataSetId>(draw.below(6));
      job.tenant = static_cast<std::uint32_t>(draw.below(5));
      if (draw.chance(0.4) && !world.job_classes()[job.job_class].elasticity.is_elastic())
        job.copies = static_cast<std::uint32_t>(1 + draw.below(5));
    }
    for (const auto& queue : catalogue.queue.entries()) {
      SCOPED_TRACE(queue.name + " seed " + std::to_string(seed));
      PolicySet set = testing::policies("nearest", queue.name);
      set.route = std::make_unique<RestlessRoute>(seed);
      if (queue.name == "priority")
        set.make_queue = [] {
          PriorityQueue::Parameters parameters;
          parameters.preempts = true;
          parameters.ageing_per_hour = 0.05;
          return std::make_unique<PriorityQueue>(parameters);
        };
      class Watch final : public Observer {
       public:
        void on_job(const JobRecord& record) override { records.push_back(record); }
        void on_run(const RunRecord& run) override {
          resized += run.end == RunEnd::resized;
          accelerator_ms[run.job_number] +=
              static_cast<double>((run.to - run.from).count()) * run.accelerators;
        }
        void on_interval(const IntervalReport& report) override {
          for (const ClusterInterval& cluster : report.clusters)
            busy_hours += cluster.busy_accelerators * in_hours(report.span);
        }
        std::vector<JobRecord> records;
        std::map<std::uint32_t, double> accelerator_ms;
        std::uint64_t resized = 0;
        double busy_hours = 0.0;
      } watch;
      testing::ListedJobs source(jobs);
      Simulator simulator(world, std::move(set), source, watch, {true, false});
      ASSERT_NO_THROW(simulator.run_until(world.calendar().end()));
      std::uint64_t submitted = 0, ended = 0;
      for (const Job& job : jobs) submitted += job.copies;
      for (const JobRecord& record : watch.records) ended += record.job.copies;
      EXPECT_EQ(ended + simulator.state().ledger.active, submitted);
      double of_runs = 0.0;
      for (const auto& [number, ms] : watch.accelerator_ms) of_runs += ms / 3.6e6;
      for (std::uint32_t slot = 0; slot < simulator.state().jobs.slot_count(); ++slot)
        if (const ActiveJob& active = simulator.state().jobs[slot]; active.state == JobState::running)
          of_runs += in_hours(world.calendar().end() - active.stretch_from) * active.accelerators;
      EXPECT_NEAR(of_runs, watch.busy_hours, 1e-6 * watch.busy_hours + 1e-9);
      std::map<std::uint32_t, double> booked_ms;
      std::map<std::uint32_t, std::uint32_t> ran;  // copies
      for (const JobRecord& record : watch.records) {
        if (!record.has_run()) continue;
        booked_ms[record.job.number] += record.work.all_ms();
        ran[record.job.number] += record.job.copies;
        EXPECT_GE(record.left, record.ended);
        preemptions += record.work.preemptions;
        failures += record.work.failures;
        migrations += record.work.migrations;
        ++completed;
      }
      for (const auto& [number, all_ms] : booked_ms) {
        const Job& job = jobs[number];
        if (ran[number] < job.copies) continue;  // others have not ended
        // Useful + lost + overhead is all the time on accelerators.
        EXPECT_NEAR(all_ms, watch.accelerator_ms[number],
                    1e-6 * all_ms + 2.0 * static_cast<double>(job.all_accelerators()) * 10)
            << "job " << number;
      }
      resized += watch.resized;
    }
  }
  // The law is put to the test.
  EXPECT_GT(preemptions, 1000u);
  EXPECT_GT(failures, 1000u);
  EXPECT_GT(migrations, 1000u);
  EXPECT_GT(resized, 1000u);
  EXPECT_GT(completed, 20000u);
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
