#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "suanwang/core/id.hpp"
#include "suanwang/core/units.hpp"
#include "suanwang/model/world.hpp"

namespace suanwang {

/// What can be slowed down or paused as one: all jobs of a class at a cluster, or the cluster's token
/// serving.
struct Consumer {
  ClusterId cluster;
  std::optional<JobClassId> job_class;  ///< empty: token serving
  std::int64_t priority = 0;
  bool is_preemptible = false;
  Megawatts paused;    ///< IT power that stays when paused
  Megawatts above;     ///< IT power above that at full speed
  double speed = 1.0;  ///< within [0, 1]; 0: paused
};

/// Who goes slower in the coming interval because power will be short: over a cluster's IT cap, over what a
/// hub can supply, or over a demand-response call. Loads are estimates from what runs now.
class RationPlan {
 public:
  explicit RationPlan(const World& world)
      : world_(world), cluster_excess_(world.clusters().size()), hub_excess_(world.hubs().size()) {}

  /// Starts afresh; then every excess is set.
  void reset(std::size_t interval) {
    interval_ = interval;
    consumers_.clear();
  }
  /// @param it_power Over the cluster's cap. Negative: room.
  void set_excess(ClusterId cluster, Megawatts it_power) { cluster_excess_[cluster] = it_power; }
  /// @param facility_power Over what the hub can supply. Negative: room.
  void set_excess(HubId hub, Megawatts facility_power) { hub_excess_[hub] = facility_power; }
  [[nodiscard]] bool is_short() const;
  void add(const Consumer& consumer) { consumers_.push_back(consumer); }
  /// Puts the lowest priority first; of equals in the order of clusters and classes.
  void order();

  [[nodiscard]] std::span<const Consumer> consumers() const { return consumers_; }
  /// IT power that must still go at the consumer's cluster, or hub, whichever asks for more. Negative: room.
  [[nodiscard]] Megawatts excess(std::size_t consumer) const;
  [[nodiscard]] Megawatts cluster_excess(ClusterId cluster) const { return cluster_excess_[cluster]; }
  [[nodiscard]] Megawatts hub_excess(HubId hub) const { return hub_excess_[hub]; }
  /// @param speed Within [0, 1].
  void set_speed(std::size_t consumer, double speed);
  /// IT power that the consumer draws at its speed.
  [[nodiscard]] Megawatts power(std::size_t consumer) const;

 private:
  const World& world_;
  std::size_t interval_ = 0;
  std::vector<Consumer> consumers_;
  Table<ClusterId, Megawatts> cluster_excess_;
  Table<HubId, Megawatts> hub_excess_;
};

}  // namespace suanwang
