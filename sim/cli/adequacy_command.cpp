#include <fmt/format.h>

#include "suanwang/core/error.hpp"
#include "suanwang/experiment/adequacy.hpp"
#include "suanwang/scenario/pathway.hpp"

#include "commands.hpp"
#include "session.hpp"
#include "text_table.hpp"

namespace suanwang::cli {

namespace {

std::string estimate_text(const Estimate& estimate, int digits, double factor = 1.0) {
  return fmt::format("{:.{}f} ± {:.{}f}", estimate.mean * factor, digits, estimate.half_width * factor,
                     digits);
}

std::string adequacy_table(const AdequacySummary& summary) {
  TextTable table(
      {"hub", "LOLE h/year", "EENS GWh/year", "worst GWh", "years with loss", "peak load MW", "margin %"});
  const auto add = [&](const HubAdequacy& hub, const std::string& name, bool has_margin) {
    table.add({name, estimate_text(hub.loss_of_load_hours, 1), estimate_text(hub.unserved_mwh, 2, 1e-3),
               fmt::format("{:.2f}", hub.worst_year_mwh / 1e3), percent(hub.years_with_loss) + " %",
               estimate_text(hub.peak_load_mw, 0),
               has_margin ? estimate_text(hub.reserve_margin, 1, 100.0) : "-"});
  };
  for (const HubAdequacy& hub : summary.hubs) add(hub, hub.id + " " + hub.name, true);
  table.rule();
  add(summary.nation, "network", false);
  return table.text();
}

}  // namespace

int adequacy_command(const AdequacyArguments& arguments, const PolicyCatalogue& catalogue) {
  heed_interrupts();
  if (is_pathway(arguments.scenario))
    throw InputError(arguments.scenario + ": is a pathway; name the scenario of one year");
  const LoadedScenario scenario = load_scenario(arguments.scenario, arguments.overrides, catalogue);
  AdequacyOptions options;
  options.years = arguments.years;
  options.workers = arguments.workers;
  if (arguments.has_seed) options.seed = arguments.seed;
  options.folder = arguments.out.empty() ? fresh_folder(scenario.spec.name + "-adequacy")
                                         : std::filesystem::path(arguments.out);
  options.overwrite = arguments.force;
  options.should_stop = &stop_requested;
  ProgressDisplay display(arguments.quiet);
  options.on_progress = [&](double share) { display.show({"weather", share, 0}); };
  const AdequacySummary summary = run_adequacy(scenario, options);
  display.clear();
  if (arguments.quiet) return success;
  fmt::print("{}{}\n{} weather years from seed {} on; means with 95 % confidence intervals\n\n{}\n",
             summary.scenario, summary.title.empty() ? "" : " · " + summary.title, summary.years,
             summary.seed, adequacy_table(summary));
  fmt::print("{}results in {}\n",
             wrapped("LOLE: hours a year in which load cannot be served if no work is slowed down; EENS: "
                     "that energy. Margin: "
                     "import limit, storage power and the renewables of the 100 hours of highest load, over "
                     "peak load, less 1.",
                     110),
             options.folder->string());
  return success;
}

}  // namespace suanwang::cli
