#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <unistd.h>

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "suanwang/experiment/run.hpp"

#include "commands.hpp"
#include "text_table.hpp"

namespace suanwang::cli {

namespace {

std::atomic<bool> stop_requested{false};

void request_stop(int) { stop_requested = true; }

/// A bar with the time to go on a terminal, a line every tenth of the way elsewhere. All on standard error.
class ProgressDisplay {
 public:
  explicit ProgressDisplay(bool is_quiet) : is_quiet_(is_quiet), is_terminal_(isatty(STDERR_FILENO) != 0) {}
  ~ProgressDisplay() { clear(); }

  void show(const RunProgress& progress) {
    if (is_quiet_) return;
    const auto now = std::chrono::steady_clock::now();
    const double elapsed_s = std::chrono::duration<double>(now - start_).count();
    if (is_terminal_) {
      if (now - shown_ < std::chrono::milliseconds(100)) return;
      shown_ = now;
      const int filled = static_cast<int>(progress.share * bar_width);
      const std::string left =
          progress.share < 0.02
              ? ""
              : fmt::format("{:.0f} s left", elapsed_s * (1.0 - progress.share) / progress.share);
      std::fprintf(stderr, "\r\033[K%-11s [%s%s] %3.0f %%  %s jobs  %s", progress.stage,
                   std::string(static_cast<std::size_t>(filled), '#').c_str(),
                   std::string(static_cast<std::size_t>(bar_width - filled), '.').c_str(),
                   progress.share * 100.0, fmt::format("{}", progress.jobs).c_str(), left.c_str());
      std::fflush(stderr);
      has_bar_ = true;
      return;
    }
    const int tenth = static_cast<int>(progress.share * 10.0);
    if (tenth <= last_tenth_) return;
    last_tenth_ = tenth;
    spdlog::info("{}: {} %, {} jobs, {:.1f} s", progress.stage, tenth * 10, progress.jobs, elapsed_s);
  }

  void clear() {
    if (has_bar_) std::fprintf(stderr, "\r\033[K");
    has_bar_ = false;
  }

 private:
  static constexpr int bar_width = 30;
  bool is_quiet_, is_terminal_;
  bool has_bar_ = false;
  int last_tenth_ = 0;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  std::chrono::steady_clock::time_point shown_;
};

/// results/<name>, or the first of results/<name>-2, -3, ... that is free.
std::filesystem::path fresh_folder(const std::string& name) {
  const std::filesystem::path base = std::filesystem::path("results") / name;
  if (!std::filesystem::exists(base)) return base;
  for (int number = 2;; ++number) {
    const std::filesystem::path next = base.string() + "-" + std::to_string(number);
    if (!std::filesystem::exists(next)) return next;
  }
}

std::string percent(double share) { return fmt::format("{:.1f}", share * 100.0); }

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
      return {first,    "TWh",    "peak GW", "green%", "short GWh", "Mt loc",
              "Mt mkt", "bn CNY", "PUE",     "use%",   "wait h",    "p95 ms"};
    return {first,    "GWh",   "peak MW", "green%", "short MWh", "kt loc",
            "kt mkt", "M CNY", "PUE",     "use%",   "wait h",    "p95 ms"};
  }
};

std::vector<std::string> place_row(const PlaceSummary& place, const std::string& name, const Units& units) {
  return {name,
          fmt::format("{:.2f}", units.energy(place.energy.facility)),
          fmt::format("{:.2f}", units.power(place.peak_load)),
          percent(place.energy.green_share()),
          fmt::format("{:.1f}", units.short_energy(place.energy.shortfall)),
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
  TextTable table({"reconciliation", "TWh"});
  const auto add = [&](const std::string& name, MegawattHours energy) {
    const double twh = std::round(in_terawatt_hours(energy) * 1000.0) / 1000.0;
    table.add({name, fmt::format("{:.3f}", twh + 0.0)});  // + 0.0: no "-0.000"
  };
  add("accelerators running jobs", r.jobs_it);
  add("accelerators serving tokens", r.serving_it);
  add("accelerators idle", r.idle_it);
  add(fmt::format("general IT load (x {:.4f}, {})", r.calibration_factor, r.rule), r.general_it);
  add("cooling and losses", r.cooling);
  table.rule();
  add("modelled network", r.modelled);
  add("rest of the nation, as stated", r.rest_of_nation);
  table.rule();
  add("national data centres", r.national());
  add("target of the scenario", *r.target);
  add("difference", r.national() - *r.target);
  return table.text() + "\n";
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
    text +=
        fmt::format("; with the rest of the nation they ask for {:.2f} TWh, against a target of {:.2f} TWh",
                    in_terawatt_hours(summary.reconciliation.national()),
                    in_terawatt_hours(*summary.reconciliation.target));
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
        nation.jobs.submitted, nation.jobs.completed + nation.jobs.failed, nation.wait.mean_s / 3600.0,
        longest.name, longest.wait.mean_s / 3600.0);
  if (nation.latency)
    text += fmt::format(
        " {} % of the tokens were served within their latency bound, 95 % of those within {:.1f} ms round "
        "trip.",
        percent(nation.latency->sla_share), nation.latency->p95_ms);
  if (tightest.supply_bound_hours > 0.0)
    text +=
        fmt::format(" What binds first is the grid limit of {}: reached in {:.0f} h, {:.1f} GWh not served.",
                    tightest.name, tightest.supply_bound_hours, tightest.energy.shortfall.value() / 1000.0);
  else
    text += " No hub reached its grid limit.";
  return wrapped(text, 110);
}

}  // namespace

int run_command(const RunArguments& arguments, const PolicyCatalogue& catalogue) {
  const LoadedScenario scenario = load_scenario(arguments.scenario, arguments.overrides, catalogue);
  RunOptions options;
  options.folder =
      arguments.out.empty() ? fresh_folder(scenario.spec.name) : std::filesystem::path(arguments.out);
  if (arguments.has_seed) options.seed = arguments.seed;
  options.overwrite = arguments.force;
  options.store_jobs = arguments.jobs;
  options.write_csv = arguments.csv;
  options.audits = arguments.audit;
  options.should_stop = &stop_requested;
  std::signal(SIGINT, request_stop);
  std::signal(SIGTERM, request_stop);
  ProgressDisplay display(arguments.quiet);
  options.on_progress = [&](const RunProgress& progress) { display.show(progress); };
  const Summary summary = run_scenario(scenario, options);
  display.clear();

  if (!arguments.quiet) {
    fmt::print("{}{}\n", summary.scenario, summary.title.empty() ? "" : " · " + summary.title);
    fmt::print("seed {} · route {} · queue {} · serve {} · power {}\n\n", summary.seed, summary.policy.route,
               summary.policy.queue, summary.policy.serve, summary.policy.power);
    fmt::print("{}\n{}{}", result_tables(summary), reconciliation_text(summary.reconciliation),
               plain_words(summary));
    if (arguments.audit)
      fmt::print("\nAudits: the books of energy, jobs, accelerators and links balanced in every interval.\n");
    fmt::print("\n{} events in {:.2f} s · results in {}\n", summary.events, summary.wall_seconds,
               options.folder->string());
  }
  return success;
}

}  // namespace suanwang::cli
