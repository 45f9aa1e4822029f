#include <gtest/gtest.h>

#include "suanwang/core/error.hpp"
#include "suanwang/model/compute/chip.hpp"
#include "suanwang/model/compute/cooling.hpp"

namespace suanwang {
namespace {

Chip chip() {
  return {"c", "c", Petaflops(0.5), Gigabytes(80), Megawatts(0.001), 0.2, 0.85, 0.8, 0.55, 0.4, {}, {}};
}

TEST(Chip, PowerFollowsThePhase) {
  EXPECT_DOUBLE_EQ(chip().idle_power().value(), 0.0002);
  EXPECT_DOUBLE_EQ(chip().power_in({1, 0, 0}).value(), 0.00085);
  EXPECT_DOUBLE_EQ(chip().power_in({0, 0.4, 0.6}).value(), 0.001 * (0.4 * 0.8 + 0.6 * 0.55));
  EXPECT_DOUBLE_EQ(chip().most_above_idle().value(), 0.00065);
  EXPECT_DOUBLE_EQ(chip().effective().value(), 0.2);
}

TEST(Chip, SlowingDownSavesPowerAboveIdle) {
  const Throttling throttling{2.0, 0.5};
  EXPECT_DOUBLE_EQ(throttling.power_share(0.5), 0.25);
  EXPECT_DOUBLE_EQ(throttling.speed_at(0.25), 0.5);
  EXPECT_DOUBLE_EQ(throttling.power_share(1.0), 1.0);
  EXPECT_DOUBLE_EQ(chip().power_in({1, 0, 0}, throttling.power_share(0.5)).value(), 0.0002 + 0.25 * 0.00065);
  EXPECT_DOUBLE_EQ(chip().power_in({1, 0, 0}, 0.0).value(), 0.0002);  // paused
}

Series<Celsius> temperatures(std::initializer_list<double> values_degc) {
  Eigen::ArrayXd raw(static_cast<Eigen::Index>(values_degc.size()));
  Eigen::Index i = 0;
  for (const double each : values_degc) raw[i++] = each;
  return Series<Celsius>(raw);
}

/// Free below 15, all mechanical from 25; overhead 0.4 of the full one when free; no fixed part.
Cooling cooling() {
  Cooling c;
  c.annual_pue = 1.25;
  c.free_cooling_below = Celsius(15);
  c.full_mechanical_above = Celsius(25);
  c.free_cooling_share = 0.4;
  c.fixed_share = 0.0;
  c.water_usage = CubicMetresPerMegawattHour(2.0);
  return c;
}

// A year of half 0 and half 30 degrees: overheads 0.4 k and k, mean 0.7 k = 0.25.
TEST(FacilityModel, MeetsTheAnnualPueAndFollowsTheWeather) {
  const FacilityModel model(cooling(), temperatures({0, 20, 30}), temperatures({0, 30}));
  const double k = 0.25 / 0.7;
  const Megawatts it(10), design(20);
  EXPECT_NEAR(model.pue(it, design, 0), 1 + 0.4 * k, 1e-12);
  EXPECT_NEAR(model.pue(it, design, 1), 1 + 0.7 * k, 1e-12);  // half mechanical
  EXPECT_NEAR(model.pue(it, design, 2), 1 + k, 1e-12);
  EXPECT_TRUE(model.is_free_cooling(0));
  EXPECT_EQ(model.water(MegawattHours(10), 0), CubicMetres(0));
  EXPECT_DOUBLE_EQ(model.water(MegawattHours(10), 1).value(), 10.0);
}

TEST(FacilityModel, PartLoadRaisesThePue) {
  Cooling c = cooling();
  c.fixed_share = 0.3;
  c.reference_load = 0.7;
  const FacilityModel model(c, temperatures({0}), temperatures({0}));
  const Megawatts design(100);
  EXPECT_NEAR(model.pue(Megawatts(70), design, 0), 1.25, 1e-12);  // as stated
  EXPECT_GT(model.pue(Megawatts(35), design, 0), 1.3);
  EXPECT_LT(model.pue(Megawatts(100), design, 0), 1.25);
  EXPECT_NEAR(model.reference_pue(0), 1.25, 1e-12);
  const double step = model.facility_load(Megawatts(50), design, 0).value() -
                      model.facility_load(Megawatts(49), design, 0).value();
  EXPECT_NEAR(model.marginal_pue(0), step, 1e-9);
}

TEST(FacilityModel, RefusesCoolingThatMakesNoSense) {
  Cooling c = cooling();
  c.full_mechanical_above = Celsius(15);
  EXPECT_THROW(FacilityModel(c, temperatures({0}), temperatures({0})), InvariantError);
}

}  // namespace
}  // namespace suanwang
