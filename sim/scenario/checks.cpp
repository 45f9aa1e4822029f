#include "suanwang/scenario/checks.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include <fmt/format.h>

#include "suanwang/core/error.hpp"

#include "check_rules.hpp"

namespace suanwang {

std::string listed(const std::vector<std::string>& ids) {
  return ids.empty() ? "none" : fmt::format("{}", fmt::join(ids, ", "));
}

void check_reference(const std::string& id, const std::vector<std::string>& ids, const std::string& kind,
                     const std::string& key_path, const Complain& complain) {
  if (std::find(ids.begin(), ids.end(), id) != ids.end()) return;
  complain(key_path, fmt::format("'{}' is not the id of a {}", id, kind),
           spelling_question(id, ids) + "allowed: " + listed(ids));
}

namespace {

std::vector<std::string> node_ids(const ScenarioSpec& spec) {
  std::vector<std::string> all = spec.hubs.ids();
  for (const auto& ids : {spec.clusters.ids(), spec.compute_sites.ids(), spec.demand_sites.ids()})
    all.insert(all.end(), ids.begin(), ids.end());
  return all;
}

void horizon_is_ordered(const ScenarioSpec& spec, const Complain& complain) {
  if (spec.time.end <= spec.time.start) {
    complain("time.end", "the horizon ends before it begins", "write a date after time.start");
    return;
  }
  if (spec.time.end - spec.time.start > std::chrono::days(36600))
    complain("time.end", "the horizon is longer than a hundred years", "write an earlier date");
  if (1h % spec.time.interval != 0ms)
    complain("time.interval_minutes",
             fmt::format("{:g} minutes do not divide an hour", in_seconds(spec.time.interval) / 60),
             "allowed: 5, 6, 10, 12, 15, 20, 30, 60");
}

void node_ids_are_unique(const ScenarioSpec& spec, const Complain& complain) {
  std::map<std::string, std::string> seen;
  const auto look = [&](const std::string& section, const std::vector<std::string>& ids) {
    for (const std::string& id : ids) {
      const auto [first, is_new] = seen.try_emplace(id, section);
      if (!is_new)
        complain(section + "." + id, fmt::format("the id is taken by {}.{}", first->second, id),
                 "hubs, clusters and sites share one set of ids; choose another");
    }
  };
  look("hubs", spec.hubs.ids());
  look("clusters", spec.clusters.ids());
  look("compute_sites", spec.compute_sites.ids());
  look("demand_sites", spec.demand_sites.ids());
}

void there_is_something_to_simulate(const ScenarioSpec& spec, const Complain& complain) {
  if (spec.hubs.empty()) complain("hubs", "no hub", "write at least one");
  if (spec.clusters.empty() && spec.compute_sites.empty())
    complain("clusters", "no cluster", "write at least one");
}

void clusters_refer_to_what_exists(const ScenarioSpec& spec, const Complain& complain) {
  for_each_cluster(spec, [&](const std::string& path, const ClusterSpec& cluster) {
    check_reference(cluster.hub, spec.hubs.ids(), "hub", path + ".hub", complain);
    if (cluster.smart_compute)
      check_reference(cluster.smart_compute->mix, spec.chip_mixes.ids(), "chip mix",
                      path + ".smart_compute.mix", complain);
    for (const auto& [id, pool] : cluster.pools)
      check_reference(pool.chip, spec.chips.ids(), "chip", path + ".pools." + id + ".chip", complain);
    if (cluster.general_load && !cluster.general_load->shape.empty())
      check_reference(cluster.general_load->shape, spec.day_shapes.ids(), "day shape",
                      path + ".general_load.shape", complain);
  });
}

void chip_mixes_sum_to_one(const ScenarioSpec& spec, const Complain& complain) {
  for (const auto& [id, mix] : spec.chip_mixes) {
    double sum = 0.0;
    for (const auto& [chip, share] : mix) {
      check_reference(chip, spec.chips.ids(), "chip", "chip_mixes." + id + "." + chip, complain);
      sum += share;
    }
    if (std::abs(sum - 1.0) > sum_tolerance)
      complain("chip_mixes." + id, fmt::format("the shares sum to {:g}", sum), "they must sum to 1");
  }
}

void reference_chip_exists(const ScenarioSpec& spec, const Complain& complain) {
  if (!spec.reference_chip.empty())
    check_reference(spec.reference_chip, spec.chips.ids(), "chip", "reference_chip", complain);
  else if (!spec.chips.empty())
    complain("reference_chip", "missing",
             "name the chip that run times are stated for; allowed: " + listed(spec.chips.ids()));
}

void weather_shapes_are_not_all_zero(const ScenarioSpec& spec, const Complain& complain) {
  const auto check = [&](const std::vector<double>& factors, const std::string& path) {
    if (std::all_of(factors.begin(), factors.end(), [](double factor) { return factor == 0.0; }))
      complain(path, "every factor is 0", "write at least one above 0");
  };
  for (const auto& [id, shape] : spec.wind_shapes) {
    check(shape.month_factor, "wind_shapes." + id + ".month_factor");
    check(shape.hour_factor, "wind_shapes." + id + ".hour_factor");
  }
  for (const auto& [id, hub] : spec.hubs)
    if (hub.supply.hydro) check(hub.supply.hydro->month_factor, "hubs." + id + ".supply.hydro.month_factor");
}

void chips_are_sound(const ScenarioSpec& spec, const Complain& complain) {
  for (const auto& [id, chip] : spec.chips)
    for (const auto& [phase, fraction] : {std::pair("training_fraction", chip.training_fraction),
                                          std::pair("prefill_fraction", chip.prefill_fraction),
                                          std::pair("decode_fraction", chip.decode_fraction)})
      if (fraction < chip.idle_fraction)
        complain("chips." + id + "." + phase,
                 fmt::format("{:g} is below idle_fraction, {:g}", fraction, chip.idle_fraction),
                 "a chip draws no less in use than when idle");
}

void vouchers_are_sound(const ScenarioSpec& spec, const Complain& complain) {
  std::vector<std::string> origins = spec.hubs.ids();
  for (const std::string& id : spec.demand_sites.ids()) origins.push_back(id);
  for (const auto& [id, voucher] : spec.compute_vouchers)
    check_reference(voucher.origin, origins, "hub or demand site", "compute_vouchers." + id + ".origin",
                    complain);
}

void links_join_nodes(const ScenarioSpec& spec, const Complain& complain) {
  for (const auto& [id, link] : spec.network.links) {
    const std::string path = "network.links." + id + ".between";
    for (std::size_t end = 0; end < link.between.size(); ++end)
      check_reference(link.between[end], node_ids(spec), "hub, cluster or site",
                      fmt::format("{}[{}]", path, end), complain);
    if (link.between.size() == 2 && link.between[0] == link.between[1])
      complain(path + "[1]", "the link joins '" + link.between[0] + "' with itself",
               "write two different ids");
  }
}

void network_is_connected(const ScenarioSpec& spec, const Complain& complain) {
  const std::vector<std::string> ids = node_ids(spec);
  std::map<std::string, std::set<std::string>> neighbours;
  for (const auto& [id, link] : spec.network.links)
    if (link.between.size() == 2) {
      neighbours[link.between[0]].insert(link.between[1]);
      neighbours[link.between[1]].insert(link.between[0]);
    }
  std::set<std::string> reached;
  std::vector<std::string> open;
  if (!ids.empty()) open.push_back(ids.front());
  while (!open.empty()) {
    const std::string at = open.back();
    open.pop_back();
    if (!reached.insert(at).second) continue;
    for (const std::string& next : neighbours[at]) open.push_back(next);
  }
  for (const std::string& id : ids)
    if (!reached.contains(id)) {
      const std::string section = spec.hubs.find(id)            ? "hubs"
                                  : spec.clusters.find(id)      ? "clusters"
                                  : spec.compute_sites.find(id) ? "compute_sites"
                                                                : "demand_sites";
      complain(section + "." + id, fmt::format("no path of links joins it with '{}'", ids.front()),
               "add a link to network.links");
    }
}

void work_comes_from_nodes(const ScenarioSpec& spec, const Complain& complain) {
  std::vector<std::string> origins = spec.hubs.ids();
  for (const std::string& id : spec.demand_sites.ids()) origins.push_back(id);
  const auto check = [&](const Keyed<double>& shares, const std::string& path, bool is_needed) {
    double sum = 0.0;
    for (const auto& [id, share] : shares) {
      check_reference(id, origins, "hub or demand site", path + "." + id, complain);
      sum += share;
    }
    if (sum <= 0.0 && is_needed)
      complain(path, "no place that work comes from", "give at least one hub a share above 0");
  };
  bool is_needed = spec.tokens.has_value();
  for (const auto& [id, job_class] : spec.job_classes) {
    is_needed = is_needed || job_class.origin_shares.empty();
    check(job_class.origin_shares, "job_classes." + id + ".origin_shares", !job_class.origin_shares.empty());
  }
  check(spec.demand_shares, "demand_shares", is_needed);
}

void job_classes_have_chips(const ScenarioSpec& spec, const Complain& complain) {
  if (!spec.job_classes.empty() && spec.chips.empty())
    complain("chips", "no chip, but there are job classes", "write at least one chip");
}

void demand_for_tokens_is_sound(const ScenarioSpec& spec, const Complain& complain) {
  if (!spec.tokens) return;
  const TokensSpec& tokens = *spec.tokens;
  if (tokens.demand.has_value() != tokens.demand_series.empty())
    complain("tokens",
             tokens.demand ? "demand_teratokens_per_day and demand_series are both given" : "no demand",
             "write one of demand_teratokens_per_day and demand_series");
  std::map<std::chrono::sys_days, std::string> seen;
  for (const auto& [id, point] : tokens.demand_series)
    if (const auto [first, is_new] = seen.try_emplace(point.date, id); !is_new)
      complain("tokens.demand_series." + id + ".date",
               fmt::format("the same date as that of '{}'", first->second), "write another, or one point");
}

/// Who uses a model class, and when.
void users_are_sound(const ScenarioSpec& spec, const Complain& complain) {
  if (!spec.tokens) return;
  for (const auto& [id, model] : spec.tokens->classes) {
    const std::string path = "tokens.classes." + id;
    if (!model.day_shape.empty())
      check_reference(model.day_shape, spec.day_shapes.ids(), "day shape", path + ".day_shape", complain);
    if (model.users.empty()) continue;
    if (!model.day_shape.empty()) complain(path, "day_shape and users are both given", "write one of them");
    double sum = 0.0;
    for (const auto& [shape, share] : model.users) {
      check_reference(shape, spec.day_shapes.ids(), "day shape", path + ".users." + shape, complain);
      sum += share;
    }
    if (std::abs(sum - 1.0) > sum_tolerance)
      complain(path + ".users", fmt::format("the shares sum to {:g}", sum), "they must sum to 1");
  }
}

void model_classes_are_sound(const ScenarioSpec& spec, const Complain& complain) {
  if (!spec.tokens) return;
  double sum = 0.0;
  for (const auto& [id, model] : spec.tokens->classes) {
    const std::string path = "tokens.classes." + id;
    sum += model.share;
    for (const auto& [chip, unused] : model.chips)
      check_reference(chip, spec.chips.ids(), "chip", path + ".chips." + chip, complain);
    if (model.decode_alone > model.decode)
      complain(path + ".decode_alone_tokens_per_s",
               fmt::format("{:g} is above decode_tokens_per_s, {:g}", model.decode_alone.value(),
                           model.decode.value()),
               "a full batch yields no less than one stream");
    if (model.decode > model.decode_alone * model.largest_batch)
      complain(path + ".decode_tokens_per_s",
               fmt::format("{:g} is above largest_batch times decode_alone_tokens_per_s, {:g}",
                           model.decode.value(), model.decode_alone.value() * model.largest_batch),
               "a stream in a full batch is no faster than one alone");
    if (!model.trace && !model.output_share)
      complain(path + ".output_share", "missing", "state it, or name a trace of requests");
    if (!model.trace && !model.input_tokens)
      complain(path + ".input_tokens", "missing", "state it, or name a trace of requests");
    if (model.trace && (!model.day_shape.empty() || !model.users.empty()))
      complain(path + ".trace", "demand follows a trace and a day shape at once", "leave one of them out");
    if (model.output_share.value_or(1.0) <= 0.0 && model.cache_hit_share.value_or(0.0) >= 1.0)
      complain(path, "no token takes any work", "lower cache_hit_share or raise output_share");
  }
  if (std::abs(sum - 1.0) > sum_tolerance)
    complain("tokens.classes", fmt::format("the shares sum to {:g}", sum), "they must sum to 1");
}

void rolling_plans_have_a_route(const ScenarioSpec& spec, const Complain& complain) {
  const std::string plan = "rolling_lp";
  if (spec.policy.route.name == plan) return;
  for (const auto& [key, name] :
       {std::pair("policy.serve", spec.policy.serve.name), std::pair("policy.power", spec.policy.power.name)})
    if (name == plan)
      complain(key, "'" + plan + "' follows a plan that nobody makes",
               "write policy.route: " + plan + ", or choose another policy");
}

}  // namespace

void check_scenario(const ScenarioSpec& spec, const Complain& complain) {
  for (const auto rule :
       {horizon_is_ordered, node_ids_are_unique, there_is_something_to_simulate,
        clusters_refer_to_what_exists, chip_mixes_sum_to_one, reference_chip_exists, chips_are_sound,
        weather_shapes_are_not_all_zero, links_join_nodes, network_is_connected, work_comes_from_nodes,
        job_classes_have_chips, demand_for_tokens_is_sound, users_are_sound, model_classes_are_sound,
        vouchers_are_sound, rolling_plans_have_a_route})
    rule(spec, complain);
  check_workload(spec, complain);
  check_energy(spec, complain);
  check_operations(spec, complain);
  check_traces(spec, complain);
}

}  // namespace suanwang
