#include "suanwang/experiment/quantiles.hpp"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "seeds.hpp"

namespace suanwang {
namespace {

TEST(DurationQuantiles, WithinFourTenthsOfAPercentOfTheExactOnes) {
  for (const std::uint64_t seed : testing::first_seeds(20)) {
    SCOPED_TRACE(seed);
    testing::Draw draw(seed);
    DurationQuantiles quantiles;
    std::vector<Duration> exact;
    for (int i = 0; i < 5000; ++i) {
      const Duration value(static_cast<std::int64_t>(std::exp(draw.within(0, 28))));
      quantiles.add(value);
      exact.push_back(value);
    }
    std::sort(exact.begin(), exact.end());
    for (const double share : {0.01, 0.5, 0.95, 0.99, 1.0}) {
      const double expected = in_seconds(exact[static_cast<std::size_t>(std::ceil(share * 5000)) - 1]);
      EXPECT_NEAR(quantiles.seconds_at(share), expected, 0.004 * expected);
    }
  }
}

TEST(DurationQuantiles, ExactForFewMilliseconds) {
  DurationQuantiles quantiles;
  EXPECT_EQ(quantiles.seconds_at(0.95), 0.0);
  EXPECT_EQ(quantiles.mean_seconds(), 0.0);
  for (int ms = 1; ms <= 100; ++ms) quantiles.add(Duration(ms));
  EXPECT_DOUBLE_EQ(quantiles.seconds_at(0.95), 0.095);
  EXPECT_DOUBLE_EQ(quantiles.mean_seconds(), 0.0505);
}

}  // namespace
}  // namespace suanwang
