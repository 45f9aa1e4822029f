#include "suanwang/policy/routes.hpp"

#include "suanwang/core/fields.hpp"

#include "route_scores.hpp"

namespace suanwang {

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
  return best_with_room(job, view, parameters_.load.load_limit,
                        [&](const Candidate& candidate) { return cost_now(job, candidate, view).value(); });
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

void LoadLimit::fields(Fields& f) {
  f("load_limit", load_limit,
    "Pools whose assigned work, over their accelerators, would exceed this are passed over while another "
    "has room.")
      .optional()
      .above(0.0);
}

void CheapestRoute::Parameters::fields(Fields& f) {
  load.fields(f);
  migration.fields(f);
}

void LowestCarbonRoute::Parameters::fields(Fields& f) {
  load.fields(f);
  f("basis", basis,
    "Grid factor to compare: the local average, the market's residual mix, or the marginal plant's.")
      .optional();
  migration.fields(f);
}

}  // namespace suanwang
