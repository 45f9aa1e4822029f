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
  double idle_fraction = 0.22;
  double flops_utilisation = 0.0;

  void fields(Fields& f) {
    f("name", name, "Name in reports.");
    f("dense_fp16_teraflops", dense_fp16, "Dense FP16 or BF16 throughput of one accelerator.")
        .above(Petaflops(0));
    f("memory_gb", memory, "Memory of one accelerator.").above(Gigabytes(0));
    f("all_in_w", all_in_power, "IT power of one accelerator at full load, with its share of the server.")
        .above(Megawatts(0));
    f("idle_fraction", idle_fraction, "Share of that power drawn when idle.").optional().within(0, 1);
    f("flops_utilisation", flops_utilisation, "Model FLOPS utilisation (MFU) in training.")
        .above(0)
        .at_most(1);
  }
};

struct HubSpec {
  std::string name, name_en;
  Degrees latitude, longitude;
  HubRole role = HubRole::both;
  SupplySpec supply;

  void fields(Fields& f) {
    f("name", name, "Name in reports.");
    f("name_en", name_en, "English name.").optional();
    f("latitude_deg", latitude, "North positive.").within(-90, 90);
    f("longitude_deg", longitude, "East positive.").within(-180, 180);
    f("role", role,
      "Official role: whether it takes real-time demand of its own cities or work from elsewhere.")
        .optional();
    f("supply", supply, "Energy supply of all the hub's clusters.");
  }
};

struct CoolingSpec {
  double annual_pue = 1.0;
  std::vector<double> month_factor = std::vector<double>(12, 1.0);

  void fields(Fields& f) {
    f("annual_pue", annual_pue, "Power usage effectiveness before the season's factor.").within(1, 3);
    f("month_factor", month_factor, "Factor on the overhead (PUE - 1) by month, January first.")
        .optional()
        .sized(12)
        .at_least(0);
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
  CoolingSpec cooling;

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
      "Share of energised accelerators held for token streams; by default `tokens.serving_share`.")
        .within(0, 1);
    f("general_load", general_load, "IT load besides accelerators.");
    f("cooling", cooling, "Power usage effectiveness.");
  }
};

}  // namespace suanwang
