#pragma once

#include <optional>
#include <string>
#include <vector>

#include "suanwang/core/fields.hpp"
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

  void fields(Fields& f) {
    f("name", name, "Name in reports.");
    f("accelerators_per_server", accelerators_per_server,
      "Jobs are packed into servers of this size; by default only numbers of accelerators count.")
        .optional()
        .at_most(1024);
    f("servers_per_super_node", servers_per_super_node,
      "Servers that one fast interconnect joins; by default all of a pool.")
        .optional()
        .at_most(1e6);
    f("dense_fp16_teraflops", dense_fp16, "Dense FP16 or BF16 throughput of one accelerator.")
        .above(Petaflops(0));
    f("memory_gb", memory, "Memory of one accelerator.").above(Gigabytes(0));
    f("memory_bandwidth_tb_per_s", memory_bandwidth,
      "Of one accelerator's memory; bounds how fast it writes tokens.")
        .above(Gbps(0));
    f("all_in_w", all_in_power, "IT power of one accelerator at full load, with its share of the server.")
        .above(Megawatts(0));
    f("idle_fraction", idle_fraction, "Share of that power drawn when idle.").optional().within(0, 1);
    f("training_fraction", training_fraction, "Share drawn in training and other dense compute.")
        .optional()
        .within(0, 1);
    f("prefill_fraction", prefill_fraction, "Share drawn while reading prompts.").optional().within(0, 1);
    f("decode_fraction", decode_fraction, "Share drawn while writing tokens.").optional().within(0, 1);
    f("flops_utilisation", flops_utilisation, "Model FLOPS utilisation (MFU) in training.")
        .above(0)
        .at_most(1);
    f("rent_cny_per_hour", rent, "List price of one accelerator, which compute vouchers are a share of.")
        .optional()
        .at_least(CnyPerHour(0));
    f("embodied_kg", embodied, "CO2 of making one accelerator with its share of the server.")
        .optional()
        .at_least(TonnesCo2(0));
  }
};

struct HubSpec {
  std::string name, name_en;
  Degrees latitude, longitude;
  HubRole role = HubRole::both;
  SupplySpec supply;
  std::optional<ObligationsSpec> obligations;
  std::vector<std::string> real_time_for;

  void fields(Fields& f) {
    f("name", name, "Name in reports.");
    f("name_en", name_en, "English name.").optional();
    f("latitude_deg", latitude, "North positive.").within(-90, 90);
    f("longitude_deg", longitude, "East positive.").within(-180, 180);
    f("role", role,
      "Official role: whether it takes real-time demand of its own cities or work from elsewhere.")
        .optional();
    f("real_time_for", real_time_for,
      "Hubs whose latency-bound work it may take although it is western, under `hub_roles`.")
        .optional()
        .identifier();
    f("supply", supply, "Energy supply of all the hub's clusters.");
    f("obligations", obligations, "What regulators ask, for the compliance table.");
  }
};

struct CoolingSpec {
  double annual_pue = 1.0;
  Celsius free_cooling_below{15.0}, full_mechanical_above{27.0};
  double free_cooling_share = 0.4, fixed_share = 0.3, reference_load = 0.7;
  CubicMetresPerMegawattHour water_usage;

  void fields(Fields& f) {
    f("annual_pue", annual_pue, "Power usage effectiveness, mean of a typical year at the reference load.")
        .within(1, 3);
    f("free_cooling_below_degc", free_cooling_below, "Outdoor temperature up to which no chiller runs.")
        .optional()
        .within(-40, 50);
    f("full_mechanical_above_degc", full_mechanical_above,
      "Outdoor temperature from which chillers carry all the heat.")
        .optional()
        .within(-40, 60);
    f("free_cooling_share", free_cooling_share,
      "Overhead (PUE - 1) under free cooling, over that under full mechanical cooling.")
        .optional()
        .within(0, 1);
    f("fixed_share", fixed_share, "Share of the overhead at full load that does not fall with the load.")
        .optional()
        .within(0, 1);
    f("reference_load", reference_load,
      "IT load at which `annual_pue` holds, over what the facility is built for.")
        .optional()
        .above(0)
        .at_most(1);
    f("water_l_per_kwh", water_usage, "Water per IT energy while chillers carry all the heat.")
        .optional()
        .at_least(0);
  }
};

