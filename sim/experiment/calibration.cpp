#include "suanwang/experiment/calibration.hpp"

#include <cmath>

#include <fmt/format.h>

#include "suanwang/core/error.hpp"
#include "suanwang/scenario/token_demand.hpp"

namespace suanwang {

CalibrationTarget calibration_target(const PowerScenarioSpec& power, const CivilCalendar& calendar) {
  const MegawattHours national = power.data_centres * calendar.years();
  return {national, national * (1.0 - power.inside_network), power.national_electricity * calendar.years()};
}

void AskedEnergyMeter::on_interval(const IntervalReport& report) {
  for (const HubInterval& hub : report.hubs) energy_.all += (hub.load + hub.restricted) * report.span;
  for (const ClusterId id : world_.clusters().ids()) {
    const Cluster& cluster = world_.clusters()[id];
    const Megawatts general = world_.general_load(id, report.interval);
    const Megawatts peak = cluster.general_peak * world_.general_load_factor();
    energy_.general += cluster.facility.facility_load(general, peak, report.interval) * report.span;
    Megawatts idle;
    for (const PoolId pool : cluster.pools)
      idle += world_.chips()[world_.pools()[pool].chip].idle_power() *
              (world_.pools()[pool].energised * (1.0 + cluster.server_overhead));
    energy_.without_work +=
        cluster.facility.facility_load(idle + general, world_.design_it_power(id), report.interval) *
        report.span;
  }
}

bool Calibrator::is_met(const AskedEnergy& energy) const {
  return std::abs(energy.all / target_ - 1.0) <= tolerance;
}

void Calibrator::improve(const AskedEnergy& energy) {
  constexpr int most_steps = 24;
  if (++steps_ > most_steps)
    throw InputError(fmt::format(
        "power_scenario: {} did not meet the target in {} runs: {:.3f} TWh asked for at factor {:.4g}, "
        "{:.3f} TWh "
        "wanted; add supply or accelerators, or write calibration: none",
        name_of(rule_), most_steps, in_terawatt_hours(energy.all), factor_, in_terawatt_hours(target_)));
  if (rule_ == Calibration::scale_general_load) improve_general_load(energy);
  if (rule_ == Calibration::scale_workload) improve_workload(energy);
}

void Calibrator::improve_general_load(const AskedEnergy& energy) {
  const MegawattHours fixed = energy.all - energy.general;
  if (fixed > target_)
    throw InputError(fmt::format(
        "power_scenario: accelerators alone ask for {:.3f} TWh, more than the {:.3f} TWh that the scenario "
        "leaves for the network; lower growth.smart_compute or tokens, raise data_centres_twh, or write "
        "calibration: none",
        in_terawatt_hours(fixed), in_terawatt_hours(target_)));
  if (energy.general <= MegawattHours(0))
    throw InputError(
        "power_scenario: no cluster has a general_load to scale; add one, or write calibration: none");
  factor_ *= (target_ - fixed) / energy.general;
}

void Calibrator::improve_workload(const AskedEnergy& energy) {
  const MegawattHours work = energy.all - energy.without_work;
  if (energy.without_work > target_)
    throw InputError(
        fmt::format("power_scenario: even without work the network asks for {:.3f} TWh, more than the {:.3f} "
                    "TWh that the "
                    "scenario leaves for it; lower growth.smart_compute or growth.general_load, or write "
                    "calibration: none",
                    in_terawatt_hours(energy.without_work), in_terawatt_hours(target_)));
  if (work <= MegawattHours(0))
    throw InputError(
        "power_scenario: there is no work to scale; add job classes or tokens, or write "
        "calibration: scale_general_load");
  // Energy rises with the work, but by whole jobs and up to what the accelerators can do: steps that leave
  // the bracket of what is known, or do not come near within a few, are replaced by halving it.
  (energy.all < target_ ? too_low_ : too_high_) = factor_;
  factor_ *= (target_ - energy.without_work) / work;
  constexpr int free_steps = 4;
  const bool is_inside = factor_ > too_low_ && (!too_high_ || factor_ < *too_high_);
  if (too_high_ && (!is_inside || steps_ > free_steps)) factor_ = 0.5 * (too_low_ + *too_high_);
}

void scale_workload(ScenarioSpec& spec, double factor) {
  for (auto& [id, job_class] : spec.job_classes.entries) {
    if (job_class.offered_share) *job_class.offered_share *= factor;
    if (job_class.jobs_per_year) *job_class.jobs_per_year *= factor;
  }
  if (spec.tokens) scale_demand(*spec.tokens, factor);
}

}  // namespace suanwang
