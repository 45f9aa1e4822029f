#include "suanwang/policy/rolling_planner.hpp"

#include <algorithm>
#include <cmath>

#include "suanwang/core/fields.hpp"

namespace suanwang {

namespace {

constexpr double smoothing = 0.02;  // weight of the last interval: a memory of about two days of hours

std::size_t steps_in(Duration span, const View& view) {
  return static_cast<std::size_t>(std::max<Duration::rep>(1, span / view.world().calendar().interval()));
}

}  // namespace

const WorkGroups& RollingPlanner::groups(const View& view) {
  if (!groups_) {
    groups_.emplace(view.world());
    program_.emplace(view.world(), Objective::of(parameters_->aim, parameters_->carbon_price));
  }
  if (usual_peak_mw_.empty()) {  // at the beginning of a run
    const Table<ClusterId, double> no_cost(view.world().clusters().size(), 0.0);
    Arrivals none;
    none.transfer_cny = none.transfer_cny_per_step = no_cost;
    arrivals_.assign(groups_->all().size(), none);
    usual_peak_mw_ = Table<HubId, double>(view.world().hubs().size(), 0.0);
  }
  return *groups_;
}

void RollingPlanner::note_arrival(const Job& job, std::size_t group, const View& view) {
  Arrivals& arrivals = arrivals_[group];
  const auto accelerators = static_cast<double>(job.all_accelerators());
  arrivals.jobs += job.copies;
  arrivals.accelerators += accelerators;
  arrivals.hours += accelerators * in_hours(job.estimate);
  for (const ClusterId id : view.world().clusters().ids()) {
    const auto& pools = view.world().clusters()[id].pools;
    if (!pools.empty())
      arrivals.transfer_cny[id] += view.staging_cost(job, pools.front()).value() * job.copies;
  }
}

/// Means begin with what the first intervals bring, and forget it by and by.
void RollingPlanner::close_interval(const View& view) {
  if (counted_until_ == view.interval()) return;
  const auto passed = static_cast<double>(view.interval() - counted_until_);
  counted_until_ = view.interval();
  const double weight = std::max(smoothing, std::min(1.0, 1.0 / static_cast<double>(view.interval())));
  const auto smooth = [&](double& mean, double& sum) {
    mean += weight * (sum / passed - mean);
    sum = 0.0;
  };
  for (Arrivals& each : arrivals_) {
    smooth(each.per_step, each.accelerators);
    smooth(each.hours_per_step, each.hours);
    smooth(each.jobs_per_step, each.jobs);
    for (const ClusterId cluster : view.world().clusters().ids())
      smooth(each.transfer_cny_per_step[cluster], each.transfer_cny[cluster]);
  }
}

const RollingPlan* RollingPlanner::plan(const View& view) {
  static_cast<void>(groups(view));
  close_interval(view);
  if (!tried_at_ || view.interval() - *tried_at_ >= steps_in(parameters_->control, view)) make(view);
  return plan_ ? &*plan_ : nullptr;
}

void RollingPlanner::make(const View& view) {
  PlanInput input;
  const std::size_t left = view.world().calendar().interval_count() - view.interval();
  input.steps = std::min(steps_in(parameters_->window, view), left);
  input.waiting_cny_per_hour = parameters_->waiting_cny_per_hour;
  input.longest_wait =
      static_cast<std::size_t>(parameters_->longest_wait / view.world().calendar().interval());
  add_hubs(view, input);
  add_jobs_under_way(view, input);
  add_jobs(view, input);
  add_tokens(view, input);
  std::optional<RollingPlan> next =
      plan_ ? program_->solve(input, plan_->basis, step(view)) : program_->solve(input);
  tried_at_ = view.interval();
  if (!next) return;  // the one before goes on
  plan_ = std::move(next);
  made_at_ = view.interval();
}

void RollingPlanner::add_hubs(const View& view, PlanInput& input) {
  const World& world = view.world();
  const Objective objective = Objective::of(parameters_->aim, parameters_->carbon_price);
  const auto copy = [](std::span<const double> values) {
    return std::vector<double>(values.begin(), values.end());
  };
  for (const HubId id : world.hubs().ids()) {
    const HubSupply& supply = world.hubs()[id].supply;
    HubOutlook outlook;
    outlook.base_load_mw = copy(view.forecasts().base_load(id, input.steps).raw());
    outlook.price_cny_per_mwh = copy(view.forecasts().price(id, input.steps).raw());
    outlook.carbon_t_per_mwh = copy(view.forecasts().carbon(id, CarbonBasis::location, input.steps).raw());
    outlook.grid_limit_mw.assign(input.steps, supply.import_limit(view.interval()).value());
    const double direct = (supply.direct_wind.capacity + supply.direct_solar.capacity).value();
    const double all =
        direct + (supply.wind.capacity + supply.solar.capacity + supply.hydro.capacity).value();
    for (const double mw : view.forecasts().renewable(id, input.steps).raw()) {
      const double own = all > 0.0 ? std::min(supply.direct_line_limit.value(), mw * direct / all) : 0.0;
      outlook.direct_mw.push_back(own);
      outlook.contracted_mw.push_back(mw - own);
    }
    HubEnds ends;
    ends.stored_from_mwh = ends.stored_to_mwh = view.stored(id).total.value();
    double value = 0.0, highest = 0.0;
    for (std::size_t i = 0; i < input.steps; ++i) {
      value += (objective.per_cny * outlook.price_cny_per_mwh[i] +
                objective.per_tonne * outlook.carbon_t_per_mwh[i]) /
               static_cast<double>(input.steps);
      highest = std::max(highest, outlook.base_load_mw[i]);
    }
    ends.end_value = value * supply.storage.discharge_efficiency;
    // The month's peak has yet to come early in a month: a load like the last month's is no surprise.
    double& usual = usual_peak_mw_[id];
    usual = std::max({usual * 0.9999, view.peak_import(id).value(), usual > 0.0 ? 0.0 : highest * 0.8});
    ends.peak_mw = std::min(usual, outlook.grid_limit_mw.front());
    ends.peak_cost =
        objective.per_cny * supply.prices.demand_charge.value() * world.calendar().share_of_month(view.now());
    input.outlook.add(std::move(outlook));
    input.ends.add(ends);
  }
}

void RollingPlanner::add_jobs_under_way(const View& view, PlanInput& input) const {
  const World& world = view.world();
  Table<ClusterId, double> all(world.clusters().size(), 0.0);
  for (const PoolId pool : world.pools().ids())
    all[world.pools()[pool].cluster] += static_cast<double>(view.working_accelerators(pool)) +
                                        world.pools()[pool].serving - view.lent_accelerators(pool);
  input.room.assign(input.steps, all);
  const double step_hours = in_hours(world.calendar().interval());
  view.for_each_job([&](std::uint32_t, const ActiveJob& active) {
    if (active.state == JobState::submitted || active.state == JobState::returning) return;
    const Duration left = active.state == JobState::running ? view.estimate_left(active)
                          : active.estimate > Duration(0)   ? active.estimate
                                                            : active.job.estimate;
    double steps = std::max(1.0, in_hours(left) / step_hours);
    const auto accelerators = static_cast<double>(active.job.all_accelerators());
    const ClusterId cluster = world.pools()[active.pool].cluster;
    const double mw = facility_mw_per_accelerator(world, active.job.job_class, active.pool, view.interval());
    std::vector<double>& load_mw = input.outlook[world.clusters()[cluster].hub].base_load_mw;
    for (std::size_t i = 0; i < input.steps && steps > 0.0; ++i, steps -= 1.0) {
      input.room[i][cluster] -= accelerators * std::min(1.0, steps);
      load_mw[i] += accelerators * std::min(1.0, steps) * mw;
    }
  });
}

PlanSite RollingPlanner::job_site(const View& view, std::size_t index, ClusterId cluster) const {
  const World& world = view.world();
  const WorkGroup& group = groups_->all()[index];
  const Arrivals& arrivals = arrivals_[index];
  PlanSite site{false, 0.0, 0.0, 0.0, 0.0};
  double weight = 0.0;
  for (const PoolId pool : group.pools) {
    const Pool& own = world.pools()[pool];
    if (own.cluster != cluster ||
        own.largest_gang(world.job_classes()[group.job_class].needs_one_domain) < arrivals.mean_gang())
      continue;
    const double accelerators = own.schedulable();
    weight += accelerators;
    site.speed += accelerators * world.speed(group.job_class, pool);
    site.facility_mw +=
        accelerators * facility_mw_per_accelerator(world, group.job_class, pool, view.interval());
  }
  if (weight <= 0.0) return site;
  site.is_admissible = true;
  site.speed /= weight;
  site.facility_mw /= weight;
  if (arrivals.per_step > 0.0)
    site.transfer_cny = arrivals.transfer_cny_per_step[cluster] / arrivals.per_step;
  return site;
}

void RollingPlanner::add_jobs(const View& view, PlanInput& input) const {
  for (std::size_t index = 0; index < groups_->all().size(); ++index) {
    PlanJobs jobs;
    jobs.arriving.assign(input.steps, arrivals_[index].per_step);
    jobs.hours = std::max(1e-3, arrivals_[index].mean_hours());
    for (const ClusterId cluster : view.world().clusters().ids())
      jobs.sites.add(job_site(view, index, cluster));
    if (std::none_of(jobs.sites.begin(), jobs.sites.end(), [](const PlanSite& s) { return s.is_admissible; }))
      jobs.arriving.assign(input.steps, 0.0);
    input.jobs.push_back(std::move(jobs));
  }
  view.for_each_job([&](std::uint32_t, const ActiveJob& active) {
    if (active.state != JobState::submitted) return;
    const auto group = groups_->of(active.job.job_class, active.job.origin);
    if (group && input.jobs[*group].arriving.front() > 0.0)
      input.jobs[*group].waiting += static_cast<double>(active.job.all_accelerators());
  });
}

PlanSite RollingPlanner::token_site(const View& view, ModelClassId model, ClusterId cluster) const {
  const World& world = view.world();
  PlanSite site{false, 0.0, 0.0, 0.0, 0.0};
  double weight = 0.0, reachable = 0.0;
  for (const PoolId pool : world.clusters()[cluster].pools) {
    const double accelerators = world.pools()[pool].serving;
    if (accelerators <= 0.0) continue;
    weight += accelerators;
    site.speed += accelerators * world.serving_profile(model, pool).rate.value();
    site.facility_mw += accelerators * facility_mw_per_accelerator(world, model, pool, view.interval());
  }
  if (weight <= 0.0) return site;
  site.speed /= weight;
  site.facility_mw /= weight;
  for (const TokenStreamId stream : world.token_streams().ids()) {
    if (world.token_streams()[stream].model != model) continue;
    const auto sites = world.serving_sites(stream);
    if (std::any_of(sites.begin(), sites.end(), [&](const ServingSite& s) { return s.cluster == cluster; }))
      reachable += view.forecasts().tokens(stream, 1)[0].value() / site.speed;
  }
  site.is_admissible = reachable > 0.0;
  site.most_accelerators = std::min(reachable, weight * world.parts().serving.highest_load);
  return site;
}

void RollingPlanner::add_tokens(const View& view, PlanInput& input) const {
  for (const ModelClassId model : view.world().model_classes().ids()) {
    PlanTokens tokens;
    tokens.demand.assign(input.steps, 0.0);
    for (const TokenStreamId stream : view.world().token_streams().ids()) {
      if (view.world().token_streams()[stream].model != model) continue;
      const auto ahead = view.forecasts().tokens(stream, input.steps);
      for (std::size_t i = 0; i < input.steps; ++i) tokens.demand[i] += ahead[i].value();
    }
    for (const ClusterId cluster : view.world().clusters().ids())
      tokens.sites.add(token_site(view, model, cluster));
    input.tokens.push_back(std::move(tokens));
  }
}

void RollingParameters::fields(Fields& f) {
  f("aim", aim, "What is minimised: cost, carbon, or cost with carbon at its price.").optional();
  f("carbon_price_cny_per_t", carbon_price, "Of location-based CO2, where the aim is weighted.")
      .optional()
      .at_least(0);
  f("window_hours", window, "How far a plan looks ahead.").optional().within(3600, 168 * 3600.0);
  f("control_hours", control, "How often a new plan is made.").optional().within(300, 24 * 3600.0);
  f("longest_wait_hours", longest_wait, "How long a job may be held back.")
      .optional()
      .within(0, 168 * 3600.0);
  f("waiting_cny_per_accelerator_hour", waiting_cny_per_hour,
    "What an hour of waiting counts, for each accelerator that a job asks for.")
      .optional()
      .at_least(0);
}

}  // namespace suanwang
