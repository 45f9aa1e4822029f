#include "suanwang/model/energy/storage.hpp"

#include <algorithm>
#include <cmath>

namespace suanwang {

double Storage::one_way_efficiency() const { return std::sqrt(round_trip_efficiency); }

Megawatts Storage::most_discharge(MegawattHours stored, Duration span) const {
  const MegawattHours usable = std::max(MegawattHours(0), stored - floor());
  return std::min(power, usable * one_way_efficiency() / span);
}

Megawatts Storage::most_charge(MegawattHours stored, Duration span) const {
  const MegawattHours room = std::max(MegawattHours(0), ceiling() - stored);
  return std::min(power, room / one_way_efficiency() / span);
}

}  // namespace suanwang
