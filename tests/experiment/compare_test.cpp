#include "suanwang/experiment/compare.hpp"

#include <filesystem>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "suanwang/core/error.hpp"
#include "suanwang/core/fields.hpp"
#include "suanwang/experiment/run.hpp"

namespace suanwang {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

const PolicyCatalogue& catalogue() {
  static const PolicyCatalogue all = built_in_policies();
  return all;
}

CompareOptions two_days(std::vector<Variant> variants, std::size_t seeds) {
  CompareOptions options;
  options.variants = std::move(variants);
  options.overrides = {"time.end=2030-03-03"};
  options.seeds = seeds;
  return options;
}

Comparison compare(const CompareOptions& options, const char* scenario = "scenarios/tutorial.yaml") {
  return compare_policies(fs::path(SUANWANG_SOURCE_DIR) / scenario, options, catalogue());
}

const std::vector<Variant> two_routes{{"nearest", {}}, {"west", {"policy.route=lowest_carbon"}}};

const MetricComparison& metric(const Comparison& comparison, const std::string& name) {
  for (const MetricComparison& each : comparison.compared)
    if (comparison.metrics[each.metric].name == name) return each;
  throw std::out_of_range(name);
}

TEST(Compare, TheNumberOfWorkersChangesNothing) {
  CompareOptions options = two_days(two_routes, 3);
  options.workers = 1;
  const Comparison one = compare(options);
  options.workers = 2;
  const Comparison two = compare(options);
  EXPECT_EQ(one.json(), two.json());
  EXPECT_EQ(one.runs_csv(), two.runs_csv());
  EXPECT_EQ(one.means_csv(), two.means_csv());
  EXPECT_EQ(one.differences_csv(), two.differences_csv());
}

TEST(Compare, EachRunIsThatOfItsSeedAndPolicy) {
  const Comparison comparison = compare(two_days(two_routes, 2));
  const LoadedScenario west =
      load_scenario(fs::path(SUANWANG_SOURCE_DIR) / "scenarios/tutorial.yaml",
                    {"time.end=2030-03-03", "policy.route=lowest_carbon"}, catalogue());
  const Summary summary = run_scenario(west, {.seed = comparison.seeds[1]});
  EXPECT_EQ(*comparison.values[1][1][0], summary.nation.cost.total().value());
}

TEST(Compare, WhatEqualsTheBaselineDiffersByNothing) {
  const Comparison comparison = compare(two_days({{"a", {}}, {"again", {"policy.route=nearest"}}}, 3));
  for (const MetricComparison& each : comparison.compared) {
    const PairedDifference& difference = each.differences[1];
    EXPECT_EQ(difference.difference.mean, 0.0);
    EXPECT_EQ(difference.difference.student->high, 0.0);
    EXPECT_EQ(difference.bootstrap->low, 0.0);
    EXPECT_EQ(*each.adjusted_p[1], 1.0);
    EXPECT_EQ(each.ranks, (std::vector<std::size_t>{1, 1}));
  }
  EXPECT_EQ(comparison.is_in_pareto_set, (std::vector<bool>{true, true}));
}

TEST(Compare, OneSeedHasNoIntervals) {
  const Comparison comparison = compare(two_days(two_routes, 1));
  const MetricComparison& cost = metric(comparison, "cost");
  EXPECT_FALSE(cost.means[0].student);
  EXPECT_FALSE(cost.differences[1].p_value);
  EXPECT_FALSE(cost.adjusted_p[1]);
  EXPECT_FALSE(cost.further_seeds[1]);
  EXPECT_TRUE(
      Json::parse(comparison.json())["metrics"]["cost"]["variants"]["west"]["ci95_student"].is_null());
}

TEST(Compare, AllVariantsOfASeedHaveTheBaselinesCalibrationFactor) {
  CompareOptions options;
  options.variants = {{"far", {"policy.route=lowest_carbon"}}, {"near", {"policy.route=nearest"}}};
  options.baseline = "near";
  options.seeds = 2;
  const Comparison comparison = compare(options, "tests/golden/energy-rules/scenario.yaml");
  ASSERT_EQ(comparison.calibration_rule, "scale_workload");
  const LoadedScenario near =
      load_scenario(fs::path(SUANWANG_SOURCE_DIR) / "tests/golden/energy-rules/scenario.yaml",
                    {"policy.route=nearest"}, catalogue());
  for (std::size_t i = 0; i < 2; ++i)
    EXPECT_EQ(comparison.calibration_factors[i], calibration_factor(near, {.seed = comparison.seeds[i]}));
  EXPECT_NE(comparison.calibration_factors[0], 1.0);
}

TEST(Compare, AMetricOfOnesOwnSeesVariantAndSeed) {
  CompareOptions options = two_days(two_routes, 2);
  options.metrics.push_back(
      {"gap", "Twice the seed, and the variant", "", Better::less, [](const ComparedRun& run) {
         return std::optional(2.0 * static_cast<double>(run.seed) + static_cast<double>(run.variant));
       }});
  options.metrics.push_back(
      {"nothing", "", "", Better::less, [](const ComparedRun&) { return std::optional<double>(); }});
  options.shown = {"gap"};
  const Comparison comparison = compare(options);
  EXPECT_EQ(comparison.metrics[comparison.compared[0].metric].name, "gap");
  EXPECT_TRUE(comparison.compared[0].is_shown);
  EXPECT_EQ(comparison.compared[0].differences[1].difference.mean, 1.0);
  EXPECT_THROW(static_cast<void>(metric(comparison, "nothing")), std::out_of_range);
}

TEST(Compare, ParametersOfAPolicyCanBeSet) {
  const Comparison comparison = compare(two_days(
      {{"nearest", {}}, {"careful", {"policy.route.name=cheapest", "policy.route.load_limit=0.5"}}}, 1));
  EXPECT_EQ(comparison.variants[1].label, "careful");
  const LoadedScenario by_name =
      load_scenario(fs::path(SUANWANG_SOURCE_DIR) / "scenarios/tutorial.yaml",
                    {"policy.route=cheapest", "policy.route.load_limit=0.5"}, catalogue());
  EXPECT_EQ(by_name.spec.policy.route.name, "cheapest");
}

TEST(Compare, AllRoutesOfTheCatalogueAreTheDefault) {
  const std::vector<Variant> all = route_variants({}, "nearest", catalogue());
  EXPECT_EQ(all.size(), catalogue().route.entries().size());
  EXPECT_THROW(static_cast<void>(route_variants({"nearest", "chaepest"}, "nearest", catalogue())),
               InputError);
}

/// What the refusal of these options says.
std::string refusal(const CompareOptions& options) {
  try {
    static_cast<void>(compare(options));
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

TEST(Compare, InputIsCheckedBeforeAnyRun) {
  const auto changed = [](const std::function<void(CompareOptions&)>& change) {
    CompareOptions options = two_days(two_routes, 2);
    options.on_progress = [](double) { FAIL() << "something was run"; };
    change(options);
    return refusal(options);
  };
  using O = CompareOptions;
  const auto says = [](const std::string& text, const char* part) {
    EXPECT_NE(text.find(part), std::string::npos) << text;
  };
  says(changed([](O& o) { o.variants[1].label = "nearest"; }), "two variants are called 'nearest'");
  says(changed([](O& o) { o.variants.clear(); }), "nothing to compare");
  says(changed([](O& o) { o.variants[0].label = ""; }), "no label");
  says(changed([](O& o) { o.baseline = "wets"; }), "did you mean 'west'?");
  says(changed([](O& o) { o.shown = {"cots"}; }), "did you mean 'cost'?");
  says(changed([](O& o) { o.widths = {{"cost", 0.0}}; }), "above 0");
  says(changed([](O& o) { o.seeds = 0; }), "at least one seed");
  says(changed([](O& o) { o.variants[1].overrides = {"policy.route=chaepest"}; }), "variant 'west'");
}

class Wilful final : public RoutePolicy {
 public:
  struct Parameters {
    void fields(Fields&) {}
  };
  explicit Wilful(Parameters) {}
  RouteDecision route(const Job&, const View&) override { return RouteDecision::place(PoolId(99)); }
};

TEST(Compare, ARunThatFailsIsNamed) {
  PolicyCatalogue all = built_in_policies();
  all.route.add<Wilful>("wilful", "Breaks the rules.");
  const fs::path folder = fs::path(::testing::TempDir()) / "wilful-compare";
  fs::remove_all(folder);
  CompareOptions options = two_days({{"nearest", {}}, {"bad", {"policy.route=wilful"}}}, 1);
  options.folder = folder;
  try {
    static_cast<void>(
        compare_policies(fs::path(SUANWANG_SOURCE_DIR) / "scenarios/tutorial.yaml", options, all));
    FAIL() << "it was not refused";
  } catch (const PolicyError& error) {
    EXPECT_NE(std::string(error.what()).find("variant 'bad', seed 1: policy 'wilful', job"),
              std::string::npos)
        << error.what();
  }
  EXPECT_FALSE(fs::exists(folder));
}

TEST(Compare, ARequestToStopStops) {
  CompareOptions options = two_days(two_routes, 2);
  const std::atomic<bool> stop{true};
  options.should_stop = &stop;
  EXPECT_THROW(static_cast<void>(compare(options)), Interrupted);
}

}  // namespace
}  // namespace suanwang
