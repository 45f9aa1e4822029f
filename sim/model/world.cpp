#include "suanwang/model/world.hpp"

#include <algorithm>

#include "suanwang/core/error.hpp"

namespace suanwang {

World::World(CivilCalendar calendar, Network network, Gbps flow_limit, Table<ChipId, Chip> chips,
             Table<HubId, Hub> hubs, Table<ClusterId, Cluster> clusters, Table<PoolId, Pool> pools,
             Table<JobClassId, JobClass> job_classes, Table<ModelClassId, ModelClass> model_classes,
             Table<TokenStreamId, TokenStream> token_streams)
    : calendar_(calendar),
      network_(std::move(network)),
      flow_limit_(flow_limit),
      chips_(std::move(chips)),
      hubs_(std::move(hubs)),
      clusters_(std::move(clusters)),
      pools_(std::move(pools)),
      job_classes_(std::move(job_classes)),
      model_classes_(std::move(model_classes)),
      token_streams_(std::move(token_streams)) {
  check();
  find_candidates();
  find_serving_sites();
}

void World::check() const {
  const std::size_t intervals = calendar_.interval_count();
  expects(flow_limit_ > Gbps(0), "a flow may use some bandwidth");
  for (const Hub& hub : hubs_) {
    const HubSupply& supply = hub.supply;
    expects(hub.node.index() < network_.nodes().size(), "a hub stands at a known node");
    expects(supply.wind.capacity_factor.size() == intervals &&
                supply.solar.capacity_factor.size() == intervals &&
                supply.hydro.capacity_factor.size() == intervals && supply.tariff.size() == intervals,
            "a hub's series cover the calendar");
  }
  for (const Cluster& cluster : clusters_) {
    expects(cluster.hub.index() < hubs_.size() && cluster.node.index() < network_.nodes().size(),
            "a cluster has a known hub and node");
    expects(cluster.general_load.size() == intervals && cluster.pue.size() == intervals,
            "a cluster's series cover the calendar");
  }
  for (const Pool& pool : pools_) {
    expects(pool.cluster.index() < clusters_.size() && pool.chip.index() < chips_.size(),
            "a pool has a known cluster and chip");
    expects(pool.serving <= pool.energised && pool.energised <= pool.installed && pool.speed > 0.0,
            "of a pool's accelerators: serving <= energised <= installed");
  }
  for (const TokenStream& stream : token_streams_)
    expects(stream.demand.size() == intervals && stream.model.index() < model_classes_.size() &&
                stream.origin.index() < network_.nodes().size(),
            "a token stream covers the calendar, of a known model class, from a known node");
}

void World::find_candidates() {
  job_candidates_.resize(job_classes_.size() * network_.nodes().size());
  for (const JobClassId class_id : job_classes_.ids()) {
    const JobClass& job_class = job_classes_[class_id];
    for (const NodeId origin : network_.nodes().ids()) {
      auto& candidates = job_candidates_[class_id.index() * network_.nodes().size() + origin.index()];
      for (const PoolId pool_id : pools_.ids()) {
        const Pool& pool = pools_[pool_id];
        const auto route = network_.route(origin, clusters_[pool.cluster].node);
        if (!route || pool.schedulable() == 0) continue;
        if (chips_[pool.chip].memory < job_class.memory_per_accelerator) continue;
        if (job_class.round_trip_bound && route->round_trip() > *job_class.round_trip_bound) continue;
        candidates.push_back({pool_id, pool.cluster, route->round_trip()});
      }
      std::stable_sort(candidates.begin(), candidates.end(),
                       [](const Candidate& a, const Candidate& b) { return a.round_trip < b.round_trip; });
    }
  }
}

void World::find_serving_sites() {
  for (const TokenStream& stream : token_streams_) {
    std::vector<ServingSite> sites;
    for (const ClusterId id : clusters_.ids()) {
      const auto& pools = clusters_[id].pools;
      const bool serves =
          std::any_of(pools.begin(), pools.end(), [&](PoolId pool) { return pools_[pool].serving > 0; });
      const auto route = network_.route(stream.origin, clusters_[id].node);
      if (serves && route && route->round_trip() <= model_classes_[stream.model].round_trip_bound)
        sites.push_back({id, route->round_trip()});
    }
    std::stable_sort(sites.begin(), sites.end(),
                     [](const ServingSite& a, const ServingSite& b) { return a.round_trip < b.round_trip; });
    serving_sites_.add(std::move(sites));
  }
}

Megawatts World::energised_it_power(ClusterId cluster) const {
  Megawatts power;
  for (const PoolId pool : clusters_[cluster].pools)
    power += chips_[pools_[pool].chip].all_in_power * pools_[pool].energised;
  return power;
}

void World::set_general_load_factor(double factor) {
  expects(factor >= 0.0, "general load is not negative");
  general_load_factor_ = factor;
}

}  // namespace suanwang
