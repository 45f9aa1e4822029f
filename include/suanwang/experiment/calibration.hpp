#pragma once

#include <functional>

#include "suanwang/core/units.hpp"
#include "suanwang/model/world.hpp"
#include "suanwang/scenario/scenario_spec.hpp"

namespace suanwang {

/// What a scenario asks the run's energy to meet.
struct CalibrationTarget {
  MegawattHours national;        ///< all data centres over the horizon
  MegawattHours rest_of_nation;  ///< of it, outside the network
  [[nodiscard]] MegawattHours modelled() const { return national - rest_of_nation; }
};

/// A year's figures, in proportion to the horizon's share of its calendar years.
[[nodiscard]] CalibrationTarget calibration_target(const PowerScenarioSpec& power,
                                                   const CivilCalendar& calendar);

/// Facility energy that a run asked for, split by what calibration may scale.
struct PilotEnergy {
  MegawattHours fixed;
  MegawattHours general;  ///< at factor 1
};

/// Factor on the general load that makes `fixed + factor x general` the target (docs/model.md,
/// "Calibration").
/// @throws InputError if the fixed part alone exceeds the target, or there is no general load to scale.
[[nodiscard]] double general_load_factor(const PilotEnergy& pilot, MegawattHours target);

}  // namespace suanwang
