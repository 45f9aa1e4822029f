#include "suanwang/sweep/sweep_runs.hpp"

#include <algorithm>
#include <set>

#include <gtest/gtest.h>

#include "suanwang/core/random_stream.hpp"
#include "suanwang/experiment/paired_statistics.hpp"

#include "seeds.hpp"

namespace suanwang {
namespace {

SweepPlan plan_of(std::size_t points, std::size_t policies, SeedRule seeds) {
  SweepPlan plan;
  plan.points.resize(points);
  plan.policies.resize(policies);
  plan.seeds = seeds;
  plan.metrics = {{"cost", "", "", Better::less, "", true}};
  for (std::size_t point = 0; point < points; ++point)
    for (std::size_t policy = 0; policy < policies; ++policy)
      plan.variants.push_back({point, policy, "", {}});
  return plan;
}

/// A metric that scatters around the number of the variant plus 10.
SweepRun run_of(const RunKey& key, double deviation) {
  RandomStream stream(1, RandomPurpose::design, static_cast<std::uint32_t>(key.variant), key.seed);
  SweepRun run{key};
  run.values = {static_cast<double>(key.variant) + 10.0 + deviation * stream.normal()};
  return run;
}

/// Runs a sweep to its end, each time the runs that `choose` takes of those that can be begun.
template <class Choose>
SweepRuns completed(const SweepPlan& plan, double deviation, const Choose& choose) {
  SweepRuns done;
  for (auto ready = runs_to_begin(plan, done); !ready.empty(); ready = runs_to_begin(plan, done))
    for (const RunKey& key : choose(ready)) done.emplace(key, run_of(key, deviation));
  return done;
}

const auto all_of_them = [](const std::vector<RunKey>& ready) { return ready; };

std::vector<RunKey> keys_of(const SweepRuns& runs) {
  std::vector<RunKey> keys;
  for (const auto& [key, run] : runs) keys.push_back(key);
  return keys;
}

TEST(RunsToBegin, AGivenNumberOfSeedsIsRunUnderEveryVariant) {
  const SweepPlan plan = plan_of(3, 2, {5, 4, {}});
  const SweepRuns done = completed(plan, 1.0, all_of_them);
  EXPECT_EQ(done.size(), 24u);
  EXPECT_EQ(done.begin()->first.seed, 5u);
  EXPECT_EQ(done.rbegin()->first.seed, 8u);
}

TEST(RunsToBegin, OtherPoliciesFollowTheFirst) {
  const SweepPlan plan = plan_of(2, 3, {1, 2, {}});
  for (const RunKey& key : runs_to_begin(plan, {})) EXPECT_EQ(plan.variants[key.variant].policy, 0u);
  SweepRuns done;
  done.emplace(RunKey{3, 2}, run_of({3, 2}, 1.0));  // the first policy of point 1
  const auto ready = runs_to_begin(plan, done);
  EXPECT_TRUE(std::count(ready.begin(), ready.end(), RunKey{4, 2}));
  EXPECT_FALSE(std::count(ready.begin(), ready.end(), RunKey{4, 1}));
}

TEST(RunsToBegin, TheRuleStopsWhenTheIntervalIsNarrow) {
  const SeedRule rule{1, 1, SeedRule::Until{"cost", 0.05, true, 4, 1000}};
  for (const double deviation : {0.0, 0.5, 2.0}) {
    const SweepPlan plan = plan_of(3, 1, rule);
    const SweepRuns done = completed(plan, deviation, all_of_them);
    // (1.96 * 2 / 0.5)^2 = 61 and less for the other two, were the deviation known.
    EXPECT_TRUE(deviation != 2.0 || done.size() > 60) << done.size();
    for (std::size_t variant = 0; variant < 3; ++variant) {
      std::vector<double> values;
      for (const auto& [key, run] : done)
        if (key.variant == variant) values.push_back(*run.values[0]);
      const SampleMean mean = mean_of(values);
      EXPECT_LE((mean.student->high - mean.student->low) / 2.0, 0.05 * mean.mean);
      EXPECT_TRUE(deviation != 0.0 || values.size() == 4);
    }
  }
}

TEST(RunsToBegin, TheRuleNeverExceedsItsMost) {
  const SweepPlan plan = plan_of(1, 2, {1, 1, SeedRule::Until{"cost", 1e-9, false, 3, 17}});
  const SweepRuns done = completed(plan, 1.0, all_of_them);
  EXPECT_EQ(done.size(), 34u);
  EXPECT_EQ(points_not_known(plan, done), std::vector<std::size_t>{0});
  EXPECT_TRUE(points_not_known(plan, completed(plan, 0.0, all_of_them)).empty());
}

TEST(RunsToBegin, PoliciesOfAPointHaveTheSameSeeds) {
  const SweepPlan plan = plan_of(4, 3, {1, 1, SeedRule::Until{"cost", 0.05, true, 4, 500}});
  const SweepRuns done = completed(plan, 1.0, all_of_them);
  std::map<std::size_t, std::set<std::uint64_t>> seeds;
  for (const auto& [key, run] : done) seeds[key.variant].insert(key.seed);
  for (std::size_t point = 0; point < 4; ++point)
    for (std::size_t policy = 1; policy < 3; ++policy)
      EXPECT_EQ(seeds[plan.variant(point, policy)], seeds[plan.variant(point, 0)]);
}

TEST(RunsToBegin, AFailureEndsTheSeedsOfItsPointAlone) {
  const SweepPlan plan = plan_of(2, 1, {1, 1, SeedRule::Until{"cost", 1e-9, false, 3, 12}});
  SweepRuns done;
  SweepRun failed{{0, 2}};
  failed.error = "it could not be";
  done.emplace(failed.key, failed);
  for (auto ready = runs_to_begin(plan, done); !ready.empty(); ready = runs_to_begin(plan, done))
    for (const RunKey& key : ready) done.emplace(key, run_of(key, 1.0));
  EXPECT_EQ(std::count_if(done.begin(), done.end(), [](const auto& each) { return each.first.variant == 0; }),
            3);
  EXPECT_EQ(done.size(), 15u);
}

// What is run must not depend on which runs end first: else a resumed sweep would differ.
TEST(RunsToBeginProperty, TheOrderOfEndsChangesNothing) {
  for (const std::uint64_t seed : testing::first_seeds(60)) {
    SCOPED_TRACE(seed);
    RandomStream stream(seed, RandomPurpose::design, 1);
    const std::size_t points = 1 + stream() % 4, policies = 1 + stream() % 3;
    SeedRule rule{stream() % 9, 1 + stream() % 5, {}};
    if (stream() % 2)
      rule.until = SeedRule::Until{"cost", 0.02 + stream.uniform() * 0.1, true, 2 + stream() % 4, 40};
    const SweepPlan plan = plan_of(points, policies, rule);
    const auto some_of_them = [&](std::vector<RunKey> ready) {
      for (std::size_t i = ready.size(); i > 1; --i) std::swap(ready[i - 1], ready[stream() % i]);
      ready.resize(1 + stream() % ready.size());
      return ready;
    };
    EXPECT_EQ(keys_of(completed(plan, 1.0, all_of_them)), keys_of(completed(plan, 1.0, some_of_them)));
  }
}

TEST(ShardProperty, ShardsTogetherAreTheWholeAndShareNothing) {
  for (const std::uint64_t seed : testing::first_seeds(60)) {
    SCOPED_TRACE(seed);
    RandomStream stream(seed, RandomPurpose::design, 2);
    SeedRule rule{3, 1 + stream() % 4, {}};
    if (stream() % 2) rule.until = SeedRule::Until{"cost", 0.05, true, 2, 30};
    const SweepPlan plan = plan_of(1 + stream() % 5, 1 + stream() % 3, rule);
    const std::size_t count = 1 + stream() % 6;
    SweepRuns whole;
    for (std::size_t number = 1; number <= count; ++number) {
      SweepRuns own;  // each by itself, without what the others have done
      const Shard shard{number, count};
      for (auto ready = runs_to_begin(plan, own, shard); !ready.empty();
           ready = runs_to_begin(plan, own, shard))
        for (const RunKey& key : ready) own.emplace(key, run_of(key, 1.0));
      for (const auto& [key, run] : own) EXPECT_TRUE(whole.emplace(key, run).second) << "in two shards";
    }
    EXPECT_EQ(keys_of(whole), keys_of(completed(plan, 1.0, all_of_them)));
  }
}

}  // namespace
}  // namespace suanwang
