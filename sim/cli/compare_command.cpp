#include <charconv>

#include <fmt/format.h>

#include "suanwang/core/error.hpp"
#include "suanwang/experiment/compare.hpp"
#include "suanwang/scenario/pathway.hpp"

#include "commands.hpp"
#include "compare_text.hpp"
#include "plugins.hpp"
#include "session.hpp"

namespace suanwang::cli {

namespace {

std::string trimmed(const std::string& text) {
  const std::size_t first = text.find_first_not_of(" \t");
  return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// At blanks that stand outside brackets and quotes: values may be YAML.
std::vector<std::string> split_settings(const std::string& text) {
  std::vector<std::string> all(1);
  int depth = 0;
  char quote = 0;
  for (const char each : text) {
    if (quote != 0)
      quote = each == quote ? 0 : quote;
    else if (each == '\'' || each == '"')
      quote = each;
    else if (each == '{' || each == '[')
      ++depth;
    else if (each == '}' || each == ']')
      --depth;
    if (each == ' ' && depth == 0 && quote == 0)
      all.emplace_back();
    else
      all.back() += each;
  }
  std::erase(all, "");
  return all;
}

/// "LABEL: KEY=VALUE KEY=VALUE"
Variant variant_of(const std::string& text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string::npos || text.find('=') < colon)
    throw InputError("--variant '" + text + "': no label; write \"LABEL: KEY=VALUE KEY=VALUE\"");
  return {trimmed(text.substr(0, colon)), split_settings(text.substr(colon + 1))};
}

/// "METRIC=VALUE"
std::pair<std::string, double> width_of(const std::string& text) {
  const std::size_t equals = text.find('=');
  double width = 0.0;
  const char* const end = text.data() + text.size();
  if (equals != std::string::npos) {
    const auto [stop, problem] = std::from_chars(text.data() + equals + 1, end, width);
    if (problem == std::errc() && stop == end) return {text.substr(0, equals), width};
  }
  throw InputError("--width '" + text + "': not of the form METRIC=VALUE, such as cost=0.5e9");
}

std::vector<Variant> variants_of(const CompareArguments& arguments, const std::string& own_route,
                                 const PolicyCatalogue& catalogue) {
  std::vector<Variant> variants;
  const bool is_all = arguments.policies == std::vector<std::string>{"all"};
  if (!arguments.policies.empty() || arguments.variants.empty())
    variants = route_variants(is_all ? std::vector<std::string>() : arguments.policies, own_route, catalogue);
  for (const std::string& each : arguments.variants) variants.push_back(variant_of(each));
  return variants;
}

CompareOptions options_of(const CompareArguments& arguments, const ScenarioSpec& spec,
                          const PolicyCatalogue& catalogue) {
  CompareOptions options;
  options.variants = variants_of(arguments, spec.policy.route.name, catalogue);
  options.overrides = arguments.overrides;
  if (!arguments.baseline.empty()) options.baseline = arguments.baseline;
  options.seeds = arguments.seeds;
  if (arguments.has_first_seed) options.first_seed = arguments.first_seed;
  options.shown = arguments.metrics;
  for (const std::string& each : arguments.widths) options.widths.push_back(width_of(each));
  options.bound = bound_request(arguments.bound);
  options.workers = arguments.workers;
  options.folder =
      arguments.out.empty() ? fresh_folder(spec.name + "-compare") : std::filesystem::path(arguments.out);
  options.overwrite = arguments.force;
  options.should_stop = &stop_requested;
  if (arguments.watchdog) {
    options.watched = &arguments.watchdog->runs();
    arguments.watchdog->set_folder(*options.folder);
  }
  return options;
}

}  // namespace

int compare_command(const CompareArguments& arguments, const PolicyCatalogue& catalogue) {
  heed_interrupts();
  if (is_pathway(arguments.scenario))
    throw InputError(arguments.scenario + ": is a pathway; name the scenario of one year");
  const LoadedScenario scenario = load_scenario(arguments.scenario, arguments.overrides, catalogue);
  CompareOptions options = options_of(arguments, scenario.spec, catalogue);
  ProgressDisplay display(arguments.quiet);
  options.on_progress = [&](double share) { display.show({"comparing", share, 0}); };
  const Comparison comparison = compare_policies(arguments.scenario, options, catalogue);
  display.clear();
  if (!arguments.no_report) write_reports(*options.folder);
  if (!arguments.quiet)
    fmt::print("{}\nresults in {}\n", comparison_text(comparison), options.folder->string());
  return success;
}

}  // namespace suanwang::cli
