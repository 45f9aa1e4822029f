#pragma once

#include <limits>
#include <optional>

#include "suanwang/engine/policies.hpp"

// What routes compare pools by. Run times are those of users' estimates: a policy never knows the true ones.

namespace suanwang {

[[nodiscard]] inline HubId hub_of(const Candidate& candidate, const View& view) {
  return view.world().clusters()[candidate.cluster].hub;
}

/// Load of the pool with the job added.
[[nodiscard]] inline double load_with(const Job& job, PoolId pool, const View& view) {
  return view.load(pool) +
         static_cast<double>(job.all_accelerators()) / view.world().pools()[pool].schedulable();
}

/// The fitting candidate of least `score` among those that `admits` accepts; of equals the nearest.
template <class Score, class Admits>
[[nodiscard]] std::optional<PoolId> best_pool(const Job& job, const View& view, const Score& score,
                                              const Admits& admits) {
  std::optional<PoolId> best;
  double best_score = std::numeric_limits<double>::infinity();
  for (const Candidate& candidate : view.candidates(job)) {
    if (!View::fits(job, candidate) || !admits(candidate)) continue;
    const double candidate_score = score(candidate);
    if (candidate_score < best_score) {
      best = candidate.pool;
      best_score = candidate_score;
    }
  }
  return best;
}

[[nodiscard]] inline PoolId least_loaded(const Job& job, const View& view) {
  const auto load = [&](const Candidate& c) { return load_with(job, c.pool, view); };
  return *best_pool(job, view, load,
                    [](const Candidate&) { return true; });  // the engine asks only if one fits
}

/// The best pool with room, or the least loaded of all.
template <class Score>
[[nodiscard]] RouteDecision best_with_room(const Job& job, const View& view, double load_limit,
                                           const Score& score) {
  const auto has_room = [&](const Candidate& c) { return load_with(job, c.pool, view) <= load_limit; };
  if (const auto pool = best_pool(job, view, score, has_room)) return RouteDecision::place(*pool);
  return RouteDecision::place(least_loaded(job, view));
}

/// Facility power of `accelerators` of the pool that work for the job's class.
[[nodiscard]] inline Megawatts facility_power(JobClassId job_class, PoolId id, double accelerators,
                                              const View& view) {
  const World& world = view.world();
  const Pool& pool = world.pools()[id];
  const double servers = 1.0 + world.clusters()[pool.cluster].server_overhead;
  return world.chips()[pool.chip].power_in(world.job_classes()[job_class].phases) *
         (accelerators * servers * view.pue(pool.cluster));
}

/// Facility energy that the job would draw in the pool.
[[nodiscard]] inline MegawattHours facility_energy(const Job& job, const Candidate& candidate,
                                                   const View& view) {
  return facility_power(job.job_class, candidate.pool, job.accelerators, view) * job.estimate *
         (1.0 / view.world().speed(job.job_class, candidate.pool));
}

/// Of energy at this interval's tariff, and of moving the input.
[[nodiscard]] inline Cny cost_now(const Job& job, const Candidate& candidate, const View& view) {
  return facility_energy(job, candidate, view) * view.grid_price(hub_of(candidate, view)) +
         view.staging_cost(job, candidate.pool);
}

/// Time that the job would take in the pool, from its beginning and checkpoints included.
[[nodiscard]] inline Duration expected_run(const Job& job, PoolId pool, const View& view) {
  const World& world = view.world();
  const Elasticity& elasticity = world.job_classes()[job.job_class].elasticity;
  const double speed =
      world.speed(job.job_class, pool) * elasticity.speed(world.gang_at_start(job, pool), job.accelerators);
  const double work_ms = static_cast<double>(job.estimate.count()) / speed;
  return duration_from_seconds(world.checkpointing(job, pool).run_ms(work_ms, 0.0) / 1000.0);
}

/// Of the job's input to the pool, on links that nobody else uses.
[[nodiscard]] inline Duration expected_staging(const Job& job, PoolId pool, const View& view) {
  if (job.input <= Gigabytes(0)) return Duration(0);
  const World& world = view.world();
  const Gigabytes data = view.input_to_stage(job, pool);
  if (data <= Gigabytes(0)) return Duration(0);
  const std::optional<Gbps>& limit = world.job_classes()[job.job_class].transfer_limit;
  const Gbps rate = limit ? std::min(*limit, world.flow_limit()) : world.flow_limit();
  return duration_from_seconds(data.value() * 8.0 / rate.value());
}

/// Whether a job that waits would only be asked about again when `deadline` is past.
[[nodiscard]] inline bool is_last_chance(TimePoint deadline, const View& view) {
  return view.world().calendar().interval_start(view.interval() + 1) > deadline;
}

}  // namespace suanwang
