#include "suanwang/sweep/plan.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <nlohmann/json.hpp>

#include "suanwang/core/error.hpp"
#include "suanwang/store/digest.hpp"
#include "suanwang/sweep/sweep_spec.hpp"

#include "factor_values.hpp"

namespace suanwang {

namespace {

using Json = nlohmann::ordered_json;

template <class Enum>
Enum value_of(const std::string& name) {
  for (const auto& [value, each] : Names<Enum>::all)
    if (name == each) return value;
  throw InputError("plan: '" + name + "' is not known here; was it written by another version?");
}

Json json_of(const SweepFactor& factor) {
  return {{"id", factor.id},
          {"title", factor.title},
          {"keys", factor.keys},
          {"numeric", factor.is_numeric},
          {"levels", factor.levels}};
}

SweepFactor factor_of(const Json& json) {
  return {json.at("id"), json.at("title"), json.at("keys"), json.at("numeric"), json.at("levels")};
}

Json json_of(const SweepVariant& variant) {
  return {{"point", variant.point},
          {"policy", variant.policy},
          {"scenario", variant.scenario},
          {"overrides", variant.overrides}};
}

SweepVariant variant_of(const Json& json) {
  return {json.at("point"), json.at("policy"), json.at("scenario"), json.at("overrides")};
}

Json json_of(const SeedRule& rule) {
  Json json = {{"first", rule.first}, {"count", rule.count}};
  if (const auto& until = rule.until)
    json["until"] = {{"metric", until->metric},
                     {"half_width", until->half_width},
                     {"is_share", until->is_share},
                     {"at_least", until->at_least},
                     {"at_most", until->at_most}};
  return json;
}

SeedRule seeds_of(const Json& json) {
  SeedRule rule{json.at("first"), json.at("count"), {}};
  if (json.contains("until")) {
    const Json& until = json.at("until");
    rule.until = {until.at("metric"), until.at("half_width"), until.at("is_share"), until.at("at_least"),
                  until.at("at_most")};
  }
  return rule;
}

Json json_of(const SweepMetric& metric) {
  return {{"name", metric.name}, {"title", metric.title},
          {"unit", metric.unit}, {"better", name_of(metric.better)},
          {"path", metric.path}, {"shown", metric.is_shown}};
}

SweepMetric metric_of(const Json& json) {
  return {json.at("name"), json.at("title"), json.at("unit"), value_of<Better>(json.at("better")),
          json.at("path"), json.at("shown")};
}

template <class Value>
Json list_of(const std::vector<Value>& values) {
  Json list = Json::array();
  for (const Value& each : values) list.push_back(json_of(each));
  return list;
}

template <class Read>
auto each_of(const Json& list, const Read& read) {
  std::vector<decltype(read(list))> values;
  for (const Json& each : list) values.push_back(read(each));
  return values;
}

Json files_json(const std::vector<InputFile>& files) {
  Json list = Json::array();
  for (const InputFile& each : files) list.push_back({{"path", each.path}, {"sha256", each.sha256}});
  return list;
}

void compare_files(const SweepPlan& before, const SweepPlan& now, std::vector<std::string>& found) {
  std::map<std::string, std::string> old;
  for (const InputFile& each : before.files) old[each.path] = each.sha256;
  for (const InputFile& each : now.files) {
    const auto same = old.find(each.path);
    if (same == old.end())
      found.push_back(each.path + " is new");
    else if (same->second != each.sha256)
      found.push_back(each.path + " has changed");
    if (same != old.end()) old.erase(same);
  }
  for (const auto& [path, digest] : old) found.push_back(path + " is no longer read");
}

/// Whether points are of the factors, and variants of the points and policies.
bool is_consistent(const SweepPlan& plan) {
  std::vector<std::set<std::string>> levels;
  for (const SweepFactor& factor : plan.factors)
    levels.emplace_back(factor.levels.begin(), factor.levels.end());
  for (const std::vector<std::string>& point : plan.points) {
    if (point.size() != plan.factors.size()) return false;
    for (std::size_t i = 0; i < point.size(); ++i)
      if (levels[i].empty() ? !number_in(point[i]) : !levels[i].contains(point[i])) return false;
  }
  if (plan.variants.size() != plan.points.size() * plan.policies.size()) return false;
  for (std::size_t i = 0; i < plan.variants.size(); ++i) {
    const SweepVariant& variant = plan.variants[i];
    if (variant.policy >= plan.policies.size() || plan.variant(variant.point, variant.policy) != i)
      return false;
  }
  return true;
}

}  // namespace

std::uint64_t SweepPlan::planned_runs() const {
  return std::uint64_t{variants.size()} * (seeds.until ? seeds.until->at_least : seeds.count);
}

std::string SweepPlan::json() const {
  Json root = {{"name", name},       {"title", title},       {"description", description},
               {"version", version}, {"scenario", scenario}, {"design", name_of(design.design)}};
  root["source"] = source;
  root["plugins"] = plugins;
  root["design_levels"] = design.levels;
  root["design_points"] = design.points;
  root["design_seed"] = design.seed;
  root["factors"] = list_of(factors);
  root["points"] = points;
  root["policies"] = policies;
  root["variants"] = list_of(variants);
  root["seeds"] = json_of(seeds);
  root["metrics"] = list_of(metrics);
  root["only"] = only;
  root["files"] = files_json(files);
  return root.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

SweepPlan SweepPlan::of_json(const std::string& text) try {
  const Json root = Json::parse(text);
  SweepPlan plan;
  plan.name = root.at("name");
  plan.title = root.at("title");
  plan.description = root.at("description");
  plan.version = root.at("version");
  plan.scenario = root.at("scenario");
  plan.source = root.at("source");
  plan.plugins = root.at("plugins").get<std::vector<std::string>>();
  plan.design = {value_of<Design>(root.at("design")), root.at("design_levels"), root.at("design_points"),
                 root.at("design_seed")};
  plan.factors = each_of(root.at("factors"), factor_of);
  plan.points = root.at("points").get<std::vector<std::vector<std::string>>>();
  plan.policies = root.at("policies").get<std::vector<std::string>>();
  plan.variants = each_of(root.at("variants"), variant_of);
  plan.seeds = seeds_of(root.at("seeds"));
  plan.metrics = each_of(root.at("metrics"), metric_of);
  plan.only = root.at("only").get<std::vector<std::string>>();
  plan.files = each_of(root.at("files"), [](const Json& each) {
    return InputFile{each.at("path"), each.at("sha256")};
  });
  if (!is_consistent(plan))
    throw InputError("plan: is damaged: its points, variants and levels do not match");
  return plan;
} catch (const nlohmann::json::exception& error) {
  throw InputError(std::string("plan: is damaged: ") + error.what());
}

std::string SweepPlan::hash() const { return sha256_of(json()); }

std::vector<std::string> differences(const SweepPlan& before, const SweepPlan& now) {
  std::vector<std::string> found;
  if (before.version != now.version || before.source != now.source)
    found.push_back("it was begun with version " + before.version + " (" + before.source + "), and this is " +
                    now.version + " (" + now.source + ")");
  if (before.plugins != now.plugins) found.emplace_back("the plug-ins are not what they were");
  compare_files(before, now, found);
  if (found.empty() && before.hash() != now.hash())
    found.push_back("--set or another argument of the command line is not what it was");
  return found;
}

}  // namespace suanwang
