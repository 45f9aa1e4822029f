// A policy changes what it decides on, and nothing that comes from outside or belongs to others.
#include <filesystem>

#include <gtest/gtest.h>

#include "suanwang/scenario/build.hpp"
#include "suanwang/scenario/load.hpp"

#include "changes.hpp"

namespace suanwang::testing {
namespace {

/// Passes jobs on and remembers them.
class WatchedJobs final : public JobSource {
 public:
  explicit WatchedJobs(JobSource& source) : source_(source) {}
  std::optional<Job> next() override {
    const std::optional<Job> job = source_.next();
    if (job)
      for (const double each :
           {static_cast<double>(job->submitted.time_since_epoch().count()),
            static_cast<double>(job->run_time.count()), static_cast<double>(job->estimate.count()),
            static_cast<double>(job->accelerators), static_cast<double>(job->job_class.index()),
            static_cast<double>(job->origin.index()), static_cast<double>(job->tenant),
            static_cast<double>(job->end), job->input.value(), job->output.value()})
        seen.push_back(each);
    return job;
  }
  std::vector<double> seen;

 private:
  JobSource& source_;
};

TEST(Policies, WhateverTheyAreTheSameJobsArrive) {
  const PolicyCatalogue catalogue = built_in_policies();
  const std::string file = std::string(SUANWANG_SOURCE_DIR) + "/scenarios/tutorial.yaml";
  const auto arrivals = [&](const std::string& kind, const std::string& name) {
    const LoadedScenario scenario =
        load_scenario(file, {"time.end=2030-03-03", "policy." + kind + "=" + name}, catalogue);
    const World world = build_world(scenario.spec, 1);
    const auto jobs = build_job_source(scenario.spec, world, 1);
    WatchedJobs watched(*jobs);
    Recorder recorder;
    Simulator simulator(world, build_policies(scenario.spec.policy), watched, recorder, {true});
    simulator.run_until(world.calendar().end());
    EXPECT_TRUE(simulator.state().ledger.balances());
    return watched.seen;
  };
  const std::vector<double> first = arrivals("route", "nearest");
  EXPECT_GT(first.size(), 1000u);
  const auto expect_same = [&](const std::string& kind, const auto& list) {
    for (const auto& entry : list.entries()) {
      // Parts of the rolling plan, which a route of that name makes.
      if (kind != "route" && entry.name == "rolling_lp") continue;
      ASSERT_EQ(arrivals(kind, entry.name), first) << kind << " " << entry.name;
    }
  };
  expect_same("route", catalogue.route);
  expect_same("queue", catalogue.queue);
  expect_same("serve", catalogue.serve);
  expect_same("power", catalogue.power);
}

TEST(Policies, ThatOfPowerMovesNoLoadWhilePowerSuffices) {
  for (const std::uint64_t seed : first_seeds(30)) {
    const Case given = any_case(seed);
    const Books first = books_of(given);
    for (const char* power : {"price_arbitrage", "peak_shaving", "carbon_aware"}) {
      SCOPED_TRACE(std::string(power) + " seed " + std::to_string(seed));
      const Books other = books_of(given, policies("nearest", "easy_backfill", power));
      ASSERT_EQ(other.fates, first.fates);
      ASSERT_EQ(other.times, first.times);
      ASSERT_EQ(other.counts, first.counts);
      ASSERT_EQ(other.ratios, first.ratios);
      ASSERT_EQ(other.network_money, first.network_money);
      EXPECT_NE(other.energy, first.energy);  // storage is used otherwise
    }
  }
}

// While services lend nothing and power suffices.
TEST(Policies, ThatOfTokensMovesNoJob) {
  for (const std::uint64_t seed : first_seeds(30)) {
    const Case given = any_case(seed);
    Selection jobs_only = everything(given.parts);
    jobs_only.intervals = 0;
    const Books first = books_of(given.run(), jobs_only);
    for (const char* serve : {"proportional", "cheapest", "lowest_carbon", "linear_program"}) {
      SCOPED_TRACE(std::string(serve) + " seed " + std::to_string(seed));
      PolicySet set = policies();
      set.serve = built_in_policies().serve.find(serve)->maker()->make();
      const Books other = books_of(given.run(std::move(set)), jobs_only);
      ASSERT_EQ(other.fates, first.fates);
      ASSERT_EQ(other.times, first.times);
      ASSERT_EQ(other.work, first.work);
    }
  }
}

TEST(Policies, QueuesAgreeWhileNobodyWaits) {
  for (const std::uint64_t seed : first_seeds(30)) {
    CaseOptions options;
    options.job_gap_h = 3.0;
    options.largest_job = 2;
    const Case given = any_case(seed, options);
    const Books first = books_of(given);
    for (const char* queue : {"fcfs", "sjf", "priority", "fair_share", "conservative_backfill"}) {
      SCOPED_TRACE(std::string(queue) + " seed " + std::to_string(seed));
      ASSERT_NO_FATAL_FAILURE(expect_books(books_of(given, policies("nearest", queue)), first));
    }
  }
}

}  // namespace
}  // namespace suanwang::testing
