#include "suanwang/model/world.hpp"

#include <algorithm>
#include <cmath>

#include "suanwang/core/error.hpp"

namespace suanwang {

World::World(WorldParts parts) : parts_(std::move(parts)) {
  check();
  find_home_hubs();
  find_candidates();
  find_serving_sites();
  for (const Cluster& cluster : parts_.clusters) {
    Megawatts power;
    for (const PoolId pool : cluster.pools)
      power += parts_.chips[parts_.pools[pool].chip].all_in_power * parts_.pools[pool].energised;
    accelerator_power_.add(power * (1.0 + cluster.server_overhead));
  }
}

namespace {

template <class QuantityType>
bool covers(const Series<QuantityType>& series, std::size_t intervals) {
  return series.size() == 0 || series.size() == intervals;
}

}  // namespace

void World::check() const {
  const std::size_t intervals = parts_.calendar.interval_count();
  expects(parts_.flow_limit > Gbps(0), "a flow may use some bandwidth");
  for (const Hub& hub : parts_.hubs) {
    const HubSupply& supply = hub.supply;
    expects(hub.node.index() < parts_.network.nodes().size(), "a hub stands at a known node");
    for (const Generation* generation :
         {&supply.wind, &supply.solar, &supply.hydro, &supply.direct_wind, &supply.direct_solar})
      expects(covers(generation->capacity_factor, intervals) &&
                  (generation->capacity == Megawatts(0) || generation->capacity_factor.size() == intervals),
              "capacity factors cover the calendar");
    expects(supply.prices.tariff.size() == intervals && supply.carbon.location.size() == intervals &&
                supply.carbon.market.size() == intervals && supply.carbon.marginal.size() == intervals &&
                covers(supply.grid_available, intervals) && covers(supply.response.load_limit, intervals) &&
                supply.response.price.size() == supply.response.load_limit.size(),
            "a hub's series cover the calendar");
  }
  for (const Cluster& cluster : parts_.clusters) {
    expects(cluster.hub.index() < parts_.hubs.size() && cluster.node.index() < parts_.network.nodes().size(),
            "a cluster has a known hub and node");
    expects(cluster.general_load.size() == intervals && cluster.facility.size() == intervals,
            "a cluster's series cover the calendar");
  }
  for (const Pool& pool : parts_.pools) {
    expects(pool.cluster.index() < parts_.clusters.size() && pool.chip.index() < parts_.chips.size(),
            "a pool has a known cluster and chip");
    expects(pool.lendable <= pool.serving && pool.serving <= pool.energised &&
                pool.energised <= pool.installed && pool.speed > 0.0,
            "of a pool's accelerators: lendable <= serving <= energised <= installed");
    expects(!pool.has_servers() || pool.lendable % pool.accelerators_per_server == 0,
            "services lend whole servers");
  }
  for (const TransferLine& line : parts_.transfer_lines)
    expects(line.from.index() < parts_.hubs.size() && line.to.index() < parts_.hubs.size() &&
                line.from != line.to && line.loss >= 0.0 && line.loss < 1.0 &&
                covers(line.available, intervals),
            "a transfer line joins two known hubs and loses less than all");
  expects(parts_.serving.highest_load > 0.0 && parts_.serving.highest_load <= 1.0,
          "a place is full at a load within 0 and 1");
  for (const ModelClass& model : parts_.model_classes)
    expects(model.on_chip.size() == parts_.chips.size(), "a model class has a profile on every chip");
  for (const TokenStream& stream : parts_.token_streams)
    expects(stream.demand.size() == intervals && stream.model.index() < parts_.model_classes.size() &&
                stream.origin.index() < parts_.network.nodes().size(),
            "a token stream covers the calendar, of a known model class, from a known node");
}

void World::find_home_hubs() {
  const auto home_of = [this](NodeId node) {
    for (const HubId hub : parts_.hubs.ids())
      if (parts_.hubs[hub].node == node) return hub;
    for (const Cluster& cluster : parts_.clusters)
      if (cluster.node == node) return cluster.hub;
    HubId nearest(0);
    std::optional<Delay> least;
    for (const HubId hub : parts_.hubs.ids()) {
      const auto route = parts_.network.route(node, parts_.hubs[hub].node);
      if (!route || (least && route->delay >= *least)) continue;
      least = route->delay;
      nearest = hub;
    }
    return nearest;
  };
  for (const NodeId node : parts_.network.nodes().ids()) home_hubs_.add(home_of(node));
}

bool World::roles_allow(bool is_latency_bound, NodeId origin, HubId id) const {
  const Hub& hub = parts_.hubs[id];
  const HubId home = home_hubs_[origin];
  if (is_latency_bound && parts_.hub_roles.real_time_stays_east && hub.role == HubRole::west && home != id)
    return std::find(hub.real_time_for.begin(), hub.real_time_for.end(), home) != hub.real_time_for.end();
  if (!is_latency_bound && parts_.hub_roles.deferrable_goes_west && parts_.hubs[home].role == HubRole::east)
    return hub.role != HubRole::east;
  return true;
}

std::uint32_t World::largest_job(const JobClass& job_class, const Pool& pool) const {
  const std::uint32_t largest = pool.largest_gang(job_class.needs_one_domain);
  if (!job_class.elasticity.is_elastic() || pool.has_servers()) return largest;
  auto asked = static_cast<std::uint32_t>(std::min(4e9, (largest + 1.0) / job_class.elasticity.minimum));
  while (asked > 0 && job_class.elasticity.least(asked) > largest) --asked;
  return asked;
}

void World::find_candidates() {
  job_candidates_.resize(parts_.job_classes.size() * parts_.network.nodes().size());
  for (const JobClassId class_id : parts_.job_classes.ids()) {
    const JobClass& job_class = parts_.job_classes[class_id];
    for (const NodeId origin : parts_.network.nodes().ids()) {
      auto& candidates = job_candidates_[class_id.index() * parts_.network.nodes().size() + origin.index()];
      for (const PoolId pool_id : parts_.pools.ids()) {
        const Pool& pool = parts_.pools[pool_id];
        const auto route = parts_.network.route(origin, parts_.clusters[pool.cluster].node);
        if (!route || pool.schedulable() == 0) continue;
        if (parts_.chips[pool.chip].memory < job_class.memory_per_accelerator) continue;
        if (job_class.speed_on(pool.chip) <= 0.0) continue;
        if (!job_class.admits(route->delay)) continue;
        if (!roles_allow(job_class.is_latency_bound(), origin, parts_.clusters[pool.cluster].hub)) continue;
        candidates.push_back({pool_id, pool.cluster, route->round_trip(), largest_job(job_class, pool)});
      }
      std::stable_sort(candidates.begin(), candidates.end(),
                       [](const Candidate& a, const Candidate& b) { return a.round_trip < b.round_trip; });
    }
  }
}

void World::find_serving_sites() {
  for (const TokenStream& stream : parts_.token_streams) {
    std::vector<ServingSite> sites;
    for (const PoolId id : parts_.pools.ids()) {
      const Pool& pool = parts_.pools[id];
      const Cluster& cluster = parts_.clusters[pool.cluster];
      const auto route = parts_.network.route(stream.origin, cluster.node);
      if (pool.serving > 0 && route && parts_.model_classes[stream.model].admits(route->delay) &&
          roles_allow(true, stream.origin, cluster.hub))
        sites.push_back({id, pool.cluster, route->round_trip(), serving_profile(stream.model, id).rate});
    }
    const auto energy_per_token = [&](const ServingSite& site) {
      const Chip& chip = parts_.chips[parts_.pools[site.pool].chip];
      return chip.power_in(serving_profile(stream.model, site.pool).phases).value() / site.rate.value();
    };
    std::stable_sort(sites.begin(), sites.end(), [&](const ServingSite& a, const ServingSite& b) {
      return a.round_trip != b.round_trip ? a.round_trip < b.round_trip
                                          : energy_per_token(a) < energy_per_token(b);
    });
    serving_sites_.add(std::move(sites));
  }
}

std::optional<Duration> World::mean_time_to_failure(PoolId id, std::uint32_t accelerators) const {
  const Pool& pool = parts_.pools[id];
  double failures_per_ms = 0.0;
  const auto add = [&](const std::optional<Reliability>& reliability, double count) {
    if (reliability)
      failures_per_ms += count / static_cast<double>(reliability->mean_time_to_failure.count());
  };
  if (pool.has_servers()) {
    const double servers = std::ceil(static_cast<double>(accelerators) / pool.accelerators_per_server);
    // A server also goes down with the neighbours that it fails together with.
    add(parts_.faults.servers,
        servers + (parts_.faults.servers ? parts_.faults.servers->together - 1.0 : 0.0));
    if (pool.servers_per_super_node > 0)
      add(parts_.faults.super_nodes, std::ceil(servers / pool.servers_per_super_node));
  }
  add(parts_.faults.clusters, 1.0);
  if (failures_per_ms <= 0.0) return std::nullopt;
  return duration_from_seconds(1.0 / failures_per_ms / 1000.0);
}

Checkpointing World::checkpointing(const Job& job, PoolId pool) const {
  const JobClass& job_class = parts_.job_classes[job.job_class];
  Checkpointing checkpointing = job_class.checkpointing;
  if (!job_class.has_best_interval) return checkpointing;
  const auto between_failures = mean_time_to_failure(pool, job.accelerators);
  if (!between_failures) return checkpointing;  // nothing fails, so nothing needs saving
  checkpointing.interval = std::max(
      Duration(1),
      duration_from_seconds(daly_interval(in_seconds(checkpointing.cost), in_seconds(*between_failures))));
  return checkpointing;
}

Megawatts World::base_load(HubId hub, std::size_t interval, bool counts_idle) const {
  Megawatts load;
  for (const ClusterId id : parts_.hubs[hub].clusters) {
    const Cluster& cluster = parts_.clusters[id];
    Megawatts idle;
    for (const PoolId pool : cluster.pools)
      if (counts_idle)
        idle += parts_.chips[parts_.pools[pool].chip].idle_power() * parts_.pools[pool].energised;
    load += cluster.facility.facility_load(
        idle * (1.0 + cluster.server_overhead) + general_load(id, interval), design_it_power(id), interval);
  }
  return load;
}

void World::set_general_load_factor(double factor) {
  expects(factor >= 0.0, "general load is not negative");
  general_load_factor_ = factor;
}

}  // namespace suanwang
