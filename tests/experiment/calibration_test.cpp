#include "suanwang/experiment/calibration.hpp"

#include <cmath>

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

constexpr AskedEnergy asked(double all, double general, double without_work) {
  return {MegawattHours(all), MegawattHours(general), MegawattHours(without_work)};
}

TEST(Calibration, OneStepMeetsTheTargetWithTheGeneralLoad) {
  Calibrator calibrator(Calibration::scale_general_load, MegawattHours(130));
  calibrator.improve(asked(110, 80, 90));
  EXPECT_DOUBLE_EQ(calibrator.factor(), 1.25);  // 30 + 80 x 1.25 = 130
  EXPECT_TRUE(calibrator.is_met(asked(130, 100, 110)));
  EXPECT_FALSE(calibrator.is_met(asked(131, 100, 110)));
}

// Work that saturates: energy = 50 + 100 (1 - exp(-factor)).
TEST(Calibration, StepsMeetTheTargetWithTheWork) {
  Calibrator calibrator(Calibration::scale_workload, MegawattHours(120));
  const auto energy = [&] { return asked(50 + 100 * (1 - std::exp(-calibrator.factor())), 40, 50); };
  while (!calibrator.is_met(energy())) calibrator.improve(energy());
  EXPECT_NEAR(calibrator.factor(), -std::log(0.3), 5e-3);
}

TEST(Calibration, RefusesWhatNoFactorCanMeet) {
  const auto first_step = [](Calibration rule, double target, const AskedEnergy& energy) {
    Calibrator(rule, MegawattHours(target)).improve(energy);
  };
  EXPECT_THROW(first_step(Calibration::scale_general_load, 20, asked(110, 80, 90)), InputError);
  EXPECT_THROW(first_step(Calibration::scale_general_load, 50, asked(30, 0, 20)), InputError);
  EXPECT_THROW(first_step(Calibration::scale_workload, 80, asked(110, 80, 90)), InputError);
  EXPECT_THROW(first_step(Calibration::scale_workload, 130, asked(90, 80, 90)), InputError);
}

TEST(Calibration, GivesUpWhereTheWorkSaturatesBelowTheTarget) {
  Calibrator calibrator(Calibration::scale_workload, MegawattHours(200));
  EXPECT_THROW(
      while (true) calibrator.improve(asked(50 + 100 * (1 - std::exp(-calibrator.factor())), 40, 50)),
      InputError);
}

}  // namespace
}  // namespace suanwang
