#include "suanwang/policy/rolling_lp.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <optional>

namespace suanwang {

namespace {

/// Prices of the steps from `from` to `end`, added up: a sum before each step and one behind the last.
template <class Price>
std::vector<double> added_up(std::size_t from, std::size_t end, const Price& price) {
  std::vector<double> sums{0.0};
  for (std::size_t step = from; step < end; ++step) sums.push_back(sums.back() + price(step));
  return sums;
}

/// Sum over `length` steps from `start` on, the last in part. What lies beyond has the mean price.
double sum_over(const std::vector<double>& sums, double start, double length) {
  const auto last = static_cast<double>(sums.size() - 1);
  const double mean = sums.back() / last;
  const auto at = [&](double position) {
    if (position >= last) return sums.back() + (position - last) * mean;
    const auto whole = static_cast<std::size_t>(position);
    return sums[whole] + (sums[whole + 1] - sums[whole]) * (position - static_cast<double>(whole));
  };
  return at(start + length) - at(start);
}

}  // namespace

RollingLpRoute::RollingLpRoute(const Parameters& parameters, SharedParts& shared)
    : planner_(shared.get<RollingPlanner>()),
      objective_(Objective::of(parameters.aim, parameters.carbon_price)) {
  planner_->configure(parameters);
}

void RollingLpRoute::begin_interval(const View& view) {
  interval_ = view.interval();
  const RollingPlan* const plan = planner_->plan(view);
  has_plan_ = plan != nullptr;
  if (!plan) return;
  const std::size_t from = std::min(planner_->step(view), plan->energy_price.size() - 1);
  steps_ = plan->energy_price.size() - from;
  prices_ = {};
  for (const HubId hub : view.world().hubs().ids())
    prices_.energy.add(added_up(from, plan->energy_price.size(),
                                [&](std::size_t step) { return plan->energy_price[step][hub]; }));
  for (const ClusterId cluster : view.world().clusters().ids())
    prices_.room.add(added_up(from, plan->room_price.size(),
                              [&](std::size_t step) { return plan->room_price[step][cluster]; }));
}

/// Of one copy, in the unit of the aim. @param start In steps from now.
double RollingLpRoute::cost(const Job& job, PoolId pool, std::size_t start, const View& view) const {
  const World& world = view.world();
  const ClusterId cluster = world.pools()[pool].cluster;
  const double step_hours = in_hours(world.calendar().interval());
  const double length = in_hours(job.estimate) / world.speed(job.job_class, pool) / step_hours;
  // The present interval is over in part; so is the run's first step, and the price is that of what is left.
  const double into = start > 0 ? 0.0
                                : (view.now() - world.calendar().interval_start(view.interval())) /
                                      std::chrono::duration<double, std::milli>(world.calendar().interval());
  const double from = static_cast<double>(start) + into;
  const double mw = facility_mw_per_accelerator(world, job.job_class, pool, view.interval());
  const double waiting_hours = start > 0 ? (static_cast<double>(start)) * step_hours : 0.0;
  return job.accelerators *
             (step_hours * (mw * sum_over(prices_.energy[world.clusters()[cluster].hub], from, length) +
                            sum_over(prices_.room[cluster], from, length)) +
              objective_.per_cny_lost * planner_->parameters().waiting_cny_per_hour * waiting_hours) +
         objective_.per_cny * view.staging_cost(job, pool).value();
}

RouteDecision RollingLpRoute::route(const Job& job, const View& view) {
  const std::size_t group = *planner_->groups(view).of(job.job_class, job.origin);
  if (job.submitted == view.now()) planner_->note_arrival(job, group, view);
  if (view.interval() != interval_) begin_interval(view);
  const World& world = view.world();
  const auto step = world.calendar().interval();
  const Duration waited = view.now() - job.submitted;
  const Duration patience = std::min(planner_->parameters().longest_wait - waited,
                                     job.start_by == never ? Duration::max() : job.start_by - view.now());
  const std::size_t latest = !has_plan_ || patience <= Duration(0)
                                 ? 0
                                 : std::min(steps_ - 1, static_cast<std::size_t>(patience / step));
  struct Best {
    std::optional<PoolId> pool;
    double value = std::numeric_limits<double>::infinity();
  } now, later, least_loaded;
  for (const Candidate& candidate : view.candidates(job)) {
    if (!View::fits(job, candidate)) continue;
    const double load = view.load(candidate.pool) + static_cast<double>(job.all_accelerators()) /
                                                        world.pools()[candidate.pool].schedulable();
    if (load < least_loaded.value) least_loaded = {candidate.pool, load};
    if (load > 1.0 || !has_plan_) continue;
    if (const double value = cost(job, candidate.pool, 0, view); value < now.value)
      now = {candidate.pool, value};
    for (std::size_t start = 1; start <= latest; ++start)
      if (const double value = cost(job, candidate.pool, start, view); value < later.value)
        later = {candidate.pool, value};
  }
  if (!now.pool) return RouteDecision::place(*least_loaded.pool);
  constexpr double worth_it = 1e-6;  // relative: equal prices hold nobody back
  if (later.value < now.value - worth_it * std::abs(now.value)) return RouteDecision::wait();
  return RouteDecision::place(*now.pool);
}

double RollingLpServe::score(TokenStreamId stream, const ServingSite& site, const View& view) const {
  const RollingPlan* const plan = planner_->is_configured() ? planner_->plan(view) : nullptr;
  const HubId hub = view.world().clusters()[site.cluster].hub;
  const double price =
      plan ? plan->energy_price[std::min(planner_->step(view), plan->energy_price.size() - 1)][hub]
           : view.grid_price(hub).value();
  return energy_per_token_mwh(stream, site, view) * price;
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
