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
/// shares are then a few look-ups, however long it ran: power x (integral at its end - integral at its
/// start), less what it did not draw while its class was slowed down.
class EnergyBooks {
 public:
  explicit EnergyBooks(const World& world);

  /// Closes one interval of a cluster, in order. `hub` is its hub's settled interval.
  void settle(ClusterId cluster, const ClusterInterval& interval, const HubInterval& hub);
  /// Says what share of its power above idle a class had in a pool in the interval that `settle` closed last
  /// for the pool's cluster. Call it for every pool and class, whether slowed down or not.
  void note_power_share(PoolId pool, JobClassId job_class, double power_share);

  /// Energy, cost and carbon of a run from `run.from` to `run.to`; both lie in settled intervals. Powers are
  /// IT powers with the servers' share.
  [[nodiscard]] JobShares shares(const RunRecord& run, Megawatts full_power, Megawatts idle_power) const;

  template <class Archive>
  void serialize(Archive& archive) {  // for `Snapshot`
    archive(totals_, missing_);
  }

 private:
  struct Totals {  // per MW of IT power, since the start
    double it_mwh = 0.0;
    double facility_mwh = 0.0;
    double cost_cny = 0.0;
    double carbon_location_t = 0.0;
    double carbon_market_t = 0.0;
  };
  using History = std::vector<Totals>;  // at interval boundaries, the start included
  static void add_scaled(Totals& sum, const Totals& difference, double factor);
  [[nodiscard]] Totals between(const History& history, TimePoint from, TimePoint to) const;
  [[nodiscard]] Totals at(const History& history, TimePoint time) const;
  [[nodiscard]] std::size_t index(PoolId pool, JobClassId job_class) const {
    return pool.index() * world_.job_classes().size() + job_class.index();
  }

  const World& world_;
  Table<ClusterId, History> totals_;
  std::vector<History> missing_;  // by pool and class: of the power not drawn; empty until it is slowed down
};

}  // namespace suanwang
