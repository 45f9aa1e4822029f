#include "suanwang/experiment/response_times.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace suanwang {
namespace {

TEST(ResponseTimes, QuantilesAreThoseOfTheDistribution) {
  ResponseTimes times;
  times.add(1.0, {0.4, 2.0}, 10.0);  // 60 % take a second, the others longer
  EXPECT_NEAR(times.seconds_at(0.5), 1.0, 0.05);
  for (const double share : {0.9, 0.95, 0.99})
    EXPECT_NEAR(times.seconds_at(share) / (1.0 - 2.0 * std::log((1.0 - share) / 0.4)), 1.0, 0.026) << share;
}

TEST(ResponseTimes, AreWeighted) {
  ResponseTimes times, others;
  EXPECT_EQ(times.seconds_at(0.5), 0.0);
  times.add(0.1, {}, 90.0);
  others.add(5.0, {}, 10.0);
  times.add(others);
  EXPECT_NEAR(times.seconds_at(0.9), 0.1, 0.005);
  EXPECT_NEAR(times.seconds_at(0.91), 5.0, 0.25);
  EXPECT_DOUBLE_EQ(times.weight(), 100.0);
}

}  // namespace
}  // namespace suanwang
