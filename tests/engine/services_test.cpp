// Accelerators between services and jobs.
#include <cmath>
#include <tuple>

#include <gtest/gtest.h>

#include "small_world.hpp"

namespace suanwang {
namespace {

using testing::job;
using testing::SmallWorld;

/// Half of 16 accelerators are for services, which serve 500 tokens/s each; they may lend all of them.
SmallWorld lending() {
  SmallWorld small;
  small.serving_share = 0.5;
  small.serving_floor = 0.0;
  small.token_demand = TokensPerSecond(1);
  return small;
}

/// @param by_hour Accelerators that tokens need, from hour 0 on; the last holds.
World with_demand(const SmallWorld& small, std::vector<double> by_hour) {
  WorldParts parts = small.build().parts();
  Eigen::ArrayXd tokens_per_s(static_cast<Eigen::Index>(parts.calendar.interval_count()));
  for (std::size_t i = 0; i < parts.calendar.interval_count(); ++i)
    tokens_per_s[static_cast<Eigen::Index>(i)] = 500.0 * by_hour[std::min(i, by_hour.size() - 1)];
  for (TokenStream& stream : parts.token_streams) stream.demand = Series<TokensPerSecond>(tokens_per_s);
  return World(std::move(parts));
}

Job of_class(Job job, std::size_t job_class) {
  job.job_class = JobClassId(job_class);
  return job;
}
constexpr std::size_t stays = 0,
                      makes_way = 1;  // not preemptible; preemptible, of lower priority than services

TEST(Services, HoldWhatTheirTokensNeed) {
  SmallWorld small = lending();
  small.highest_load = 0.8;
  small.serving_floor = 0.25;
  const auto result = testing::run(with_demand(small, {3.9, 0.0, 6.4, 8.0}), {});
  EXPECT_DOUBLE_EQ(result.clusters[0][0].held_accelerators, 5);  // 3.9 / 0.8
  EXPECT_DOUBLE_EQ(result.clusters[0][0].lent_accelerators, 3);
  EXPECT_DOUBLE_EQ(result.clusters[1][0].held_accelerators, 2);  // never less
  EXPECT_DOUBLE_EQ(result.clusters[2][0].held_accelerators, 8);
  EXPECT_DOUBLE_EQ(result.clusters[2][0].serving_share, 0.8);
  EXPECT_DOUBLE_EQ(result.clusters[3][0].tokens_served.value(), 500 * 6.4);  // full at 80 %
}

TEST(Services, ReleaseAtNightWhatQueuedJobsCanUse) {
  const World world = with_demand(lending(), {8, 8, 2});
  const auto result =
      testing::run(world, {of_class(job(0min, 8, 1h * 4), stays), of_class(job(1min, 6, 1h), stays)});
  ASSERT_EQ(result.jobs.size(), 2u);
  EXPECT_EQ(result.jobs[0].started, TimePoint(2h));  // the small one, on lent accelerators
  EXPECT_EQ(result.jobs[0].ended, TimePoint(3h));
  EXPECT_EQ(result.jobs[1].ended, TimePoint(4h));
}

TEST(Services, TakeBackFromJobsOfLowerPriorityInTheMorning) {
  const World world = with_demand(lending(), {2, 2, 6});
  const auto result =
      testing::run(world, {of_class(job(0min, 8, 10h), stays), of_class(job(1min, 3, 2h), makes_way),
                           of_class(job(2min, 2, 2h), makes_way)});
  EXPECT_EQ(result.unserved, TokensPerSecond(0));
  // Three are missing. The job that started last comes first, but the larger one is enough without it.
  std::uint32_t preemptions = 0;
  double useful_ms = 0.0;
  for (const JobRecord& record : result.jobs) {
    preemptions += record.work.preemptions;
    useful_ms += record.work.useful_ms;
  }
  EXPECT_EQ(preemptions, 1u);
  for (const JobRecord& record : result.jobs)
    EXPECT_EQ(record.work.preemptions, record.job.accelerators == 3 ? 1u : 0u);
  EXPECT_NEAR(useful_ms, 3.6e6 * (80 + 6 + 4), 2e4);  // nothing is lost
  EXPECT_EQ(result.jobs.size(), 3u);
}

TEST(Services, ServeLessWhereAJobOfHigherPriorityStays) {
  const World world = with_demand(lending(), {2, 2, 8, 8, 8, 8, 2});
  const auto result =
      testing::run(world, {of_class(job(0min, 8, 10h), stays), of_class(job(1min, 6, 5h), stays)});
  EXPECT_DOUBLE_EQ(result.clusters[2][0].held_accelerators, 2);
  EXPECT_DOUBLE_EQ(result.clusters[2][0].tokens_served.value(), 1000);
  EXPECT_NEAR(result.unserved.value(), 4 * 3000, 1e-6);
  for (const JobRecord& record : result.jobs) EXPECT_EQ(record.work.preemptions, 0u);
}

TEST(Services, SpillOverBeforeTheyLeaveTokensUnserved) {
  SmallWorld small = lending();
  small.pool_sizes = {16, 16};
  const World world = with_demand(small, {2, 2, 5});
  const auto result =
      testing::run(world, {of_class(job(0min, 8, 10h), stays), of_class(job(1min, 6, 10h), stays)},
                   testing::policies("local_only"));
  EXPECT_EQ(result.unserved, TokensPerSecond(0));
  EXPECT_DOUBLE_EQ(result.clusters[2][0].tokens_served.value(), 1000);  // the jobs stay
  EXPECT_DOUBLE_EQ(result.clusters[2][1].tokens_served.value(), 4000);
  EXPECT_DOUBLE_EQ(result.clusters[2][1].held_accelerators, 8);
}

TEST(Services, TakeWholeServers) {
  WorldParts parts = with_demand(lending(), {8, 1, 5}).parts();
  parts.pools[PoolId(0)].accelerators_per_server = 4;
  const auto result = testing::run(
      World(std::move(parts)), {of_class(job(0min, 8, 10h), stays), of_class(job(61min, 1, 10h), makes_way),
                                of_class(job(62min, 2, 10h), makes_way)});
  EXPECT_DOUBLE_EQ(result.clusters[0][0].held_accelerators, 8);
  EXPECT_DOUBLE_EQ(result.clusters[1][0].held_accelerators, 4);
  EXPECT_DOUBLE_EQ(result.clusters[2][0].held_accelerators, 8);  // both jobs shared a server
  EXPECT_EQ(result.unserved, TokensPerSecond(0));
}

TEST(Services, DrawServingPowerForWhatTheyHoldAndLendTheRest) {
  const auto result = testing::run(with_demand(lending(), {3.5}),
                                   {of_class(job(0min, 8, 3h), stays), of_class(job(0min, 2, 3h), stays)});
  const ClusterInterval& hour = result.clusters[1][0];
  // Idle 200 W, decoding 600 W, training 800 W. Four are held, ten run the jobs, two are idle.
  EXPECT_NEAR(hour.serving_power.value(), 4 * 0.0002 + 3.5 * 0.0004, 1e-12);
  EXPECT_NEAR(hour.job_power.value(), 10 * 0.0008, 1e-12);
  EXPECT_NEAR(hour.idle_power.value(), 2 * 0.0002, 1e-12);
}

/// Services that lend, jobs that may or may not make way, servers and clusters that fail, power that runs
/// short.
World any_serving_world(testing::Draw& draw) {
  SmallWorld small;
  small.calendar = testing::days(3);
  small.pool_sizes.clear();
  for (std::size_t i = 1 + draw.below(4); i > 0; --i)
    small.pool_sizes.push_back(static_cast<std::uint32_t>(8 + draw.below(60)));
  small.general_mw = 0.01;
  small.server_overhead = draw.within(0, 0.5);
  small.serving_share = draw.within(0.2, 0.8);
  small.serving_floor = draw.within(0, 1);
  small.highest_load = draw.within(0.5, 1);
  small.token_demand = TokensPerSecond(1);
  if (draw.chance(0.4)) small.grid_limit = Megawatts(draw.within(0.02, 0.1));
  std::vector<double> by_hour;
  for (int hour = 0; hour < 72; ++hour) by_hour.push_back(draw.within(0, 40));
  WorldParts parts = with_demand(small, by_hour).parts();
  for (Pool& pool : parts.pools)
    if (draw.chance(0.5)) {
      pool.accelerators_per_server = 4;
      pool.lendable -= pool.lendable % 4;
    }
  const auto failing = [&](double least_hours) {
    return Reliability{duration_from_seconds(3600 * draw.within(least_hours, 60)), 1.0,
                       duration_from_seconds(3600 * draw.within(0.1, 4)), 1.0, 1};
  };
  if (draw.chance(0.5)) parts.faults.servers = failing(5);
  if (draw.chance(0.3)) parts.faults.clusters = failing(20);
  if (draw.chance(0.3)) parts.job_classes[JobClassId(makes_way)].elasticity = {0.5, 2.0, 0.9};
  if (draw.chance(0.5)) parts.job_classes[JobClassId(makes_way)].when_preempted = Preemption::requeue;
  return World(std::move(parts));
}

std::vector<Job> any_jobs(testing::Draw& draw, const World& world) {
  std::vector<Job> jobs;
  for (Duration now{}; (now += Duration(draw.below(3'600'000))) < 60h;) {
    Job each = of_class(
        job(now, static_cast<std::uint32_t>(1 + draw.below(8)), Duration(1 + draw.below(20'000'000))),
        draw.below(2));
    if (!world.job_classes()[each.job_class].elasticity.is_elastic() && draw.chance(0.3))
      each.copies = static_cast<std::uint32_t>(1 + draw.below(5));
    jobs.push_back(each);
  }
  return jobs;
}

/// Holds the books of each interval against each other.
class ServiceWatch final : public Observer {
 public:
  explicit ServiceWatch(const World& world) : world_(world) {}
  void on_interval(const IntervalReport& report) override {
    std::vector<double> found(report.unserved.size());
    for (std::size_t stream = 0; stream < found.size(); ++stream)
      found[stream] = report.unserved[stream].value();
    for (const ServedTokens& each : report.served) found[each.stream.index()] += each.rate.value();
    for (const TokenStreamId id : world_.token_streams().ids()) {
      const double asked = world_.token_streams()[id].demand[report.interval].value();
      ASSERT_NEAR(found[id.index()], asked, 1e-9 * std::max(1.0, asked)) << "interval " << report.interval;
    }
    for (const ClusterId id : world_.clusters().ids()) {  // of one pool and one model class each
      const ClusterInterval& cluster = report.clusters[id.index()];
      lent += cluster.lent_accelerators;
      energy += cluster.serving_power * report.span;
      const double servers = 1.0 + world_.clusters()[id].server_overhead;
      if (cluster.tokens_served > TokensPerSecond(0)) {
        ASSERT_NEAR(report.model_it_energy[id.index()].value(),
                    (cluster.serving_power * servers * report.span).value(), 1e-12);
      }
    }
  }
  double lent = 0.0;
  MegawattHours energy;

