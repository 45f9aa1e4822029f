#include "suanwang/experiment/bound.hpp"

#include <algorithm>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "suanwang/experiment/offered_work.hpp"
#include "suanwang/experiment/summary_collector.hpp"

#include "optimise/random_work.hpp"

namespace suanwang {
namespace {

using testing::job;

std::vector<Job> any_jobs(testing::Draw& draw, const World& world, std::size_t count) {
  std::vector<Job> jobs;
  for (std::size_t i = 0; i < count; ++i) {
    Job each = job(Duration(static_cast<Duration::rep>(draw.within(0.0, 20.0) * 3.6e6)),
                   1 + static_cast<std::uint32_t>(draw.below(6)),
                   Duration(static_cast<Duration::rep>(draw.within(0.1, 8.0) * 3.6e6)));
    each.job_class = JobClassId(draw.below(world.job_classes().size()));
    each.origin = world.hubs()[HubId(draw.below(world.hubs().size()))].node;
    if (draw.chance(0.3))
      each.start_by = each.submitted + Duration(static_cast<Duration::rep>(draw.within(0.0, 6.0) * 3.6e6));
    if (draw.chance(0.3)) each.copies = 1 + static_cast<std::uint32_t>(draw.below(3));
    jobs.push_back(each);
  }
  std::sort(jobs.begin(), jobs.end(), [](const Job& a, const Job& b) { return a.submitted < b.submitted; });
  return jobs;
}

double score_of(const World& world, const std::vector<Job>& jobs, PolicySet policies,
                const Objective& objective) {
  SummaryCollector collector(world);
  testing::ListedJobs source(jobs);
  Simulator simulator(world, std::move(policies), source, collector, {true});
  simulator.run_until(world.calendar().end());
  return score(collector.summary(simulator), objective);
}

Bound bound_of_jobs(const World& world, const std::vector<Job>& jobs, const BoundOptions& options) {
  testing::ListedJobs source(jobs);
  return bound_of(world, source, options);
}

TEST(BoundProperty, NoPolicyBeatsIt) {
  const PolicyCatalogue catalogue = built_in_policies();
  std::size_t runs = 0;
  for (const std::uint64_t seed : testing::first_seeds(15)) {
    testing::Draw draw(seed);
    const World world = testing::any_world(draw);
    const std::vector<Job> jobs = any_jobs(draw, world, 25);
    for (const Aim aim : {Aim::cost, Aim::carbon, Aim::weighted}) {
      const CnyPerTonneCo2 price(200);
      const BoundOptions options{{aim, price}};
      const Bound bound = bound_of_jobs(world, jobs, options);
      const auto check = [&](const std::string& what, PolicySet policies) {
        const double scored = score_of(world, jobs, std::move(policies), Objective::of(aim, price));
        EXPECT_GE(scored, bound.value - 1e-7 * std::abs(bound.value)) << what << ", seed " << seed;
        ++runs;
      };
      for (const auto& route : catalogue.route.entries()) check(route.name, testing::policies(route.name));
      for (const auto& power : catalogue.power.entries())
        check(power.name, testing::policies("cheapest", "fcfs", power.name));
    }
  }
  EXPECT_GT(runs, 15u * 3u * 10u);
}

TEST(BoundProperty, PiecesBoundFromBelowWhatIsSolvedAsAWhole) {
  for (const std::uint64_t seed : testing::first_seeds(20)) {
    SCOPED_TRACE(seed);
    testing::Draw draw(seed);
    const World world = testing::any_world(draw);
    const std::vector<Job> jobs = any_jobs(draw, world, 20);
    BoundOptions options;
    options.request.piece = 24h;
    const double whole = bound_of_jobs(world, jobs, options).value;
    for (const Duration piece : {12h, 6h, 1h}) {
      options.request.piece = piece;
      const double in_pieces = bound_of_jobs(world, jobs, options).value;
      EXPECT_LE(in_pieces, whole + 1e-7 * std::abs(whole));
      options.workers = 2;
      EXPECT_EQ(bound_of_jobs(world, jobs, options).value, in_pieces) << "threads change nothing";
      options.workers = 1;
    }
  }
}

/// Places each job where and when it is told.
class PlannedRoute final : public RoutePolicy {
 public:
  explicit PlannedRoute(std::vector<std::pair<PoolId, TimePoint>> plan) : plan_(std::move(plan)) {}
  RouteDecision route(const Job& job, const View&) override {
    return RouteDecision::place(plan_[job.number].first, plan_[job.number].second);
  }

