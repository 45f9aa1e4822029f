#include "suanwang/engine/state.hpp"

namespace suanwang {

State::State(const World& world)
    : class_count(world.job_classes().size()),
      pools(world.pools().size()),
      uses(world.pools().size() * world.job_classes().size()) {
  for (const Hub& hub : world.hubs())
    stored.add(hub.supply.storage.energy * hub.supply.storage.initial_charge);
}

}  // namespace suanwang
