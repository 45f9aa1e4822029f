#include "suanwang/sweep/execute.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "suanwang/core/error.hpp"
#include "suanwang/experiment/run.hpp"
#include "suanwang/sweep/sweep_folder.hpp"
#include "suanwang/sweep/sweep_result.hpp"

#include "sweep_files.hpp"

namespace suanwang {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

const std::string four_variants =
    "factors: {wind: {keys: [hubs.west.supply.wind.contracted_mw], values: [6, 24]}}\n"
    "policies: {own: {}, green: {set: [policy.route=lowest_carbon]}}\n"
    "seeds: {count: 2}\n";

/// Both files of the result of a sweep that is run to its end in `folder`.
std::string result_of(const Sweep& sweep, const fs::path& folder, ExecuteOptions options = {},
                      Begin begin = Begin::anew) {
  SweepFolder place(folder, sweep.plan, begin);
  SweepRuns runs = place.runs();
  {
    Journal journal(place.work(), sweep.plan.hash());
    execute_sweep(sweep, runs, journal, options);
  }
  place.finish(runs);
  return content_of(folder / "sweep.sqlite") + content_of(folder / "runs.csv");
}

ExecuteOptions workers(std::size_t count) {
  ExecuteOptions options;
  options.workers = count;
  return options;
}

TEST(ExecuteSweep, TheNumberOfWorkersChangesNoByte) {
  const SweepFiles files;
  const Sweep sweep = files.load(four_variants);
  const std::string one = result_of(sweep, files.at("one"), workers(1));
  EXPECT_EQ(one, result_of(sweep, files.at("two"), workers(2)));
  EXPECT_EQ(one, result_of(sweep, files.at("five"), workers(5)));
}

TEST(ExecuteSweep, ARunIsWhatRunDoesWithTheSameOverrides) {
  const SweepFiles files;
  const Sweep sweep = files.load(four_variants);
  result_of(sweep, files.at("out"));
  const SweepResult result = read_sweep_result(files.at("out"));
  ASSERT_EQ(result.runs.size(), 8u);
  const std::size_t variant = sweep.plan.variant(1, 1);
  const LoadedScenario scenario =
      load_scenario(files.at("tutorial.yaml"), sweep.plan.variants[variant].overrides, catalogue());
  const Summary summary = run_scenario(scenario, {.seed = 2});
  const SweepRun& run = result.runs.at({variant, 2});
  EXPECT_EQ(*run.values[0], summary.nation.cost.total().value());
  EXPECT_EQ(*run.values[5], summary.nation.energy.green_share());
  EXPECT_NE(run.values, result.runs.at({variant, 1}).values);
  EXPECT_NE(result.runs.at({variant, 1}).values, result.runs.at({sweep.plan.variant(0, 1), 1}).values);
}

TEST(ExecuteSweep, PoliciesOfAPointHaveItsCalibration) {
  const SweepFiles files;
  const std::string power =
      "suanwang: 1\nextends: tutorial.yaml\nname: calibrated\npower_scenario: {national_electricity_twh: "
      "100, "
      "data_centres_twh: 0.12}\n";
  files.write("calibrated.yaml", power);
  const Sweep sweep = files.load("policies: {own: {}, green: {set: [policy.route=lowest_carbon]}}\n",
                                 {"scenario=calibrated.yaml"});
  result_of(sweep, files.at("out"));
  const SweepResult result = read_sweep_result(files.at("out"));
  const double factor = result.runs.at({0, 1}).calibration_factor;
  EXPECT_NE(factor, 1.0);
  EXPECT_EQ(result.runs.at({1, 1}).calibration_factor, factor);
  const LoadedScenario own = load_scenario(files.at("calibrated.yaml"), {"time.end=2030-03-02"}, catalogue());
  EXPECT_EQ(run_scenario(own, {}).reconciliation.calibration_factor, factor);
}

TEST(ExecuteSweep, GoesOnFromAnyPartOfItsRuns) {
  const SweepFiles files;
  const Sweep sweep = files.load(four_variants);
  const std::string whole = result_of(sweep, files.at("whole"));
  SweepRuns all = read_sweep_result(files.at("whole")).runs;
  for (std::size_t kept = 0; kept <= all.size(); ++kept) {
    const fs::path folder = files.at("part" + std::to_string(kept));
    {
      SweepFolder place(folder, sweep.plan, Begin::anew);
      Journal journal(place.work(), sweep.plan.hash());
      std::size_t count = 0;
      for (const auto& [key, run] : all)
        if (count++ < kept) journal.append(run);
    }
    EXPECT_EQ(result_of(sweep, folder, workers(2), Begin::resume), whole) << kept;
  }
}

TEST(ExecuteSweep, ShardsTogetherAreTheSameBytes) {
  const SweepFiles files;
  const Sweep sweep = files.load(four_variants);
  const std::string whole = result_of(sweep, files.at("whole"));
  const fs::path folder = files.at("shards");
  for (const std::size_t number : {3, 1, 2, 3}) {  // the third twice
    SweepFolder place(folder, sweep.plan, Begin::join);
    SweepRuns none;  // as a double would that began when nothing was there
    Journal journal(place.work(), sweep.plan.hash());
    ExecuteOptions options;
    options.shard = {number, 3};
    execute_sweep(sweep, none, journal, options);
  }
  SweepFolder place(folder, sweep.plan, Begin::resume);
  const SweepRuns runs = place.runs();
  EXPECT_TRUE(runs_to_begin(sweep.plan, runs).empty());
  place.finish(runs);
  EXPECT_EQ(content_of(folder / "sweep.sqlite") + content_of(folder / "runs.csv"), whole);
}

/// No general load, however small, makes the tutorial's energy as little as the first level asks for.
const std::string one_level_fails =
    "factors:\n"
    "  wind: {keys: [hubs.west.supply.wind.contracted_mw], values: [6, 24]}\n"
    "  rate: {keys: [power_scenario.data_centres_twh], values: [0.0001, 0.12]}\n"
    "set: [time.end=2030-03-02, 'power_scenario={national_electricity_twh: 100, data_centres_twh: 0.12}']\n";

Sweep with_failures(const SweepFiles& files) {
  files.write("sweep.yaml", "suanwang: 1\nname: trial\nscenario: tutorial.yaml\n" + one_level_fails);
  return load_sweep(files.at("sweep.yaml"), catalogue());
}

TEST(ExecuteSweep, AFailureIsRecordedAndStopsNothing) {
  const SweepFiles files;
  const Sweep sweep = with_failures(files);
  result_of(sweep, files.at("out"));
  const SweepResult result = read_sweep_result(files.at("out"));
  EXPECT_EQ(result.runs.size(), 4u);
  EXPECT_EQ(result.failed(), 2u);
  EXPECT_THAT(result.runs.at({0, 1}).error, HasSubstr("calibration"));
  EXPECT_TRUE(result.runs.at({1, 1}).error.empty());
  Database database = open_sweep_result(files.at("out"));
  Statement failures(database, "SELECT count(*) FROM failure WHERE message LIKE '%calibration%'");
  ASSERT_TRUE(failures.next());
  EXPECT_EQ(failures.whole(0), 2);
}

TEST(ExecuteSweep, FailFastBeginsNothingAfterAFailure) {
  const SweepFiles files;
  const Sweep sweep = with_failures(files);
  SweepFolder place(files.at("out"), sweep.plan, Begin::anew);
  SweepRuns runs;
  Journal journal(place.work(), sweep.plan.hash());
  ExecuteOptions options = workers(1);
  options.fail_fast = true;
  const ExecuteOutcome outcome = execute_sweep(sweep, runs, journal, options);
  EXPECT_EQ(outcome.stopped_by, (RunKey{0, 1}));
  EXPECT_EQ(runs.size(), 1u);
  EXPECT_EQ(place.runs().size(), 1u);  // and it is on record
}

TEST(ExecuteSweep, APolicyWhosePointCouldNotBeCalibratedIsNotRun) {
  const SweepFiles files;
  files.write("sweep.yaml", "suanwang: 1\nname: trial\nscenario: tutorial.yaml\npolicies: {a: {}, b: {}}\n" +
                                one_level_fails);
  const Sweep sweep = load_sweep(files.at("sweep.yaml"), catalogue());
  result_of(sweep, files.at("out"));
  const SweepResult result = read_sweep_result(files.at("out"));
  EXPECT_EQ(result.failed(), 4u);
  EXPECT_THAT(result.runs.at({1, 1}).error, HasSubstr("policy a"));
}

TEST(ExecuteSweep, AskedToStopItKeepsWhatIsDone) {
  const SweepFiles files;
  const Sweep sweep = files.load(four_variants);
  SweepFolder place(files.at("out"), sweep.plan, Begin::anew);
  SweepRuns runs;
  Journal journal(place.work(), sweep.plan.hash());
  std::atomic<bool> stop{false};
  ExecuteOptions options = workers(1);
  options.should_stop = &stop;
  options.on_progress = [&](const SweepProgress& progress) { stop = progress.done == 3; };
  const ExecuteOutcome outcome = execute_sweep(sweep, runs, journal, options);
  EXPECT_TRUE(outcome.is_stopped);
  EXPECT_EQ(place.runs().size(), 3u);
}

TEST(ExecuteSweep, TakesOverWhatHasNotChanged) {
  const SweepFiles files;
  result_of(files.load(four_variants), files.at("first"));
  std::string wider = four_variants;
  wider.replace(wider.find("[6, 24]"), 7, "[6, 24, 48]");
  const Sweep sweep = files.load(wider);
  const std::string plain = result_of(sweep, files.at("plain"));
  SweepFolder place(files.at("reused"), sweep.plan, Begin::anew);
  SweepRuns runs;
  Journal journal(place.work(), sweep.plan.hash());
  ExecuteOptions options;
  options.reusable = read_sweep_result(files.at("first")).runs;
  const ExecuteOutcome outcome = execute_sweep(sweep, runs, journal, options);
  EXPECT_EQ(outcome.reused, 8u);
  EXPECT_EQ(outcome.begun, 12u);
  place.finish(runs);
  EXPECT_EQ(content_of(files.at("reused/sweep.sqlite")) + content_of(files.at("reused/runs.csv")), plain);
}

TEST(ExecuteSweep, WhatHasChangedIsNotTakenOver) {
  const SweepFiles files;
  result_of(files.load(four_variants), files.at("first"));
  std::string tutorial = content_of(files.at("tutorial.yaml"));
  tutorial.replace(tutorial.find("offered_share: 0.7"), 18, "offered_share: 0.6");
  files.write("tutorial.yaml", tutorial);
  const Sweep sweep = files.load(four_variants);
  SweepRuns runs;
  SweepFolder place(files.at("out"), sweep.plan, Begin::anew);
  Journal journal(place.work(), sweep.plan.hash());
  ExecuteOptions options;
  options.reusable = read_sweep_result(files.at("first")).runs;
  EXPECT_EQ(execute_sweep(sweep, runs, journal, options).reused, 0u);
}

TEST(ExecuteSweep, FiguresAreThoseOfTheSummary) {
  const SweepFiles files;
  const Sweep sweep =
      files.load("figures: {peak: {path: hubs.west.peak_load.mw}, none: {path: latency.p50_ms}}\n");
  result_of(sweep, files.at("out"));
  const SweepRun run = read_sweep_result(files.at("out")).runs.at({0, 1});
  const std::size_t peak = built_in_metrics().size();
  EXPECT_GT(*run.values[peak], 0.0);
  EXPECT_FALSE(run.values[peak + 1]);
}

TEST(ExecuteSweep, ACeilingOfMemoryChangesNoResult) {
  const SweepFiles files;
  const Sweep sweep = files.load(four_variants);
  ExecuteOptions options = workers(4);
  options.memory_bytes = 4'000'000'000;
  EXPECT_EQ(result_of(sweep, files.at("wide"), options), result_of(sweep, files.at("plain"), workers(2)));
}

TEST(ExecuteSweep, WhatDoesNotFitIntoTheMemoryIsNotDone) {
  const SweepFiles files;
  const Sweep sweep = files.load("seeds: {count: 2}\n", {"set=[time.end=2030-03-08]"});
  SweepFolder place(files.at("out"), sweep.plan, Begin::anew);
  SweepRuns runs;
  Journal journal(place.work(), sweep.plan.hash());
  ExecuteOptions options = workers(2);
  options.memory_bytes = 1'000'000;  // less than any process
  EXPECT_EQ(execute_sweep(sweep, runs, journal, options).too_large.size(), 2u);
  EXPECT_TRUE(runs.empty());
  EXPECT_TRUE(place.runs().empty());
  options.memory_bytes.reset();
  EXPECT_TRUE(execute_sweep(sweep, runs, journal, options).too_large.empty());
  EXPECT_EQ(place.runs().size(), 2u);
}

TEST(ExecuteSweep, SeedsUntilTheMeanIsKnown) {
  const SweepFiles files;
  const Sweep sweep = files.load(
      "factors: {wind: {keys: [hubs.west.supply.wind.contracted_mw], values: [6, 24]}}\n"
      "seeds: {until: {metric: cost, half_width_share: 0.05, at_least: 3, at_most: 30}}\n");
  const std::string one = result_of(sweep, files.at("one"), workers(1));
  EXPECT_EQ(one, result_of(sweep, files.at("two"), workers(2)));
  const SweepResult result = read_sweep_result(files.at("one"));
  EXPECT_GT(result.runs.size(), 6u);
  EXPECT_LE(result.runs.size(), 60u);
}

}  // namespace
}  // namespace suanwang
