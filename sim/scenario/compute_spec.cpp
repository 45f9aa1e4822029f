#include "suanwang/scenario/compute_spec.hpp"

#include "suanwang/core/fields.hpp"

namespace suanwang {

void ChipSpec::fields(Fields& f) {
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
  f("flops_utilisation", flops_utilisation, "Model FLOPS utilisation (MFU) in training.").above(0).at_most(1);
  f("rent_cny_per_hour", rent, "List price of one accelerator, which compute vouchers are a share of.")
      .optional()
      .at_least(CnyPerHour(0));
  f("embodied_kg", embodied, "CO2 of making one accelerator with its share of the server.")
      .optional()
      .at_least(TonnesCo2(0));
}

void HubSpec::fields(Fields& f) {
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

void CoolingSpec::fields(Fields& f) {
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

void ClimateSpec::fields(Fields& f) {
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

void RacksSpec::fields(Fields& f) {
  f("count", count, "Racks.").at_least(0);
  f("power_kw", power, "IT power that each can be given; a standard rack has 2.5 kW.").above(Megawatts(0));
}

void GeneralLoadSpec::fields(Fields& f) {
  f("mean_mw", mean, "IT power besides accelerators, mean over a year.").at_least(Megawatts(0));
  f("shape", shape, "One of `day_shapes`; flat by default.").optional().identifier();
}

void PoolSpec::fields(Fields& f) {
  f("chip", chip, "One of `chips`.").identifier();
  f("accelerators", accelerators, "Installed accelerators.").at_least(1);
}

void SmartComputeSpec::fields(Fields& f) {
  f("claimed_eflops", claimed, "Installed dense FP16, as published or inferred.").at_least(Petaflops(0));
  f("mix", mix, "One of `chip_mixes`.").identifier();
}

void ClusterSpec::fields(Fields& f) {
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
  f("it_power_cap_mw", it_power_cap, "Most IT power; work is slowed down to keep it.").at_least(Megawatts(0));
  f("racks", racks, "Racks, whose power is another cap on IT power.");
  f("cache_gb", cache, "Room for data sets that jobs share; those used longest ago make way.")
      .optional()
      .at_least(Gigabytes(0));
  f("cooling", cooling, "Power usage effectiveness.");
  f("climate", climate, "Outdoor temperature that cooling depends on; without it the overhead is constant.");
}

}  // namespace suanwang
