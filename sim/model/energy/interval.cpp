#include "suanwang/model/energy/interval.hpp"

#include <algorithm>

#include "suanwang/core/error.hpp"

namespace suanwang {

namespace {

constexpr double rounding = 1e-9;  // relative

/// Keeps a value that rounding pushed over its limit within it.
MegawattHours within_limits(MegawattHours stored, const Storage& storage) {
  return std::clamp(stored, storage.floor(), storage.ceiling());
}

}  // namespace

IntervalOutcome serve_interval(Megawatts load, const IntervalSupply& supply, MegawattHours stored,
                               Duration span, StorageSetpoint setpoint) {
  const Storage& storage = supply.storage;
  const MegawattHours slack = storage.energy * rounding;
  expects(load >= Megawatts(0) && span > 0ms, "load is not negative and time passes");
  expects(stored >= storage.floor() - slack && stored <= storage.ceiling() + slack,
          "stored energy is within its limits");
  const Megawatts most_discharge = storage.most_discharge(stored, span);
  const Megawatts most_charge = storage.most_charge(stored, span);
  expects(setpoint.power <= most_discharge + storage.power * rounding &&
              -setpoint.power <= most_charge + storage.power * rounding,
          "a storage setpoint is within what the storage can do");

  IntervalFlows flows;
  flows.renewable_to_load = std::min(load, supply.renewable);
  const Megawatts surplus = supply.renewable - flows.renewable_to_load;
  const Megawatts unmet = load - flows.renewable_to_load;
  const Megawatts discharge = std::clamp(setpoint.power, Megawatts(0), most_discharge);
  const Megawatts charge = std::clamp(-setpoint.power, Megawatts(0), most_charge);
  flows.storage_to_load = std::min(discharge, unmet);
  flows.renewable_to_storage = std::min(charge, surplus);
  flows.curtailed = surplus - flows.renewable_to_storage;
  const Megawatts after_storage = unmet - flows.storage_to_load;
  flows.grid_to_load = std::min(after_storage, supply.grid_limit);
  flows.shortfall = after_storage - flows.grid_to_load;
  if (setpoint.may_charge_from_grid)
    flows.grid_to_storage =
        std::min(charge - flows.renewable_to_storage, supply.grid_limit - flows.grid_to_load);

  const double efficiency = storage.one_way_efficiency();
  const MegawattHours taken = (flows.renewable_to_storage + flows.grid_to_storage) * span;
  const MegawattHours given = flows.storage_to_load * span;
  IntervalOutcome outcome{flows, stored + taken * efficiency - given / efficiency,
                          taken * (1.0 - efficiency) + given * (1.0 / efficiency - 1.0)};
  outcome.stored = within_limits(outcome.stored, storage);
  return outcome;
}

}  // namespace suanwang
