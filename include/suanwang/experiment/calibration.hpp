#pragma once

#include <optional>

#include "suanwang/core/units.hpp"
#include "suanwang/engine/observer.hpp"
#include "suanwang/model/world.hpp"
#include "suanwang/scenario/scenario_spec.hpp"

namespace suanwang {

/// What a scenario asks the run's energy to meet.
struct CalibrationTarget {
  MegawattHours national;              ///< all data centres over the horizon
  MegawattHours rest_of_nation;        ///< of it, outside the network
  MegawattHours national_electricity;  ///< of everything in the nation
  [[nodiscard]] MegawattHours modelled() const { return national - rest_of_nation; }
};

/// A year's figures, in proportion to the horizon's share of its calendar years.
[[nodiscard]] CalibrationTarget calibration_target(const PowerScenarioSpec& power,
                                                   const CivilCalendar& calendar);

/// Facility energy that a run asked for, unserved and restricted included, split by what calibration may
/// scale.
struct AskedEnergy {
  MegawattHours all;
  MegawattHours general;       ///< what would go with the general load
  MegawattHours without_work;  ///< what would stay without jobs and tokens
};

/// Measures that while a run goes.
class AskedEnergyMeter final : public Observer {
 public:
  explicit AskedEnergyMeter(const World& world) : world_(world) {}
  void on_interval(const IntervalReport& report) override;
  [[nodiscard]] const AskedEnergy& energy() const { return energy_; }
  template <class Archive>
  void serialize(Archive& archive) {  // for `Snapshot`
    archive(energy_);
  }

 private:
  const World& world_;
  AskedEnergy energy_;
};

/// Finds the factor that makes a run ask for the target (docs/model.md, "Calibration"). The general load acts
/// linearly, so one run gives its factor; the work does not, nor does either while power is short: then the
/// step is repeated from the last run until it meets the target.
class Calibrator {
 public:
  Calibrator(Calibration rule, MegawattHours target) : rule_(rule), target_(target) {}

  /// Relative difference that counts as met: half of the 0.1 % that national figures are stated to.
  static constexpr double tolerance = 0.0005;

  [[nodiscard]] double factor() const { return factor_; }
  [[nodiscard]] bool is_met(const AskedEnergy& energy) const;
  /// Takes what a run with `factor()` asked for and sets the next factor.
  /// @throws InputError if no factor can meet the target, or none of the first 24 does.
  void improve(const AskedEnergy& energy);
  template <class Archive>
  void serialize(Archive& archive) {  // for `Snapshot`
    archive(factor_, steps_, too_low_, too_high_);
  }

 private:
  void improve_general_load(const AskedEnergy& energy);
  void improve_workload(const AskedEnergy& energy);

  Calibration rule_;
  MegawattHours target_;
  double factor_ = 1.0;
  int steps_ = 0;
  double too_low_ = 0.0;  // factors of runs that asked for less than the target, and for more
  std::optional<double> too_high_;
};

/// Multiplies arrivals of all job classes and the demand for tokens.
void scale_workload(ScenarioSpec& spec, double factor);

}  // namespace suanwang
