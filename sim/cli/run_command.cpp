#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "suanwang/experiment/pathway_run.hpp"
#include "suanwang/experiment/run.hpp"
#include "suanwang/report/report.hpp"
#include "suanwang/scenario/scenario_reader.hpp"
#include "suanwang/store/folder.hpp"
#include "suanwang/sweep/load_sweep.hpp"

#include "commands.hpp"
#include "plugins.hpp"
#include "result_text.hpp"
#include "session.hpp"
#include "text_table.hpp"

namespace suanwang::cli {

namespace {

RunOptions options_of(const RunArguments& arguments, const std::string& name, ProgressDisplay& display) {
  RunOptions options;
  options.folder = arguments.out.empty() ? fresh_folder(name) : std::filesystem::path(arguments.out);
  if (arguments.has_seed) options.seed = arguments.seed;
  options.overwrite = arguments.force;
  options.store_jobs = arguments.jobs;
  options.write_csv = arguments.csv;
  options.audits = arguments.audit;
  options.bound = bound_request(arguments.bound);
  options.workers = arguments.workers;
  if (!arguments.trace.empty()) options.trace = arguments.trace;
  if (options.trace && whole_path(*options.trace).parent_path() == whole_path(*options.folder))
    throw InputError(
        "--trace " + arguments.trace +
        ": lies in the result's folder, which is put in place as a whole; name a file elsewhere");
  if (arguments.checkpoint_days > 0) options.checkpoint_every = arguments.checkpoint_days * 24h;
  options.resume = arguments.resume;
  options.plugins.assign(arguments.plugins.begin(), arguments.plugins.end());
  options.should_stop = &stop_requested;
  if (arguments.watchdog) {
    options.watched = &arguments.watchdog->runs();
    arguments.watchdog->set_folder(*options.folder);
  }
  options.on_progress = [&display](const RunProgress& progress) { display.show(progress); };
  return options;
}

std::string bound_text(const BoundSummary& bound) {
  const bool is_carbon = bound.aim == name_of(Aim::carbon);
  const bool is_large = std::abs(bound.score) >= 1e9;
  const double unit = is_carbon ? (std::abs(bound.score) >= 1e6 ? 1e6 : 1.0) : is_large ? 1e9 : 1e6;
  const char* unit_text = is_carbon ? (unit > 1.0 ? "Mt" : "t") : is_large ? "bn CNY" : "million CNY";
  return fmt::format("\nscore ({}) {:.4f} {}; no policy can have less than {:.4f}; gap {}\n", bound.aim,
                     bound.score / unit, unit_text, bound.bound / unit,
                     bound.gap ? percent(*bound.gap) + " %" : "-");
}

std::string pathway_tables(const PathwaySummary& pathway) {
  TextTable years(
      {"year", "TWh", "target", "% of nation", "factor", "green%", "Mt loc", "Mt mkt", "bn CNY", "held GWh"});
  for (const PathwaySummary::Year& year : pathway.years) {
    const Summary& s = year.summary;
    const Reconciliation& r = s.reconciliation;
    years.add(
        {fmt::format("{}{}", year.year, year.is_anchor ? " *" : ""),
         fmt::format("{:.2f}", in_terawatt_hours(r.national())),
         r.target ? fmt::format("{:.2f}", in_terawatt_hours(*r.target)) : "-",
         r.national_electricity ? fmt::format("{:.2f}", r.national() / *r.national_electricity * 100) : "-",
         fmt::format("{:.3f}", r.calibration_factor), percent(s.nation.energy.green_share()),
         fmt::format("{:.1f}", s.nation.carbon.location.value() / 1e6),
         fmt::format("{:.1f}", s.nation.carbon.market.value() / 1e6),
         fmt::format("{:.1f}", s.nation.cost.total().value() / 1e9),
         fmt::format("{:.1f}", (s.nation.energy.shortfall + s.nation.energy.restricted).value() / 1000.0)});
  }
  TextTable bounds({"hub", "supply binds first in", "hours in " + std::to_string(pathway.years.back().year)});
  const auto firsts = pathway.first_bounds();
  for (std::size_t i = 0; i < firsts.size(); ++i) {
    const PlaceSummary& hub = pathway.years.back().summary.hubs[i];
    bounds.add({hub.id + " " + hub.name, firsts[i].year ? firsts[i].at.substr(0, 16) : "never",
                fmt::format("{:.0f}", hub.supply_bound_hours)});
  }
  return years.text() + "* as the scenario of that year states; the others are in between\n\n" +
         bounds.text();
}

int run_pathway_command(const RunArguments& arguments, const PolicyCatalogue& catalogue) {
  if (!arguments.trace.empty())
    throw InputError("--trace: a pathway is several runs; trace one year's scenario instead");
  if (arguments.checkpoint_days > 0 || arguments.resume)
    throw InputError(
        "--checkpoint-every, --resume: a pathway is several runs; take one year's scenario, or sweep them");
  const Pathway pathway = load_pathway(arguments.scenario, arguments.overrides, catalogue);
  ProgressDisplay display(arguments.quiet);
  const RunOptions options = options_of(arguments, pathway.name, display);
  const PathwaySummary summary = run_pathway(pathway, options);
  display.clear();
  if (!arguments.no_report) write_reports(*options.folder, arguments.map);
  if (!arguments.quiet)
    fmt::print("{}{}\n\n{}\nresults in {}\n", summary.name,
               summary.title.empty() ? "" : " · " + summary.title, pathway_tables(summary),
               options.folder->string());
  return success;
}

}  // namespace

std::optional<BoundRequest> bound_request(const BoundArguments& arguments) {
  for (const auto& [aim, name] : Names<Aim>::all)
    if (arguments.aim == name)
      return BoundRequest{aim, CnyPerTonneCo2(arguments.carbon_price_cny_per_t),
                          std::chrono::hours(arguments.piece_hours)};
  return std::nullopt;
}

int run_command(const RunArguments& arguments, const PolicyCatalogue& catalogue) {
  heed_interrupts();  // also while files are read
  if (!arguments.map.empty()) check_map(arguments.map);
  if (is_pathway(arguments.scenario)) return run_pathway_command(arguments, catalogue);
  if (is_sweep(arguments.scenario))
    throw InputError(arguments.scenario + ": is a sweep of many runs; `suanwang sweep` runs it");
  const LoadedScenario scenario =
      ScenarioReader(arguments.scenario, catalogue, std::make_shared<InputFiles>()).load(arguments.overrides);
  ProgressDisplay display(arguments.quiet);
  const RunOptions options = options_of(arguments, scenario.spec.name, display);
  const Summary summary = run_scenario(scenario, options);
  display.clear();
  if (!arguments.no_report) write_reports(*options.folder, arguments.map);

  if (!arguments.quiet) {
    fmt::print("{}{}\n", summary.scenario, summary.title.empty() ? "" : " · " + summary.title);
    fmt::print("seed {} · route {} · queue {} · serve {} · power {} · forecast {}\n\n", summary.seed,
               summary.policy.route, summary.policy.queue, summary.policy.serve, summary.policy.power,
               summary.policy.forecast);
    fmt::print("{}", result_text(summary));
    if (summary.bound) fmt::print("{}", bound_text(*summary.bound));
    if (options.trace) fmt::print("\ntrace in {}: open it at ui.perfetto.dev\n", options.trace->string());
    if (arguments.audit)
      fmt::print("\nAudits: the books of energy, jobs, accelerators and links balanced in every interval.\n");
    fmt::print("\n{} events in {:.2f} s · results in {}\n", summary.events, summary.wall_seconds,
               options.folder->string());
  }
  return success;
}

}  // namespace suanwang::cli
