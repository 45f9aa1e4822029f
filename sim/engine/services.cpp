// When an interval begins: services take the accelerators that its tokens need, and release the others.
#include <algorithm>
#include <tuple>

#include "suanwang/engine/simulator.hpp"

namespace suanwang {

void Simulator::begin_interval() {
  power_.release_restrictions();
  hold_for_services();
  power_.begin_interval();
}

/// Plans the tokens as if services could have all that is for them, then has them hold what the plan needs.
/// Where jobs that may not be moved stand in the way, tokens spill over to other places, which may need more
/// then. After some rounds what services hold is what they have.
void Simulator::hold_for_services() {
  for (const PoolId pool : world_.pools().ids()) serving_available_[pool] = world_.pools()[pool].serving;
  power_.plan_tokens(serving_available_);
  constexpr int rounds = 3;
  for (int round = 0; round < rounds && !take_what_tokens_need(); ++round)
    power_.plan_tokens(serving_available_);
  bool is_within = true;
  for (const PoolId pool : holds_.lending()) {
    is_within = is_within && holds_.held(pool) >= power_.wanted_accelerators(pool);
    serving_available_[pool] = holds_.held(pool);
  }
  if (!is_within) power_.plan_tokens(serving_available_);
}

/// @return Whether the plan can be carried out; if not, `serving_available_` says what can be had.
bool Simulator::take_what_tokens_need() {
  bool is_enough = true, is_evictable_known = false;
  for (const PoolId pool : holds_.lending()) {
    const std::uint32_t wanted = power_.wanted_accelerators(pool), before = holds_.held(pool);
    if (wanted > holds_.reachable(pool) && state_.pools[pool].outages == 0) {
      take_back_loans(pool);
      if (!elastic_[pool].empty()) touch(pool);  // their new ends are set then
      if (!is_evictable_known) find_evictable();
      is_evictable_known = true;
      evict_for_services(pool, wanted);
    }
    if (!holds_.change(pool, wanted)) {
      serving_available_[pool] = holds_.held(pool);
      is_enough = false;
    }
    if (holds_.held(pool) != before && (state_.pools[pool].queued_jobs > 0 || !elastic_[pool].empty()))
      touch(pool);
  }
  return is_enough;
}

bool Simulator::makes_way_for_services(const ActiveJob& active) const {
  const JobClass& job_class = world_.job_classes()[active.job.job_class];
  return active.state == JobState::running && job_class.is_preemptible &&
         job_class.priority < world_.parts().serving.priority;
}

/// In one pass over all jobs.
void Simulator::find_evictable() {
  for (const PoolId pool : holds_.lending()) evictable_[pool].clear();
  for (std::uint32_t slot = 0; slot < state_.jobs.slot_count(); ++slot) {
    const ActiveJob& active = state_.jobs[slot];
    if (makes_way_for_services(active) && world_.pools()[active.pool].lendable > 0)
      evictable_[active.pool].push_back(slot);
  }
}

/// Lowest priority first, of equals those that started last, of these by number.
void Simulator::evict_for_services(PoolId pool, std::uint32_t wanted) {
  std::vector<std::uint32_t>& slots = evictable_[pool];
  const auto rank = [this](std::uint32_t slot) {
    const ActiveJob& active = state_.jobs[slot];
    return std::tuple(world_.job_classes()[active.job.job_class].priority, -active.started.time_since_epoch(),
                      active.order());
  };
  std::sort(slots.begin(), slots.end(), [&](auto a, auto b) { return rank(a) < rank(b); });
  if (world_.pools()[pool].has_servers()) return evict_servers(pool, wanted);
  const std::uint32_t reachable = holds_.reachable(pool);
  if (wanted <= reachable) return;  // elastic jobs gave enough back
  std::uint64_t needed = wanted - reachable, found = 0;
  std::size_t last = 0;
  while (last < slots.size() && found < needed) found += state_.jobs[slots[last++]].accelerators;
  victims_.clear();
  for (std::size_t i = last; i-- > 0;) {  // those that a larger one after them makes superfluous are spared
    const std::uint32_t size = state_.jobs[slots[i]].accelerators;
    if (found >= needed + size)
      found -= size;
    else
      victims_.push_back(slots[i]);
  }
  for (const std::uint32_t slot : victims_) evict(slot);
}

/// Services take whole servers, so jobs that share one with a job that stays are left alone.
void Simulator::evict_servers(PoolId pool, std::uint32_t wanted) {
  const ServerMap& servers = state_.servers[pool];
  for (const std::uint32_t slot : evictable_[pool]) {
    if (wanted <= holds_.reachable(pool)) return;
    const ActiveJob& active = state_.jobs[slot];
    if (!makes_way_for_services(active)) continue;  // it already did, with its neighbour
    victims_.clear();
    if (active.accelerators >= world_.pools()[pool].accelerators_per_server)
      victims_.push_back(slot);
    else
      servers.jobs_on(servers.server_under(active.placement), victims_);
    if (std::all_of(victims_.begin(), victims_.end(),
                    [this](std::uint32_t each) { return makes_way_for_services(state_.jobs[each]); }))
      for (const std::uint32_t victim : victims_) evict(victim);
  }
}

void Simulator::evict(std::uint32_t slot) {
  const JobClass& job_class = world_.job_classes()[state_.jobs[slot].job.job_class];
  state_.service_preemptions += state_.jobs[slot].job.copies;
  interrupt(slot, RunEnd::preempted, job_class.when_preempted == Preemption::suspend);
  enqueue(slot);
}

}  // namespace suanwang
