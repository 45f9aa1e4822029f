#pragma once

#include "suanwang/core/units.hpp"

namespace suanwang {

/// A hub's storage. Energies are on the storage side; powers are on the bus side.
struct Storage {
  Megawatts charge_power;                ///< limit at the bus
  Megawatts discharge_power;             ///< limit at the bus
  MegawattHours energy;                  ///< capacity
  double charge_efficiency = 1.0;        ///< within (0, 1]: stored over taken from the bus
  double discharge_efficiency = 1.0;     ///< within (0, 1]: given to the bus over taken from the store
  double self_discharge_per_hour = 0.0;  ///< share of what is stored that is lost in an hour, within [0, 1)
  double minimum_charge = 0.0;           ///< share of `energy` that must remain
  double maximum_charge = 1.0;           ///< share of `energy` that may be filled
  double initial_charge = 0.5;           ///< share of `energy` stored at the start, between the two

  [[nodiscard]] MegawattHours floor() const { return energy * minimum_charge; }
  [[nodiscard]] MegawattHours ceiling() const { return energy * maximum_charge; }
  [[nodiscard]] MegawattHours usable() const { return ceiling() - floor(); }
  /// Most that it can deliver to the bus on average over `span`, >= 0.
  [[nodiscard]] Megawatts most_discharge(MegawattHours stored, Duration span) const;
  /// Most that it can take from the bus on average over `span`, >= 0.
  [[nodiscard]] Megawatts most_charge(MegawattHours stored, Duration span) const;
  /// What is left of `stored` after `span` of standing; never falls below the floor.
  [[nodiscard]] MegawattHours after_standing(MegawattHours stored, Duration span) const;
};

/// Energy in a storage, and how much of it came from renewables. What is taken out has the mix of what is in.
struct StoredEnergy {
  MegawattHours total;
  MegawattHours green;

  [[nodiscard]] double green_share() const { return total > MegawattHours(0) ? green / total : 0.0; }
};

}  // namespace suanwang
