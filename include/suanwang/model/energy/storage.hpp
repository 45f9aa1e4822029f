#pragma once

#include "suanwang/core/units.hpp"

namespace suanwang {

/// A hub's storage. Energies are on the storage side; powers are on the bus side.
struct Storage {
  Megawatts power;       ///< charge and discharge limit at the bus
  MegawattHours energy;  ///< capacity
  double round_trip_efficiency =
      1.0;                      ///< within (0, 1]; half of the loss (its square root) falls on each way
  double minimum_charge = 0.0;  ///< share of `energy` that must remain
  double maximum_charge = 1.0;  ///< share of `energy` that may be filled
  double initial_charge = 0.5;  ///< share of `energy` stored at the start, between the two

  [[nodiscard]] double one_way_efficiency() const;
  [[nodiscard]] MegawattHours floor() const { return energy * minimum_charge; }
  [[nodiscard]] MegawattHours ceiling() const { return energy * maximum_charge; }
  /// Most that it can deliver to the bus on average over `span`, >= 0.
  [[nodiscard]] Megawatts most_discharge(MegawattHours stored, Duration span) const;
  /// Most that it can take from the bus on average over `span`, >= 0.
  [[nodiscard]] Megawatts most_charge(MegawattHours stored, Duration span) const;
};

}  // namespace suanwang
