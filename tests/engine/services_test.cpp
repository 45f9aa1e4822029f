// Accelerators between services and jobs.
#include <cmath>

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
  // Four are wanted, one is free: of the two the one that started last goes, and would do alone only with it.
  std::uint32_t preemptions = 0;
  double useful_ms = 0.0;
  for (const JobRecord& record : result.jobs) {
    preemptions += record.work.preemptions;
    useful_ms += record.work.useful_ms;
  }
  EXPECT_EQ(preemptions, 1u);
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

TEST(Services, NothingIsLostBetweenJobsAndTokens) {
  std::uint64_t made_way = 0;
  double lent = 0.0;
  for (const std::uint64_t seed : testing::first_seeds(150)) {
    SCOPED_TRACE(seed);
    testing::Draw draw(seed);
    SmallWorld small;
    small.calendar = testing::days(3);
    small.pool_sizes.clear();
    for (std::size_t i = 1 + draw.below(4); i > 0; --i)
      small.pool_sizes.push_back(static_cast<std::uint32_t>(8 + draw.below(60)));
    small.general_mw = 0.01;
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
    if (draw.chance(0.5))
      parts.faults.servers = Reliability{duration_from_seconds(3600 * draw.within(5, 60)), 1.0,
                                         duration_from_seconds(3600 * draw.within(0.1, 4)), 1.0, 1};
    if (draw.chance(0.3))
      parts.faults.clusters = Reliability{duration_from_seconds(3600 * draw.within(20, 60)), 1.0,
                                          duration_from_seconds(3600 * draw.within(0.1, 4)), 1.0, 1};
    if (draw.chance(0.3)) parts.job_classes[JobClassId(1)].elasticity = {0.5, 2.0, 0.9};
    const World world(std::move(parts));
    std::vector<Job> jobs;
    for (Duration now{}; (now += Duration(draw.below(3'600'000))) < 60h;)
      jobs.push_back(of_class(
          job(now, static_cast<std::uint32_t>(1 + draw.below(8)), Duration(1 + draw.below(20'000'000))),
          draw.below(2)));
    class Watch final : public Observer {
     public:
      void on_interval(const IntervalReport& report) override {
        std::vector<double> served(report.unserved.size());
        for (const ServedTokens& each : report.served) served[each.stream.index()] += each.rate.value();
        for (std::size_t stream = 0; stream < served.size(); ++stream)
          tokens.push_back({report.interval, stream, served[stream] + report.unserved[stream].value()});
        for (const ClusterInterval& cluster : report.clusters) lent += cluster.lent_accelerators;
      }
      struct Row {
        std::size_t interval, stream;
        double tokens_per_s;
      };
      std::vector<Row> tokens;
      double lent = 0.0;
    };
    for (const char* queue : {"fcfs", "easy_backfill", "conservative_backfill", "priority"}) {
      Watch watch;
      testing::ListedJobs source(jobs);
      Simulator simulator(world, testing::policies("least_loaded", queue), source, watch, {true, false});
      ASSERT_NO_THROW(simulator.run_until(world.calendar().end())) << queue;
      EXPECT_EQ(simulator.state().ledger.submitted, jobs.size());
      EXPECT_TRUE(simulator.state().ledger.balances());
      for (const Watch::Row& row : watch.tokens) {
        const double asked = world.token_streams()[TokenStreamId(row.stream)].demand[row.interval].value();
        ASSERT_NEAR(row.tokens_per_s, asked, 1e-9 * std::max(1.0, asked));
      }
      made_way += simulator.state().service_preemptions;
      lent += watch.lent;
    }
  }
  // The law is put to the test.
  EXPECT_GT(made_way, 500u);
  EXPECT_GT(lent, 1000.0);
}

}  // namespace
}  // namespace suanwang
