#include "suanwang/model/workload/distribution.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

#include <gtest/gtest.h>

namespace suanwang {
namespace {

using Kind = Distribution::Kind;

Distribution sizes() { return {.kind = Kind::choice, .values = {1, 8, 64}, .weights = {0.7, 0.2, 0.1}}; }

Distribution short_and_long() {
  return {.kind = Kind::mixture,
          .components = {{Kind::log_normal, 1, 1e4, 60, 1.2},
                         {.kind = Kind::bounded_pareto, .minimum = 3600, .maximum = 1e6, .exponent = 0.8}},
          .weights = {0.9, 0.1}};
}

std::vector<Distribution> all_kinds() {
  return {{Kind::constant, 3.0},
          {Kind::uniform, 1.0, 3.0},
          {Kind::log_normal, 0.25, 72.0, 3.0, 1.4},
          {Kind::log_normal, 1.0, 2.0, 1.5, 0.0},
          {Kind::log_uniform, 1000, 30000},
          {Kind::power_of_two, 8, 1024},
          {Kind::power_of_two, 5, 70},
          {.kind = Kind::bounded_pareto, .minimum = 1, .maximum = 1000, .exponent = 1.3},
          {.kind = Kind::bounded_pareto, .minimum = 2, .maximum = 500, .exponent = 1.0},
          sizes(),
          short_and_long()};
}

std::vector<double> samples(const Distribution& distribution, int count) {
  RandomStream stream(1, RandomPurpose::job_arrival, 0);
  std::vector<double> all;
  for (int i = 0; i < count; ++i) all.push_back(distribution.sample(stream));
  return all;
}

TEST(Distribution, SampleMeanApproachesTheStatedMean) {
  for (const Distribution& distribution : all_kinds()) {
    SCOPED_TRACE(static_cast<int>(distribution.kind));
    double sum = 0.0;
    const auto drawn = samples(distribution, 400'000);
    for (const double each : drawn) {
      ASSERT_GE(each, distribution.least() * (1 - 1e-12));
      ASSERT_LE(each, distribution.greatest() * (1 + 1e-12));
      sum += each;
    }
    EXPECT_NEAR(sum / static_cast<double>(drawn.size()) / distribution.mean(), 1.0, 0.02);
  }
}

TEST(Distribution, PowersOfTwoStayPowersOfTwo) {
  for (const double draw : samples({Kind::power_of_two, 5, 70}, 1000))
    EXPECT_TRUE(draw == 8 || draw == 16 || draw == 32 || draw == 64);
}

TEST(Distribution, AnotherUnitChangesNothingElse) {
  for (const Distribution& hours : all_kinds()) {
    SCOPED_TRACE(static_cast<int>(hours.kind));
    const Distribution seconds = hours.scaled(3600.0);
    EXPECT_NEAR(seconds.mean(), hours.mean() * 3600.0, 1e-9 * seconds.mean());
    EXPECT_NEAR(seconds.greatest(), hours.greatest() * 3600.0, 1e-9 * seconds.greatest());
    if (hours.kind == Kind::power_of_two) continue;  // drawn another way: their samples are others
    const auto a = samples(hours, 1000), b = samples(seconds, 1000);
    for (std::size_t i = 0; i < a.size(); ++i) ASSERT_NEAR(b[i], a[i] * 3600.0, 1e-9 * b[i]);
  }
}

/// Greatest distance between the empirical distribution of the samples and `cdf`.
double kolmogorov_smirnov(std::vector<double> drawn, const std::function<double(double)>& cdf) {
  std::sort(drawn.begin(), drawn.end());
  const auto count = static_cast<double>(drawn.size());
  double distance = 0.0;
  for (std::size_t i = 0; i < drawn.size(); ++i) {
    const double at = cdf(drawn[i]);
    distance =
        std::max({distance, at - static_cast<double>(i) / count, static_cast<double>(i + 1) / count - at});
  }
  return distance;
}

double normal_cdf(double z) { return 0.5 * std::erfc(-z / std::sqrt(2.0)); }

// At N = 1e5 the distance exceeds 1.95 / sqrt(N) once in a thousand draws of the right distribution
// (Smirnov).
constexpr int many = 100'000;
const double limit = 1.95 / std::sqrt(many);

TEST(Distribution, FollowsItsUniform) {
  EXPECT_LT(kolmogorov_smirnov(samples({Kind::uniform, 1, 3}, many), [](double x) { return (x - 1) / 2; }),
            limit);
}

TEST(Distribution, FollowsItsLogNormal) {
  // Clipped so far out that no sample is.
  const Distribution d{Kind::log_normal, 1e-9, 1e12, 200, 2.6};
  EXPECT_LT(
      kolmogorov_smirnov(samples(d, many), [](double x) { return normal_cdf(std::log(x / 200) / 2.6); }),
      limit);
}

TEST(Distribution, FollowsItsLogUniform) {
  EXPECT_LT(kolmogorov_smirnov(samples({Kind::log_uniform, 10, 1000}, many),
                               [](double x) { return std::log(x / 10) / std::log(100.0); }),
            limit);
}

TEST(Distribution, FollowsItsBoundedPareto) {
  for (const double a : {0.6, 1.0, 2.5}) {
    const Distribution d{.kind = Kind::bounded_pareto, .minimum = 2, .maximum = 5000, .exponent = a};
    const auto cdf = [&](double x) { return (1 - std::pow(2 / x, a)) / (1 - std::pow(2.0 / 5000.0, a)); };
    EXPECT_LT(kolmogorov_smirnov(samples(d, many), cdf), limit) << a;
  }
}

TEST(Distribution, FollowsItsMixture) {
  const auto cdf = [](double x) {
    const double body = x >= 1e4 ? 1.0 : x < 1 ? 0.0 : normal_cdf(std::log(x / 60) / 1.2);
    const double tail = x <= 3600 ? 0.0 : (1 - std::pow(3600 / x, 0.8)) / (1 - std::pow(3600 / 1e6, 0.8));
    return 0.9 * body + 0.1 * tail;
  };
  EXPECT_LT(kolmogorov_smirnov(samples(short_and_long(), many), cdf), limit);
}

TEST(Distribution, ChoosesByWeight) {
  const auto drawn = samples(sizes(), many);
  for (const auto& [value, weight] : {std::pair(1.0, 0.7), std::pair(8.0, 0.2), std::pair(64.0, 0.1)}) {
    const auto count = static_cast<double>(std::count(drawn.begin(), drawn.end(), value));
    EXPECT_NEAR(count / many, weight, 5 * std::sqrt(weight * (1 - weight) / many));
  }
}

}  // namespace
}  // namespace suanwang
