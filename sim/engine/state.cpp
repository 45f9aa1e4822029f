#include "suanwang/engine/state.hpp"

namespace suanwang {

State::State(const World& world)
    : class_count(world.job_classes().size()),
      pools(world.pools().size()),
      caches(world),
      uses(world.pools().size() * world.job_classes().size()),
      clocks(world.pools().size() * world.job_classes().size()),
      serving_speed(world.clusters().size(), 1.0),
      peak_import(world.hubs().size()) {
  for (const PoolId pool : world.pools().ids()) {
    servers.add(ServerMap(world.pools()[pool]));
    kept_free.add(KeptFree(world, pool));
  }
  // What a storage holds at the start has no known origin: none of it counts as green.
  for (const Hub& hub : world.hubs())
    stored.add({hub.supply.storage.energy * hub.supply.storage.initial_charge, MegawattHours(0)});
}

}  // namespace suanwang
