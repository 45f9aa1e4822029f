#include "suanwang/engine/service_holds.hpp"

#include <algorithm>

#include "suanwang/core/error.hpp"

namespace suanwang {

ServiceHolds::ServiceHolds(const World& world, State& state)
    : world_(world), state_(state), placements_(world.pools().size()) {
  for (const PoolId id : world.pools().ids()) {
    const Pool& pool = world.pools()[id];
    state_.pools[id].held.accelerators = pool.serving - pool.lendable;
    if (pool.lendable == 0) continue;
    lending_.push_back(id);
    if (pool.has_servers()) placements_[id].reserve(pool.lendable / pool.accelerators_per_server);
    change(id, pool.serving);
  }
}

void ServiceHolds::set_held(PoolId pool, std::uint32_t accelerators) {
  PoolUse& held = state_.pools[pool].held;
  held.change(state_.now, std::int64_t{accelerators} - held.accelerators);
}

std::uint32_t ServiceHolds::reachable(PoolId id) const {
  const Pool& pool = world_.pools()[id];
  const PoolState& own = state_.pools[id];
  if (own.outages > 0) return held(id);
  const std::uint32_t free = pool.has_servers()
                                 ? state_.servers[id].empty_servers() * pool.accelerators_per_server
                                 : State::for_jobs(pool, own) - own.down.accelerators - own.occupied;
  return std::min(pool.serving, held(id) + free);
}

bool ServiceHolds::change(PoolId id, std::uint32_t wanted) {
  const Pool& pool = world_.pools()[id];
  if (state_.pools[id].outages > 0) return held(id) >= wanted;
  std::uint32_t target = std::max(std::min(wanted, reachable(id)), pool.serving - pool.lendable);
  if (!pool.has_servers()) {
    set_held(id, target);
    return target >= wanted;
  }
  const std::uint32_t size = pool.accelerators_per_server, kept = pool.serving - pool.lendable;
  std::vector<std::uint32_t>& placements = placements_[id];
  ServerMap& servers = state_.servers[id];
  const std::size_t target_servers = (target - kept + size - 1) / size;
  for (; placements.size() > target_servers; placements.pop_back()) servers.remove(placements.back());
  while (placements.size() < target_servers && servers.empty_servers() > 0)
    placements.push_back(servers.place(ServerMap::services, size, false));
  set_held(id, kept + static_cast<std::uint32_t>(placements.size()) * size);
  return held(id) >= wanted;
}

void ServiceHolds::replace(PoolId id, std::uint32_t server) {
  ServerMap& servers = state_.servers[id];
  std::vector<std::uint32_t>& placements = placements_[id];
  const auto lost = std::find_if(placements.begin(), placements.end(), [&](std::uint32_t placement) {
    return servers.server_under(placement) == server;
  });
  expects(lost != placements.end(), "services know their servers");
  servers.remove(*lost);
  if (servers.empty_servers() > 0) {
    *lost = servers.place(ServerMap::services, world_.pools()[id].accelerators_per_server, false);
    return;
  }
  placements.erase(lost);
  set_held(id, held(id) - world_.pools()[id].accelerators_per_server);
}

}  // namespace suanwang
