#include "suanwang/policy/rolling_lp.hpp"

#include <algorithm>
#include <limits>
#include <optional>

namespace suanwang {

namespace {

constexpr double all_of_it = 0.999;  // a plan that leaves less than the rest waiting holds nothing back

double facility_mwh(const Job& job, PoolId pool, const View& view) {
  return facility_mw_per_accelerator(view.world(), job.job_class, pool, view.interval()) /
         view.world().speed(job.job_class, pool);
}

}  // namespace

RollingLpRoute::RollingLpRoute(const Parameters& parameters, SharedParts& shared)
    : planner_(shared.get<RollingPlanner>()) {
  planner_->configure(parameters);
}

void RollingLpRoute::begin_interval(const View& view) {
  interval_ = view.interval();
  plan_ = planner_->plan(view);
  step_ = plan_ ? std::min(planner_->step(view), plan_->starts.size() - 1) : 0;
  progress_.assign(planner_->groups(view).all().size(),
                   {0.0, Table<ClusterId, double>(view.world().clusters().size(), 0.0)});
}

/// Rounds to whole jobs: one starts if at least half of it still belongs to what the plan starts now.
bool RollingLpRoute::is_held_back(const Job& job, std::size_t group, const View& view) const {
  if (!plan_ || view.now() - job.submitted >= planner_->parameters().longest_wait) return false;
  double starts = 0.0;
  for (const double each : plan_->starts[step_][group]) starts += each;
  if (starts >= all_of_it * (starts + plan_->left_waiting[step_][group])) return false;
  return progress_[group].placed + 0.5 * static_cast<double>(job.all_accelerators()) > starts;
}

/// The cluster that is furthest behind its share of the plan's starts, and there the pool with room that
/// needs least energy for the job; where no pool of such a cluster has room, the least loaded of all.
PoolId RollingLpRoute::choose(const Job& job, std::size_t group, const View& view) const {
  const World& world = view.world();
  const Progress& progress = progress_[group];
  const auto accelerators = static_cast<double>(job.all_accelerators());
  double starts = 0.0;
  if (plan_)
    for (const double each : plan_->starts[step_][group]) starts += each;
  const auto shortfall = [&](ClusterId cluster) {
    const double share = starts > 0.0 ? plan_->starts[step_][group][cluster] / starts : 0.0;
    return share * (progress.placed + accelerators) - progress.by_cluster[cluster];
  };
  struct Best {
    std::optional<PoolId> pool;
    double behind = 0.0, energy = 0.0, load = std::numeric_limits<double>::infinity();
  } planned, least_loaded;
  for (const Candidate& candidate : view.candidates(job)) {
    if (!View::fits(job, candidate)) continue;
    const double load =
        view.load(candidate.pool) + accelerators / world.pools()[candidate.pool].schedulable();
    const double behind = shortfall(candidate.cluster), energy = facility_mwh(job, candidate.pool, view);
    if (load < least_loaded.load) least_loaded = {candidate.pool, behind, energy, load};
    if (load > 1.0 || behind <= 0.0) continue;
    if (!planned.pool || behind > planned.behind || (behind == planned.behind && energy < planned.energy))
      planned = {candidate.pool, behind, energy, load};
  }
  return planned.pool ? *planned.pool : *least_loaded.pool;
}

RouteDecision RollingLpRoute::route(const Job& job, const View& view) {
  const std::size_t group = *planner_->groups(view).of(job.job_class, job.origin);
  if (view.interval() != interval_) begin_interval(view);
  if (job.submitted == view.now()) planner_->note_arrival(job, group, view);
  if (is_held_back(job, group, view)) return RouteDecision::wait();
  const PoolId pool = choose(job, group, view);
  progress_[group].placed += static_cast<double>(job.all_accelerators());
  progress_[group].by_cluster[view.world().pools()[pool].cluster] +=
      static_cast<double>(job.all_accelerators());
  return RouteDecision::place(pool);
}

void RollingLpServe::split(const View& view, ServePlan& plan) {
  const World& world = view.world();
  const RollingPlan* const rolling = planner_->is_configured() ? planner_->plan(view) : nullptr;
  if (order_.empty()) {
    for (const TokenStreamId stream : world.token_streams().ids()) order_.push_back(stream);
    const auto bound = [&](TokenStreamId stream) {
      return world.model_classes()[world.token_streams()[stream].model].round_trip_bound;
    };
    std::stable_sort(order_.begin(), order_.end(), [&](auto a, auto b) { return bound(a) < bound(b); });
  }
  if (rolling) left_ = rolling->tokens[std::min(planner_->step(view), rolling->tokens.size() - 1)];
  for (const bool follows_plan : {true, false})
    for (const TokenStreamId stream : order_)
      for (const ServingSite& site : world.serving_sites(stream)) {
        const TokensPerSecond wanted = plan.unserved(stream);
        if (wanted <= TokensPerSecond(0)) break;
        double room = plan.spare(site.pool);
        if (follows_plan) {
          if (!rolling) break;
          room = std::min(room, left_[world.token_streams()[stream].model.index()][site.cluster]);
        }
        const TokensPerSecond rate = std::min(wanted, site.rate * room);
        if (rate <= TokensPerSecond(0)) continue;
        plan.assign(stream, site, rate);
        if (follows_plan)
          left_[world.token_streams()[stream].model.index()][site.cluster] -= rate / site.rate;
      }
}

void RollingLpPower::dispatch(PowerPlan& plan, const View& view) {
  const RollingPlan* const rolling = planner_->is_configured() ? planner_->plan(view) : nullptr;
  const std::size_t step = rolling ? std::min(planner_->step(view), rolling->charge_mw.size() - 1) : 0;
  for (const HubId id : view.world().hubs().ids()) charge_surplus(plan, id);
  share_surplus(plan, view);
  for (const HubId id : view.world().hubs().ids()) {
    const HubDispatch& hub = plan.hub(id);
    if (hub.surplus() > Megawatts(0) || hub.supply().storage.energy <= MegawattHours(0)) continue;
    if (!rolling) {
      discharge_to_need(plan, id);
      continue;
    }
    const Megawatts charge =
        std::min({Megawatts(rolling->charge_mw[step][id]), hub.grid_spare(), hub.most_charge()});
    const Megawatts discharge =
        std::min({Megawatts(rolling->discharge_mw[step][id]), hub.need(), hub.most_discharge()});
    if (charge > Megawatts(0))
      plan.charge_from_grid(id, charge);
    else if (discharge > Megawatts(0))
      plan.discharge(id, discharge);
  }
  cover_deficits(plan, view);
}

}  // namespace suanwang
