#pragma once

#include <cstddef>
#include <vector>

#include "suanwang/core/id.hpp"
#include "suanwang/core/time.hpp"
#include "suanwang/core/units.hpp"
#include "suanwang/engine/records.hpp"
#include "suanwang/model/world.hpp"

namespace suanwang {

/// What one MWh of IT energy at each cluster has meant, interval by interval, added up over time. A job's
/// shares are then two look-ups, however long it ran: power x (integral at its end - integral at its start).
class EnergyBooks {
 public:
  explicit EnergyBooks(const World& world);

  /// Closes one interval of a cluster, in order. `hub` is its hub's settled interval.
  void settle(ClusterId cluster, const ClusterInterval& interval, const HubInterval& hub);

  /// Fills the energy, cost and carbon of a job that drew `it_power` from `started` to `ended`; both lie in
  /// settled intervals.
  void attribute(ClusterId cluster, Megawatts it_power, JobRecord& record) const;

 private:
  struct Totals {  // per MW of IT power, since the start
    double facility_mwh = 0.0;
    double cost_cny = 0.0;
    double carbon_location_t = 0.0;
    double carbon_market_t = 0.0;
  };
  [[nodiscard]] Totals at(ClusterId cluster, TimePoint time) const;

  const World& world_;
  Table<ClusterId, std::vector<Totals>> totals_;  // at interval boundaries, the start included
};

}  // namespace suanwang
