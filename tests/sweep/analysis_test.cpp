#include "suanwang/sweep/analysis.hpp"

#include <cmath>
#include <filesystem>
#include <functional>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "suanwang/core/error.hpp"
#include "suanwang/sweep/pivot.hpp"

#include "scratch_folder.hpp"

namespace suanwang {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

using Response =
    std::function<double(const std::vector<double>& point, std::size_t policy, std::uint64_t seed)>;

/// A sweep over numbers whose metric `y` is a known function; `z` is the number of the policy.
SweepResult result_of(const DesignRequest& design, const std::vector<std::vector<std::string>>& levels,
                      const std::vector<std::string>& policies, std::uint32_t seeds,
                      const Response& response) {
  SweepResult result;
  SweepPlan& plan = result.plan;
  plan.name = "known";
  plan.design = design;
  plan.policies = policies;
  plan.seeds.count = seeds;
  plan.metrics = {{"y", "what is asked", "CNY", Better::less, "", true},
                  {"z", "", "", Better::more, "", true}};
  for (std::size_t i = 0; i < levels.size(); ++i)
    plan.factors.push_back({std::string(1, static_cast<char>('a' + i)), "", {"k"}, true, levels[i]});
  for (const DesignPoint& point : design_points(design)) {
    std::vector<double> numbers;
    plan.points.emplace_back();
    for (std::size_t i = 0; i < point.size(); ++i) {
      plan.points.back().push_back(levels[i].empty() ? std::to_string(point[i].share)
                                                     : levels[i][point[i].level]);
      numbers.push_back(std::stod(plan.points.back().back()));
    }
    for (std::size_t policy = 0; policy < policies.size(); ++policy) {
      const std::size_t variant = plan.variants.size();
      plan.variants.push_back({plan.points.size() - 1, policy, "s.yaml", {}});
      for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        SweepRun run{{variant, seed}};
        run.values = {response(numbers, policy, seed), static_cast<double>(policy)};
        result.runs.emplace(run.key, run);
      }
    }
  }
  return result;
}

SweepResult grid(std::uint32_t seeds = 3) {
  return result_of({Design::grid, {3, 2}, 0, 1}, {{"1", "2", "4"}, {"0", "10"}}, {"p", "q"}, seeds,
                   [](const auto& x, std::size_t policy, std::uint64_t seed) {
                     return 3.0 * x[0] + x[1] + 100.0 * static_cast<double>(policy) +
                            static_cast<double>(seed);
                   });
}

TEST(Analyse, MainEffectsAreThoseOfTheFunction) {
  const MetricAnalysis analysis = *analyse(grid(), 0);
  EXPECT_EQ(analysis.variants, 12u);
  EXPECT_EQ(analysis.seeds, 3u);
  EXPECT_NEAR(analysis.mean.mean, 7.0 + 5.0 + 50.0 + 2.0, 1e-9);
  ASSERT_EQ(analysis.effects.size(), 3u);
  const FactorEffect& a = analysis.effects[0];
  ASSERT_EQ(a.levels.size(), 3u);
  EXPECT_EQ(a.levels[2].label, "4");
  EXPECT_EQ(a.levels[2].variants, 4u);
  EXPECT_NEAR(a.levels[2].mean.mean - a.levels[0].mean.mean, 9.0, 1e-9);
  EXPECT_NEAR(a.range(), 9.0, 1e-9);
  EXPECT_NEAR(analysis.effects[1].range(), 10.0, 1e-9);
  EXPECT_EQ(analysis.effects[2].id, "policy");
  EXPECT_NEAR(analysis.effects[2].range(), 100.0, 1e-9);
}

TEST(Analyse, SharesOfAFunctionWithoutInterplaySumToOne) {
  const MetricAnalysis analysis = *analyse(grid(), 0);
  double sum = 0.0;
  for (const FactorEffect& each : analysis.effects) sum += each.variance_share;
  EXPECT_NEAR(sum, 1.0, 1e-12);
  // Variances over the levels: 9 * 14/9, 25 and 2500.
  EXPECT_NEAR(analysis.effects[0].variance_share, 14.0 / (14.0 + 25.0 + 2500.0), 1e-12);
  EXPECT_NEAR(analysis.effects[2].variance_share, 2500.0 / (14.0 + 25.0 + 2500.0), 1e-12);
}

TEST(Analyse, IntervalsAreOverSeeds) {
  // The seed adds 1, 2, 3: deviation 1, and Student's t of 2 degrees of freedom is 4.3027.
  const MetricAnalysis analysis = *analyse(grid(), 0);
  const auto& interval = analysis.effects[0].levels[0].mean.student;
  ASSERT_TRUE(interval);
  EXPECT_NEAR((interval->high - interval->low) / 2.0, 4.302653 / std::sqrt(3.0), 1e-5);
  EXPECT_FALSE(analyse(grid(1), 0)->effects[0].levels[0].mean.student);
  // What all share cancels: nothing is left in doubt.
  const SampleMean& to_all = analysis.effects[0].levels[0].to_all;
  EXPECT_NEAR(to_all.mean, 3.0 - 7.0, 1e-9);
  EXPECT_NEAR(to_all.student->high - to_all.student->low, 0.0, 1e-9);
}

