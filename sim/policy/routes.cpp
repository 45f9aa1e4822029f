#include "suanwang/policy/routes.hpp"

#include <limits>
#include <optional>

namespace suanwang {

namespace {

/// Load of the pool with the job added.
double load_with(const Job& job, PoolId pool, const View& view) {
  return view.load(pool) +
         static_cast<double>(job.all_accelerators()) / view.world().pools()[pool].schedulable();
}

/// The fitting candidate of least `score` among those that `admits` accepts; of equals the nearest.
template <class Score, class Admits>
std::optional<PoolId> best_pool(const Job& job, const View& view, const Score& score, const Admits& admits) {
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

PoolId least_loaded(const Job& job, const View& view) {
  const auto load = [&](const Candidate& c) { return load_with(job, c.pool, view); };
  return *best_pool(job, view, load,
                    [](const Candidate&) { return true; });  // the engine asks only if one fits
}

/// The best pool with room, or the least loaded of all.
template <class Score>
RouteDecision best_with_room(const Job& job, const View& view, double load_limit, const Score& score) {
  const auto has_room = [&](const Candidate& c) { return load_with(job, c.pool, view) <= load_limit; };
  if (const auto pool = best_pool(job, view, score, has_room)) return RouteDecision::place(*pool);
  return RouteDecision::place(least_loaded(job, view));
}

/// Facility energy that the job would draw in the pool.
MegawattHours facility_energy(const Job& job, const Candidate& candidate, const View& view) {
  const World& world = view.world();
  const Pool& pool = world.pools()[candidate.pool];
  const double servers = 1.0 + world.clusters()[pool.cluster].server_overhead;
  const Megawatts power = world.chips()[pool.chip].power_in(world.job_classes()[job.job_class].phases) *
                          (job.accelerators * servers);
  return power * job.run_time * (view.pue(candidate.cluster) / world.speed(job.job_class, candidate.pool));
}

HubId hub_of(const Candidate& candidate, const View& view) {
  return view.world().clusters()[candidate.cluster].hub;
}

}  // namespace

RouteDecision LocalOnlyRoute::route(const Job& job, const View& view) {
  const auto load = [&](const Candidate& c) { return load_with(job, c.pool, view); };
  const auto is_local = [&](const Candidate& c) {
    return view.world().hubs()[hub_of(c, view)].node == job.origin;
  };
  const auto pool = best_pool(job, view, load, is_local);
  return pool ? RouteDecision::place(*pool) : RouteDecision::reject();
}

RouteDecision NearestRoute::route(const Job& job, const View& view) {
  return best_with_room(job, view, parameters_.load_limit,
                        [](const Candidate& c) { return c.round_trip.value(); });
}

RouteDecision LeastLoadedRoute::route(const Job& job, const View& view) {
  return RouteDecision::place(least_loaded(job, view));
}

RouteDecision CheapestRoute::route(const Job& job, const View& view) {
  return best_with_room(job, view, parameters_.load_limit, [&](const Candidate& candidate) {
    const Cny energy = facility_energy(job, candidate, view) * view.grid_price(hub_of(candidate, view));
    return (energy + view.staging_cost(job, candidate.pool)).value();
  });
}

RouteDecision LowestCarbonRoute::route(const Job& job, const View& view) {
  return best_with_room(job, view, parameters_.load.load_limit, [&](const Candidate& candidate) {
    const auto factor = view.carbon_factor(hub_of(candidate, view), parameters_.basis);
    return (facility_energy(job, candidate, view) * factor).value();
  });
}

RouteDecision EastDataWestComputeRoute::route(const Job& job, const View& view) {
  const World& world = view.world();
  if (world.job_classes()[job.job_class].is_latency_bound())
    return best_with_room(job, view, parameters_.load_limit,
                          [](const Candidate& c) { return c.round_trip.value(); });
  const auto load = [&](const Candidate& c) { return load_with(job, c.pool, view); };
  const auto is_western_with_room = [&](const Candidate& c) {
    return world.hubs()[hub_of(c, view)].role != HubRole::east &&
           load_with(job, c.pool, view) <= parameters_.load_limit;
  };
  if (const auto pool = best_pool(job, view, load, is_western_with_room)) return RouteDecision::place(*pool);
  return RouteDecision::place(least_loaded(job, view));
}

}  // namespace suanwang
