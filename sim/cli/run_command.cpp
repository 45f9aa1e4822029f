#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <filesystem>

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "commands.hpp"
#include "suanwang/experiment/run.hpp"
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
      const double left_s = progress.share > 0.0 ? elapsed_s * (1.0 - progress.share) / progress.share : 0.0;
      std::fprintf(stderr, "\r\033[K%-11s [%s%s] %3.0f %%  %s jobs  %.0f s left", progress.stage,
                   std::string(static_cast<std::size_t>(filled), '#').c_str(),
                   std::string(static_cast<std::size_t>(bar_width - filled), '.').c_str(), progress.share * 100.0,
                   fmt::format("{:L}", progress.jobs).c_str(), left_s);
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

std::vector<std::string> place_row(const PlaceSummary& place, const std::string& name) {
  const std::string latency = place.latency ? fmt::format("{:.1f}", place.latency->p95_ms) : "-";
  return {name,
          fmt::format("{:.3f}", in_terawatt_hours(place.energy.facility)),
          fmt::format("{:.0f}", place.peak_load.value()),
          percent(place.energy.green_share()),
          fmt::format("{:.1f}", place.energy.shortfall.value() / 1000.0),
          fmt::format("{:.2f}", place.carbon_location.value() / 1e6),
          fmt::format("{:.2f}", place.carbon_market.value() / 1e6),
          fmt::format("{:.2f}", (place.energy_cost + place.network_cost).value() / 1e9),
          fmt::format("{:.2f}", place.energy.pue()),
          percent(place.accelerator_utilisation),
          fmt::format("{:.2f}", place.wait.mean_s / 3600.0),
          latency,
          fmt::format("{}", place.jobs.completed)};
}

TextTable places_table(const char* first) {
  return TextTable({first, "TWh", "peak MW", "green %", "short GWh", "CO2 loc Mt", "CO2 mkt Mt", "cost bn CNY", "PUE", "acc. use %",
                    "wait h", "p95 ms", "jobs done"});
}

std::string result_tables(const Summary& summary) {
  TextTable hubs = places_table("hub");
  for (const PlaceSummary& hub : summary.hubs) hubs.add(place_row(hub, hub.id + " " + hub.name));
  hubs.rule();
  hubs.add(place_row(summary.nation, "network"));
  TextTable clusters = places_table("cluster");
  for (const PlaceSummary& cluster : summary.clusters) clusters.add(place_row(cluster, cluster.id + " " + cluster.name));
  for (const PlaceSummary& site : summary.sites) clusters.add(place_row(site, site.id + " " + site.name));
  return hubs.text() + "\n" + clusters.text();
}

std::string reconciliation_text(const Reconciliation& r) {
  if (!r.target) return "";
  TextTable table({"reconciliation", "TWh"});
  const auto add = [&](const std::string& name, MegawattHours energy) {
    table.add({name, fmt::format("{:.3f}", in_terawatt_hours(energy))});
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
  const auto by = [&](const auto& key) { return *std::max_element(summary.hubs.begin(), summary.hubs.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); }); };
  const PlaceSummary greenest = by([](const PlaceSummary& hub) { return hub.energy.green_share(); });
  const PlaceSummary longest = by([](const PlaceSummary& hub) { return hub.wait.mean_s; });
  const PlaceSummary tightest = by([](const PlaceSummary& hub) { return hub.grid_limit_hours; });
  const std::uint64_t ended = nation.jobs.completed + nation.jobs.failed;
  std::string text = fmt::format("From {} to {} the network's data centres drew {:.2f} TWh", summary.start.substr(0, 10),
                                 summary.end.substr(0, 10), in_terawatt_hours(nation.energy.facility));
  if (summary.reconciliation.target)
    text += fmt::format(", with the rest of the nation {:.2f} TWh against a target of {:.2f} TWh",
                        in_terawatt_hours(summary.reconciliation.national()), in_terawatt_hours(*summary.reconciliation.target));
  text += fmt::format(". {} % of it was green ({} leads with {} %), {:.2f} TWh of renewables were curtailed.",
                      percent(nation.energy.green_share()), greenest.name, percent(greenest.energy.green_share()),
                      in_terawatt_hours(nation.energy.curtailed));
  text += fmt::format(" It emitted {:.1f} Mt CO2 by location and {:.1f} Mt by market, and cost {:.1f} billion CNY.",
                      nation.carbon_location.value() / 1e6, nation.carbon_market.value() / 1e6,
                      (nation.energy_cost + nation.network_cost).value() / 1e9);
  if (nation.jobs.submitted > 0)
    text += fmt::format(" Of {} jobs {} ran to an end after a mean wait of {:.2f} h (longest at {}: {:.2f} h).", nation.jobs.submitted,
                        ended, nation.wait.mean_s / 3600.0, longest.name, longest.wait.mean_s / 3600.0);
  if (nation.latency)
    text += fmt::format(" Tokens: {} % served within their latency bound, 95 % of them within {:.1f} ms round trip.",
                        percent(nation.latency->sla_share), nation.latency->p95_ms);
  if (tightest.grid_limit_hours > 0.0)
    text += fmt::format(" What binds: the grid limit of {}, reached in {:.0f} h, with {:.1f} GWh not served.", tightest.name,
                        tightest.grid_limit_hours, tightest.energy.shortfall.value() / 1000.0);
  else
    text += " No hub reached its grid limit.";
  return wrapped(text, 110);
}

}  // namespace

int run_command(const RunArguments& arguments, const PolicyCatalogue& catalogue) {
  const LoadedScenario scenario = load_scenario(arguments.scenario, arguments.overrides, catalogue);
  RunOptions options;
  options.folder = arguments.out.empty() ? fresh_folder(scenario.spec.name) : std::filesystem::path(arguments.out);
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
    fmt::print("seed {} · route {} · queue {} · serve {} · power {}\n\n", summary.seed, summary.policy.route, summary.policy.queue,
               summary.policy.serve, summary.policy.power);
    fmt::print("{}\n{}{}", result_tables(summary), reconciliation_text(summary.reconciliation), plain_words(summary));
    if (arguments.audit) fmt::print("\nAudits: the books of energy, jobs, accelerators and links balanced in every interval.\n");
    fmt::print("\n{} events in {:.2f} s · results in {}\n", summary.events, summary.wall_seconds, options.folder->string());
  }
  return success;
}

}  // namespace suanwang::cli
