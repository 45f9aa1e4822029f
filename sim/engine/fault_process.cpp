#include "suanwang/engine/fault_process.hpp"

#include <algorithm>
#include <cmath>

#include "suanwang/core/error.hpp"
#include "suanwang/core/random_stream.hpp"

namespace suanwang {

FaultProcess::FaultProcess(const World& world) : world_(world) {
  const FaultModel& faults = world.parts().faults;
  for (const PoolId id : world.pools().ids()) {
    const Pool& pool = world.pools()[id];
    if (faults.servers) add_group(Kind::server, id, pool.servers(), *faults.servers);
    if (faults.super_nodes && pool.has_servers() && pool.servers_per_super_node > 0) {
      const std::uint32_t count =
          (pool.servers() + pool.servers_per_super_node - 1) / pool.servers_per_super_node;
      add_group(Kind::super_node, id, count, *faults.super_nodes);
    }
  }
  if (faults.clusters)
    add_group(Kind::cluster, {}, static_cast<std::uint32_t>(world.clusters().size()), *faults.clusters);
  if (faults.links)
    add_group(Kind::link, {}, static_cast<std::uint32_t>(world.network().links().size()), *faults.links);
  for (const Group& group : groups_)
    for (std::uint32_t thing = group.first_thing; thing < group.first_thing + group.count; ++thing)
      pending_.push({TimePoint() + draw(group, thing, 0), thing, 0});
  const std::vector<PlannedOutage>& outages = world.parts().outages;
  groups_.push_back({Kind::outage, {}, things_, 0, static_cast<std::uint32_t>(outages.size()), {}});
  for (std::uint32_t i = 0; i < outages.size(); ++i)
    if (outages[i].to > TimePoint()) pending_.push({std::max(TimePoint(), outages[i].from), things_ + i, 0});
}

void FaultProcess::add_group(Kind kind, PoolId pool, std::uint32_t count, const Reliability& reliability) {
  groups_.push_back({kind, pool, things_, 0, count, reliability});
  things_ += count;
}

const FaultProcess::Group& FaultProcess::group_of(std::uint32_t thing) const {
  const auto behind =
      std::upper_bound(groups_.begin(), groups_.end(), thing,
                       [](std::uint32_t t, const Group& group) { return t < group.first_thing; });
  return *std::prev(behind);
}

Duration FaultProcess::draw(const Group& group, std::uint32_t thing, std::uint32_t changes) const {
  const bool is_repair = changes % 2 == 1;
  const Reliability& reliability = group.reliability;
  const double mean_s =
      in_seconds(is_repair ? reliability.mean_time_to_repair : reliability.mean_time_to_failure);
  const double shape = is_repair ? reliability.repair_shape : reliability.failure_shape;
  // Things of a kind keep their streams when others are added, so the kind is part of the name.
  RandomStream stream(world_.parts().seed, RandomPurpose::fault, static_cast<std::uint32_t>(group.kind),
                      (std::uint64_t{thing - group.first_thing} << 32 | group.pool.index() << 20) + changes);
  double spent = stream.exponential();  // to the power of 1 / shape: a Weibull variate
  if (shape != 1.0) spent = std::pow(spent, 1.0 / shape) / std::tgamma(1.0 + 1.0 / shape);
  return std::max(Duration(1), duration_from_seconds(mean_s * spent));
}

FaultProcess::Event FaultProcess::pop() {
  const Pending first = pending_.top();
  pending_.pop();
  const Group& group = group_of(first.thing);
  Event event;
  event.time = first.time;
  event.kind = group.kind;
  event.is_repair = first.changes % 2 == 1;
  event.pool = group.pool;
  event.index = first.thing - group.first_thing;
  event.together = group.reliability.together;
  const std::uint32_t changes = first.changes + 1;
  if (group.kind != Kind::outage)
    pending_.push({first.time + draw(group, first.thing, changes), first.thing, changes});
  else if (!event.is_repair)
    pending_.push({world_.parts().outages[event.index].to, first.thing, changes});
  return event;
}

}  // namespace suanwang