TEST(Analyse, RanksRiseAndFallWithTheFactor) {
  const SweepResult falling = result_of({Design::grid, {5}, 0, 1}, {{"1", "2", "3", "4", "5"}}, {""}, 1,
                                        [](const auto& x, std::size_t, std::uint64_t) { return 1.0 / x[0]; });
  EXPECT_NEAR(*analyse(falling, 0)->effects[0].rank_correlation, -1.0, 1e-12);
  const SweepResult level = result_of({Design::grid, {5}, 0, 1}, {{"1", "2", "3", "4", "5"}}, {""}, 1,
                                      [](const auto&, std::size_t, std::uint64_t) { return 7.0; });
  EXPECT_FALSE(analyse(level, 0)->effects[0].rank_correlation);
  EXPECT_EQ(analyse(level, 0)->effects[0].variance_share, 0.0);
}

TEST(Analyse, ARangeIsSeenInFourParts) {
  const SweepResult result = result_of({Design::latin_hypercube, {0}, 40, 1}, {{}}, {""}, 1,
                                       [](const auto& x, std::size_t, std::uint64_t) { return x[0]; });
  const FactorEffect effect = analyse(result, 0)->effects[0];
  ASSERT_EQ(effect.levels.size(), 4u);
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(effect.levels[i].variants, 10u);
    EXPECT_NEAR(effect.levels[i].mean.mean, 0.125 + 0.25 * static_cast<double>(i), 0.02);
  }
}

TEST(Analyse, AValueOfARangeIsNeverInTwoParts) {
  // Two policies that differ much, and a range that does nothing.
  const SweepResult result = result_of(
      {Design::random, {0}, 30, 1}, {{}}, {"p", "q"}, 1,
      [](const auto&, std::size_t policy, std::uint64_t) { return 100.0 * static_cast<double>(policy); });
  const MetricAnalysis analysis = *analyse(result, 0);
  EXPECT_NEAR(analysis.effects[0].variance_share, 0.0, 1e-12);
  EXPECT_NEAR(analysis.effects[1].variance_share, 1.0, 1e-12);
  const SweepResult morris = result_of({Design::morris, {0, 0}, 10, 1}, {{}, {}}, {""}, 1,
                                       [](const auto& x, std::size_t, std::uint64_t) { return x[0]; });
  EXPECT_LE(analyse(morris, 0)->effects[0].levels.size(), 4u);  // the lattice
}

TEST(Analyse, AVariantWithAFailureIsLeftOutAsAWhole) {
  SweepResult result = grid();
  result.runs.at({3, 2}).error = "no";
  result.runs.at({3, 2}).values.clear();
  result.runs.at({5, 1}).values[0].reset();
  const MetricAnalysis analysis = *analyse(result, 0);
  EXPECT_EQ(analysis.variants, 10u);
  EXPECT_EQ(analysis.left_out, 2u);
  for (auto& [key, run] : result.runs) run.values = {std::nullopt, std::nullopt};
  EXPECT_FALSE(analyse(result, 0));
}

TEST(Analyse, MorrisAndSobolFollowFromTheirDesigns) {
  const auto linear = [](const auto& x, std::size_t, std::uint64_t) { return 2.0 * x[0] + 6.0 * x[1]; };
  const SweepResult morris = result_of({Design::morris, {0, 0}, 10, 1}, {{}, {}}, {""}, 1, linear);
  const auto effects = analyse(morris, 0)->morris;
  ASSERT_EQ(effects.size(), 2u);
  EXPECT_NEAR(effects[0].mean_absolute, 2.0, 1e-4);  // shares are written with six digits here
  EXPECT_NEAR(effects[1].mean_absolute, 6.0, 1e-4);
  const SweepResult saltelli = result_of({Design::saltelli, {0, 0}, 512, 1}, {{}, {}}, {""}, 1, linear);
  const auto indices = analyse(saltelli, 0)->sobol;
  ASSERT_EQ(indices.size(), 2u);
  EXPECT_NEAR(indices[0].first, 0.1, 0.02);  // 4 of 4 + 36
  EXPECT_NEAR(indices[1].total, 0.9, 0.02);
  EXPECT_TRUE(analyse(grid(), 0)->sobol.empty());
}

TEST(BestVariants, AreInOrderAndMeetTheConditions) {
  const SweepResult result = grid();
  const auto best = best_variants(result, 0, {}, 3);
  ASSERT_EQ(best.size(), 3u);
  EXPECT_EQ(best[0].variant, 0u);
  EXPECT_FALSE(best[0].to_best);
  EXPECT_NEAR(best[1].to_best->difference.mean, 3.0, 1e-12);
  const auto chosen = best_variants(result, 0, {"b = 10", "z >= 1", "a < 4"}, 10);
  ASSERT_EQ(chosen.size(), 2u);
  EXPECT_EQ(result.plan.points[result.plan.variants[chosen[0].variant].point],
            (std::vector<std::string>{"1", "10"}));
  EXPECT_TRUE(best_variants(result, 0, {"y < 0"}, 3).empty());
  EXPECT_EQ(best_variants(result, 1, {}, 1)[0].variant, 1u);  // of z more is better
  for (const char* wrong : {"c > 1", "1) UNION SELECT 99999999 --", "random() > 0", "1, 2", ""})
    EXPECT_THROW(static_cast<void>(best_variants(result, 0, {wrong}, 3)), InputError) << wrong;
}

