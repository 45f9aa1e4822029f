#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "suanwang/engine/energy_books.hpp"
#include "suanwang/engine/policies.hpp"
#include "suanwang/engine/policy_watch.hpp"
#include "suanwang/engine/power_plan.hpp"
#include "suanwang/engine/ration_plan.hpp"
#include "suanwang/engine/serve_plan.hpp"
#include "suanwang/engine/service_holds.hpp"
#include "suanwang/engine/state.hpp"
#include "suanwang/engine/view.hpp"
#include "suanwang/model/world.hpp"

namespace suanwang {

/// The power interval. When it begins: which cluster serves which tokens, who goes slower because power will
/// be short, and what power new starts may take. When it is over: what each cluster drew, how each hub was
/// supplied, what it cost and emitted (docs/model.md, section 3). Between the two it is told of every start
/// and end of a job.
class PowerControl {
 public:
  /// All are kept by reference; the policies are those of the run. @param watch May be null.
  PowerControl(const World& world, State& state, const View& view, const PolicySet& policies,
               ServiceHolds& holds, PolicyWatch* watch);

  // The interval that `state.interval` names; its first instant is `state.now`. In this order:
  /// All work goes at full speed again.
  void release_restrictions();
  /// Splits the tokens. @param available Accelerators that services may count on, by pool.
  void plan_tokens(const Table<PoolId, std::uint32_t>& available);
  /// Accelerators that services have to hold for the plan.
  [[nodiscard]] std::uint32_t wanted_accelerators(PoolId pool) const;
  /// Finds out whether power will be short, and who goes slower.
  void begin_interval();
  /// Whether power was withheld from the pool in an interval before this one, so that its queue may try
  /// again.
  [[nodiscard]] bool was_gated(ClusterId cluster) const { return rooms_[cluster].was_gated; }

  /// How many accelerators of the pool may be put to use now: free, and with power.
  [[nodiscard]] std::uint32_t usable_accelerators(PoolId pool) const;
  /// Tells of a job that starts (accelerators above 0) or ends (below) in its pool.
  void use_accelerators(const ActiveJob& active, double accelerators);
  /// Says that a start had to wait although accelerators were free.
  void note_withheld_power(PoolId pool);

  /// Measures and settles the interval, which ends now. @param audits Checks every hub's and line's books.
  void settle_interval(bool audits);
  /// Of a run that lies in settled intervals.
  [[nodiscard]] JobShares shares(const RunRecord& run) const;

  // Of the interval that was settled last.
  [[nodiscard]] std::span<HubInterval> hubs() { return hub_intervals_; }
  [[nodiscard]] std::span<ClusterInterval> clusters() { return cluster_intervals_; }
  [[nodiscard]] std::span<const MegawattHours> class_it_energy() const { return class_it_energy_; }
  [[nodiscard]] std::span<const LineFlow> lines() const { return power_plan_.line_flows(); }
  [[nodiscard]] const ServePlan& tokens() const { return serve_plan_; }
  [[nodiscard]] std::span<const PoolInterval> pools() const { return pool_intervals_.rows(); }
  [[nodiscard]] std::span<const MegawattHours> model_it_energy() const { return model_it_energy_; }

  template <class Archive>
  void serialize(Archive& archive) {  // for `Snapshot`; plans are made afresh each interval
    archive(serve_plan_, books_, hub_intervals_, cluster_intervals_, cluster_estimates_, class_it_energy_,
            accelerators_, hub_loads_, model_it_energy_, pool_intervals_, above_idle_, serving_capacity_,
            unrestricted_serving_, general_cuts_, is_serving_down_, rooms_, hub_rooms_, hub_growth_,
            is_supply_limited_);
  }

 private:
  /// Accelerators of one pool.
  struct Use {
    std::span<const double> by_class;  // running jobs; means or counts
    double down = 0.0, held = 0.0;
  };
  /// What new starts may still draw in this interval, where starting all that is free could exceed it.
  struct Room {
    bool is_gated = false, was_gated = false;
    Megawatts it_power;  // under the cluster's cap
    Megawatts growth;    // of IT power, if every accelerator ran at full power
  };

  // power_rationing.cpp: the beginning of an interval
  void split_tokens();
  void estimate_clusters(bool at_full_speed);
  void find_excess();
  void find_cluster_excess();
  void find_hub_excess();
  void ration();
  void add_consumers(ClusterId cluster);
  void restrict(const Consumer& consumer);
  void displace_tokens();
  void limit_displaced_tokens();
  void open_rooms(bool is_rationed);

  // power_control.cpp: its end
  void measure_clusters();
  Use measure_pool(PoolId pool);
  void measure_models();
  /// Adds a pool's powers.
  void add_pool(PoolId pool, const Use& use, bool at_full_speed, ClusterInterval& sum) const;
  /// Of accelerators that services hold. What they draw above idle follows from the plan.
  [[nodiscard]] Megawatts serving_power(PoolId pool, double held, bool at_full_speed) const;
  /// Power above idle while slowed down, over that at full speed for the same tokens.
  [[nodiscard]] double slowed_power_share(ClusterId cluster) const;
  void finish_cluster(ClusterId cluster, ClusterInterval& sum) const;
  [[nodiscard]] Megawatts hub_load(HubId hub, const std::vector<ClusterInterval>& clusters) const;
  void settle_power(bool audits);
  void dispatch();
  void settle_hub(HubId hub);
  void settle_line(TransferLineId line);
  void charge_for_demand(HubId hub, HubInterval& settled);
  void settle_books();
  [[nodiscard]] bool is_new_month() const;

  const World& world_;
  State& state_;
  const View& view_;
  const PolicySet& policies_;
  PolicyWatch* watch_;
  ServePlan serve_plan_;
  PowerPlan power_plan_;
  RationPlan ration_plan_;
  EnergyBooks books_;

  std::vector<HubInterval> hub_intervals_;
  std::vector<ClusterInterval> cluster_intervals_, cluster_estimates_;
  std::vector<MegawattHours> class_it_energy_;
  std::vector<double> accelerators_;  // of one pool, by class
  std::vector<Megawatts> hub_loads_;
  ServiceHolds& holds_;
  std::vector<MegawattHours> model_it_energy_;        // by cluster, then model class
  Table<PoolId, PoolInterval> pool_intervals_;        // of the interval that was settled last
  Table<PoolId, Megawatts> above_idle_;               // that the planned tokens draw at full speed
  Table<PoolId, double> serving_capacity_;            // accelerators that tokens may keep in use
  Table<ClusterId, Megawatts> unrestricted_serving_;  // what serving would have drawn
  Table<ClusterId, Megawatts> general_cuts_;          // general load that a cap leaves no room for
  Table<ClusterId, std::uint8_t> is_serving_down_;    // an outage was under way when the interval began
  Table<ClusterId, Room> rooms_;
  Table<HubId, Megawatts> hub_rooms_, hub_growth_;  // facility power
  Table<HubId, std::uint8_t> is_supply_limited_;    // work was slowed down or kept waiting for want of supply
};

}  // namespace suanwang
