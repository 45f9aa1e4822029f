// Checks across keys about faults, outages, reservations and what job classes say of how they run.
#include <algorithm>

#include <fmt/format.h>

#include "suanwang/core/error.hpp"

#include "check_rules.hpp"

namespace suanwang {

namespace {

std::vector<std::string> cluster_ids(const ScenarioSpec& spec) {
  std::vector<std::string> all = spec.clusters.ids();
  const std::vector<std::string> sites = spec.compute_sites.ids();
  all.insert(all.end(), sites.begin(), sites.end());
  return all;
}

const ClusterSpec* find_cluster(const ScenarioSpec& spec, const std::string& id) {
  const ClusterSpec* cluster = spec.clusters.find(id);
  return cluster ? cluster : spec.compute_sites.find(id);
}

void times_are_ordered(LocalMinute start, LocalMinute end, const std::string& path,
                       const Complain& complain) {
  if (end <= start) complain(path + ".end", "it ends before it begins", "write a later time");
}

bool has_servers(const ScenarioSpec& spec, const std::string& chip) {
  const ChipSpec* found = spec.chips.find(chip);
  return found && found->accelerators_per_server > 0;
}

bool has_servers(const ScenarioSpec& spec, const ClusterSpec& cluster) {
  for (const auto& [id, pool] : cluster.pools)
    if (has_servers(spec, pool.chip)) return true;
  if (!cluster.smart_compute) return false;
  const Keyed<double>* mix = spec.chip_mixes.find(cluster.smart_compute->mix);
  return mix && std::any_of(mix->begin(), mix->end(),
                            [&](const auto& part) { return has_servers(spec, part.first); });
}

void outages_are_sound(const ScenarioSpec& spec, const Complain& complain) {
  for (const auto& [id, outage] : spec.outages) {
    const std::string path = "outages." + id;
    times_are_ordered(outage.start, outage.end, path, complain);
    if (outage.cluster.empty() == outage.link.empty()) {
      complain(path, outage.link.empty() ? "it strikes nothing" : "it strikes both a cluster and a link",
               "write one of cluster and link");
      continue;
    }
    if (!outage.link.empty()) {
      check_reference(outage.link, spec.network.links.ids(), "link", path + ".link", complain);
      if (outage.servers > 0)
        complain(path + ".servers", "a link has no servers", "remove it, or name a cluster");
      continue;
    }
    check_reference(outage.cluster, cluster_ids(spec), "cluster", path + ".cluster", complain);
    const ClusterSpec* cluster = find_cluster(spec, outage.cluster);
    if (cluster && outage.servers > 0 && !has_servers(spec, *cluster))
      complain(path + ".servers", "no pool of '" + outage.cluster + "' has servers",
               "state accelerators_per_server of its chips, or leave out the number: the whole cluster");
  }
}

void faults_have_something_to_strike(const ScenarioSpec& spec, const Complain& complain) {
  if (!spec.faults) return;
  bool any_servers = false, any_super_nodes = false;
  for_each_cluster(spec, [&](const std::string&, const ClusterSpec& cluster) {
    any_servers = any_servers || has_servers(spec, cluster);
  });
  for (const auto& [id, chip] : spec.chips)
    any_super_nodes =
        any_super_nodes || (chip.accelerators_per_server > 0 && chip.servers_per_super_node > 0);
  if (spec.faults->servers && !any_servers)
    complain("faults.servers", "no pool has servers", "state accelerators_per_server of a chip in use");
  if (spec.faults->super_nodes && !(any_servers && any_super_nodes))
    complain("faults.super_nodes", "no pool has super-nodes",
             "state servers_per_super_node of a chip in use");
  if (spec.faults->links && spec.network.links.empty())
    complain("faults.links", "there is no link", "remove it");
}

void reservations_are_sound(const ScenarioSpec& spec, const Complain& complain) {
  for (const auto& [id, reservation] : spec.reservations) {
    const std::string path = "reservations." + id;
    times_are_ordered(reservation.start, reservation.end, path, complain);
    check_reference(reservation.job_class, spec.job_classes.ids(), "job class", path + ".job_class",
                    complain);
    check_reference(reservation.cluster, cluster_ids(spec), "cluster", path + ".cluster", complain);
    if (!reservation.pool.empty())
      check_reference(reservation.pool, spec.chips.ids(), "chip", path + ".chip", complain);
    const ClusterSpec* cluster = find_cluster(spec, reservation.cluster);
    if (cluster && cluster->pools.empty() && !cluster->smart_compute)
      complain(path + ".cluster", "'" + reservation.cluster + "' has no accelerators", "name another");
  }
}

void latency_circle_exists(const ScenarioSpec& spec, const std::string& circle, const std::string& path,
                           const Complain& complain) {
  if (!circle.empty())
    check_reference(circle, spec.latency_circles.ids(), "latency circle", path + ".latency_circle", complain);
}

void places_exist(const ScenarioSpec& spec, const std::vector<std::string>& places, const std::string& path,
                  const Complain& complain) {
  std::vector<std::string> all = spec.hubs.ids();
  for (const auto& ids : {cluster_ids(spec), spec.demand_sites.ids()})
    all.insert(all.end(), ids.begin(), ids.end());
  for (std::size_t i = 0; i < places.size(); ++i)
    check_reference(places[i], all, "hub, cluster or site", fmt::format("{}[{}]", path, i), complain);
}

void job_classes_can_run_so(const ScenarioSpec& spec, const Complain& complain) {
  for (const auto& [id, job_class] : spec.job_classes) {
    const std::string path = "job_classes." + id;
    latency_circle_exists(spec, job_class.latency_circle, path, complain);
    for (const auto& [chip, speed] : job_class.chips)
      check_reference(chip, spec.chips.ids(), "chip", path + ".chips." + chip, complain);
    places_exist(spec, job_class.replicas, path + ".replicas", complain);
    if (!job_class.replicas.empty() && !job_class.data_sets)
      complain(path + ".replicas", "there are no data sets to have copies of", "add data_sets, or remove it");
    if (job_class.is_migratable && !job_class.checkpoint)
      complain(path + ".migratable", "a job without checkpoints cannot be copied", "add checkpoint");
    if (job_class.checkpoint && job_class.checkpoint->interval && job_class.checkpoint->cost > 0ms &&
        *job_class.checkpoint->interval < 1s)
      complain(path + ".checkpoint.interval_minutes", "below a second", "write more");
  }
  if (!spec.tokens) return;
  for (const auto& [id, model] : spec.tokens->classes)
    latency_circle_exists(spec, model.latency_circle, "tokens.classes." + id, complain);
}

void hub_roles_are_sound(const ScenarioSpec& spec, const Complain& complain) {
  for (const auto& [id, hub] : spec.hubs)
    for (std::size_t i = 0; i < hub.real_time_for.size(); ++i)
      check_reference(hub.real_time_for[i], spec.hubs.ids(), "hub",
                      fmt::format("hubs.{}.real_time_for[{}]", id, i), complain);
  for (const auto& [id, circle] : spec.latency_circles)
    if (!circle.one_way && !circle.round_trip)
      complain("latency_circles." + id, "it bounds nothing", "write one_way_ms, round_trip_ms or both");
}

void super_nodes_have_servers(const ScenarioSpec& spec, const Complain& complain) {
  for (const auto& [id, chip] : spec.chips)
    if (chip.servers_per_super_node > 0 && chip.accelerators_per_server == 0)
      complain("chips." + id + ".servers_per_super_node", "the size of a server is missing",
               "add accelerators_per_server");
}

}  // namespace

void check_operations(const ScenarioSpec& spec, const Complain& complain) {
  for (const auto rule : {outages_are_sound, faults_have_something_to_strike, reservations_are_sound,
                          job_classes_can_run_so, hub_roles_are_sound, super_nodes_have_servers})
    rule(spec, complain);
}

}  // namespace suanwang