TEST(MetricOfName, SuggestsAName) {
  EXPECT_EQ(metric_of_name(grid().plan, "z"), 1u);
  EXPECT_THROW(static_cast<void>(metric_of_name(grid().plan, "w")), InputError);
}

TEST(AnalysisJson, HasEveryFactor) {
  const auto json = nlohmann::json::parse(analysis_json(grid(), {0, 1}));
  EXPECT_EQ(json["metrics"]["y"]["effects"]["a"]["levels"].size(), 3u);
  EXPECT_NEAR(json["metrics"]["z"]["effects"]["policy"]["range"].get<double>(), 1.0, 1e-12);
}

class PivotTest : public ::testing::Test {
 protected:
  PivotTest() { write_sweep_result(folder_, result_.plan, result_.runs); }

  QueryTable table(const PivotRequest& request) const {
    Database database = open_sweep_result(folder_);
    return pivot(database, result_.plan, request);
  }

  const testing::ScratchFolder scratch_;
  const fs::path folder_ = scratch_.path();
  const SweepResult result_ = grid();
};

TEST_F(PivotTest, HasACellForEachPairOfLevels) {
  const QueryTable pivoted = table({"a", "b", "y", Statistic::mean, {"policy = 'p'"}});
  EXPECT_THAT(pivoted.header, ElementsAre("a", "b=0", "b=10"));
  ASSERT_EQ(pivoted.rows.size(), 3u);
  EXPECT_EQ(pivoted.rows[2][0].text, "4");
  EXPECT_NEAR(*pivoted.rows[2][2].number, 12.0 + 10.0 + 2.0, 1e-12);
}

TEST_F(PivotTest, KnowsOtherStatistics) {
  const auto value = [&](Statistic statistic) {
    return *table({"policy", "", "y", statistic, {"a = 1", "b = 0"}}).rows[0][1].number;
  };
  EXPECT_EQ(value(Statistic::least), 4.0);
  EXPECT_EQ(value(Statistic::most), 6.0);
  EXPECT_EQ(value(Statistic::median), 5.0);
  EXPECT_EQ(value(Statistic::count), 3.0);
  EXPECT_EQ(value(Statistic::deviation), 1.0);
}

TEST_F(PivotTest, RefusesWhatIsNotThere) {
  EXPECT_THROW(static_cast<void>(table({"wind", "", "y"})), InputError);
  EXPECT_THROW(static_cast<void>(table({"a", "", "cost"})), InputError);
  EXPECT_THROW(static_cast<void>(table({"a", "", "y", Statistic::mean, {"DROP TABLE run"}})), InputError);
}

TEST_F(PivotTest, ResultsComeBackWhole) {
  const SweepResult back = read_sweep_result(folder_);
  EXPECT_EQ(back.plan.json(), result_.plan.json());
  ASSERT_EQ(back.runs.size(), result_.runs.size());
  for (const auto& [key, run] : back.runs) EXPECT_EQ(run.values, result_.runs.at(key).values);
}

TEST_F(PivotTest, TablesBecomeCsvMarkdownAndJson) {
  const QueryTable pivoted = table({"b", "", "y", Statistic::most, {}});
  EXPECT_EQ(csv_of(pivoted), "b,y\r\n0,115\r\n10,125\r\n");
  EXPECT_EQ(markdown_of(pivoted), "| b | y |\n|---|---|\n| 0 | 115 |\n| 10 | 125 |\n");
  EXPECT_EQ(nlohmann::json::parse(json_of(pivoted))[1]["y"], 125);
}

TEST_F(PivotTest, WholeNumbersKeepTheirDigitsAndNothingIsNotText) {
  Database database = open_sweep_result(folder_);
  const QueryTable found = run_query(database, "SELECT 9007199254740993 AS a, NULL AS b, '' AS c, 0.5 AS d");
  const std::string json = json_of(found);
  EXPECT_THAT(json, HasSubstr("\"a\": 9007199254740993"));
  EXPECT_THAT(json, HasSubstr("\"b\": null"));
  EXPECT_THAT(json, HasSubstr("\"c\": \"\""));
  EXPECT_THAT(json, HasSubstr("\"d\": 0.5"));
}

TEST_F(PivotTest, AllVariantsHaveTheirMeansAndHalfWidths) {
  const QueryTable all = variant_table(result_, {0});
  EXPECT_THAT(all.header, ElementsAre("a", "b", "policy", "seeds", "failed", "y (CNY)", "y ±"));
  ASSERT_EQ(all.rows.size(), 12u);
  EXPECT_EQ(*all.rows[0][5].number, 5.0);
  EXPECT_NEAR(*all.rows[0][6].number, 2.48414, 1e-4);
}

}  // namespace
}  // namespace suanwang
