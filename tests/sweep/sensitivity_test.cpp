#include "suanwang/sweep/sensitivity.hpp"

#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <numbers>

#include <gtest/gtest.h>

#include "suanwang/core/error.hpp"

#include "seeds.hpp"

namespace suanwang {
namespace {

using Outputs = std::vector<std::optional<double>>;
using Model = std::function<double(const DesignPoint&)>;

Outputs outputs_of(const std::vector<DesignPoint>& points, const Model& model) {
  Outputs outputs;
  for (const DesignPoint& point : points) outputs.emplace_back(model(point));
  return outputs;
}

bool holds(const std::optional<ConfidenceInterval>& interval, double value) {
  return interval && interval->low <= value && value <= interval->high;
}

void expect_same(const std::optional<ConfidenceInterval>& one,
                 const std::optional<ConfidenceInterval>& other) {
  ASSERT_TRUE(one && other);
  EXPECT_EQ(one->low, other->low);
  EXPECT_EQ(one->high, other->high);
}

// sin x1 + 7 sin^2 x2 + 0.1 x3^4 sin x1, all within -pi and pi (Ishigami and Homma 1990).
double ishigami(const DesignPoint& point) {
  const auto angle = [&](std::size_t factor) { return std::numbers::pi * (2.0 * point[factor].share - 1.0); };
  return std::sin(angle(0)) + 7.0 * std::pow(std::sin(angle(1)), 2) +
         0.1 * std::pow(angle(2), 4) * std::sin(angle(0));
}
constexpr std::array ishigami_first{0.3139, 0.4424, 0.0}, ishigami_total{0.5576, 0.4424, 0.2437};

// Sobol's g function: a product of (|4x - 2| + a) / (1 + a), whose parts have a variance of 1 / 3 (1 + a)^2.
constexpr std::array g_weights{0.0, 1.0, 4.5, 9.0, 99.0};
double g_function(const DesignPoint& point) {
  double product = 1.0;
  for (std::size_t factor = 0; factor < g_weights.size(); ++factor)
    product *= (std::abs(4.0 * point[factor].share - 2.0) + g_weights[factor]) / (1.0 + g_weights[factor]);
  return product;
}

TEST(SobolIndices, AreIshigamisByAnalysis) {
  const std::vector<DesignPoint> points = design_points({Design::saltelli, {0, 0, 0}, 8192, 1});
  const std::vector<SobolIndex> indices = sobol_indices(3, outputs_of(points, ishigami), 1);
  ASSERT_EQ(indices.size(), 3u);
  for (std::size_t factor = 0; factor < 3; ++factor) {
    SCOPED_TRACE(factor);
    EXPECT_EQ(indices[factor].base_points, 8192u);
    EXPECT_NEAR(indices[factor].first, ishigami_first[factor], 0.005);
    EXPECT_NEAR(indices[factor].total, ishigami_total[factor], 0.005);
    EXPECT_TRUE(holds(indices[factor].first_interval, ishigami_first[factor]));
    EXPECT_TRUE(holds(indices[factor].total_interval, ishigami_total[factor]));
    EXPECT_LT(indices[factor].first_interval->high - indices[factor].first_interval->low, 0.1);
    EXPECT_LT(indices[factor].total_interval->high - indices[factor].total_interval->low, 0.1);
  }
}

TEST(SobolIndices, AreTheGFunctionsByAnalysis) {
  const std::size_t factors = g_weights.size();
  std::vector<double> variances;
  double all = 1.0;
  for (const double weight : g_weights) {
    variances.push_back(1.0 / (3.0 * (1.0 + weight) * (1.0 + weight)));
    all *= 1.0 + variances.back();
  }
  const std::vector<DesignPoint> points = design_points({Design::saltelli, {0, 0, 0, 0, 0}, 2048, 1});
  const std::vector<SobolIndex> indices = sobol_indices(factors, outputs_of(points, g_function), 1);
  ASSERT_EQ(indices.size(), factors);
  for (std::size_t factor = 0; factor < factors; ++factor) {
    SCOPED_TRACE(factor);
    const double first = variances[factor] / (all - 1.0);
    const double total = first * all / (1.0 + variances[factor]);
    EXPECT_NEAR(indices[factor].first, first, 0.01);
    EXPECT_NEAR(indices[factor].total, total, 0.01);
    EXPECT_TRUE(holds(indices[factor].first_interval, first));
    EXPECT_TRUE(holds(indices[factor].total_interval, total));
  }
}

// One factor, so that the mixed row is B. Outputs of A 1 and 2, of B 3 and 6: mean 3, variance 14 / 4.
// First: (0 x 2 + 3 x 4) / 2 = 6; total: (4 + 16) / 4 = 5.
// Resamples are the first point twice (variance 1, both shares 2), the second twice (variance 4, both shares
// 2), or one of each, as above: the interval leads from that to 2.
TEST(SobolIndices, AreAsComputedByHand) {
  const std::vector<SobolIndex> indices = sobol_indices(1, Outputs{1, 3, 3, 2, 6, 6}, 1);
  ASSERT_EQ(indices.size(), 1u);
  EXPECT_EQ(indices[0].base_points, 2u);
  EXPECT_DOUBLE_EQ(indices[0].first, 6.0 / 3.5);
  EXPECT_DOUBLE_EQ(indices[0].total, 5.0 / 3.5);
  EXPECT_DOUBLE_EQ(indices[0].first_interval->low, 6.0 / 3.5);
  EXPECT_DOUBLE_EQ(indices[0].first_interval->high, 2.0);
  EXPECT_DOUBLE_EQ(indices[0].total_interval->low, 5.0 / 3.5);
  EXPECT_DOUBLE_EQ(indices[0].total_interval->high, 2.0);
}

// A large mean is no part of the variance: all digits but those that the outputs themselves lose.
TEST(SobolIndices, DoNotDependOnTheOutputsOrigin) {
  const std::vector<DesignPoint> points = design_points({Design::saltelli, {0, 0, 0}, 64, 1});
  const auto near = sobol_indices(3, outputs_of(points, ishigami), 1);
  const auto far =
      sobol_indices(3, outputs_of(points, [](const DesignPoint& p) { return ishigami(p) + 1e9; }), 1);
  for (std::size_t factor = 0; factor < 3; ++factor) {
    EXPECT_NEAR(near[factor].first, far[factor].first, 1e-6);
    EXPECT_NEAR(near[factor].total, far[factor].total, 1e-6);
    EXPECT_NEAR(near[factor].first_interval->low, far[factor].first_interval->low, 1e-6);
  }
}

/// A, B and mixed rows of independent draws, as the theory of the bootstrap has it.
std::vector<DesignPoint> independent_rows(std::size_t base_points, std::uint64_t seed) {
  std::vector<DesignPoint> rows;
  for (const DesignPoint& both : design_points({Design::random, {0, 0, 0, 0, 0, 0}, base_points, seed})) {
    const DesignPoint a(both.begin(), both.begin() + 3), b(both.begin() + 3, both.end());
    rows.push_back(a);
    rows.push_back(b);
    for (std::size_t factor = 0; factor < 3; ++factor) {
      rows.push_back(a);
      rows.back()[factor] = b[factor];
    }
  }
  return rows;
}

// The intervals hold the truth about as often as they say (of 1,000 seeds 93 % for either index), and are
// about as wide as the estimates scatter.
TEST(SobolIndicesProperty, IntervalsHoldTheTruth) {
  constexpr std::size_t runs = 200;
  std::size_t first_held = 0, total_held = 0;
  double sum = 0.0, squares = 0.0, width = 0.0;
  for (const std::uint64_t seed : testing::first_seeds(runs)) {
    const auto indices = sobol_indices(3, outputs_of(independent_rows(200, seed), ishigami), seed);
    first_held += holds(indices[0].first_interval, ishigami_first[0]) ? 1 : 0;
    total_held += holds(indices[0].total_interval, ishigami_total[0]) ? 1 : 0;
    sum += indices[0].first / runs;
    squares += indices[0].first * indices[0].first / runs;
    width += (indices[0].first_interval->high - indices[0].first_interval->low) / runs;
  }
  EXPECT_GE(first_held, runs * 88 / 100);
  EXPECT_GE(total_held, runs * 88 / 100);
  EXPECT_NEAR(width / (2.0 * 1.96 * std::sqrt(squares - sum * sum)), 1.0, 0.2);
}

TEST(SobolIndices, AMissingOutputDropsItsBasePointOnly) {
  const std::vector<DesignPoint> points = design_points({Design::saltelli, {0, 0, 0}, 32, 1});
  const Outputs whole = outputs_of(points, ishigami);
  for (const std::size_t row : {0u, 1u, 2u, 3u, 4u})
    for (const std::optional<double> missing : {std::optional<double>(), std::optional(std::nan(""))}) {
      SCOPED_TRACE(row);
      Outputs holed = whole, shorter = whole;
      holed[7 * 5 + row] = missing;
      shorter.erase(shorter.begin() + 7 * 5, shorter.begin() + 8 * 5);
      const auto with = sobol_indices(3, holed, 1), without = sobol_indices(3, shorter, 1);
      ASSERT_EQ(with.size(), 3u);
      for (std::size_t factor = 0; factor < 3; ++factor) {
        EXPECT_EQ(with[factor].base_points, 31u);
        EXPECT_EQ(with[factor].first, without[factor].first);
        EXPECT_EQ(with[factor].total, without[factor].total);
        expect_same(with[factor].total_interval, without[factor].total_interval);
      }
    }
}

TEST(SobolIndices, AreEmptyWhereThereIsNothingToShareOut) {
  EXPECT_TRUE(sobol_indices(2, Outputs{}, 1).empty());
  EXPECT_TRUE(sobol_indices(1, Outputs{1, 2, 3}, 1).empty());
  EXPECT_TRUE(sobol_indices(1, Outputs{1, 2, 3, 1, 2, {}}, 1).empty());
  EXPECT_TRUE(sobol_indices(1, Outputs{0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1}, 1).empty());
  EXPECT_EQ(sobol_indices(1, Outputs{1, 2, 3, 1, 2, 3}, 1).size(), 1u);
}

// Half of the resamples are of one point, whose outputs are equal: they say nothing, and are not counted.
TEST(SobolIndices, AResampleWithoutVarianceDoesNotCount) {
  const std::vector<SobolIndex> indices = sobol_indices(1, Outputs{0, 0, 0, 1, 1, 1}, 1);
  ASSERT_EQ(indices.size(), 1u);
  EXPECT_EQ(indices[0].first_interval->low, 0.0);
  EXPECT_EQ(indices[0].first_interval->high, 0.0);
}

TEST(SobolIndices, IntervalsDependOnTheSeedAlone) {
  const std::vector<DesignPoint> points = design_points({Design::saltelli, {0, 0, 0}, 32, 1});
  const Outputs outputs = outputs_of(points, ishigami);
  const auto one = sobol_indices(3, outputs, 5), again = sobol_indices(3, outputs, 5);
  expect_same(one[0].first_interval, again[0].first_interval);
  EXPECT_NE(one[0].first_interval->low, sobol_indices(3, outputs, 6)[0].first_interval->low);
  EXPECT_EQ(one[0].first, sobol_indices(3, outputs, 6)[0].first);
}

TEST(SobolIndices, NeedWholeBasePoints) {
  EXPECT_THROW((void)sobol_indices(2, Outputs{1, 2, 3, 4, 5}, 1), InvariantError);
  EXPECT_THROW((void)sobol_indices(0, Outputs{1, 2}, 1), InvariantError);
}

// 3 x1 - 5 x2 + 2 per level of a factor with seven of them: 12 from the first to the last.
TEST(MorrisEffects, OfALinearModelAreItsCoefficients) {
  for (const std::uint64_t seed : testing::first_seeds(20)) {
    SCOPED_TRACE(seed);
    const std::vector<DesignPoint> points = design_points({Design::morris, {0, 0, 7, 2, 0}, 10, seed});
    const Outputs outputs = outputs_of(points, [](const DesignPoint& point) {
      return 3.0 * point[0].share - 5.0 * point[1].share + 2.0 * static_cast<double>(point[2].level) +
             4.0 * static_cast<double>(point[3].level);
    });
    const std::vector<MorrisEffect> effects = morris_effects(points, outputs, seed);
    const std::vector<double> coefficients{3.0, -5.0, 12.0, 4.0, 0.0};
    ASSERT_EQ(effects.size(), coefficients.size());
    for (std::size_t factor = 0; factor < effects.size(); ++factor) {
      EXPECT_EQ(effects[factor].trajectories, 10u);
      EXPECT_NEAR(effects[factor].mean, coefficients[factor], 1e-12);
      EXPECT_NEAR(effects[factor].mean_absolute, std::abs(coefficients[factor]), 1e-12);
      EXPECT_NEAR(effects[factor].deviation, 0.0, 1e-12);
      EXPECT_NEAR(effects[factor].interval->low, std::abs(coefficients[factor]), 1e-12);
      EXPECT_NEAR(effects[factor].interval->high, std::abs(coefficients[factor]), 1e-12);
    }
  }
}

// x1 x2: an effect of x1 is the place of x2, which is 0, 1/3, 2/3 or 1, as likely: mean 1/2, variance 5/36.
// 2,000 trajectories: the mean scatters by 0.008.
TEST(MorrisEffects, ShowInterplay) {
  const std::vector<DesignPoint> points = design_points({Design::morris, {0, 0}, 2000, 1});
  const auto effects = morris_effects(
      points, outputs_of(points, [](const DesignPoint& point) { return point[0].share * point[1].share; }),
      1);
  for (const MorrisEffect& effect : effects) {
    EXPECT_NEAR(effect.mean, 0.5, 0.03);
    EXPECT_NEAR(effect.mean_absolute, effect.mean, 1e-12);
    EXPECT_NEAR(effect.deviation, std::sqrt(5.0 / 36.0), 0.02);
    EXPECT_TRUE(holds(effect.interval, 0.5));
    EXPECT_NEAR(effect.interval->high - effect.interval->low,
                2.0 * 1.96 * effect.deviation / std::sqrt(2000.0), 0.002);
  }
}

// (x - 1/2)^2: from 0 to 2/3 it falls by 2/9, from 1/3 to 1 it rises by as much; over the whole range 1/3.
TEST(MorrisEffects, OfCurvatureCancelInTheMeanOnly) {
  const std::vector<DesignPoint> points = design_points({Design::morris, {0}, 1000, 1});
  const auto effects = morris_effects(
      points, outputs_of(points, [](const DesignPoint& point) { return std::pow(point[0].share - 0.5, 2); }),
      1);
  EXPECT_NEAR(effects[0].mean, 0.0, 0.05);
  EXPECT_NEAR(effects[0].mean_absolute, 1.0 / 3.0, 1e-12);
  EXPECT_NEAR(effects[0].deviation, 1.0 / 3.0, 0.01);
}

// Two trajectories of one factor: 4 up over a half is 8, 3 down when going down a quarter is 12.
TEST(MorrisEffects, AreAsComputedByHand) {
  const std::vector<DesignPoint> points{{{0, 0.0}}, {{0, 0.5}}, {{0, 1.0}}, {{0, 0.75}}};
  const std::vector<MorrisEffect> effects = morris_effects(points, Outputs{1, 5, 9, 6}, 1);
  ASSERT_EQ(effects.size(), 1u);
  EXPECT_EQ(effects[0].trajectories, 2u);
  EXPECT_DOUBLE_EQ(effects[0].mean, 10.0);
  EXPECT_DOUBLE_EQ(effects[0].deviation, std::sqrt(8.0));
  EXPECT_DOUBLE_EQ(effects[0].interval->low, 8.0);
  EXPECT_DOUBLE_EQ(effects[0].interval->high, 12.0);
}

TEST(MorrisEffects, AMissingOutputDropsItsTrajectoryOnly) {
  const std::vector<DesignPoint> points = design_points({Design::morris, {0, 0, 0}, 8, 1});
  const Outputs whole = outputs_of(points, ishigami);
  std::vector<DesignPoint> fewer = points;
  fewer.erase(fewer.begin() + 12, fewer.begin() + 16);
  Outputs shorter = whole;
  shorter.erase(shorter.begin() + 12, shorter.begin() + 16);
  const std::vector<MorrisEffect> without = morris_effects(fewer, shorter, 1);
  for (const std::size_t row : {0u, 1u, 2u, 3u})
    for (const std::optional<double> missing :
         {std::optional<double>(), std::optional(std::numeric_limits<double>::infinity())}) {
      SCOPED_TRACE(row);
      Outputs holed = whole;
      holed[12 + row] = missing;
      const std::vector<MorrisEffect> with = morris_effects(points, holed, 1);
      ASSERT_EQ(with.size(), 3u);
      for (std::size_t factor = 0; factor < 3; ++factor) {
        EXPECT_EQ(with[factor].trajectories, 7u);
        EXPECT_EQ(with[factor].mean, without[factor].mean);
        EXPECT_EQ(with[factor].deviation, without[factor].deviation);
        expect_same(with[factor].interval, without[factor].interval);
      }
    }
}

TEST(MorrisEffects, AreEmptyWhereNoTrajectoryCounts) {
  EXPECT_TRUE(morris_effects({}, Outputs{}, 1).empty());
  const std::vector<DesignPoint> points = design_points({Design::morris, {0, 0}, 1, 1});
  EXPECT_TRUE(morris_effects(points, Outputs{1, 2, {}}, 1).empty());
}

TEST(MorrisEffects, OfOneTrajectoryHaveNoInterval) {
  const std::vector<DesignPoint> points = design_points({Design::morris, {0, 0}, 1, 1});
  const std::vector<MorrisEffect> effects = morris_effects(points, Outputs{1, 2, 4}, 1);
  ASSERT_EQ(effects.size(), 2u);
  EXPECT_EQ(effects[0].deviation, 0.0);
  EXPECT_FALSE(effects[0].interval);
}

TEST(MorrisEffects, NeedTrajectories) {
  const DesignPoint origin{{0, 0.0}, {0, 0.0}}, right{{0, 1.0}, {0, 0.0}}, corner{{0, 1.0}, {0, 1.0}};
  EXPECT_NO_THROW((void)morris_effects({origin, right, corner}, Outputs{1, 2, 3}, 1));
  EXPECT_THROW((void)morris_effects({origin, right, corner}, Outputs{1, 2}, 1), InvariantError);
  EXPECT_THROW((void)morris_effects({origin, right}, Outputs{1, 2}, 1), InvariantError);
  EXPECT_THROW((void)morris_effects({origin, corner, right}, Outputs{1, 2, 3}, 1), InvariantError);
  EXPECT_THROW((void)morris_effects({origin, origin, right}, Outputs{1, 2, 3}, 1), InvariantError);
  EXPECT_THROW((void)morris_effects({origin, right, origin}, Outputs{1, 2, 3}, 1), InvariantError);
}

}  // namespace
}  // namespace suanwang
