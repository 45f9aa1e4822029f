#include "suanwang/policy/scoring_routes.hpp"

#include <algorithm>

#include "suanwang/core/fields.hpp"
#include "suanwang/core/random_stream.hpp"

#include "route_scores.hpp"

namespace suanwang {

RouteDecision RoundRobinRoute::route(const Job& job, const View& view) {
  next_.resize(view.world().job_classes().size());
  std::size_t& next = next_[job.job_class.index()];
  const std::size_t pools = view.world().pools().size();
  const auto turns_until = [&](const Candidate& c) {
    return static_cast<double>((c.pool.index() + pools - next) % pools);
  };
  const RouteDecision decision = best_with_room(job, view, parameters_.load_limit, turns_until);
  next = (decision.pool.index() + 1) % pools;
  return decision;
}

RouteDecision RandomRoute::route(const Job& job, const View& view) {
  const auto has_room = [&](const Candidate& c) {
    return View::fits(job, c) && load_with(job, c.pool, view) <= parameters_.load_limit;
  };
  const auto candidates = view.candidates(job);
  const auto count = std::count_if(candidates.begin(), candidates.end(), has_room);
  if (count == 0) return RouteDecision::place(least_loaded(job, view));
  RandomStream stream(view.seed(), RandomPurpose::policy, 0, job.number);
  auto chosen = static_cast<std::int64_t>(stream.uniform() * static_cast<double>(count));
  const auto is_chosen = [&](const Candidate& c) { return has_room(c) && chosen-- == 0; };
  return RouteDecision::place(std::find_if(candidates.begin(), candidates.end(), is_chosen)->pool);
}

WeightedScoreRoute::Terms WeightedScoreRoute::terms(const Job& job, const Candidate& candidate,
                                                    const View& view) const {
  const MegawattHours energy = facility_energy(job, candidate, view);
  const HubId hub = hub_of(candidate, view);
  return {(energy * view.grid_price(hub)).value(),
          (energy * view.carbon_factor(hub, parameters_.basis)).value(), load_with(job, candidate.pool, view),
          candidate.round_trip.value(), view.staging_cost(job, candidate.pool).value()};
}

RouteDecision WeightedScoreRoute::route(const Job& job, const View& view) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  Terms least, most;
  least.fill(infinity), most.fill(-infinity);
  candidates_.clear();
  for (const Candidate& candidate : view.candidates(job)) {
    if (!View::fits(job, candidate)) continue;
    const Terms all = terms(job, candidate, view);
    for (std::size_t i = 0; i < term_count; ++i) {
      least[i] = std::min(least[i], all[i]);
      most[i] = std::max(most[i], all[i]);
    }
    candidates_.emplace_back(candidate.pool, all);
  }
  const Parameters& p = parameters_;
  const Terms weights{p.price, p.carbon, p.queue, p.latency, p.transfer};
  const auto score = [&](const Terms& all) {
    double sum = 0.0;
    for (std::size_t i = 0; i < term_count; ++i)
      if (most[i] > least[i]) sum += weights[i] * (all[i] - least[i]) / (most[i] - least[i]);
    return sum;
  };
  const auto best =
      std::min_element(candidates_.begin(), candidates_.end(),
                       [&](const auto& a, const auto& b) { return score(a.second) < score(b.second); });
  return RouteDecision::place(best->first);
}

void WeightedScoreRoute::Parameters::fields(Fields& f) {
  f("price", price, "Weight of the cost of energy.").optional().at_least(0.0);
  f("carbon", carbon, "Weight of the energy's carbon.").optional().at_least(0.0);
  f("queue", queue, "Weight of how full the pool is.").optional().at_least(0.0);
  f("latency", latency, "Weight of the round trip.").optional().at_least(0.0);
  f("transfer", transfer, "Weight of the cost of staging.").optional().at_least(0.0);
  f("basis", basis, "Grid factor that carbon is counted by.").optional();
}

}  // namespace suanwang
