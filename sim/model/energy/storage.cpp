#include "suanwang/model/energy/storage.hpp"

#include <algorithm>
#include <cmath>

namespace suanwang {

Megawatts Storage::most_discharge(MegawattHours stored, Duration span) const {
  const MegawattHours available = std::max(MegawattHours(0), stored - floor());
  return std::min(discharge_power, available * discharge_efficiency / span);
}

Megawatts Storage::most_charge(MegawattHours stored, Duration span) const {
  const MegawattHours room = std::max(MegawattHours(0), ceiling() - stored);
  return std::min(charge_power, room / charge_efficiency / span);
}

MegawattHours Storage::after_standing(MegawattHours stored, Duration span) const {
  if (self_discharge_per_hour == 0.0) return stored;
  // A battery management system tops up from the grid before the floor is undercut; that is too little to
  // model.
  return std::max(std::min(stored, floor()),
                  stored * std::pow(1.0 - self_discharge_per_hour, in_hours(span)));
}

}  // namespace suanwang
