#include "suanwang/optimise/work_groups.hpp"

#include <algorithm>

namespace suanwang {

WorkGroups::WorkGroups(const World& world) : nodes_(world.network().nodes().size()) {
  for (const JobClassId job_class : world.job_classes().ids())
    for (const NodeId origin : world.network().nodes().ids()) {
      WorkGroup group{job_class, {}};
      for (const Candidate& each : world.candidates(job_class, origin)) group.pools.push_back(each.pool);
      std::sort(group.pools.begin(), group.pools.end());
      if (group.pools.empty()) {
        group_of_.push_back(std::nullopt);
        continue;
      }
      const auto known = std::find_if(groups_.begin(), groups_.end(), [&](const WorkGroup& other) {
        return other.job_class == group.job_class && other.pools == group.pools;
      });
      group_of_.push_back(static_cast<std::size_t>(known - groups_.begin()));
      if (known == groups_.end()) groups_.push_back(std::move(group));
    }
}

namespace {

double at_the_meter(const World& world, PoolId id, const PhaseMix& phases, std::size_t interval) {
  const Pool& pool = world.pools()[id];
  const Cluster& cluster = world.clusters()[pool.cluster];
  const Chip& chip = world.chips()[pool.chip];
  return (chip.power_in(phases) - chip.idle_power()).value() * (1.0 + cluster.server_overhead) *
         cluster.facility.marginal_pue(interval);
}

}  // namespace

double facility_mw_per_accelerator(const World& world, JobClassId job_class, PoolId pool,
                                   std::size_t interval) {
  return at_the_meter(world, pool, world.job_classes()[job_class].phases, interval);
}

double facility_mw_per_accelerator(const World& world, ModelClassId model, PoolId pool,
                                   std::size_t interval) {
  return at_the_meter(world, pool, world.serving_profile(model, pool).phases, interval);
}

}  // namespace suanwang
