#include "suanwang/model/energy/tariff.hpp"

#include <gtest/gtest.h>

namespace suanwang {
namespace {

using namespace std::chrono;

TEST(TariffSeries, FollowsHourAndSeason) {
  Tariff tariff;
  tariff.flat_price = CnyPerMegawattHour(400);
  tariff.ratio.fill(1.0);
  tariff.ratio[12] = 0.5;
  Tariff::Season summer{{7, 8}, {}};
  summer.ratio.fill(1.25);
  tariff.seasons.push_back(summer);
  const CivilCalendar calendar(sys_days(2030y / 6 / 30), sys_days(2030y / 7 / 2), 30min);
  const auto price = tariff_series(tariff, calendar);
  EXPECT_EQ(price[0], CnyPerMegawattHour(400));
  EXPECT_EQ(price[24], CnyPerMegawattHour(200));  // 12:00
  EXPECT_EQ(price[25], CnyPerMegawattHour(200));  // 12:30
  EXPECT_EQ(price[48 + 24], CnyPerMegawattHour(500));
}

}  // namespace
}  // namespace suanwang