/// What a place's outdoor temperature follows.
struct ClimateSpec {
  std::vector<Celsius> month_mean;
  Celsius day_range{8.0}, deviation{3.5};
  double persistence_per_hour = 0.98;
  std::optional<SeriesSpec> series;

  void fields(Fields& f) {
    f("month_mean_degc", month_mean, "Mean temperature by month, January first.")
        .optional()
        .sized(12)
        .within(-60, 60);
    f("day_range_degc", day_range, "Mean difference of the warmest and the coldest hour.")
        .optional()
        .within(0, 40);
    f("deviation_degc", deviation, "Standard deviation of the weather around the normal.")
        .optional()
        .within(0, 20);
    f("persistence_per_hour", persistence_per_hour, "Correlation of that deviation with the hour before.")
        .optional()
        .within(0, 0.999);
    f("series", series, "Outdoor temperatures from a file in degC, instead of months and weather.");
  }
};

struct RacksSpec {
  double count = 0.0;
  Megawatts power;

  void fields(Fields& f) {
    f("count", count, "Racks.").at_least(0);
    f("power_kw", power, "IT power that each can be given; a standard rack has 2.5 kW.").above(Megawatts(0));
  }
};

struct GeneralLoadSpec {
  Megawatts mean;
  std::string shape;

  void fields(Fields& f) {
    f("mean_mw", mean, "IT power besides accelerators, mean over a year.").at_least(Megawatts(0));
    f("shape", shape, "One of `day_shapes`; flat by default.").optional().identifier();
  }
};

struct PoolSpec {
  std::string chip;
  std::uint32_t accelerators = 0;

  void fields(Fields& f) {
    f("chip", chip, "One of `chips`.").identifier();
    f("accelerators", accelerators, "Installed accelerators.").at_least(1);
  }
};

/// Smart compute stated in FLOPS and spread over a chip mix.
struct SmartComputeSpec {
  Petaflops claimed;
  std::string mix;

  void fields(Fields& f) {
    f("claimed_eflops", claimed, "Installed dense FP16, as published or inferred.").at_least(Petaflops(0));
    f("mix", mix, "One of `chip_mixes`.").identifier();
  }
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

  void fields(Fields& f) {
    f("name", name, "Name in reports.");
    f("name_en", name_en, "English name.").optional();
    f("hub", hub, "The hub that supplies it.").identifier();
    f("latitude_deg", latitude, "North positive.").within(-90, 90);
    f("longitude_deg", longitude, "East positive.").within(-180, 180);
    f("smart_compute", smart_compute, "Accelerators stated by their FLOPS.");
    f("pools", pools, "Accelerators stated one pool by one.").optional();
    f("energised_factor", energised_factor, "Share of installed accelerators that has power and is in use.")
        .optional()
        .within(0, 1);
    f("serving_share", serving_share,
      "Share of energised accelerators that services may hold for token streams; by default "
      "`tokens.serving_share`.")
        .within(0, 1);
    f("general_load", general_load, "IT load besides accelerators.");
    f("non_accelerator_overhead", non_accelerator_overhead,
      "IT power of accelerators with hosts, storage and network, over the accelerators' all-in power; by "
      "default the "
      "scenario's.")
        .within(1, 4);
    f("it_power_cap_mw", it_power_cap, "Most IT power; work is slowed down to keep it.")
        .at_least(Megawatts(0));
    f("racks", racks, "Racks, whose power is another cap on IT power.");
    f("cache_gb", cache, "Room for data sets that jobs share; those used longest ago make way.")
        .optional()
        .at_least(Gigabytes(0));
    f("cooling", cooling, "Power usage effectiveness.");
    f("climate", climate,
      "Outdoor temperature that cooling depends on; without it the overhead is constant.");
  }
};

}  // namespace suanwang
