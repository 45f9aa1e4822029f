// What happens to a run when something stops working, and when it works again.
#include <algorithm>

#include "suanwang/engine/simulator.hpp"

namespace suanwang {

void Simulator::handle_faults() {
  while (faults_.next_time() == state_.now) {
    ++event_count_;
    on_fault(faults_.pop());
  }
  // What was kept free no longer is: who waited for it may try.
  for (; !window_ends_.empty() && window_ends_.back().first <= state_.now; window_ends_.pop_back())
    touch(window_ends_.back().second);
}

void Simulator::on_fault(const FaultProcess::Event& event) {
  const bool is_up = event.is_repair;
  switch (event.kind) {
    case FaultProcess::Kind::server: {
      const std::uint32_t count = state_.servers[event.pool].server_count();
      return change_servers(event.pool, event.index, std::min(event.index + event.together, count), is_up);
    }
    case FaultProcess::Kind::super_node: {
      const auto [first, end] = state_.servers[event.pool].servers_of(event.index);
      return change_servers(event.pool, first, end, is_up);
    }
    case FaultProcess::Kind::cluster:
      return change_cluster(ClusterId(event.index), is_up, false);
    case FaultProcess::Kind::link:
      return change_link(LinkId(event.index), is_up);
    case FaultProcess::Kind::outage: {
      const PlannedOutage& outage = world_.parts().outages[event.index];
      if (outage.link) return change_link(*outage.link, is_up);
      if (outage.servers == 0) return change_cluster(*outage.cluster, is_up, outage.is_announced);
      for (const PoolId pool : world_.clusters()[*outage.cluster].pools)
        if (world_.pools()[pool].has_servers())
          return change_servers(pool, 0, std::min(outage.servers, world_.pools()[pool].servers()), is_up);
      return;
    }
  }
}

/// Links fail each for itself, and under planned outages: one carries data when nothing keeps it down.
void Simulator::change_link(LinkId link, bool is_up) {
  const std::uint32_t before = links_down_[link];
  links_down_[link] = is_up ? before - 1 : before + 1;
  if (before == 0 || links_down_[link] == 0) transfers_.set_link(state_.now, link, links_down_[link] == 0);
}

void Simulator::change_servers(PoolId pool, std::uint32_t first, std::uint32_t end, bool is_up) {
  ServerMap& servers = state_.servers[pool];
  victims_.clear();
  lost_servers_.clear();
  for (std::uint32_t server = first; server < end; ++server) {
    if (is_up) {
      servers.bring_up(server);
      continue;
    }
    servers.take_down(server, victims_);
    if (victims_.empty() || victims_.back() != ServerMap::services) continue;
    victims_.pop_back();
    lost_servers_.push_back(server);
  }
  for (const std::uint32_t server : lost_servers_) holds_.replace(pool, server);
  for (const std::uint32_t slot : victims_) {
    if (state_.jobs[slot].state != JobState::running) continue;  // hit twice
    interrupt(slot, RunEnd::failure, false);
    enqueue(slot);
  }
  recount_down(pool);
}

void Simulator::change_cluster(ClusterId cluster, bool is_up, bool is_announced) {
  for (const PoolId pool : world_.clusters()[cluster].pools) {
    PoolState& own = state_.pools[pool];
    own.outages = is_up ? own.outages - 1 : own.outages + 1;
    victims_.clear();
    for (std::uint32_t slot = 0; !is_up && slot < state_.jobs.slot_count(); ++slot)
      if (state_.jobs[slot].state == JobState::running && state_.jobs[slot].pool == pool)
        victims_.push_back(slot);
    // Servers are given anew in the order in which they come free.
    std::sort(victims_.begin(), victims_.end(),
              [this](auto a, auto b) { return state_.jobs[a].order() < state_.jobs[b].order(); });
    for (const std::uint32_t slot : victims_) {
      interrupt(slot, is_announced ? RunEnd::preempted : RunEnd::failure, is_announced);
      enqueue(slot);
    }
    recount_down(pool);
  }
}

void Simulator::recount_down(PoolId pool) {
  const std::uint32_t down = state_.pools[pool].outages > 0
                                 ? State::for_jobs(world_.pools()[pool], state_.pools[pool])
                                 : state_.servers[pool].down_accelerators();
  PoolUse& use = state_.pools[pool].down;
  use.change(state_.now, std::int64_t{down} - use.accelerators);
  touch(pool);
}

}  // namespace suanwang
