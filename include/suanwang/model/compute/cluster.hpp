#pragma once

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

/// Identical accelerators at one cluster, joined by one interconnect: a gang runs within one pool.
struct Pool {
  ClusterId cluster;
  ChipId chip;
  std::uint32_t installed = 0;  ///< accelerators as claimed
  std::uint32_t energised = 0;  ///< of these, with power and in use; the rest draws nothing
  std::uint32_t serving = 0;    ///< of the energised, held for token streams
  double speed = 1.0;           ///< of one accelerator, relative to the reference accelerator

  [[nodiscard]] std::uint32_t schedulable() const { return energised - serving; }
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
};

}  // namespace suanwang
