#include "suanwang/experiment/calibration.hpp"

#include <gtest/gtest.h>

#include "suanwang/core/error.hpp"

namespace suanwang {
namespace {

using namespace std::chrono;

TEST(Calibration, TheTargetFollowsTheHorizon) {
  PowerScenarioSpec power;
  power.data_centres = MegawattHours(365e6);
  power.inside_network = 0.7;
  const CivilCalendar month(sys_days(2030y / 1 / 1), sys_days(2030y / 1 / 31), 1h);
  const CalibrationTarget target = calibration_target(power, month);
  EXPECT_NEAR(in_terawatt_hours(target.national), 30.0, 1e-9);
  EXPECT_NEAR(in_terawatt_hours(target.rest_of_nation), 9.0, 1e-9);
  EXPECT_NEAR(in_terawatt_hours(target.modelled()), 21.0, 1e-9);
}

TEST(Calibration, TheFactorMeetsTheTarget) {
  const PilotEnergy pilot{MegawattHours(30), MegawattHours(80)};
  const double factor = general_load_factor(pilot, MegawattHours(130));
  EXPECT_DOUBLE_EQ((pilot.fixed + pilot.general * factor).value(), 130.0);
}

TEST(Calibration, RefusesWhatNoFactorCanMeet) {
  EXPECT_THROW(
      static_cast<void>(general_load_factor({MegawattHours(30), MegawattHours(80)}, MegawattHours(20))),
      InputError);
  EXPECT_THROW(
      static_cast<void>(general_load_factor({MegawattHours(30), MegawattHours(0)}, MegawattHours(50))),
      InputError);
}

}  // namespace
}  // namespace suanwang
