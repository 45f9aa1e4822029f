#include "suanwang/core/growth_curve.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace suanwang {
namespace {

using namespace std::chrono;

GrowthCurve tenfold() { return {{{sys_days(2025y / 1 / 1), 1.0}, {sys_days(2026y / 1 / 1), 10.0}}}; }

TEST(GrowthCurve, PassesThroughItsPointsAndStaysOutside) {
  EXPECT_DOUBLE_EQ(tenfold().level(sys_days(2024y / 5 / 5)), 1.0);
  EXPECT_DOUBLE_EQ(tenfold().level(sys_days(2025y / 1 / 1)), 1.0);
  EXPECT_DOUBLE_EQ(tenfold().level(sys_days(2026y / 1 / 1)), 10.0);
  EXPECT_DOUBLE_EQ(tenfold().level(sys_days(2029y / 1 / 1)), 10.0);
}

TEST(GrowthCurve, GrowsByTheSameFactorEachDay) {
  const GrowthCurve curve = tenfold();
  const double a_day = std::pow(10.0, 1.0 / 365.0);
  for (sys_days day = sys_days(2025y / 1 / 1); day < sys_days(2025y / 12 / 31); day += days(1))
    ASSERT_NEAR(curve.level(day + days(1)) / curve.level(day), a_day, 1e-12);
}

TEST(GrowthCurve, ASeriesIsNotNormalised) {
  const CivilCalendar calendar(sys_days(2025y / 7 / 1), sys_days(2025y / 7 / 3), 1h);
  const auto series = growth_series(tenfold(), calendar);
  EXPECT_DOUBLE_EQ(series[0].value(), tenfold().level(sys_days(2025y / 7 / 1)));
  EXPECT_DOUBLE_EQ(series[47].value(), tenfold().level(sys_days(2025y / 7 / 2)));
}

}  // namespace
}  // namespace suanwang
