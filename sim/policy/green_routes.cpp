#include "suanwang/policy/green_routes.hpp"

#include <algorithm>

#include "suanwang/core/fields.hpp"
#include "suanwang/optimise/work_groups.hpp"

#include "route_scores.hpp"

namespace suanwang {

namespace {

/// Less by more than rounding, so that on a flat series the first stays the best.
bool is_less(double a, double b) { return a < b * (1.0 - 1e-9); }

/// @param values One or more; reordered.
double quantile_of(std::vector<double>& values, double quantile) {
  const auto rank =
      values.begin() + static_cast<std::ptrdiff_t>(quantile * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), rank, values.end());
  return *rank;
}

/// Power that a job of the class adds to the facility while accelerators of the pool work for it.
Megawatts added_power(JobClassId job_class, PoolId pool, double accelerators, const View& view) {
  return Megawatts(facility_mw_per_accelerator(view.world(), job_class, pool, view.interval()) *
                   accelerators);
}

}  // namespace

bool WaitForGreenRoute::is_broken(const Job& job, const View& view) const {
  return parameters_.interruptible && view.world().job_classes()[job.job_class].is_preemptible;
}

TimePoint WaitForGreenRoute::latest_start(const Job& job) const {
  return std::min(job.submitted + parameters_.window, job.start_by);
}

const OutlookSums& WaitForGreenRoute::outlook(HubId hub, TimePoint until, const View& view) {
  return outlooks_.of(hub, until, view, [&](const Forecasts& forecasts, HubId of, std::size_t intervals) {
    return forecasts.carbon(of, parameters_.basis, intervals);
  });
}

WaitForGreenRoute::Plan WaitForGreenRoute::unbroken(const Run& run, const View& view) {
  const CivilCalendar& calendar = view.world().calendar();
  const OutlookSums& factors = outlook(run.hub, run.latest + run.length, view);
  const TimePoint first = view.now() + run.staging;
  Plan best{first, factors.between(first, first + run.length)};
  const OutlookSums::Offset from = factors.offset(run.staging), to = factors.offset(run.staging + run.length);
  for (std::size_t i = view.interval() + 1; i < calendar.interval_count(); ++i) {
    const TimePoint start = calendar.interval_start(i) + run.staging;
    if (start > run.latest) break;
    const double carbon = factors.between(i - view.interval(), from, to);
    if (is_less(carbon, best.carbon)) best = {start, carbon};
  }
  return best;
}

WaitForGreenRoute::Plan WaitForGreenRoute::below_threshold(const Run& run, const View& view) {
  const CivilCalendar& calendar = view.world().calendar();
  const TimePoint latest = run.latest - run.staging, first = view.now() + run.staging;
  const OutlookSums& factors = outlook(run.hub, first + run.length, view);
  const double now = factors.at(view.now());
  bool is_low = parameters_.threshold && now <= parameters_.threshold->value();
  if (!is_low && parameters_.threshold_quantile) {
    window_.clear();
    const std::span<const double> values = outlook(run.hub, latest, view).values();
    for (std::size_t lead = 0; lead < values.size(); ++lead) {
      if (lead > 0 && calendar.interval_start(view.interval() + lead) > latest) break;
      window_.push_back(values[lead]);
    }
    is_low = now <= quantile_of(window_, *parameters_.threshold_quantile);
  }
  if (is_low || is_last_chance(latest, view)) return {first, factors.between(first, first + run.length)};
  // A hub where the job may start comes before any where it has to wait.
  return {calendar.interval_start(view.interval() + 1) + run.staging,
          std::numeric_limits<double>::infinity()};
}

void WaitForGreenRoute::list_slots(const OutlookSums& factors, TimePoint from, TimePoint deadline,
                                   const View& view) {
  const CivilCalendar& calendar = view.world().calendar();
  slots_.clear();
  while (from < deadline) {
    const TimePoint end = std::min(deadline, calendar.interval_start(calendar.interval_of(from) + 1));
    slots_.push_back({factors.at(from), from, end - from});
    from = end;
  }
}

