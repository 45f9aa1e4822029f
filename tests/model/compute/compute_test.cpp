#include <gtest/gtest.h>

#include "suanwang/model/compute/chip.hpp"
#include "suanwang/model/compute/cooling.hpp"

namespace suanwang {
namespace {

using namespace std::chrono;

TEST(Chip, PowerRisesFromIdleToFull) {
  const Chip chip{"c", "c", Petaflops(0.5), Gigabytes(80), Megawatts(0.001), 0.2, 0.4};
  EXPECT_DOUBLE_EQ(chip.power_at(0.0).value(), 0.0002);
  EXPECT_DOUBLE_EQ(chip.power_at(1.0).value(), 0.001);
  EXPECT_DOUBLE_EQ(chip.power_at(0.5).value(), 0.0006);
  EXPECT_DOUBLE_EQ(chip.effective().value(), 0.2);
}

TEST(Cooling, SeasonActsOnTheOverheadOnly) {
  Cooling cooling{1.25, {}};
  cooling.month_factor.fill(1.0);
  cooling.month_factor[0] = 0.6;
  cooling.month_factor[6] = 1.4;
  const CivilCalendar calendar(sys_days(2030y / 1 / 1), sys_days(2031y / 1 / 1), 1h);
  const auto pue = pue_series(cooling, calendar);
  EXPECT_DOUBLE_EQ(pue[0].value(), 1.15);
  EXPECT_DOUBLE_EQ(pue[24 * 31].value(), 1.25);
  EXPECT_DOUBLE_EQ(pue[24 * 190].value(), 1.35);
}

}  // namespace
}  // namespace suanwang
