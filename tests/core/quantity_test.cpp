#include <type_traits>

#include <gtest/gtest.h>

#include "suanwang/core/id.hpp"
#include "suanwang/core/units.hpp"

namespace suanwang {
namespace {

template <class A, class B>
concept CanMultiply = requires(A a, B b) {
  a* b;
};
template <class A, class B>
concept CanAdd = requires(A a, B b) {
  a + b;
};

TEST(Quantity, OnlyProductsOfTheModelCompile) {
  static_assert(CanMultiply<Megawatts, Duration>);
  static_assert(!CanMultiply<Megawatts, Megawatts>);
  static_assert(!CanAdd<Megawatts, MegawattHours>);
  static_assert(!std::is_convertible_v<double, Megawatts>);
  static_assert(!std::is_convertible_v<HubId, ClusterId>);
  EXPECT_DOUBLE_EQ((Megawatts(40) * 90min).value(), 60.0);
  EXPECT_DOUBLE_EQ(Megawatts(3) / Megawatts(2), 1.5);
}

TEST(UnitTable, LongestSuffixWins) {
  EXPECT_EQ(find_unit_by_key("price_cny_per_mwh", Dimension::money_per_energy)->symbol, "CNY/MWh");
  EXPECT_EQ(find_unit_by_key("power_gw", Dimension::power)->in_base_units, 1e3);
  EXPECT_FALSE(find_unit_by_key("power_gw", Dimension::energy).has_value());
  EXPECT_FALSE(find_unit_by_key("mw_power", Dimension::power).has_value());
}

TEST(Duration, RoundsUpToTheNextMillisecond) {
  EXPECT_EQ(duration_from_seconds(1.0001), 1001ms);
  EXPECT_EQ(duration_from_seconds(0.0), 0ms);
  EXPECT_EQ(duration_from_seconds(1e300), Duration(9'000'000'000'000'000));
}

}  // namespace
}  // namespace suanwang
