#include "suanwang/model/workload/distribution.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace suanwang {
namespace {

TEST(Distribution, SampleMeanApproachesTheStatedMean) {
  const Distribution cases[] = {
      {Distribution::Kind::constant, 3.0, 0, 0, 0},
      {Distribution::Kind::log_normal, 0.25, 72.0, 3.0, 1.4},
      {Distribution::Kind::log_normal, 1.0, 2.0, 1.5, 0.0},
      {Distribution::Kind::log_uniform, 1000, 30000, 0, 0},
      {Distribution::Kind::power_of_two, 8, 1024, 0, 0},
      {Distribution::Kind::power_of_two, 5, 70, 0, 0},
  };
  for (const Distribution& distribution : cases) {
    RandomStream stream(1, RandomPurpose::job_arrival, 0);
    constexpr int count = 400'000;
    double sum = 0.0;
    for (int i = 0; i < count; ++i) {
      const double draw = distribution.sample(stream);
      if (distribution.kind != Distribution::Kind::constant) {
        ASSERT_GE(draw, distribution.minimum * (1 - 1e-12));
        ASSERT_LE(draw, distribution.maximum * (1 + 1e-12));
      }
      sum += draw;
    }
    EXPECT_NEAR(sum / count / distribution.mean(), 1.0, 0.015);
  }
}

TEST(Distribution, PowersOfTwoStayPowersOfTwo) {
  const Distribution sizes{Distribution::Kind::power_of_two, 5, 70, 0, 0};
  RandomStream stream(1, RandomPurpose::job_arrival, 0);
  for (int i = 0; i < 1000; ++i) {
    const double draw = sizes.sample(stream);
    EXPECT_TRUE(draw == 8 || draw == 16 || draw == 32 || draw == 64);
  }
}

}  // namespace
}  // namespace suanwang
