#include "sweep_checks.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "factor_values.hpp"

namespace suanwang {

namespace {

using Complain =
    std::function<void(const std::string& path, const std::string& problem, const std::string& remedy)>;

const std::set<std::string>& reserved_names() {
  static const std::set<std::string> names{"run",    "point",    "variant",  "policy",
                                           "seed",   "status",   "message",  "calibration_factor",
                                           "digest", "scenario", "overrides"};
  return names;
}

bool is_sampled(Design design) { return design != Design::grid && design != Design::zip; }

void factor_has_one_kind_of_values(const std::string& path, const FactorSpec& factor,
                                   const Complain& complain) {
  const bool is_range = factor.from || factor.to;
  const int kinds = int{!factor.values.empty()} + int{is_range} + int{!factor.levels.empty()};
  if (kinds != 1)
    complain(path, kinds == 0 ? "has no values" : "has values of more than one kind",
             "write `values`, or `from` and `to`, or `levels`");
  if (is_range && !(factor.from && factor.to))
    complain(path, "a range with one end", "write `from` and `to`");
  if (factor.levels.empty() == factor.keys.empty())
    complain(path, factor.keys.empty() ? "has no keys" : "has keys beside `levels`",
             "write `keys` for values and ranges; levels set their own");
}

void range_is_sound(const std::string& path, const FactorSpec& factor, const Complain& complain) {
  if (!factor.from || !factor.to) {
    if (factor.steps > 0)
      complain(path + ".steps", "is of a range", "write `from` and `to`, or leave it out");
    return;
  }
  if (!(*factor.from < *factor.to))
    complain(path + ".to", fmt::format("{} is not above {}", *factor.to, *factor.from),
             "write the low end at `from`");
  const std::vector<std::string> levels = FactorValues(path, factor).factor().levels;
  if (std::set<std::string>(levels.begin(), levels.end()).size() < levels.size())
    complain(path + ".steps", "gives equal values", "take fewer steps, a wider range, or no whole numbers");
  if (factor.scale == FactorScale::log && *factor.from <= 0.0)
    complain(path + ".from", fmt::format("{} has no logarithm", *factor.from), "allowed with log: above 0");
}

void level_is_sound(const std::string& path, const LevelSpec& level, const Complain& complain) {
  if (level.scenario.empty() && level.set.empty() && level.multiply.empty())
    complain(path, "sets nothing", "write `scenario`, `set` or `multiply`");
  for (std::size_t i = 0; i < level.multiply.size(); ++i) {
    const std::size_t equals = level.multiply[i].find('=');
    if (equals == std::string::npos || !number_in(level.multiply[i].substr(equals + 1)))
      complain(fmt::format("{}.multiply[{}]", path, i), "'" + level.multiply[i] + "' is not KEY=FACTOR",
               "write a key, '=' and a number");
  }
}

void values_differ(const std::string& path, const FactorSpec& factor, const Complain& complain) {
  std::set<std::string> seen;
  for (std::size_t i = 0; i < factor.values.size(); ++i) {
    const std::string& value = factor.values[i];
    const auto number = number_in(value);
    if (!seen.insert(number ? fmt::format("{}", *number) : value).second)
      complain(fmt::format("{}.values[{}]", path, i), "'" + value + "' comes twice", "leave it out");
    else if (factor.use == FactorUse::multiply && !number)
      complain(fmt::format("{}.values[{}]", path, i), "'" + value + "' cannot multiply", "write a number");
  }
  for (const auto& [id, level] : factor.levels) level_is_sound(path + ".levels." + id, level, complain);
}

void design_suits(const std::string& path, const FactorSpec& factor, Design design,
                  const Complain& complain) {
  const bool is_open_range = factor.from && factor.to && factor.steps == 0;
  if (is_open_range && !is_sampled(design))
    complain(path, "a range without `steps`", "write `steps` for the design " + name_of(design));
}

/// Whether one key is the other, or lies below it.
bool overlap(const std::string& a, const std::string& b) {
  const std::string &less = a.size() < b.size() ? a : b, &more = a.size() < b.size() ? b : a;
  return more.starts_with(less) &&
         (more.size() == less.size() || more[less.size()] == '.' || more[less.size()] == '[');
}

std::string key_of(const std::string& setting) { return setting.substr(0, setting.find('=')); }

/// What was set twice would be what the last of two factors says, and the other would seem to have no effect.
void no_key_has_two_owners(const SweepSpec& spec, const Complain& complain) {
  std::map<std::string, std::set<std::string>> keys;  // by owner
  for (const auto& [id, factor] : spec.factors) {
    std::set<std::string>& own = keys["factors." + id];
    own.insert(factor.keys.begin(), factor.keys.end());
    for (const auto& [level, each] : factor.levels) {
      for (const std::string& setting : each.set) own.insert(key_of(setting));
      for (const std::string& setting : each.multiply) own.insert(key_of(setting));
    }
  }
  for (const auto& [id, policy] : spec.policies)
    for (const std::string& setting : policy.set) keys["policies"].insert(key_of(setting));
  for (auto one = keys.begin(); one != keys.end(); ++one)
    for (auto other = std::next(one); other != keys.end(); ++other)
      for (const std::string& a : one->second)
        for (const std::string& b : other->second)
          if (overlap(a, b))
            complain(other->first, "'" + b + "' is also set by " + one->first,
                     "leave a key to one of them; one with levels can set several keys at once");
}

void factors_are_sound(const SweepSpec& spec, const Complain& complain) {
  for (const auto& [id, factor] : spec.factors) {
    const std::string path = "factors." + id;
    factor_has_one_kind_of_values(path, factor, complain);
    range_is_sound(path, factor, complain);
    values_differ(path, factor, complain);
    design_suits(path, factor, spec.design, complain);
  }
}

/// Columns of SQL are the same whatever their case.
std::string lower_case(std::string text) {
  for (char& each : text)
    if (each >= 'A' && each <= 'Z') each = static_cast<char>(each - 'A' + 'a');
  return text;
}

void names_are_free(const SweepSpec& spec, const Complain& complain) {
  std::map<std::string, std::string> taken;
  for (const std::string& each : reserved_names()) taken[each] = "a column of every result";
  for (const Metric& each : built_in_metrics()) taken[each.name] = "a metric of every result";
  const auto check = [&](const std::string& path, const std::string& id) {
    const auto [other, is_new] = taken.emplace(lower_case(id), path);
    if (!is_new) complain(path, "'" + id + "' is " + other->second + " too", "choose another id");
  };
  for (const auto& [id, factor] : spec.factors) check("factors." + id, id);
  for (const auto& [id, figure] : spec.figures) check("figures." + id, id);
}

void figures_follow_from_the_scenario(const SweepSpec& spec, const Complain& complain) {
  for (const auto& [id, figure] : spec.figures) {
    const std::string path = "figures." + id + ".path";
    if (figure.path.empty())
      complain(path, "is empty", "write where summary.json has it: energy.facility_twh");
    if (figure.path == "wall_seconds")
      complain(path, "differs from run to run", "name a figure that follows from scenario and seed");
  }
}

void design_is_sound(const SweepSpec& spec, const Complain& complain) {
  const std::string name = name_of(spec.design);
  if (is_sampled(spec.design) && spec.points == 0)
    complain("points", "missing", "the design " + name + " needs a number of points");
  if (!is_sampled(spec.design) && spec.points > 0)
    complain("points", "is not for the design " + name, "its points follow from the factors");
  if (spec.design != Design::grid && spec.factors.empty())
    complain("factors", "there is none", "the design " + name + " needs at least one");
  const bool has_structure = spec.design == Design::morris || spec.design == Design::saltelli;
  if (has_structure && !spec.only.empty())
    complain("only", "would leave holes in the design " + name, "leave it out, or choose another design");
  if (spec.design != Design::zip || spec.factors.empty()) return;
  const auto& [first, first_spec] = spec.factors.entries.front();
  const std::size_t count = FactorValues(first, first_spec).level_count();
  for (const auto& [id, factor] : spec.factors)
    if (const std::size_t own = FactorValues(id, factor).level_count(); own != count)
      complain("factors." + id, fmt::format("has {} values, and {} has {}", own, first, count),
               "`zip` takes the first of all, then the second, ...: give all equally many");
}

void policies_set_policies(const SweepSpec& spec, const Complain& complain) {
  for (const auto& [id, policy] : spec.policies)
    for (std::size_t i = 0; i < policy.set.size(); ++i)
      if (!policy.set[i].starts_with("policy."))
        complain(fmt::format("policies.{}.set[{}]", id, i), "'" + policy.set[i] + "' is not below `policy`",
                 "policies of a point share its load: make another key a factor");
}

void metrics_are_known(const SweepSpec& spec, const Complain& complain) {
  std::vector<std::string> known;
  for (const Metric& each : built_in_metrics()) known.push_back(each.name);
  for (const auto& [id, figure] : spec.figures) known.push_back(id);
  const auto check = [&](const std::string& path, const std::string& name) {
    if (std::find(known.begin(), known.end(), name) != known.end()) return;
    complain(path, "metric '" + name + "' is not known",
             spelling_question(name, known) + fmt::format("allowed: {}", fmt::join(known, ", ")));
  };
  for (std::size_t i = 0; i < spec.metrics.size(); ++i) check(fmt::format("metrics[{}]", i), spec.metrics[i]);
  if (!spec.seeds.until) return;
  const UntilSpec& until = *spec.seeds.until;
  check("seeds.until.metric", until.metric);
  if (until.half_width.has_value() == until.half_width_share.has_value())
    complain("seeds.until", "needs one width", "write `half_width` or `half_width_share`");
  if (until.at_most < until.at_least)
    complain("seeds.until.at_most", fmt::format("{} is below at_least", until.at_most),
             fmt::format("allowed: at least {}", until.at_least));
}

}  // namespace

void check_sweep(const SweepSpec& spec, const Document& document, Issues& issues) {
  const Complain complain = [&](const std::string& path, const std::string& problem,
                                const std::string& remedy) {
    issues.push_back(document.issue_at(path, problem, remedy));
  };
  for (const auto rule :
       {factors_are_sound, no_key_has_two_owners, names_are_free, figures_follow_from_the_scenario,
        design_is_sound, policies_set_policies, metrics_are_known})
    rule(spec, complain);
}

}  // namespace suanwang