/// Time can be divided at will, so the cheapest set is found by filling the cheapest slots first. The one
/// that is filled in part is entered late, unless it is the last: there the job runs out in its course.
WaitForGreenRoute::Plan WaitForGreenRoute::broken(const Run& run, const View& view) {
  const TimePoint first = view.now() + run.staging, deadline = run.latest + run.length;
  const OutlookSums& factors = outlook(run.hub, deadline, view);
  if (run.length >= deadline - first) return {first, factors.between(first, first + run.length)};
  list_slots(factors, first, deadline, view);
  std::sort(slots_.begin(), slots_.end(), [](const Slot& a, const Slot& b) {
    return a.factor != b.factor ? a.factor < b.factor : a.from < b.from;
  });
  Plan plan{TimePoint::max(), 0.0};
  Duration left = run.length;
  TimePoint last;
  for (const Slot& slot : slots_) {
    const Duration used = std::min(left, slot.available);
    if (used <= Duration(0)) break;
    plan.carbon += slot.factor * in_hours(used);
    const bool is_last = slot.from >= last;
    plan.start = std::min(plan.start, is_last ? slot.from : slot.from + slot.available - used);
    last = std::max(last, slot.from);
    left -= used;
  }
  return plan;
}

WaitForGreenRoute::Plan WaitForGreenRoute::plan(const Job& job, const Candidate& candidate,
                                                const View& view) {
  Run run{hub_of(candidate, view), latest_start(job), expected_run(job, candidate.pool, view),
          expected_staging(job, candidate.pool, view)};
  run.latest = std::max(run.latest, view.now() + run.staging);
  Plan plan = has_threshold()        ? below_threshold(run, view)
              : is_broken(job, view) ? broken(run, view)
                                     : unbroken(run, view);
  plan.staging = run.staging;
  plan.carbon *= facility_power(job.job_class, candidate.pool, job.accelerators, view).value();
  return plan;
}

RouteDecision WaitForGreenRoute::route(const Job& job, const View& view) {
  std::optional<HubId> here;
  std::optional<Plan> best, best_full;
  PoolId pool, full_pool;
  for (const Candidate& candidate : view.candidates(job)) {
    if (!View::fits(job, candidate)) continue;
    if (!here) here = hub_of(candidate, view);
    if (parameters_.where == WaitWhere::here && hub_of(candidate, view) != *here) continue;
    const bool has_room = load_with(job, candidate.pool, view) <= parameters_.load.load_limit;
    if (!has_room && best) continue;
    const Plan found = plan(job, candidate, view);
    std::optional<Plan>& record = has_room ? best : best_full;
    if (record && !is_less(found.carbon, record->carbon)) continue;
    record = found;
    (has_room ? pool : full_pool) = candidate.pool;
  }
  if (!best) best = best_full, pool = full_pool;
  const TimePoint next = view.world().calendar().interval_start(view.interval() + 1);
  return best->start - best->staging < next ? RouteDecision::place(pool, best->start) : RouteDecision::wait();
}

void WaitForGreenRoute::pause(const View& view, std::vector<Pause>& pauses) {
  if (!parameters_.interruptible || has_threshold()) return;
  const World& world = view.world();
  view.for_each_job([&](std::uint32_t slot, const ActiveJob& active) {
    if (active.state != JobState::running || !is_broken(active.job, view)) return;
    const Duration left = view.estimate_left(active);
    if (left <= Duration(0)) return;
    // With what an interruption adds, so that a job never pauses away the time that it needs.
    const Checkpointing& saving = world.job_classes()[active.job.job_class].checkpointing;
    const Duration length = left + saving.restart + saving.cost;
    const TimePoint deadline = latest_start(active.job) + expected_run(active.job, active.pool, view);
    const HubId hub = world.clusters()[world.pools()[active.pool].cluster].hub;
    const Plan plan = broken({hub, deadline - length, length, Duration(0)}, view);
    if (plan.start > view.now()) pauses.push_back({slot, plan.start});
  });
}

bool PriceThresholdRoute::is_cheap(HubId hub, const View& view) {
  const CnyPerMegawattHour now = view.grid_price(hub);
  if (parameters_.price) return now <= *parameters_.price;
  const auto intervals = parameters_.look_ahead / view.world().calendar().interval();
  const auto prices =
      view.forecasts().price(hub, static_cast<std::size_t>(std::max<std::int64_t>(1, intervals)));
  prices_.assign(prices.raw().begin(), prices.raw().end());
  return now.value() <= quantile_of(prices_, parameters_.quantile);
}

