#pragma once

#include <optional>
#include <string>
#include <vector>

#include "suanwang/core/spec.hpp"
#include "suanwang/model/world.hpp"
#include "suanwang/scenario/energy_spec.hpp"

namespace suanwang {

template <>
struct Names<HubRole> {
  static constexpr std::array<std::pair<HubRole, const char*>, 3> all{
      {{HubRole::east, "east"}, {HubRole::west, "west"}, {HubRole::both, "both"}}};
};

struct ChipSpec {
  std::string name;
  Petaflops dense_fp16;
  Gigabytes memory;
  Megawatts all_in_power;
  double idle_fraction = 0.22, training_fraction = 0.85, prefill_fraction = 0.78, decode_fraction = 0.55;
  double flops_utilisation = 0.0;
  CnyPerHour rent;
  TonnesCo2 embodied;
  std::uint32_t accelerators_per_server = 0, servers_per_super_node = 0;
  std::optional<Gbps> memory_bandwidth;

  void fields(Fields& f);
};

struct HubSpec {
  std::string name, name_en;
  Degrees latitude, longitude;
  HubRole role = HubRole::both;
  SupplySpec supply;
  std::optional<ObligationsSpec> obligations;
  std::vector<std::string> real_time_for;

  void fields(Fields& f);
};

struct CoolingSpec {
  double annual_pue = 1.0;
  Celsius free_cooling_below{15.0}, full_mechanical_above{27.0};
  double free_cooling_share = 0.4, fixed_share = 0.3, reference_load = 0.7;
  CubicMetresPerMegawattHour water_usage;

  void fields(Fields& f);
};

/// What a place's outdoor temperature follows.
struct ClimateSpec {
  std::vector<Celsius> month_mean;
  Celsius day_range{8.0}, deviation{3.5};
  double persistence_per_hour = 0.98;
  std::optional<SeriesSpec> series;

  void fields(Fields& f);
};

struct RacksSpec {
  double count = 0.0;
  Megawatts power;

  void fields(Fields& f);
};

struct GeneralLoadSpec {
  Megawatts mean;
  std::string shape;

  void fields(Fields& f);
};

struct PoolSpec {
  std::string chip;
  std::uint32_t accelerators = 0;

  void fields(Fields& f);
};

/// Smart compute stated in FLOPS and spread over a chip mix.
struct SmartComputeSpec {
  Petaflops claimed;
  std::string mix;

  void fields(Fields& f);
};

struct ClusterSpec {
  std::string name, name_en, hub;
  Degrees latitude, longitude;
  std::optional<SmartComputeSpec> smart_compute;
  Keyed<PoolSpec> pools;
  double energised_factor = 1.0;
  std::optional<double> serving_share;
  std::optional<GeneralLoadSpec> general_load;
  std::optional<double> non_accelerator_overhead;
  std::optional<Megawatts> it_power_cap;
  std::optional<RacksSpec> racks;
  Gigabytes cache;
  CoolingSpec cooling;
  std::optional<ClimateSpec> climate;

  void fields(Fields& f);
};

}  // namespace suanwang
