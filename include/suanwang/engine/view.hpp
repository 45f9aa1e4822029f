#pragma once

#include <algorithm>
#include <span>

#include "suanwang/engine/forecasts.hpp"
#include "suanwang/engine/state.hpp"
#include "suanwang/model/world.hpp"

namespace suanwang {

/// What a policy may see: the world, and the state of this instant. Nothing here changes the run.
class View {
 public:
  View(const World& world, const State& state, const Forecasts& forecasts)
      : world_(world), state_(state), forecasts_(forecasts) {}

  [[nodiscard]] const World& world() const { return world_; }
  [[nodiscard]] TimePoint now() const { return state_.now; }
  /// Power interval that `now` lies in.
  [[nodiscard]] std::size_t interval() const { return state_.interval; }
  /// Of the run: what a policy that draws random numbers names its streams by.
  [[nodiscard]] std::uint64_t seed() const { return world_.parts().seed; }
  /// What is expected of the intervals to come.
  [[nodiscard]] const Forecasts& forecasts() const { return forecasts_; }

  /// Pools that admit the job's class from its origin, nearest first. A pool may still be too small: see
  /// `fits`.
  [[nodiscard]] std::span<const Candidate> candidates(const Job& job) const {
    return world_.candidates(job.job_class, job.origin);
  }
  /// Whether the gang could ever run in the pool.
  [[nodiscard]] bool fits(const Job& job, PoolId pool) const {
    return world_.gang_at_start(job, pool) <=
           world_.pools()[pool].largest_gang(world_.job_classes()[job.job_class].needs_one_domain);
  }
  [[nodiscard]] static bool fits(const Job& job, const Candidate& candidate) {
    return job.accelerators <= candidate.largest_job;
  }
  /// Accelerators for jobs that work: all but those that services hold, that failed or are under maintenance.
  [[nodiscard]] std::uint32_t working_accelerators(PoolId pool) const {
    return State::for_jobs(world_.pools()[pool], state_.pools[pool]) - state_.pools[pool].down.accelerators;
  }
  /// Of these, what services lend: they may want them back at the next power interval.
  [[nodiscard]] std::uint32_t lent_accelerators(PoolId pool) const {
    return world_.pools()[pool].serving - state_.pools[pool].held.accelerators;
  }
  [[nodiscard]] std::uint32_t free_accelerators(PoolId pool) const {
    return working_accelerators(pool) - state_.pools[pool].occupied;
  }
  /// Data that would have to be staged before the job can start there: nothing where its data set lies.
  [[nodiscard]] Gigabytes input_to_stage(const Job& job, PoolId pool) const {
    return state_.caches.is_at(job, world_.pools()[pool].cluster) ? Gigabytes(0) : job.input;
  }
  /// Of staging that by the shortest route.
  [[nodiscard]] Cny staging_cost(const Job& job, PoolId pool) const {
    const NodeId destination = world_.clusters()[world_.pools()[pool].cluster].node;
    const Gigabytes data = input_to_stage(job, pool);
    if (data <= Gigabytes(0)) return Cny(0);
    return data * world_.network().route(state_.caches.source(job, destination), destination)->price;
  }
  /// Calls `visit(slot, job)` for each job that is in the system: submitted, on its way, queued or running.
  /// What the job's record says of its end is not for policies, which go by its estimate.
  template <class Visit>
  void for_each_job(const Visit& visit) const {
    for (std::uint32_t slot = 0; slot < state_.jobs.slot_count(); ++slot)
      if (!has_ended(state_.jobs[slot].state)) visit(slot, state_.jobs[slot]);
  }
  /// Time on accelerators that a running job still needs by its estimate, if it goes on where and as fast as
  /// it now runs; 0 if it has outrun its estimate.
  [[nodiscard]] Duration estimate_left(const ActiveJob& active) const {
    const double done_ms = state_.clock(active.pool, active.job.job_class).at(state_.now) -
                           (active.work_goal_ms - active.stretch_ms);
    return std::max(Duration(0), active.estimate - (active.stretch_from - active.started) -
                                     Duration(static_cast<std::int64_t>(done_ms)));
  }
  /// Accelerators asked for by all jobs routed to the pool (staging, queued, running) over those it can
  /// schedule.
  [[nodiscard]] double load(PoolId pool) const {
    return static_cast<double>(state_.pools[pool].assigned) / world_.pools()[pool].schedulable();
  }

  [[nodiscard]] CnyPerMegawattHour grid_price(HubId hub) const {
    return world_.hubs()[hub].supply.prices.tariff[state_.interval];
  }
  /// Of grid import.
  [[nodiscard]] TonnesCo2PerMegawattHour carbon_factor(HubId hub, CarbonBasis basis) const {
    return world_.hubs()[hub].supply.carbon.by(basis)[state_.interval];
  }
  /// Of one more MW of IT load in this interval.
  [[nodiscard]] double pue(ClusterId cluster) const {
    return world_.clusters()[cluster].facility.marginal_pue(state_.interval);
  }
  [[nodiscard]] StoredEnergy stored(HubId hub) const { return state_.stored[hub]; }
  /// Highest grid import of the hub in an interval of this calendar month so far: what the demand charge is
  /// on.
  [[nodiscard]] Megawatts peak_import(HubId hub) const { return state_.peak_import[hub]; }

 private:
  const World& world_;
  const State& state_;
  const Forecasts& forecasts_;
};

}  // namespace suanwang
