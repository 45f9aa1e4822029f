#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "suanwang/core/id.hpp"
#include "suanwang/core/series.hpp"
#include "suanwang/core/units.hpp"
#include "suanwang/model/compute/chip.hpp"
#include "suanwang/model/compute/cooling.hpp"

namespace suanwang {

/// Identical accelerators at one cluster, joined by one interconnect: a gang runs within one pool. Where its
/// servers are given, jobs are packed into them: a job smaller than a server into the fullest one that holds
/// it, a larger one onto whole servers of its own.
struct Pool {
  ClusterId cluster;
  ChipId chip;
  std::uint32_t installed = 0;  ///< accelerators as claimed
  std::uint32_t energised = 0;  ///< of these, with power and in use; the rest draws nothing
  std::uint32_t serving = 0;    ///< of the energised, what services may hold for token streams
  double speed = 1.0;           ///< of one accelerator, relative to the reference accelerator

  std::uint32_t accelerators_per_server = 0;  ///< 0: not modelled, only counts matter
  std::uint32_t servers_per_super_node = 0;   ///< 0: all servers are one interconnect domain
  std::uint32_t lendable = 0;  ///< of those for services, what jobs may have while services need less

  /// Accelerators that services never hold: what gangs may count on.
  [[nodiscard]] std::uint32_t schedulable() const { return energised - serving; }
  [[nodiscard]] bool has_servers() const { return accelerators_per_server > 0; }
  /// Those that jobs may ever run on.
  [[nodiscard]] std::uint32_t servers() const {
    return has_servers() ? (schedulable() / accelerators_per_server) + lendable / accelerators_per_server : 0;
  }
  /// Accelerators that a gang keeps others from using.
  [[nodiscard]] std::uint32_t occupied_by(std::uint32_t gang) const {
    if (!has_servers() || gang <= accelerators_per_server) return gang;
    return (gang + accelerators_per_server - 1) / accelerators_per_server * accelerators_per_server;
  }
  /// The largest gang that is sure to find room here one day, whatever services hold.
  [[nodiscard]] std::uint32_t largest_gang(bool needs_one_domain) const {
    const std::uint32_t all =
        has_servers() ? schedulable() / accelerators_per_server * accelerators_per_server : schedulable();
    if (!needs_one_domain || !has_servers() || servers_per_super_node == 0) return all;
    return std::min(all, servers_per_super_node * accelerators_per_server);
  }
};

/// A data-centre cluster of the national plan, or a further site that computes.
struct Cluster {
  enum class Kind { cluster, site };
  std::string id;
  std::string name;
  Kind kind = Kind::cluster;
  HubId hub;
  NodeId node;
  Petaflops claimed;  ///< smart compute as published or inferred, installed
  std::vector<PoolId> pools;
  Series<Megawatts> general_load;  ///< IT power besides accelerators
  Megawatts general_peak;          ///< its highest
  /// IT power of hosts, storage and network that no chip's all-in power counts, over that of accelerators.
  double server_overhead = 0.0;
  std::optional<Megawatts> it_power_cap;  ///< of building or racks
  FacilityModel facility;
  Gigabytes cache;  ///< for data sets that jobs share; 0: none
};

}  // namespace suanwang