RouteDecision PriceThresholdRoute::route(const Job& job, const View& view) {
  if (interval_ != view.interval()) {
    interval_ = view.interval();
    is_cheap_.clear();
    for (const HubId hub : view.world().hubs().ids()) is_cheap_.push_back(is_cheap(hub, view) ? 1 : 0);
  }
  const auto cost = [&](const Candidate& c) { return cost_now(job, c, view).value(); };
  const auto is_cheap_with_room = [&](const Candidate& c) {
    return is_cheap_[hub_of(c, view).index()] && load_with(job, c.pool, view) <= parameters_.load.load_limit;
  };
  if (const auto pool = best_pool(job, view, cost, is_cheap_with_room)) return RouteDecision::place(*pool);
  if (!is_last_chance(std::min(job.submitted + parameters_.longest_wait, job.start_by), view))
    return RouteDecision::wait();
  return best_with_room(job, view, parameters_.load.load_limit, cost);
}

void MarketGreenRoute::find_spare(const View& view) {
  interval_ = view.interval();
  spare_ = Table<HubId, Megawatts>(view.world().hubs().size());
  for (const HubId hub : spare_.ids())
    spare_[hub] = view.forecasts().renewable(hub, 1)[0] - view.forecasts().base_load(hub, 1)[0];
  view.for_each_job([&](std::uint32_t, const ActiveJob& active) {
    if (active.state != JobState::running) return;
    const ClusterId cluster = view.world().pools()[active.pool].cluster;
    spare_[view.world().clusters()[cluster].hub] -=
        added_power(active.job.job_class, active.pool, active.accelerators, view);
  });
}

RouteDecision MarketGreenRoute::route(const Job& job, const View& view) {
  if (interval_ != view.interval()) find_spare(view);
  const auto power = [&](PoolId pool) {
    return added_power(job.job_class, pool, static_cast<double>(job.all_accelerators()), view);
  };
  const auto carbon = [&](const Candidate& c) {
    const HubId hub = hub_of(c, view);
    const Megawatts bought = std::max(Megawatts(0), power(c.pool) - std::max(Megawatts(0), spare_[hub]));
    return (bought * expected_run(job, c.pool, view) * view.carbon_factor(hub, CarbonBasis::market)).value();
  };
  // Where none has to buy, the most spare power wins; it is a tie-break only.
  const auto most_spare = [&](const Candidate& c) { return -spare_[hub_of(c, view)].value(); };
  const auto is_green_with_room = [&](const Candidate& c) {
    return carbon(c) <= 0.0 && load_with(job, c.pool, view) <= parameters_.load_limit;
  };
  RouteDecision decision = best_with_room(job, view, parameters_.load_limit, carbon);
  if (const auto pool = best_pool(job, view, most_spare, is_green_with_room))
    decision = RouteDecision::place(*pool);
  spare_[view.world().clusters()[view.world().pools()[decision.pool].cluster].hub] -= power(decision.pool);
  return decision;
}

void WaitForGreenRoute::Parameters::fields(Fields& f) {
  load.fields(f);
  f("window_hours", window, "A job starts at most so long after its submission, or by its own deadline.")
      .optional()
      .within(0, 8760 * 3600.0);
  f("where", where, "The hub of the nearest fitting pool, or all hubs.").optional();
  f("interruptible", interruptible,
    "Jobs of preemptible classes run in the cheapest intervals, with pauses between them.")
      .optional();
  f("threshold_kg_per_kwh", threshold,
    "Starts as soon as the grid factor is no higher; no optimum is sought.")
      .at_least(TonnesCo2PerMegawattHour(0));
  f("threshold_quantile", threshold_quantile,
    "Starts as soon as the grid factor is within this quantile of what is left of the window.")
      .within(0, 1);
  f("basis", basis, "Grid factor to compare.").optional();
}

void PriceThresholdRoute::Parameters::fields(Fields& f) {
  load.fields(f);
  f("quantile", quantile, "Of the prices of the hours to come, that of now included.")
      .optional()
      .within(0, 1);
  f("price_cny_per_kwh", price, "Price to start at, in place of the quantile.");
  f("look_ahead_hours", look_ahead, "Hours that the quantile is taken over.")
      .optional()
      .within(0, 8760 * 3600.0);
  f("longest_wait_hours", longest_wait, "Then the job goes where it costs least.")
      .optional()
      .within(0, 8760 * 3600.0);
}

}  // namespace suanwang
