#include "suanwang/experiment/calibration.hpp"

#include <fmt/format.h>

#include "suanwang/core/error.hpp"

namespace suanwang {

CalibrationTarget calibration_target(const PowerScenarioSpec& power, const CivilCalendar& calendar) {
  const MegawattHours national = power.data_centres * calendar.years();
  return {national, national * (1.0 - power.inside_network)};
}

double general_load_factor(const PilotEnergy& pilot, MegawattHours target) {
  if (pilot.fixed > target)
    throw InputError(fmt::format(
        "power_scenario: accelerators alone ask for {:.3f} TWh, more than the {:.3f} TWh that the scenario "
        "leaves for the "
        "network; lower growth.smart_compute or tokens, raise data_centres_twh, or write calibration: none",
        in_terawatt_hours(pilot.fixed), in_terawatt_hours(target)));
  if (pilot.general <= MegawattHours(0))
    throw InputError(
        "power_scenario: no cluster has a general_load to scale; add one, or write calibration: none");
  return (target - pilot.fixed) / pilot.general;
}

}  // namespace suanwang
