#include "suanwang/experiment/paired_statistics.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "suanwang/experiment/ranking.hpp"
#include "suanwang/experiment/students_t.hpp"

namespace suanwang {
namespace {

// Quantiles as printed in tables of Student's t.
TEST(StudentsT, QuantilesAreThoseOfTheTables) {
  EXPECT_NEAR(students_t_quantile(0.975, 1), 12.706, 0.0005);
  EXPECT_NEAR(students_t_quantile(0.975, 9), 2.262, 0.0005);
  EXPECT_NEAR(students_t_quantile(0.95, 9), 1.833, 0.0005);
  EXPECT_NEAR(students_t_quantile(0.975, 1e6), 1.960, 0.0005);
}

TEST(StudentsT, TwoSidedProbabilityUndoesTheQuantile) {
  EXPECT_NEAR(students_t_two_sided(students_t_quantile(0.975, 9), 9), 0.05, 1e-12);
  EXPECT_NEAR(students_t_two_sided(-students_t_quantile(0.995, 4), 4), 0.01, 1e-12);
  EXPECT_DOUBLE_EQ(students_t_two_sided(0.0, 9), 1.0);
}

// 2, 4, 4, 4, 5, 5, 7, 9: mean 5, squares 32, deviation sqrt(32/7); t(0.975, 7) = 2.365.
TEST(SampleMean, IsAsComputedByHand) {
  const std::vector<double> samples{2, 4, 4, 4, 5, 5, 7, 9};
  const SampleMean mean = mean_of(samples);
  EXPECT_DOUBLE_EQ(mean.mean, 5.0);
  EXPECT_NEAR(*mean.deviation, std::sqrt(32.0 / 7.0), 1e-12);
  EXPECT_NEAR(mean.student->high - 5.0, 2.3646 * std::sqrt(32.0 / 7.0 / 8.0), 1e-4);
  EXPECT_NEAR(5.0 - mean.student->low, mean.student->high - 5.0, 1e-12);
}

TEST(SampleMean, OfOneSampleHasNoInterval) {
  const std::vector<double> one{3.0};
  const SampleMean mean = mean_of(one);
  EXPECT_DOUBLE_EQ(mean.mean, 3.0);
  EXPECT_FALSE(mean.deviation);
  EXPECT_FALSE(mean.student);
  const PairedDifference difference = paired_difference(one, one, 1);
  EXPECT_FALSE(difference.bootstrap);
  EXPECT_FALSE(difference.p_value);
}

// Student's own example (1908): hours of sleep gained with two isomers of a drug, ten patients.
// Mean difference 1.58, deviation 1.23, t = 4.06, p = 0.00283.
TEST(PairedDifference, GivesStudentsSleepExample) {
  const std::vector<double> first{0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
  const std::vector<double> second{1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};
  const PairedDifference result = paired_difference(second, first, 1);
  EXPECT_NEAR(result.difference.mean, 1.58, 1e-12);
  EXPECT_NEAR(*result.difference.deviation, 1.2300, 1e-4);
  EXPECT_NEAR(*result.p_value, 0.00283, 5e-6);
  EXPECT_NEAR(result.difference.student->low, 0.7001, 1e-4);
  EXPECT_NEAR(result.difference.student->high, 2.4599, 1e-4);
  EXPECT_NEAR(*result.relative, 1.58 / 0.75, 1e-12);
}

TEST(PairedDifference, OfEqualSamplesIsNothing) {
  const std::vector<double> samples{1.5, 2.25, 1e9};
  const PairedDifference result = paired_difference(samples, samples, 1);
  EXPECT_EQ(result.difference.mean, 0.0);
  EXPECT_EQ(result.difference.student->low, 0.0);
  EXPECT_EQ(result.difference.student->high, 0.0);
  EXPECT_EQ(result.bootstrap->low, 0.0);
  EXPECT_EQ(*result.p_value, 1.0);
}

TEST(PairedDifference, ThatIsAlwaysTheSameIsCertain) {
  const std::vector<double> baseline{1, 2, 3}, others{3, 4, 5};
  const PairedDifference result = paired_difference(others, baseline, 1);
  EXPECT_EQ(result.difference.mean, 2.0);
  EXPECT_EQ(result.difference.student->low, 2.0);
  EXPECT_EQ(result.bootstrap->high, 2.0);
  EXPECT_EQ(*result.p_value, 0.0);
}

TEST(PairedDifference, HasNoShareOfAMeanOfZero) {
  const std::vector<double> baseline{0, 0}, others{1, 2};
  EXPECT_FALSE(paired_difference(others, baseline, 1).relative);
}

TEST(Bootstrap, IsReproducibleAndDependsOnTheSeed) {
  const std::vector<double> samples{1, 2, 4, 8, 16, 32, 64};
  const ConfidenceInterval one = bootstrap_interval(samples, 7), again = bootstrap_interval(samples, 7);
  EXPECT_EQ(one.low, again.low);
  EXPECT_EQ(one.high, again.high);
  EXPECT_NE(one.high, bootstrap_interval(samples, 8).high);
}

// Two samples: a resample is 00, 01, 10 or 11, so both percentiles are the samples themselves.
TEST(Bootstrap, OfTwoSamplesSpansThem) {
  const std::vector<double> samples{3, 5};
  const ConfidenceInterval interval = bootstrap_interval(samples, 1);
  EXPECT_EQ(interval.low, 3.0);
  EXPECT_EQ(interval.high, 5.0);
}

// For many normal samples the percentiles tend to the mean plus and minus 1.96 standard errors.
TEST(Bootstrap, NearsTheNormalInterval) {
  std::vector<double> samples;
  for (int i = 0; i < 200; ++i) samples.push_back(std::sin(i * 1.7) + 0.01 * i);
  const SampleMean mean = mean_of(samples);
  const ConfidenceInterval interval = bootstrap_interval(samples, 3);
  const double half = 1.96 * *mean.deviation / std::sqrt(200.0);
  EXPECT_NEAR(interval.low, mean.mean - half, 0.05 * half);
  EXPECT_NEAR(interval.high, mean.mean + half, 0.05 * half);
}

// p = 0.01, 0.04, 0.03, 0.005: ordered 0.005 x 4, 0.01 x 3, 0.03 x 2, then 0.04 no smaller than that.
TEST(Holm, AdjustsStepByStep) {
  const std::vector<double> p_values{0.01, 0.04, 0.03, 0.005};
  const std::vector<double> adjusted = holm_adjusted(p_values);
  EXPECT_DOUBLE_EQ(adjusted[0], 0.03);
  EXPECT_DOUBLE_EQ(adjusted[1], 0.06);
  EXPECT_DOUBLE_EQ(adjusted[2], 0.06);
  EXPECT_DOUBLE_EQ(adjusted[3], 0.02);
}

TEST(Holm, NeverExceedsOne) {
  const std::vector<double> p_values{0.6, 0.9};
  EXPECT_EQ(holm_adjusted(p_values), (std::vector<double>{1.0, 1.0}));
  EXPECT_TRUE(holm_adjusted({}).empty());
}

// Deviation 1, wanted 0.5: n = 18 gives 2.1098 / sqrt(18) = 0.4973, n = 17 gives 2.1199 / sqrt(17) = 0.5141.
TEST(FurtherSamples, AreTheFewestThatSuffice) {
  EXPECT_EQ(further_samples(1.0, 10, 0.5), 8u);
  EXPECT_EQ(further_samples(1.0, 18, 0.5), 0u);
  EXPECT_EQ(further_samples(1.0, 30, 0.5), 0u);
  EXPECT_EQ(further_samples(0.0, 2, 0.5), 0u);
  EXPECT_FALSE(further_samples(1.0, 10, 1e-9));
}

TEST(Ranking, EqualValuesShareARank) {
  EXPECT_EQ(ranks(std::vector<double>{3, 1, 3, 7}, Better::less), (std::vector<std::size_t>{2, 1, 2, 4}));
  EXPECT_EQ(ranks(std::vector<double>{3, 1, 3, 7}, Better::more), (std::vector<std::size_t>{2, 4, 2, 1}));
}

TEST(ParetoSet, LeavesOutWhatIsDominated) {
  const ParetoAxis cost{{1, 2, 2, 3, 1}, Better::less}, level{{0.5, 0.9, 0.8, 0.9, 0.5}, Better::more};
  EXPECT_EQ(pareto_set({cost, level}), (std::vector<bool>{true, true, false, false, true}));
  EXPECT_TRUE(pareto_set({}).empty());
}

}  // namespace
}  // namespace suanwang
