#include "suanwang/sweep/load_sweep.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "suanwang/core/error.hpp"
#include "suanwang/sweep/sweep_folder.hpp"

#include "sweep_files.hpp"

namespace suanwang {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

const std::string two_factors =
    "factors:\n"
    "  wind: {keys: [hubs.west.supply.wind.contracted_mw], values: [6, 12]}\n"
    "  storage: {keys: [hubs.west.supply.storage.power_mw], from: 2, to: 4, steps: 3}\n";

std::string refusal(const std::string& rest) {
  const SweepFiles files;
  try {
    static_cast<void>(files.load(rest));
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

TEST(LoadSweep, LaysOutAGrid) {
  const SweepFiles files;
  const SweepPlan plan = files.load(two_factors + "seeds: {first: 7, count: 4}\n").plan;
  ASSERT_EQ(plan.points.size(), 6u);
  EXPECT_THAT(plan.points[1], ElementsAre("6", "3"));
  EXPECT_THAT(plan.points[5], ElementsAre("12", "4"));
  EXPECT_EQ(plan.variants.size(), 6u);
  EXPECT_THAT(plan.variants[1].overrides,
              ElementsAre("time.end=2030-03-02", "hubs.west.supply.wind.contracted_mw=6",
                          "hubs.west.supply.storage.power_mw=3"));
  EXPECT_EQ(plan.planned_runs(), 24u);
  EXPECT_EQ(plan.seeds.first, 7u);
}

TEST(LoadSweep, WithoutFactorsIsOnePoint) {
  const SweepFiles files;
  const SweepPlan plan = files.load("seeds: {count: 2}\n").plan;
  EXPECT_EQ(plan.points.size(), 1u);
  EXPECT_EQ(plan.planned_runs(), 2u);
  EXPECT_EQ(plan.seeds.first, 1u);  // the scenario's
}

TEST(LoadSweep, CrossesPointsWithPolicies) {
  const SweepFiles files;
  const SweepPlan plan =
      files.load(two_factors + "policies: {own: {}, west: {set: [policy.route=lowest_carbon]}}\n").plan;
  EXPECT_EQ(plan.variants.size(), 12u);
  EXPECT_EQ(plan.variants[plan.variant(2, 1)].overrides.back(), "policy.route=lowest_carbon");
  EXPECT_EQ(variant_label(plan, plan.variant(2, 1)), "wind=6, storage=4, policy west");
}

TEST(LoadSweep, MultipliesWhatIsThereAfterOtherFactors) {
  const SweepFiles files;
  files.write("windy.yaml", "extends: tutorial.yaml\nhubs: {west: {supply: {wind: {contracted_mw: 100}}}}\n");
  // The tutorial says `contracted: 12 MW`, whose number stands with a unit: only the other can be multiplied.
  const SweepPlan plan = files
                             .load(
                                 "factors:\n"
                                 "  base: {levels: {windy: {scenario: windy.yaml}}}\n"
                                 "  times: {keys: [hubs.west.supply.wind.contracted_mw], use: multiply, "
                                 "values: [0.5, 2]}\n")
                             .plan;
  EXPECT_EQ(plan.variants[0].scenario, "windy.yaml");
  EXPECT_EQ(plan.variants[0].overrides.back(), "hubs.west.supply.wind.contracted_mw=50");
  EXPECT_EQ(plan.variants[1].overrides.back(), "hubs.west.supply.wind.contracted_mw=200");
}

TEST(LoadSweep, LevelsMayMultiplyToo) {
  const SweepFiles files;
  const SweepPlan plan =
      files
          .load(
              "factors:\n  share:\n    levels:\n"
              "      little: {multiply: [clusters.city.pools.a.accelerators=0.5], set: [seed=4]}\n"
              "      same: {set: [seed=1]}\n")
          .plan;
  EXPECT_THAT(plan.variants[0].overrides,
              ElementsAre("time.end=2030-03-02", "seed=4", "clusters.city.pools.a.accelerators=1024"));
}

TEST(LoadSweep, LogRangesHaveEqualRatiosAndWholeOnesWholeNumbers) {
  const SweepFiles files;
  const SweepPlan plan =
      files
          .load(
              "factors:\n"
              "  a: {keys: [hubs.west.supply.wind.contracted_mw], from: 1, to: 100, steps: 3, scale: log}\n"
              "  b: {keys: [clusters.city.pools.a.accelerators], from: 1000, to: 2001, steps: 3, whole: "
              "true}\n")
          .plan;
  EXPECT_THAT(plan.factors[0].levels, ElementsAre("1", "10", "100"));
  EXPECT_THAT(plan.factors[1].levels, ElementsAre("1000", "1500", "2001"));
}

TEST(LoadSweep, ConditionsLeavePointsOut) {
  const SweepFiles files;
  const SweepPlan plan =
      files.load(two_factors + "only: [\"storage * 4 <= wind\", \"wind + storage < 15\"]\n").plan;
  ASSERT_EQ(plan.points.size(), 1u);
  EXPECT_THAT(plan.points[0], ElementsAre("12", "2"));
}

TEST(LoadSweep, ConditionsCompareNumbersAsNumbers) {
  const SweepFiles files;
  const SweepPlan plan =
      files
          .load(
              "factors: {wind: {keys: [hubs.west.supply.wind.contracted_mw], values: [9, 10, 100]}}\n"
              "only: [wind >= 10]\n")
          .plan;
  EXPECT_EQ(plan.points.size(), 2u);
}

TEST(LoadSweep, KnowsItsFilesByTheirContent) {
  const SweepFiles files;
  const SweepPlan before = files.load(two_factors).plan;
  ASSERT_EQ(before.files.size(), 2u);
  EXPECT_EQ(before.files[0].path, "sweep.yaml");
  EXPECT_EQ(before.files[1].path, "tutorial.yaml");
  EXPECT_EQ(before.hash(), files.load(two_factors).plan.hash());
  files.write("tutorial.yaml", content_of(files.at("tutorial.yaml")) + "# a word\n");
  const SweepPlan after = files.load(two_factors).plan;
  EXPECT_NE(before.hash(), after.hash());
  EXPECT_THAT(differences(before, after), ElementsAre("tutorial.yaml has changed"));
}

TEST(LoadSweep, APlanIsWhatItsJsonSays) {
  const SweepFiles files;
  const SweepPlan plan =
      files
          .load(two_factors +
                "policies: {own: {}}\nfigures: {peak: {path: peak_load.mw, unit: MW}}\n"
                "seeds: {until: {metric: cost, half_width_share: 0.02}}\nonly: [wind > 1]\n")
          .plan;
  EXPECT_EQ(SweepPlan::of_json(plan.json()).json(), plan.json());
  EXPECT_THROW(static_cast<void>(SweepPlan::of_json("{\"name\": 3}")), InputError);
  EXPECT_THROW(static_cast<void>(SweepPlan::of_json("nothing")), InputError);
}

struct Wrong {
  const char* rest;
  const char* place;
  const char* problem;
};
void PrintTo(const Wrong& wrong, std::ostream* out) {
  *out << wrong.problem;
}  // else its addresses would be its name

class WrongSweep : public ::testing::TestWithParam<Wrong> {};

TEST_P(WrongSweep, IsRefusedWithPlaceAndRemedy) {
  EXPECT_THAT(refusal(GetParam().rest), AllOf(HasSubstr(GetParam().place), HasSubstr(GetParam().problem)))
      << GetParam().rest;
}

INSTANTIATE_TEST_SUITE_P(
    All, WrongSweep,
    ::testing::Values(
        Wrong{"factor: {}\n", "sweep.yaml:5:1", "did you mean 'factors'"},
        Wrong{"factors: {a: {keys: [seed]}}\n", "factors.a", "has no values"},
        Wrong{"factors: {a: {keys: [seed], values: [1], from: 1, to: 2}}\n", "factors.a",
              "more than one kind"},
        Wrong{"factors: {a: {keys: [seed], from: 1}}\n", "factors.a", "a range with one end"},
        Wrong{"factors: {a: {values: [1]}}\n", "factors.a", "has no keys"},
        Wrong{"factors: {a: {keys: [seed], levels: {x: {set: [seed=1]}}}}\n", "factors.a", "keys beside"},
        Wrong{"factors: {a: {keys: [seed], from: 3, to: 2, steps: 2}}\n", "factors.a.to", "not above 3"},
        Wrong{"factors: {a: {keys: [seed], from: 0, to: 2, steps: 2, scale: log}}\n", "factors.a.from",
              "no logarithm"},
        Wrong{"factors: {a: {keys: [seed], from: 1, to: 2}}\n", "factors.a", "without `steps`"},
        Wrong{"factors: {a: {keys: [seed], values: [1], steps: 3}}\n", "factors.a.steps", "is of a range"},
        Wrong{"factors: {a: {keys: [seed], values: [1, 1]}}\n", "factors.a.values[1]", "comes twice"},
        Wrong{"factors: {a: {keys: [seed], use: multiply, values: [x]}}\n", "factors.a.values[0]",
              "cannot multiply"},
        Wrong{"factors: {a: {keys: [policy.route], use: multiply, values: [2]}}\n", "factors.a.keys",
              "has no number"},
        Wrong{"factors: {a: {levels: {x: {}}}}\n", "factors.a.levels.x", "sets nothing"},
        Wrong{"factors: {a: {levels: {x: {multiply: [seed]}}}}\n", "factors.a.levels.x.multiply[0]",
              "is not KEY=FACTOR"},
        Wrong{"factors: {a: {keys: [seed], values: [1]}, b: {keys: [seed], values: [2]}}\n", "factors.b",
              "also set by factors.a"},
        Wrong{"factors: {cost: {keys: [seed], values: [1]}}\n", "factors.cost", "of every result"},
        Wrong{"figures: {seed: {path: green_share}}\n", "figures.seed", "of every result"},
        Wrong{"design: sobol\nfactors: {a: {keys: [seed], values: [1, 2]}}\n", "points", "missing"},
        Wrong{"points: 4\n", "points", "not for the design grid"},
        Wrong{"design: random\npoints: 4\n", "factors", "there is none"},
        Wrong{"design: zip\nfactors: {a: {keys: [seed], values: [1, 2]}, b: {keys: [policy.route], values: "
              "[nearest]}}\n",
              "factors.b", "has 1 values, and a has 2"},
        Wrong{"design: morris\npoints: 4\nonly: [a > 1]\nfactors: {a: {keys: [seed], values: [1, 2]}}\n",
              "only", "would leave holes"},
        Wrong{"policies: {p: {set: [seed=3]}}\n", "policies.p.set[0]", "not below `policy`"},
        Wrong{"metrics: [costs]\n", "metrics[0]", "did you mean 'cost'"},
        Wrong{"seeds: {until: {metric: cost}}\n", "seeds.until", "needs one width"},
        Wrong{"seeds: {until: {metric: cost, half_width: 1, half_width_share: 1}}\n", "seeds.until",
              "needs one width"},
        Wrong{"seeds: {until: {metric: cost, half_width: 1, at_least: 9, at_most: 8}}\n",
              "seeds.until.at_most", "below at_least"},
        Wrong{"only: [wind >]\nfactors: {wind: {keys: [seed], values: [1]}}\n", "only[0]", "syntax error"},
        Wrong{"only: [win > 1]\nfactors: {wind: {keys: [seed], values: [1]}}\n", "only[0]",
              "condition over wind"},
        Wrong{"only: ['1); DROP TABLE point; --']\nfactors: {wind: {keys: [seed], values: [1]}}\n", "only[0]",
              "one statement"},
        Wrong{"only: [random() > 0]\nfactors: {wind: {keys: [seed], values: [1]}}\n", "only[0]",
              "not authorized"},
        Wrong{"only: ['1) UNION SELECT 99999999999 FROM (SELECT 1']\nfactors: {wind: {keys: [seed], values: "
              "[1]}}\n",
              "only[0]", "write a condition"},
        Wrong{"figures: {f: {path: ''}}\n", "figures.f.path", "is empty"},
        Wrong{"figures: {f: {path: wall_seconds}}\n", "figures.f.path", "differs from run to run"},
        Wrong{"figures: {f: {path: hubs.north.green_share}}\n", "figures.f.path", "there are: east, west"},
        Wrong{"figures: {f: {path: title}}\n", "figures.f.path", "is not a number"},
        Wrong{"figures: {f: {path: green_share.of}}\n", "figures.f.path", "a single value"},
        Wrong{"factors: {a: {keys: [seed], values: [1]}, A: {keys: [name], values: [x]}}\n", "factors.A",
              "'A' is factors.a too"},
        Wrong{"factors: {Cost: {keys: [seed], values: [1]}}\n", "factors.Cost", "a metric of every result"},
        Wrong{"factors: {overrides: {keys: [seed], values: [1]}}\n", "factors.overrides",
              "a column of every result"},
        Wrong{"factors: {a: {keys: [seed], values: [5, 5.0]}}\n", "factors.a.values[1]", "comes twice"},
        Wrong{"factors: {a: {keys: [seed], from: 1, to: 3, steps: 6, whole: true}}\n", "factors.a.steps",
              "equal values"},
        Wrong{"factors: {a: {keys: [seed], from: -1e308, to: 1e308, steps: 3}}\n", "factors.a",
              "allowed: a number up to 1e+15"},
        Wrong{"factors: {a: {keys: [time.end], values: [2030-03-02]}, b: {levels: {x: {set: "
              "[time.end=2030-03-03]}}}}\n",
              "factors.b", "also set by factors.a"},
        Wrong{"factors: {a: {keys: [hubs.west.supply], values: [x]}, b: {levels: {x: {multiply: "
              "[hubs.west.supply.wind.contracted_mw=2]}}}}\n",
              "factors.b", "also set by factors.a"},
        Wrong{"factors: {a: {keys: [policy.route], values: [nearest]}}\npolicies: {x: {set: "
              "[policy.route=cheapest]}}\n",
              "policies", "also set by factors.a"},
        Wrong{"only: [wind > 5]\nfactors: {wind: {keys: [seed], values: [1]}}\n", "only", "leaves no point"},
        Wrong{"factors: {a: {keys: [hubs.west.supply.wind.contract_mw], values: [1, 2]}}\n", "a=1",
              "unknown key"},
        Wrong{"factors: {a: {keys: [policy.route], values: [nearest, farthest]}}\n", "a=farthest",
              "farthest"},
        Wrong{"policies: {x: {set: [policy.queue=slow]}}\n", "policy x", "slow"},
        Wrong{"factors: {a: {levels: {x: {scenario: nowhere.yaml}}}}\n", "a=x", "nowhere.yaml"},
        Wrong{"factors:\n  a: {keys: [seed], from: 1, to: 2, steps: 2000}\n  b: {keys: "
              "[clusters.city.pools.a.accelerators], from: 1, to: 2, steps: 2000}\n",
              "factors", "would make 4000000 variants"}));

TEST(LoadSweep, FactorsMayHaveAnyIdThatIsNoColumn) {
  const SweepFiles files;
  const SweepPlan plan =
      files
          .load(
              "factors: {number: {keys: [seed], values: [1, 2]}, row: {keys: [time.end], values: "
              "[2030-03-02]}}\nonly: [number > 1]\n")
          .plan;
  EXPECT_EQ(plan.points.size(), 1u);
}

TEST(LoadSweep, EndsOfARangeAreWhatTheyAre) {
  const SweepFiles files;
  const SweepPlan plan = files
                             .load(
                                 "factors: {a: {keys: [hubs.west.supply.wind.contracted_mw], from: "
                                 "1.2345678901234567, to: 123456789.5, steps: 2}}\n")
                             .plan;
  EXPECT_THAT(plan.factors[0].levels, ElementsAre("1.2345678901234567", "123456789.5"));
}

TEST(LoadSweep, AFigureMayBeAbsentInOneOfTheScenarios) {
  const SweepFiles files;
  files.write(
      "other.yaml",
      "extends: tutorial.yaml\njob_classes: {further: {name: F, offered_share: 0.1, accelerators: {kind: "
      "power_of_two, minimum: 8, maximum: 8}, run_time_hours: {kind: uniform, minimum: 1, maximum: 2}, "
      "input_gb: {kind: uniform, minimum: 1, maximum: 2}}}\n");
  const Sweep sweep = files.load(
      "factors: {base: {levels: {plain: {scenario: tutorial.yaml}, more: {scenario: other.yaml}}}}\n"
      "figures: {further: {path: job_classes.further.jobs.submitted}}\n");
  EXPECT_EQ(sweep.plan.variants.size(), 2u);
}

TEST(LoadSweep, APathwayIsNoScenario) {
  const SweepFiles files;
  files.write("years.yaml", "suanwang: 1\nname: years\nanchors: []\n");
  files.write("sweep.yaml", "suanwang: 1\nname: trial\nscenario: years.yaml\n");
  EXPECT_THROW(static_cast<void>(load_sweep(files.at("sweep.yaml"), catalogue())), InputError);
}

}  // namespace
}  // namespace suanwang
