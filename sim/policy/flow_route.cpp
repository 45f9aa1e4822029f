#include "suanwang/policy/flow_route.hpp"

#include <algorithm>
#include <cmath>

#include "suanwang/core/fields.hpp"

#include "route_scores.hpp"

namespace suanwang {

namespace {

// Flows and costs are whole numbers: thousandths of an accelerator-hour, ten-thousandths of a CNY.
constexpr double units_per_hour = 1000.0, units_per_cny = 10'000.0;
constexpr int load_steps = 4;

std::int64_t whole(double value) { return static_cast<std::int64_t>(std::llround(value)); }

}  // namespace

double MinCostFlowRoute::hours_within_control(const Job& job) const {
  return static_cast<double>(job.all_accelerators()) * in_hours(std::min(job.estimate, parameters_.control));
}

/// What arrived since the last plan becomes part of what is expected until the next.
void MinCostFlowRoute::roll(const View& view) {
  const std::int64_t period = view.now().time_since_epoch() / parameters_.control;
  groups_.resize(view.world().job_classes().size() * view.world().network().nodes().size());
  if (period_ >= 0) {
    // Only the last period had arrivals; those that passed without a job count as empty.
    const double fade = std::pow(1.0 - parameters_.smoothing, static_cast<double>(period - period_ - 1));
    const double keep = fade * (1.0 - parameters_.smoothing), weight = fade * parameters_.smoothing;
    for (Group& group : groups_) {
      group.expected_hours = keep * group.expected_hours + weight * group.arrived_hours;
      group.expected_input = group.expected_input * keep + group.arrived_input * weight;
      group.arrived_hours = 0.0;
      group.arrived_input = Gigabytes(0);
    }
  }
  period_ = period;
}

double MinCostFlowRoute::cost_per_hour(JobClassId job_class, const Candidate& candidate,
                                       const View& view) const {
  const HubId hub = hub_of(candidate, view);
  const CnyPerMegawattHour price =
      view.grid_price(hub) + view.carbon_factor(hub, parameters_.basis) * parameters_.carbon_price;
  const MegawattHours energy = facility_power(job_class, candidate.pool, 1.0, view) * Duration(1h);
  return (energy * price).value() / view.world().speed(job_class, candidate.pool);
}

void MinCostFlowRoute::add_groups(const View& view) {
  const World& world = view.world();
  const std::size_t nodes = world.network().nodes().size(), pools = world.pools().size();
  for (std::size_t i = 0; i < groups_.size(); ++i) {
    Group& group = groups_[i];
    group.first_quota = quotas_.size();
    group.quota_count = 0;
    const std::int64_t supply = whole(group.expected_hours * units_per_hour);
    if (supply == 0) continue;
    const JobClassId job_class(i / nodes);
    const NodeId origin(i % nodes);
    for (const Candidate& candidate : world.candidates(job_class, origin)) {
      const NodeId destination = world.clusters()[candidate.cluster].node;
      const Cny network = group.expected_input * world.network().route(origin, destination)->price;
      const double cost = cost_per_hour(job_class, candidate, view) + network.value() / group.expected_hours;
      quotas_.push_back({candidate.pool, 0.0});
      arcs_.push_back({static_cast<std::uint32_t>(2 + pools + i),
                       static_cast<std::uint32_t>(2 + candidate.pool.index()), supply,
                       whole(cost * units_per_cny)});
    }
    group.quota_count = quotas_.size() - group.first_quota;
  }
  // Prices may be negative. As all flow passes one such arc, a common addition leaves the best plan the same.
  std::int64_t lowest = 0;
  for (const FlowArc& arc : arcs_) lowest = std::min(lowest, arc.cost);
  for (FlowArc& arc : arcs_) arc.cost -= lowest;
  for (std::size_t i = 0; i < groups_.size(); ++i)
    if (groups_[i].quota_count > 0)
      arcs_.push_back({0, static_cast<std::uint32_t>(2 + pools + i),
                       whole(groups_[i].expected_hours * units_per_hour), 0});
}

void MinCostFlowRoute::add_pools(const View& view) {
  const double hours = in_hours(parameters_.control);
  const auto add = [&](PoolId pool, double accelerators, double cost) {
    if (accelerators <= 0.0) return;
    arcs_.push_back({static_cast<std::uint32_t>(2 + pool.index()), 1,
                     whole(accelerators * hours * units_per_hour), whole(cost * units_per_cny)});
  };
  for (const PoolId pool : view.world().pools().ids()) {
    const double size = view.world().pools()[pool].schedulable(), load = view.load(pool);
    for (int step = 0; step < load_steps; ++step) {
      const double low = static_cast<double>(step) / load_steps, high = (step + 1.0) / load_steps;
      add(pool, (high - std::max(low, load)) * size, parameters_.queue.value() * high);
    }
    const double overflow = parameters_.queue.value() + parameters_.overflow.value();
    add(pool, (2.0 - std::max(1.0, load)) * size, overflow);
    add(pool, 1e9, 10.0 * overflow);
  }
}

void MinCostFlowRoute::plan(const View& view) {
  quotas_.clear();
  arcs_.clear();
  add_groups(view);
  if (quotas_.empty()) return;
  add_pools(view);
  const std::size_t node_count = 2 + view.world().pools().size() + groups_.size();
  const std::vector<std::int64_t> flows = min_cost_flow(node_count, arcs_);
  for (std::size_t i = 0; i < quotas_.size(); ++i)
    quotas_[i].hours = static_cast<double>(flows[i]) / units_per_hour;
}

MinCostFlowRoute::Quota* MinCostFlowRoute::largest_quota(const Group& group, const Job& job,
                                                         const View& view) {
  Quota* largest = nullptr;
  for (std::size_t i = group.first_quota; i < group.first_quota + group.quota_count; ++i)
    if (quotas_[i].hours > (largest ? largest->hours : 0.0) && view.fits(job, quotas_[i].pool))
      largest = &quotas_[i];
  return largest;
}

RouteDecision MinCostFlowRoute::route(const Job& job, const View& view) {
  if (view.now().time_since_epoch() / parameters_.control != period_) {
    roll(view);
    plan(view);
  }
  Group& group = groups_[job.job_class.index() * view.world().network().nodes().size() + job.origin.index()];
  const double hours = hours_within_control(job);
  group.arrived_hours += hours;
  group.arrived_input += job.input * job.copies;
  if (Quota* const quota = largest_quota(group, job, view)) {
    quota->hours -= hours;
    return RouteDecision::place(quota->pool);
  }
  return best_with_room(job, view, 1.0, [&](const Candidate& candidate) {
    return cost_per_hour(job.job_class, candidate, view) * static_cast<double>(job.accelerators) *
               in_hours(job.estimate) +
           view.staging_cost(job, candidate.pool).value();
  });
}

void MinCostFlowRoute::Parameters::fields(Fields& f) {
  f("control_hours", control, "Time between two plans.").optional().within(300, 168 * 3600.0);
  f("smoothing", smoothing, "Weight of the last interval in what is expected of the next.")
      .optional()
      .above(0)
      .at_most(1);
  f("carbon_price_cny_per_t", carbon_price, "Added to the tariff by the grid's factor.")
      .optional()
      .at_least(CnyPerTonneCo2(0));
  f("basis", basis, "Grid factor that carbon is counted by.").optional();
  f("queue_cny_per_hour", queue,
    "Of one accelerator-hour in a pool that is full; in proportion to the load below that.")
      .optional()
      .at_least(CnyPerHour(0));
  f("overflow_cny_per_hour", overflow, "Of one accelerator-hour beyond a load of 1.")
      .optional()
      .at_least(CnyPerHour(0));
}

}  // namespace suanwang
