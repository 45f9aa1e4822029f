// What a run says on the terminal.
#include "result_text.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "session.hpp"
#include "text_table.hpp"

namespace suanwang::cli {

namespace {

/// Units that fit the size of the network: a toy is measured in GWh, a nation in TWh.
struct Units {
  bool is_national;
  explicit Units(const Summary& summary) : is_national(summary.nation.energy.facility > MegawattHours(1e6)) {}
  [[nodiscard]] double energy(MegawattHours energy) const {
    return energy.value() / (is_national ? 1e6 : 1e3);
  }
  [[nodiscard]] double power(Megawatts power) const { return power.value() / (is_national ? 1e3 : 1.0); }
  [[nodiscard]] double short_energy(MegawattHours energy) const {
    return energy.value() / (is_national ? 1e3 : 1.0);
  }
  [[nodiscard]] double carbon(TonnesCo2 carbon) const { return carbon.value() / (is_national ? 1e6 : 1e3); }
  [[nodiscard]] double money(Cny money) const { return money.value() / (is_national ? 1e9 : 1e6); }
  [[nodiscard]] std::vector<std::string> header(const char* first) const {
    if (is_national)
      return {first,    "TWh",    "peak GW", "green%", "held GWh", "Mt loc",
              "Mt mkt", "bn CNY", "PUE",     "use%",   "wait h",   "p95 ms"};
    return {first,    "GWh",   "peak MW", "green%", "held MWh", "kt loc",
            "kt mkt", "M CNY", "PUE",     "use%",   "wait h",   "p95 ms"};
  }
};

std::vector<std::string> place_row(const PlaceSummary& place, const std::string& name, const Units& units) {
  return {name,
          fmt::format("{:.2f}", units.energy(place.energy.facility)),
          fmt::format("{:.2f}", units.power(place.peak_load)),
          percent(place.energy.green_share()),
          fmt::format("{:.1f}", units.short_energy(place.energy.shortfall + place.energy.restricted)),
          fmt::format("{:.2f}", units.carbon(place.carbon.location)),
          fmt::format("{:.2f}", units.carbon(place.carbon.market)),
          fmt::format("{:.2f}", units.money(place.cost.total())),
          fmt::format("{:.2f}", place.energy.pue()),
          percent(place.accelerator_utilisation),
          fmt::format("{:.2f}", place.wait.mean_s / 3600.0),
          place.latency ? fmt::format("{:.1f}", place.latency->p95_ms) : "-"};
}

std::string result_tables(const Summary& summary) {
  const Units units(summary);
  TextTable hubs(units.header("hub"));
  for (const PlaceSummary& hub : summary.hubs) hubs.add(place_row(hub, hub.id + " " + hub.name, units));
  hubs.rule();
  hubs.add(place_row(summary.nation, "network", units));
  TextTable clusters(units.header("cluster"));
  for (const PlaceSummary& cluster : summary.clusters)
    clusters.add(place_row(cluster, cluster.id + " " + cluster.name, units));
  if (!summary.sites.empty()) clusters.rule();
  for (const PlaceSummary& site : summary.sites)
    clusters.add(place_row(site, site.id + " " + site.name, units));
  return hubs.text() + "\n" + clusters.text();
}

std::string reconciliation_text(const Reconciliation& r) {
  if (!r.target) return "";
  const bool is_national = *r.target > MegawattHours(1e6);
  TextTable table({"reconciliation", is_national ? "TWh" : "GWh"});
  const auto add = [&](const std::string& name, MegawattHours energy) {
    const double rounded = std::round(energy.value() / (is_national ? 1e3 : 1.0)) / 1000.0;
    table.add({name, fmt::format("{:.3f}", rounded + 0.0)});  // + 0.0: no "-0.000"
  };
  add("accelerators running jobs", r.jobs_it);
  add("accelerators serving tokens", r.serving_it);
  add("accelerators idle", r.idle_it);
  add("servers, storage and network around them", r.servers_it);
  add("general IT load", r.general_it);
  add("cooling and losses", r.cooling);
  add("held back or not served for want of power",
      r.modelled - r.jobs_it - r.serving_it - r.idle_it - r.servers_it - r.general_it - r.cooling);
  table.rule();
  add("modelled network", r.modelled);
  add("rest of the nation, as stated", r.rest_of_nation);
  table.rule();
  add("national data centres", r.national());
  add("target of the scenario", *r.target);
  add("difference", r.national() - *r.target);
  const std::string factor = fmt::format("calibration {}: factor {:.4f}", r.rule, r.calibration_factor);
  const std::string share = r.national_electricity
                                ? fmt::format("; data centres draw {:.2f} % of national electricity",
                                              r.national() / *r.national_electricity * 100)
                                : "";
  return table.text() + factor + share + "\n\n";
}

std::string found_text(const ComplianceRow& row) {
  return row.rule == "pue_limit" ? fmt::format("{:.2f}", row.found) : percent(row.found) + " %";
}

std::string compliance_text(const Summary& summary) {
  if (summary.compliance.empty()) return "";
  TextTable table({"rule", "hub", "required", "found", "met"});
  for (const ComplianceRow& row : summary.compliance) {
    const std::string required =
        row.rule == "pue_limit" ? fmt::format("{:.2f}", row.required) : percent(row.required) + " %";
    table.add({row.rule, row.hub, (row.is_upper_limit ? "at most " : "at least ") + required, found_text(row),
               row.is_met ? "yes" : "no"});
  }
  return table.text() + "\n";
}

/// By class, where there is more to say than how long jobs waited: targets, interruptions.
std::string classes_text(const Summary& summary) {
  const auto has_more = [](const JobClassSummary& each) {
    return each.service_level || each.work.lost_hours + each.work.overhead_hours > 0.0 ||
           each.jobs_per_arrival > 1.0;
  };
  if (std::none_of(summary.job_classes.begin(), summary.job_classes.end(), has_more)) return "";
  TextTable table({"job class", "jobs ended", "per arrival", "failed", "cancelled", "wait h", "target h",
                   "met %", "goodput %", "failures", "preempted", "migrated"});
  for (const JobClassSummary& each : summary.job_classes) {
    const auto& level = each.service_level;
    table.add({each.id, fmt::format("{}", each.jobs.ran()), fmt::format("{:g}", each.jobs_per_arrival),
               fmt::format("{}", each.jobs.failed), fmt::format("{}", each.jobs.cancelled),
               fmt::format("{:.2f}", each.wait.mean_s / 3600.0),
               level ? fmt::format("{:g}", level->target_hours) : "-",
               level ? percent(level->attainment()) : "-", percent(each.work.goodput_share()),
               fmt::format("{}", each.work.failures), fmt::format("{}", each.work.preemptions),
               fmt::format("{}", each.work.migrations)});
  }
  return table.text() + "\n";
}

/// What the scenario's traces held, and what became of it.
std::string traces_text(const Summary& summary) {
  if (summary.traces.empty()) return "";
  TextTable table({"trace", "format", "records", "left out", "outside window", "thinned", "jobs or requests",
                   "rounded up", "accelerator-h"});
  for (const TraceReport& each : summary.traces) {
    std::uint64_t skipped = 0;
    for (const auto& [reason, count] : each.skipped) skipped += count;
    table.add({each.id, each.format + (each.is_guessed ? " (guessed)" : ""), fmt::format("{}", each.records),
               fmt::format("{}", skipped), fmt::format("{}", each.outside_window),
               fmt::format("{}", each.thinned), fmt::format("{}", each.jobs), fmt::format("{}", each.rounded),
               fmt::format("{:.1f}", each.accelerator_hours)});
    for (const auto& [reason, count] : each.skipped)
      table.add({"  " + reason, "", "", fmt::format("{}", count), "", "", "", "", ""});
  }
  return table.text() + "\n";
}

/// Where there are tokens: what was served, what it took, how fast it came.
std::string model_classes_text(const Summary& summary) {
  if (summary.nation.tokens_asked_for <= 0.0) return "";
  TextTable table({"model class", "Ttoken", "served %", "unserved T", "J/token IT", "at meter",
                   "first token p95 s", "ms/token", "level %"});
  for (const ModelClassSummary& each : summary.model_classes) {
    const double asked = each.tokens_asked_for;
    table.add({each.id, fmt::format("{:.4g}", asked / 1e12),
               asked > 0.0 ? percent(each.tokens_served / asked) : "-",
               fmt::format("{:.4g}", std::max(0.0, asked - each.tokens_served) / 1e12),
               fmt::format("{:.3f}", each.joules_per_token(each.it_energy)),
               fmt::format("{:.3f}", each.joules_per_token(each.facility_energy)),
               each.first_token ? fmt::format("{:.2f}", each.first_token->p95_s) : "-",
               each.output_token_ms ? fmt::format("{:.1f}", *each.output_token_ms) : "-",
               each.service_level ? percent(each.service_level->attainment) : "-"});
  }
  std::string text = table.text();
  if (summary.lent_accelerator_hours > 0.0)
    text += fmt::format(
        "services held {} % of the accelerators that are for them and lent the rest to jobs, of which {} "
        "made way "
        "again\n",
        percent(summary.held_accelerator_hours /
                (summary.held_accelerator_hours + summary.lent_accelerator_hours)),
        summary.preemptions_by_services);
  return text + "\n";
}

/// What the AI work took by class, and how much of the whole it explains.
std::string energy_shares_text(const Summary& summary) {
  if (summary.energy_shares.empty()) return "";
  const Units units(summary);
  const bool states_any = std::any_of(summary.energy_shares.begin(), summary.energy_shares.end(),
                                      [](const EnergyShare& each) { return each.stated.has_value(); });
  std::vector<std::string> header{"energy of AI work", units.is_national ? "IT TWh" : "IT GWh", "% of it"};
  if (states_any) header.push_back("stated %");
  TextTable table(header);
  MegawattHours all;
  for (const EnergyShare& each : summary.energy_shares) {
    all += each.it;
    std::vector<std::string> row{each.id, fmt::format("{:.3f}", units.energy(each.it)), percent(each.found)};
    if (states_any) row.push_back(each.stated ? percent(*each.stated) : "-");
    table.add(std::move(row));
  }
  const Reconciliation& r = summary.reconciliation;
  const MegawattHours it = r.accelerators_it() + r.general_it;
  if (it <= MegawattHours(0)) return "";
  return table.text() + fmt::format(
                            "AI work explains {} % of the IT energy from the bottom up, {} % with "
                            "accelerators that stand idle; general load is the other {} %\n\n",
                            percent(all / it), percent(r.bottom_up_share()), percent(r.general_it / it));
}

/// What was asked, what came out, what binds.
std::string plain_words(const Summary& summary) {
  const PlaceSummary& nation = summary.nation;
  const Units units(summary);
  const char* const energy = units.is_national ? "TWh" : "GWh";
  const auto most = [&](const auto& key) {
    return *std::max_element(summary.hubs.begin(), summary.hubs.end(),
                             [&](const auto& a, const auto& b) { return key(a) < key(b); });
  };
  const PlaceSummary greenest = most([](const PlaceSummary& hub) { return hub.energy.green_share(); });
  const PlaceSummary longest = most([](const PlaceSummary& hub) { return hub.wait.mean_s; });
  const PlaceSummary tightest = most([](const PlaceSummary& hub) { return hub.supply_bound_hours; });
  std::string text =
      fmt::format("From {} to {} the network's data centres drew {:.2f} {}", summary.start.substr(0, 10),
                  summary.end.substr(0, 10), units.energy(nation.energy.facility), energy);
  if (summary.reconciliation.target)
    text += fmt::format("; with the rest of the nation they ask for {:.2f} {}, against a target of {:.2f}",
                        units.energy(summary.reconciliation.national()), energy,
                        units.energy(*summary.reconciliation.target));
  text += fmt::format(". {} % of it was green ({} leads with {} %); {:.2f} {} of renewables were curtailed.",
                      percent(nation.energy.green_share()), greenest.name,
                      percent(greenest.energy.green_share()), units.energy(nation.energy.curtailed), energy);
  text += fmt::format(" It emitted {:.2f} {} CO2 by location and {:.2f} by market, and cost {:.2f} {} CNY.",
                      units.carbon(nation.carbon.location), units.is_national ? "Mt" : "kt",
                      units.carbon(nation.carbon.market), units.money(nation.cost.total()),
                      units.is_national ? "billion" : "million");
  if (nation.jobs.submitted > 0)
    text += fmt::format(
        " Of {} jobs {} ran to an end, after a mean wait of {:.2f} h, input staging included (longest at {}: "
        "{:.2f} h).",
        nation.jobs.submitted, nation.jobs.ran(), nation.wait.mean_s / 3600.0, longest.name,
        longest.wait.mean_s / 3600.0);
  if (summary.work.lost_hours + summary.work.overhead_hours > 0.0)
    text += fmt::format(
        " {} % of the accelerator-time given to jobs counts; {} % was lost to {} failures, {} preemptions "
        "and jobs "
        "that failed, {} % went into checkpoints and restarts.",
        percent(summary.work.goodput_share()), percent(summary.work.lost_hours / summary.work.all_hours()),
        summary.work.failures, summary.work.preemptions,
        percent(summary.work.overhead_hours / summary.work.all_hours()));
  if (nation.latency)
    text += fmt::format(
        " {} % of the tokens were served within their latency bound, 95 % of those within {:.1f} ms round "
        "trip.",
        percent(nation.latency->sla_share), nation.latency->p95_ms);
  if (tightest.supply_bound_hours > 0.0)
    text += fmt::format(
        " What binds most is the supply of {}: in {:.0f} h, first at {}; {:.1f} GWh of its work were slowed "
        "down or "
        "paused, {:.1f} GWh of load not served.",
        tightest.name, tightest.supply_bound_hours, tightest.supply->first_bound.substr(0, 16),
        tightest.energy.restricted.value() / 1000.0, tightest.energy.shortfall.value() / 1000.0);
  else
    text += " No hub reached the limit of its supply.";
  return wrapped(text, 110);
}

}  // namespace

std::string result_text(const Summary& summary) {
  return fmt::format("{}\n{}{}{}{}{}{}{}", result_tables(summary), traces_text(summary),
                     classes_text(summary), model_classes_text(summary), energy_shares_text(summary),
                     reconciliation_text(summary.reconciliation), compliance_text(summary),
                     plain_words(summary));
}

}  // namespace suanwang::cli
