#include <cmath>
#include <cstdio>

#include <fmt/format.h>

#include "suanwang/scenario/build.hpp"
#include "suanwang/scenario/load.hpp"
#include "suanwang/scenario/pathway.hpp"
#include "suanwang/scenario/token_demand.hpp"
#include "suanwang/sweep/load_sweep.hpp"

#include "commands.hpp"
#include "text_table.hpp"

namespace suanwang::cli {

namespace {

double eflops(Petaflops compute) { return compute.value() / 1000.0; }

Petaflops claimed_in_base_data(const ScenarioSpec& spec) {
  Petaflops sum;
  for (const auto* group : {&spec.clusters, &spec.compute_sites})
    for (const auto& [id, cluster] : *group)
      if (cluster.smart_compute) sum += cluster.smart_compute->claimed;
  return sum;
}

/// How many gangs of ten thousand cards the pools could run side by side.
std::uint64_t ten_thousand_card_clusters(const World& world) {
  std::uint64_t count = 0;
  for (const Pool& pool : world.pools()) count += pool.energised / 10'000;
  return count;
}

void print_power(const ScenarioSpec& spec) {
  if (!spec.power_scenario) return;
  const PowerScenarioSpec& power = *spec.power_scenario;
  fmt::print("\nPower scenario\n");
  fmt::print("  national electricity      {:.1f} TWh\n", in_terawatt_hours(power.national_electricity));
  fmt::print("  data centres              {:.1f} TWh = {:.2f} % of it, {:.1f} GW on average\n",
             in_terawatt_hours(power.data_centres), power.data_centres / power.national_electricity * 100.0,
             power.data_centres.value() / 8760.0 / 1000.0);
  fmt::print("  inside the network        {:.1f} % = {:.1f} TWh\n", power.inside_network * 100.0,
             in_terawatt_hours(power.data_centres) * power.inside_network);
  fmt::print("  calibration               {}\n", name_of(power.calibration));
}

void print_compute(const ScenarioSpec& spec, const World& world) {
  Petaflops claimed, energised;
  for (const Cluster& cluster : world.clusters()) claimed += cluster.claimed;
  std::uint64_t cards = 0;
  for (const Pool& pool : world.pools()) {
    energised += world.chips()[pool.chip].dense_fp16 * pool.energised;
    cards += pool.energised;
  }
  fmt::print("\nSmart compute (dense FP16)\n");
  if (spec.national_facts) {
    const NationalFactsSpec& facts = *spec.national_facts;
    const Petaflops base = claimed_in_base_data(spec);
    fmt::print(
        "  nation, {:<17} {:.0f} EFLOPS published; data set: {:.0f} in the hubs ({:.1f} %) + {:.0f} "
        "elsewhere\n",
        facts.as_of + ":", eflops(facts.smart_compute), eflops(base), base / facts.smart_compute * 100.0,
        eflops(facts.elsewhere));
  }
  fmt::print(
      "  this scenario             {:.0f} EFLOPS claimed in the network (x {:g}), {:.0f} energised, {} "
      "accelerators\n",
      eflops(claimed), spec.growth.smart_compute, eflops(energised), cards);
  fmt::print("  10k-card clusters         room for {}", ten_thousand_card_clusters(world));
  if (spec.national_facts)
    fmt::print("; {} reported at the {}", spec.national_facts->ten_thousand_card_clusters,
               spec.national_facts->as_of);
  fmt::print("\n");
}

/// At the load that annual figures are stated for.
double mean_reference_pue(const Cluster& cluster) {
  double sum = 0.0;
  for (std::size_t i = 0; i < cluster.facility.size(); ++i) sum += cluster.facility.reference_pue(i);
  return sum / static_cast<double>(cluster.facility.size());
}

void print_clusters(const World& world) {
  TextTable table({"cluster", "hub", "claimed EFLOPS", "energised EFLOPS", "energised IT MW", "serving %",
                   "general IT MW", "PUE"});
  for (const ClusterId id : world.clusters().ids()) {
    const Cluster& cluster = world.clusters()[id];
    Petaflops energised, serving;
    for (const PoolId pool : cluster.pools) {
      energised += world.chips()[world.pools()[pool].chip].dense_fp16 * world.pools()[pool].energised;
      serving += world.chips()[world.pools()[pool].chip].dense_fp16 * world.pools()[pool].serving;
    }
    table.add({cluster.id + " " + cluster.name, world.hubs()[cluster.hub].id,
               fmt::format("{:.1f}", eflops(cluster.claimed)), fmt::format("{:.1f}", eflops(energised)),
               fmt::format("{:.0f}", world.energised_it_power(id).value()),
               fmt::format("{:.0f}", energised > Petaflops(0) ? serving / energised * 100.0 : 0.0),
               fmt::format("{:.0f}", cluster.general_load.raw().mean()),
               fmt::format("{:.3f}", mean_reference_pue(cluster))});
  }
  fmt::print("\n{}", table.text());
}

void print_hubs(const World& world) {
  TextTable table({"hub", "role", "grid MW", "wind MW", "CF", "solar MW", "CF", "hydro MW", "CF", "direct MW",
                   "storage MW/MWh", "CNY/MWh", "t/MWh loc", "mkt"});
  for (const Hub& hub : world.hubs()) {
    const HubSupply& s = hub.supply;
    const auto cf = [](const Generation& g) {
      return g.capacity > Megawatts(0) ? fmt::format("{:.3f}", g.capacity_factor.raw().mean()) : "-";
    };
    table.add({hub.id + " " + hub.name, name_of(hub.role), fmt::format("{:.0f}", s.grid_limit.value()),
               fmt::format("{:.0f}", s.wind.capacity.value()), cf(s.wind),
               fmt::format("{:.0f}", s.solar.capacity.value()), cf(s.solar),
               fmt::format("{:.0f}", s.hydro.capacity.value()), cf(s.hydro),
               fmt::format("{:.0f}", (s.direct_wind.capacity + s.direct_solar.capacity).value()),
               fmt::format("{:.0f}/{:.0f}", s.storage.discharge_power.value(), s.storage.energy.value()),
               fmt::format("{:.0f}", s.prices.tariff.raw().mean()),
               fmt::format("{:.3f}", s.carbon.location.raw().mean()),
               fmt::format("{:.3f}", s.carbon.market.raw().mean())});
  }
  fmt::print("\n{}", table.text());
  for (const TransferLine& line : world.transfer_lines())
    fmt::print("line {}: up to {:.0f} MW from {} to {}, {:.1f} % lost, {:.0f} CNY/MWh\n", line.id,
               line.capacity.value(), world.hubs()[line.from].id, world.hubs()[line.to].id, line.loss * 100.0,
               line.price.value());
}

/// How often what fails, and what that means for the largest gang of each class.
void print_faults(const ScenarioSpec& spec, const World& world) {
  if (!spec.outages.empty() || !spec.reservations.empty())
    fmt::print("\n{} outages at known times, {} reservations\n", spec.outages.size(),
               spec.reservations.size());
  if (!spec.faults) return;
  std::uint64_t servers = 0;
  for (const Pool& pool : world.pools()) servers += pool.servers();
  const FaultModel& faults = world.parts().faults;
  const auto say = [](const char* what, double count, const std::optional<Reliability>& reliability) {
    if (!reliability) return;
    const double cycle = in_hours(reliability->mean_time_to_failure + reliability->mean_time_to_repair);
    fmt::print(
        "{} {}: each fails once in {:g} h and is back after {:g} h on average; {:.4g} failures a year in "
        "all\n",
        count, what, in_hours(reliability->mean_time_to_failure), in_hours(reliability->mean_time_to_repair),
        count * 8760.0 / cycle);
  };
  fmt::print("\n");
  say("servers", static_cast<double>(servers), faults.servers);
  say("clusters", static_cast<double>(world.clusters().size()), faults.clusters);
  say("links", static_cast<double>(world.network().links().size()), faults.links);
  TextTable table({"job class", "largest gang", "struck every h", "checkpoint every min"});
  for (const JobClassId id : world.job_classes().ids()) {
    const JobClassSpec& of = spec.job_classes.entries[id.index()].second;
    if (!of.is_generated()) continue;  // its gangs are those of a trace
    Job job;
    job.job_class = id;
    double largest = 1.0;
    for (const JobPart& part : build_parts(of)) largest = std::max(largest, part.accelerators.greatest());
    job.accelerators = static_cast<std::uint32_t>(largest);
    for (const PoolId pool : world.pools().ids()) {
      const JobClass& job_class = world.job_classes()[id];
      if (world.pools()[pool].largest_gang(job_class.needs_one_domain) < job.accelerators) continue;
      const auto between = world.mean_time_to_failure(pool, job.accelerators);
      const Checkpointing saving = world.checkpointing(job, pool);
      table.add({job_class.id, fmt::format("{}", job.accelerators),
                 between ? fmt::format("{:.1f}", in_hours(*between)) : "never",
                 saving.interval > 0ms ? fmt::format("{:.1f}", in_seconds(saving.interval) / 60.0) : "-"});
      break;  // the first pool that holds it
    }
  }
  fmt::print("{}", table.text());
}

void print_events(const ScenarioSpec& spec) {
  for (const auto& [id, event] : spec.power_events)
    fmt::print("event {}: {} of {}\n", id, name_of(event.kind),
               event.kind == PowerEventKind::outage && event.of == OutageOf::line ? event.line
               : event.kind == PowerEventKind::outage ? event.hub + "'s " + name_of(event.of)
                                                      : event.hub);
}

void print_work(const ScenarioSpec& spec, const World& world) {
  if (!spec.job_classes.empty()) {
    TextTable table({"job class", "jobs a year", "accelerators", "run h (reference)", "input GB", "bundle"});
    for (const auto& [id, c] : spec.job_classes) {
      if (!c.is_generated()) {
        table.add({id + " " + c.name, "from traces", "", "", "", ""});
        continue;
      }
      double accelerators = 0.0, run_s = 0.0;
      for (const JobPart& part : build_parts(c)) {
        accelerators += part.share * part.accelerators.mean();
        run_s += part.share * part.run_time_s.mean();
      }
      table.add({id + " " + c.name, fmt::format("{:.0f}", expected_jobs_per_year(c, world)),
                 fmt::format("{:.0f}", accelerators), fmt::format("{:.2f}", run_s / 3600.0),
                 fmt::format("{:.0f}", c.input_gb.distribution().mean()), fmt::format("{}", c.bundle)});
    }
    fmt::print("\n{}", table.text());
  }
  for (const auto& [id, trace] : spec.traces)
    fmt::print("\nTrace {}: {}, {}{}\n", id, std::filesystem::path(trace.file).filename().string(),
               trace.options.format ? name_of(*trace.options.format)
                                    : name_of(guess_trace_format(trace.file, trace.options.reading.columns)) +
                                          " by its first line",
               trace.repeat_every ? fmt::format(", again every {:g} h", in_hours(*trace.repeat_every)) : "");
}

double teratokens_per_day(TokensPerSecond rate) { return rate.value() * 86400.0 / 1e12; }

/// What one accelerator serves of each model class, if it is always in use.
void print_serving_speeds(const ScenarioSpec& spec, const World& world) {
  TextTable table(
      {"model class", "chip", "prefill /s", "decode /s", "tokens /s", "J/token", "J/output token"});
  for (const ModelClassId id : world.model_classes().ids()) {
    const auto& [name, model] = spec.tokens->classes.entries[id.index()];
    for (const ChipId chip_id : world.chips().ids()) {
      const Chip& chip = world.chips()[chip_id];
      const ServingSpeed speed = serving_speed(spec, model, chip.id);
      const ServingProfile& profile = world.model_classes()[id].on_chip[chip_id.index()];
      const double joules = chip.power_in(profile.phases).value() * 1e6 / profile.rate.value();
      table.add({name, chip.id, fmt::format("{:.0f}", speed.prefill.value()),
                 fmt::format("{:.0f}", speed.decode.value()), fmt::format("{:.0f}", profile.rate.value()),
                 fmt::format("{:.3f}", joules),
                 *model.output_share > 0.0 ? fmt::format("{:.3f}", joules / *model.output_share) : "-"});
    }
  }
  fmt::print("\n{}", table.text());
  fmt::print("per accelerator in use, by the power of its phases; prefill without what caches hold\n");
  for (const Chip& chip : world.chips())
    if (!chip.memory_bandwidth)
      fmt::print("no memory bandwidth is stated for {}: its decoding follows FLOPS\n", chip.id);
}

void print_tokens(const ScenarioSpec& spec, const World& world) {
  if (!spec.tokens) return;
  const TokensSpec& tokens = *spec.tokens;
  const Series<TokensPerSecond> demand = national_demand(tokens, world.calendar());
  fmt::print(
      "\nTokens (10^12 a day): {:.3g} in the nation's mean, from {:.3g} to {:.3g}; {:.0f} % of them for "
      "this network\n",
      teratokens_per_day(TokensPerSecond(demand.raw().mean())), teratokens_per_day(demand[0]),
      teratokens_per_day(demand[demand.size() - 1]), tokens.inside_network * 100.0);
  for (const auto& [year, mean] : yearly_demand(tokens, world.calendar()))
    fmt::print("  {} {:.3g}\n", year, teratokens_per_day(mean));
  std::uint64_t serving = 0, lendable = 0, energised = 0;
  for (const Pool& pool : world.pools()) {
    serving += pool.serving;
    lendable += pool.lendable;
    energised += pool.energised;
  }
  fmt::print("  services may hold {} of {} accelerators, and always hold {}; a place is full at {:.0f} %\n",
             serving, energised, serving - lendable, tokens.highest_load * 100.0);
  print_serving_speeds(spec, world);
}

void print_provenance(const LoadedScenario& scenario) {
  std::size_t official = 0, reported = 0, estimate = 0, inference = 0, unmarked = 0;
  for (const Provenance& each : scenario.provenance) {
    const char mark = each.mark.empty() ? ' ' : each.mark[0];
    ++(mark == 'O'   ? official
       : mark == 'R' ? reported
       : mark == 'E' ? estimate
       : mark == 'I' ? inference
                     : unmarked);
  }
  fmt::print(
      "\nFigures by confidence: {} official, {} reported, {} estimates, {} inferences, {} without a mark.\n",
      official, reported, estimate, inference, unmarked);
}

}  // namespace

static int describe_pathway(const std::string& path, const std::vector<std::string>& overrides,
                            const PolicyCatalogue& catalogue) {
  const Pathway pathway = load_pathway(path, overrides, catalogue);
  fmt::print("{}{}\n", pathway.name, pathway.title.empty() ? "" : " · " + pathway.title);
  if (!pathway.description.empty()) fmt::print("{}", wrapped(pathway.description, 110));
  TextTable table({"year", "data centres TWh", "% of nation", "EFLOPS claimed", "Ttoken a day",
                   "renewables MW", "import limit MW", "storage MWh"});
  for (const Pathway::Year& year : pathway.years) {
    const ScenarioSpec& spec = year.scenario.spec;
    Petaflops claimed;
    Megawatts renewables, limit;
    MegawattHours storage;
    const World world = build_world(spec, spec.seed);
    for (const Cluster& cluster : world.clusters()) claimed += cluster.claimed;
    for (const Hub& hub : world.hubs()) {
      const HubSupply& s = hub.supply;
      renewables += s.wind.capacity + s.solar.capacity + s.hydro.capacity + s.direct_wind.capacity +
                    s.direct_solar.capacity;
      limit += s.grid_limit;
      storage += s.storage.energy;
    }
    const auto& power = spec.power_scenario;
    table.add({fmt::format("{}{}", year.year, year.is_anchor ? " *" : ""),
               power ? fmt::format("{:.1f}", in_terawatt_hours(power->data_centres)) : "-",
               power ? fmt::format("{:.2f}", power->data_centres / power->national_electricity * 100.0) : "-",
               fmt::format("{:.0f}", eflops(claimed)),
               spec.tokens
                   ? fmt::format("{:.3g}", teratokens_per_day(
                                               yearly_demand(*spec.tokens, world.calendar()).at(year.year)))
                   : "-",
               fmt::format("{:.0f}", renewables.value()), fmt::format("{:.0f}", limit.value()),
               fmt::format("{:.0f}", storage.value())});
  }
  fmt::print("\n{}* an anchor; the others are in between\n", table.text());
  return success;
}

int describe_command(const std::string& path, const std::vector<std::string>& overrides,
                     const PolicyCatalogue& catalogue) {
  if (is_pathway(path)) return describe_pathway(path, overrides, catalogue);
  if (is_sweep(path))
    throw InputError(path + ": is a sweep; `suanwang sweep --dry-run` shows what it amounts to");
  const LoadedScenario scenario = load_scenario(path, overrides, catalogue);
  const ScenarioSpec& spec = scenario.spec;
  const World world = build_world(spec, spec.seed);
  std::size_t clusters = 0;
  for (const Cluster& cluster : world.clusters()) clusters += cluster.kind == Cluster::Kind::cluster;

  fmt::print("{}{}\n", spec.name, spec.title.empty() ? "" : " · " + spec.title);
  if (!spec.description.empty()) fmt::print("{}", wrapped(spec.description, 110));
  fmt::print("\n{} to {}, {} intervals of {:g} minutes, seed {}\n",
             world.calendar().iso_text(TimePoint()).substr(0, 10),
             world.calendar().iso_text(world.calendar().end()).substr(0, 10),
             world.calendar().interval_count(), in_seconds(world.calendar().interval()) / 60.0, spec.seed);
  fmt::print("{} hubs, {} clusters, {} further compute sites, {} links, {} pools\n", world.hubs().size(),
             clusters, world.clusters().size() - clusters, world.network().links().size(),
             world.pools().size());
  fmt::print("policy: route {}, queue {}, serve {}, power {}; forecast {}\n", spec.policy.route.name,
             spec.policy.queue.name, spec.policy.serve.name, spec.policy.power.name,
             spec.policy.forecast.text());
  print_power(spec);
  print_compute(spec, world);
  print_hubs(world);
  print_events(spec);
  print_faults(spec, world);
  print_clusters(world);
  print_work(spec, world);
  print_tokens(spec, world);
  print_provenance(scenario);
  return success;
}

int validate_command(const std::vector<std::string>& scenarios, const std::vector<std::string>& overrides,
                     const PolicyCatalogue& catalogue) {
  std::size_t faulty = 0;
  for (const std::string& path : scenarios) {
    try {
      if (is_pathway(path)) {
        const Pathway pathway = load_pathway(path, overrides, catalogue);
        fmt::print("{}: sound (pathway, {} to {})\n", path, pathway.years.front().year,
                   pathway.years.back().year);
        continue;
      }
      if (is_sweep(path)) {
        const Sweep sweep = load_sweep(path, catalogue, {overrides, {}, nullptr});
        fmt::print("{}: sound (sweep, {} points, {} policies, {}{} runs)\n", path, sweep.plan.points.size(),
                   sweep.plan.policies.size(), sweep.plan.seeds.until ? "at least " : "",
                   sweep.plan.planned_runs());
        continue;
      }
      const LoadedScenario scenario = load_scenario(path, overrides, catalogue);
      static_cast<void>(build_world(scenario.spec, scenario.spec.seed));
      fmt::print("{}: sound ({} files, {} figures, {} hubs, {} clusters)\n", path, scenario.files.size(),
                 scenario.provenance.size(), scenario.spec.hubs.size(),
                 scenario.spec.clusters.size() + scenario.spec.compute_sites.size());
    } catch (const InputError& error) {
      ++faulty;
      fmt::print(stderr, "{}\n{}: {} fault{}\n", error.what(), path, error.issues().size(),
                 error.issues().size() == 1 ? "" : "s");
    }
  }
  return faulty == 0 ? success : bad_input;
}

}  // namespace suanwang::cli
