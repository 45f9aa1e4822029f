#pragma once

#include "suanwang/core/units.hpp"
#include "suanwang/model/energy/storage.hpp"

namespace suanwang {

/// What one hub can draw on in one power interval. All means over the interval, all >= 0.
struct IntervalSupply {
  Megawatts renewable;   ///< contracted wind, solar and hydro that is available
  Megawatts grid_limit;  ///< most that may be imported
  Storage storage;       ///< power 0 where the hub has none
};

/// What a power policy wants of the storage, at the bus: > 0 discharges, < 0 charges.
struct StorageSetpoint {
  Megawatts power;
  /// Whether charging may draw on the grid once the surplus of renewables is used up.
  bool may_charge_from_grid = false;
};

/// Where one hub's energy came from and went in one interval, as mean powers, each >= 0. Two balances hold:
///   load      = renewable_to_load + storage_to_load + grid_to_load + shortfall
///   available = renewable_to_load + renewable_to_storage + curtailed
struct IntervalFlows {
  Megawatts renewable_to_load;
  Megawatts renewable_to_storage;
  Megawatts curtailed;
  Megawatts storage_to_load;
  Megawatts grid_to_load;
  Megawatts grid_to_storage;
  Megawatts shortfall;

  [[nodiscard]] Megawatts grid_import() const { return grid_to_load + grid_to_storage; }
  [[nodiscard]] Megawatts served() const { return renewable_to_load + storage_to_load + grid_to_load; }
};

struct IntervalOutcome {
  IntervalFlows flows;
  MegawattHours stored;        ///< at the end of the interval
  MegawattHours storage_loss;  ///< conversion losses in the interval, >= 0
};

/// Serves one hub's load for one power interval: renewables, then storage as `setpoint` asks, then grid; the
/// rest is shortfall. Surplus renewables charge the storage as far as the setpoint asks and are curtailed
/// beyond.
/// @param load     Facility load (IT load times PUE), >= 0.
/// @param stored   Stored energy when the interval starts, within the limits of `supply.storage`.
/// @param span     Length of the interval, > 0.
/// @param setpoint Within what the storage can do; discharge beyond the load left by renewables is not used.
/// @return Flows whose two balances hold within 1e-9 of the load, and the stored energy at the end, within
/// its limits.
/// @throws InvariantError if `stored` is outside its limits or the setpoint asks more than the storage can
/// do.
/// @note Constant time, no allocation. Equations in docs/model.md, section "Energy".
[[nodiscard]] IntervalOutcome serve_interval(Megawatts load, const IntervalSupply& supply,
                                             MegawattHours stored, Duration span, StorageSetpoint setpoint);

}  // namespace suanwang
