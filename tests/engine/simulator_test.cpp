#include "suanwang/engine/simulator.hpp"

#include <gtest/gtest.h>

#include "suanwang/core/error.hpp"

#include "small_world.hpp"

namespace suanwang {
namespace {

using testing::job;
using testing::SmallWorld;

TEST(Simulator, AJobsTimelineByHand) {
  SmallWorld small;
  small.flow_limit = Gbps(8);  // 1 GB/s
  Job with_input = job(10min, 8, 2h);
  with_input.input = Gigabytes(600);
  const auto result = testing::run(small.build(), {with_input, job(11min, 16, 1h)});
  ASSERT_EQ(result.jobs.size(), 2u);
  // The second has no input, starts at once, and is in the way of the first, which stages for ten minutes.
  EXPECT_EQ(result.jobs[0].started, TimePoint(11min));
  EXPECT_EQ(result.jobs[0].ended, TimePoint(71min));
  EXPECT_EQ(result.jobs[1].queued_at, TimePoint(20min + 1ms));  // ten minutes to send, 1 ms on the way
  EXPECT_EQ(result.jobs[1].started, TimePoint(71min));
  EXPECT_EQ(result.jobs[1].ended, TimePoint(191min));
  EXPECT_EQ(result.jobs[1].wait(), Duration(61min));
  EXPECT_DOUBLE_EQ(result.jobs[1].network_cost.value(), 600 * 0.1);
}

TEST(Simulator, ASlowerPoolTakesLonger) {
  SmallWorld small;
  small.speed = 0.5;
  const auto result = testing::run(small.build(), {job(0min, 4, 1h)});
  EXPECT_EQ(result.jobs.at(0).run(), Duration(2h));
}

TEST(Simulator, PowerOfTheIntervalByHand) {
  SmallWorld small;  // 16 chips of 1 kW, 20 % idle; training draws 800 W
  const auto result = testing::run(small.build(), {job(30min, 8, 1h)});
  const ClusterInterval& first = result.clusters.at(0).at(0);
  EXPECT_NEAR(first.job_power.value(), 0.5 * 8 * 0.0008, 1e-12);
  EXPECT_NEAR(first.idle_power.value(), (16 - 0.5 * 8) * 0.0002, 1e-12);
  EXPECT_DOUBLE_EQ(first.general_power.value(), 1.0);
  EXPECT_NEAR(first.facility_power.value(), 1.25 * first.it_power().value(), 1e-12);
  EXPECT_DOUBLE_EQ(first.busy_accelerators, 4.0);
  EXPECT_EQ(first.running_jobs, 1u);
  EXPECT_NEAR(result.hubs.at(0).at(0).load.value(), first.facility_power.value(), 1e-12);
}

TEST(Simulator, AJobsSharesAreThoseOfItsIntervals) {
  SmallWorld small;
  small.renewable = Megawatts(1.0);  // half of it is available
  const auto result = testing::run(small.build(), {job(30min, 8, 2h)});
  const JobRecord& record = result.jobs.at(0);
  EXPECT_NEAR(record.shares.it_energy.value(), 2 * 8 * 0.0008, 1e-12);
  EXPECT_NEAR(record.shares.facility_energy.value(), record.shares.it_energy.value() * 1.25, 1e-12);
  double cost = 0.0;
  for (const auto& [interval, hours] : {std::pair(0, 0.5), std::pair(1, 1.0), std::pair(2, 0.5)}) {
    const HubInterval& hub = result.hubs.at(static_cast<std::size_t>(interval)).at(0);
    cost += hub.energy_cost.value() / hub.load.value() * 1.25 * 8 * 0.0008 * hours;
  }
  EXPECT_NEAR(record.shares.energy_cost.value(), cost, 1e-12);
}

// In the second hour the grid gives less than the general load: the job stands, and of what it draws idle a
// share is served.
TEST(Simulator, AJobsShareOfAShortIntervalIsWhatWasServed) {
  SmallWorld small;
  small.grid_limit = Megawatts(2.0);
  WorldParts parts = small.build().parts();
  Eigen::ArrayXd available = Eigen::ArrayXd::Ones(48);
  available[1] = 0.25;
  parts.hubs[HubId(0)].supply.grid_available = Series<Fraction>(available);
  const auto result = testing::run(World(parts), {job(30min, 8, 2h)});
  const HubInterval& hub = result.hubs.at(1).at(0);
  EXPECT_NEAR(hub.served_share(), 0.5 / hub.load.value(), 1e-12);
  const double drawn_mwh = result.clusters.at(1).at(0).job_power.value();
  EXPECT_NEAR(drawn_mwh, 8 * 0.0002, 1e-12);
  const JobShares& shares = result.jobs.at(0).shares;
  EXPECT_NEAR(shares.facility_energy.value(),
              1.25 * (shares.it_energy.value() - drawn_mwh * (1.0 - hub.served_share())), 1e-12);
}

TEST(Simulator, MoneyAndCarbonOfAnIntervalByHand) {
  SmallWorld small;
  small.renewable = Megawatts(1.0);
  small.general_mw = 2.0;
  const auto result = testing::run(small.build(), {});
  const HubInterval& hub = result.hubs.at(0).at(0);
  const double load = 1.25 * (2.0 + 16 * 0.0002), green = 0.5;
  EXPECT_NEAR(hub.load.value(), load, 1e-12);
  EXPECT_NEAR(hub.energy_cost.value(), (load - green) * 500 + green * 300, 1e-9);
  EXPECT_NEAR(hub.carbon_location.value(), load * 0.5, 1e-12);  // contracts do not count
  EXPECT_NEAR(hub.carbon_market.value(), (load - green) * 0.6, 1e-12);
}

TEST(Simulator, WhatTheGridCannotGiveIsShortfall) {
  SmallWorld small;
  small.grid_limit = Megawatts(1.0);
  const auto result = testing::run(small.build(), {});
  const HubInterval& hub = result.hubs.at(5).at(0);
  EXPECT_DOUBLE_EQ(hub.flows.grid_to_load.value(), 1.0);
  EXPECT_NEAR(hub.flows.shortfall.value(), hub.load.value() - 1.0, 1e-12);
  EXPECT_LT(hub.served_share(), 1.0);
  EXPECT_TRUE(hub.is_supply_limited);
}

TEST(Simulator, RejectsWhatCanNeverRunWithItsRule) {
  SmallWorld small;
  const auto too_large = testing::run(small.build(), {job(0min, 17, 1h)});
  EXPECT_EQ(too_large.jobs.at(0).end_state, JobState::rejected);
  EXPECT_EQ(too_large.jobs.at(0).rejection, RejectionRule::larger_than_any_pool);
  small.memory = Gigabytes(81);
  const auto no_pool = testing::run(small.build(), {job(0min, 1, 1h)});
  EXPECT_EQ(no_pool.jobs.at(0).rejection, RejectionRule::no_admissible_pool);
}

TEST(Simulator, ABoundOnTheRoundTripKeepsWorkNear) {
  SmallWorld small;
  small.pool_sizes = {16, 64};
  small.job_bound = Delay(3);  // the own cluster is 2 ms away, the other 12
  const auto result = testing::run(small.build(), {job(0min, 32, 1h), job(1min, 16, 1h)});
  EXPECT_EQ(result.jobs.at(0).rejection, RejectionRule::larger_than_any_pool);
  EXPECT_EQ(result.jobs.at(1).pool, PoolId(0));
}

TEST(Simulator, AJobThatWaitsTooLongExpires) {
  SmallWorld small;
  Job impatient = job(5min, 16, 1h);
  impatient.start_by = TimePoint(65min);
  Job punctual = job(6min, 16, 1h);
  punctual.start_by = TimePoint(1h);
  const auto result = testing::run(small.build(), {job(0min, 16, 70min), impatient, punctual});
  EXPECT_EQ(result.jobs.at(0).end_state, JobState::expired);
  EXPECT_EQ(result.jobs.at(0).ended, TimePoint(1h + 1ms));
  EXPECT_EQ(result.jobs.at(1).end_state, JobState::expired);
  EXPECT_EQ(result.jobs.at(1).ended, TimePoint(65min + 1ms));
  EXPECT_EQ(result.jobs.at(2).end_state, JobState::completed);
}

// Whether a job expires in the interval of its arrival, at the very end of one, just behind that, or when the
// calendar ends: it leaves a millisecond after its last moment.
TEST(Simulator, AJobExpiresAtItsTimeInWhateverInterval) {
  SmallWorld small;
  const Duration end = small.calendar.interval_start(small.calendar.interval_count()).time_since_epoch();
  const std::vector<Duration> last_moments{2h + 30min, 3h - 1ms, 3h, 3h + 1ms, 9h + 1min, end - 1ms, end};
  std::vector<Job> jobs{job(0min, 16, 100h)};  // longer than the calendar
  for (const Duration last : last_moments) {
    jobs.push_back(job(2h + 1min, 16, 1h));
    jobs.back().start_by = TimePoint(last);
  }
  const auto result = testing::run(small.build(), jobs);
  ASSERT_EQ(result.jobs.size(), last_moments.size() - 1);  // the calendar is over before the last one
  for (std::size_t i = 0; i < result.jobs.size(); ++i) {
    EXPECT_EQ(result.jobs[i].end_state, JobState::expired);
    EXPECT_EQ(result.jobs[i].ended, TimePoint(last_moments[i] + 1ms));
  }
}

TEST(Simulator, AStartAtTheLastMomentStillCounts) {
  Job punctual = job(6min, 16, 1h);
  punctual.start_by = TimePoint(70min);  // when the first ends
  const auto result = testing::run(SmallWorld().build(), {job(0min, 16, 70min), punctual});
  EXPECT_EQ(result.jobs.at(1).end_state, JobState::completed);
  EXPECT_EQ(result.jobs.at(1).started, TimePoint(70min));
}

TEST(Simulator, AFailingJobEndsAsFailed) {
  Job failing = job(0min, 4, 1h);
  failing.end = JobEnd::fails;
  const auto result = testing::run(SmallWorld().build(), {failing});
  EXPECT_EQ(result.jobs.at(0).end_state, JobState::failed);
  EXPECT_EQ(result.jobs.at(0).work.useful_ms, 0.0);
  EXPECT_EQ(result.jobs.at(0).work.lost_ms, 4 * 3.6e6);
}

TEST(Simulator, ACancelledJobEndsAsCancelledAndItsWorkCounts) {
  Job cancelled = job(0min, 4, 1h);
  cancelled.end = JobEnd::cancelled;
  const auto result = testing::run(SmallWorld().build(), {cancelled});
  EXPECT_EQ(result.jobs.at(0).end_state, JobState::cancelled);
  EXPECT_EQ(result.jobs.at(0).work.useful_ms, 4 * 3.6e6);
  EXPECT_EQ(result.jobs.at(0).work.lost_ms, 0.0);
}

TEST(Simulator, RunningInPiecesChangesNothing) {
  const World world = SmallWorld().build();
  const std::vector<Job> jobs{job(0min, 16, 70min), job(5min, 8, 3h), job(7min, 8, 1h)};
  const auto whole = testing::run(world, jobs);
  testing::Recorder pieces;
  testing::ListedJobs source(jobs);
  Simulator simulator(world, testing::policies(), source, pieces, {true});
  for (int minute = 7; minute < 48 * 60; minute += 7)
    simulator.run_until(TimePoint(std::chrono::minutes(minute)));
  simulator.run_until(world.calendar().end());
  ASSERT_EQ(whole.jobs.size(), pieces.jobs.size());
  for (std::size_t i = 0; i < whole.jobs.size(); ++i)
    EXPECT_EQ(whole.jobs[i].started, pieces.jobs[i].started);
}

TEST(Simulator, TokensAreServedNearestFirstAndOverflow) {
  SmallWorld small;
  small.pool_sizes = {16, 16};
  small.serving_share = 0.5;  // 8 chips of 0.5 PFLOPS: 4,000 tokens/s a cluster
  small.token_demand = TokensPerSecond(3000);
  auto result = testing::run(small.build(), {});
  EXPECT_EQ(result.unserved, TokensPerSecond(0));
  EXPECT_DOUBLE_EQ(result.clusters[0][0].tokens_served.value(), 3000);
  EXPECT_DOUBLE_EQ(result.clusters[0][0].serving_share, 0.75);
  // Idle 200 W, in use (decoding) 600 W.
  EXPECT_NEAR(result.clusters[0][0].serving_power.value(), 8 * (0.0002 + 0.75 * 0.5 * 0.0008), 1e-12);
  small.token_demand = TokensPerSecond(5000);
  result = testing::run(small.build(), {});
  EXPECT_NEAR(result.unserved.value(), 48 * 2000, 1e-6);
}

// Policies that break a rule are refused by name, job and rule.
class LostRoute final : public RoutePolicy {
 public:
  RouteDecision route(const Job&, const View&) override { return RouteDecision::place(PoolId(99)); }
};

TEST(Simulator, RefusesAPoolThatIsNotThere) {
  PolicySet set = testing::policies();
  set.route = std::make_unique<LostRoute>();
  set.names.route = "lost";
  try {
    testing::run(SmallWorld().build(), {job(0min, 1, 1h)}, std::move(set));
    FAIL() << "the decision was accepted";
  } catch (const PolicyError& error) {
    EXPECT_STREQ(error.what(),
                 "policy 'lost', job 0 (training) at 2030-01-07T00:00+08:00: inadmissible decision; rule: "
                 "the pool exists");
  }
}

class GreedyQueue final : public QueuePolicy {
 public:
  void enqueue(const QueuedJob& queued) override { jobs_.push_back(queued); }
  void remove(const QueuedJob&) override {}
  void end(const QueuedJob&, TimePoint) override {}
  void select(TimePoint, PoolRoom& room) override {
    for (const QueuedJob& each : jobs_) room.start(each, each.copies);
  }

 private:
  std::vector<QueuedJob> jobs_;
};

TEST(Simulator, RefusesToStartOnAcceleratorsInUse) {
  PolicySet set = testing::policies();
  set.make_queue = [] { return std::make_unique<GreedyQueue>(); };
  EXPECT_THROW(testing::run(SmallWorld().build(), {job(0min, 12, 1h), job(0min, 12, 1h)}, std::move(set)),
               PolicyError);
}

class PatientRoute final : public RoutePolicy {
 public:
  RouteDecision route(const Job& job, const View& view) override {
    if (view.now() < TimePoint(3h)) return RouteDecision::wait();
    return RouteDecision::place(view.candidates(job).front().pool, TimePoint(5h));
  }
};

TEST(Simulator, APolicyMayWaitAndHoldBack) {
  PolicySet set = testing::policies();
  set.route = std::make_unique<PatientRoute>();
  const auto result = testing::run(SmallWorld().build(), {job(10min, 4, 1h)}, std::move(set));
  EXPECT_EQ(result.jobs.at(0).started, TimePoint(5h));
}

}  // namespace
}  // namespace suanwang