 private:
  std::vector<std::pair<PoolId, TimePoint>> plan_;
};

/// Every place and whole hour of start within six hours, for each of the jobs.
double best_of_all(const World& world, const std::vector<Job>& jobs, const Objective& objective) {
  const std::size_t choices = 2 * 6;
  std::size_t plans = 1;
  for (std::size_t i = 0; i < jobs.size(); ++i) plans *= choices;
  double best = std::numeric_limits<double>::infinity();
  for (std::size_t plan = 0; plan < plans; ++plan) {
    std::vector<std::pair<PoolId, TimePoint>> places;
    for (std::size_t i = 0, rest = plan; i < jobs.size(); ++i, rest /= choices)
      places.emplace_back(PoolId(rest % choices % 2),
                          TimePoint(1h * static_cast<Duration::rep>(rest % choices / 2)));
    PolicySet set = testing::policies();
    set.route = std::make_unique<PlannedRoute>(places);
    best = std::min(best, score_of(world, jobs, std::move(set), objective));
  }
  return best;
}

TEST(Bound, IsWithinOnePercentOfTheBestOfAllPlans) {
  double worst = 0.0;
  for (const std::uint64_t seed : testing::first_seeds(4)) {
    testing::Draw draw(seed);
    testing::SmallWorld small;
    small.calendar = testing::days(1);
    small.pool_sizes = {4, 4};
    small.general_mw = 0.002;
    WorldParts parts = small.build().parts();
    for (Hub& hub : parts.hubs) {
      Eigen::ArrayXd prices(24);
      for (double& each : prices) each = draw.within(100, 1200);
      hub.supply.prices.tariff = Series<CnyPerMegawattHour>(prices);
    }
    const World world(std::move(parts));
    std::vector<Job> jobs(3, job(0min, 4, 1h));
    for (Job& each : jobs) each.start_by = TimePoint(5h + 30min);
    const double best = best_of_all(world, jobs, Objective{});
    const Bound bound = bound_of_jobs(world, jobs, {});
    EXPECT_GE(best, bound.value - 1e-9 * bound.value) << seed;
    worst = std::max(worst, *gap(best, bound));
  }
  EXPECT_LT(worst, 0.01);
  RecordProperty("largest_gap_percent", std::to_string(worst * 100.0));
}

TEST(OfferedWork, BecomesAvailableAsFastAsTheFastestPoolCouldDoIt) {
  testing::SmallWorld small;
  small.calendar = testing::days(1);
  small.speed = 2.0;
  const World world = small.build();
  const WorkGroups groups(world);
  testing::ListedJobs jobs({job(30min, 4, 3h), job(22h, 2, 12h), job(23h, 1000, 1h)});
  const OfferedWork offered = offered_work(world, groups, jobs);
  EXPECT_NEAR(offered.total_hours, 12.0 + 24.0, 1e-9) << "a job that fits nowhere is left out";
  const std::vector<double>& released = offered.by_group[0].released;
  EXPECT_NEAR(released[0], 4.0, 1e-9);  // half an hour at 8 reference accelerators
  EXPECT_NEAR(released[1], 8.0, 1e-9);
  EXPECT_NEAR(released[2], 0.0, 1e-9);
  EXPECT_NEAR(released[22] + released[23], 8.0, 1e-9);
  EXPECT_NEAR(offered.out_of_reach_hours, 16.0, 1e-9);
}

TEST(Score, CountsWhatWasNotDone) {
  Summary summary;
  summary.nation.cost.energy = Cny(1000);
  summary.nation.cost.certificates = Cny(77);
  summary.nation.carbon.location = TonnesCo2(3);
  summary.nation.energy.shortfall = MegawattHours(2);
  summary.work_offered = {10.0, 4.0};
  summary.nation.tokens_asked_for = 5e6;
  summary.nation.tokens_served = 4e6;
  const Objective cost;
  EXPECT_NEAR(score(summary, cost), 1000.0 + 2 * 10'000.0 + 6 * 2.0 + 1.0, 1e-9);
  EXPECT_NEAR(score(summary, Objective::of(Aim::carbon, {})), 3.0 + 20.0 + 0.012 + 0.001, 1e-9);
  EXPECT_NEAR(score(summary, Objective::of(Aim::weighted, CnyPerTonneCo2(100))), score(summary, cost) + 300.0,
              1e-9);
}

}  // namespace
}  // namespace suanwang