 private:
  const World& world_;
};

TEST(Services, NothingIsLostBetweenJobsAndTokensUnderAnyPolicies) {
  const PolicyCatalogue catalogue = built_in_policies();
  const auto any = [](testing::Draw& draw, const auto& list) {
    return list.entries()[draw.below(list.entries().size())].name;
  };
  std::uint64_t made_way = 0;
  double lent = 0.0;
  for (const std::uint64_t seed : testing::first_seeds(50)) {
    testing::Draw draw(seed);
    const World world = any_serving_world(draw);
    const auto jobs = any_jobs(draw, world);
    std::uint64_t job_count = 0;
    for (const Job& each : jobs) job_count += each.copies;
    for (const auto& queue : catalogue.queue.entries()) {
      const std::string route = any(draw, catalogue.route), power = any(draw, catalogue.power);
      SCOPED_TRACE(route + " " + queue.name + " " + power + " seed " + std::to_string(seed));
      ServiceWatch watch(world);
      testing::ListedJobs source(jobs);
      Simulator simulator(world, testing::policies(route, queue.name, power), source, watch, {true, false});
      ASSERT_NO_THROW(simulator.run_until(world.calendar().end()));
      EXPECT_EQ(simulator.state().ledger.submitted, job_count);
      EXPECT_TRUE(simulator.state().ledger.balances());
      made_way += simulator.state().service_preemptions;
      lent += watch.lent;
    }
  }
  // The law is put to the test.
  EXPECT_GT(made_way, 500u);
  EXPECT_GT(lent, 1000.0);
}

TEST(Services, SameInputsSameBytes) {
  for (const std::uint64_t seed : testing::first_seeds(20)) {
    SCOPED_TRACE(seed);
    testing::Draw draw(seed);
    const World world = any_serving_world(draw);
    const auto jobs = any_jobs(draw, world);
    const auto run = [&] {
      ServiceWatch watch(world);
      testing::ListedJobs source(jobs);
      Simulator simulator(world, testing::policies("least_loaded"), source, watch, {});
      simulator.run_until(world.calendar().end());
      return std::tuple(watch.lent, watch.energy, simulator.state().service_preemptions,
                        simulator.event_count());
    };
    EXPECT_EQ(run(), run());
  }
}

}  // namespace
}  // namespace suanwang
