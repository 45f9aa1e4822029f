#include "suanwang/experiment/bound.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "suanwang/core/error.hpp"
#include "suanwang/experiment/calibration.hpp"
#include "suanwang/experiment/in_parallel.hpp"
#include "suanwang/experiment/offered_work.hpp"
#include "suanwang/experiment/run.hpp"
#include "suanwang/scenario/build.hpp"

namespace suanwang {

namespace {

struct Span {
  std::size_t begin = 0, end = 0;
};

/// Pieces of about equal length, no longer than asked for, none across the end of a month.
std::vector<Span> pieces_of(const CivilCalendar& calendar, Duration longest) {
  std::vector<Span> pieces;
  const auto most = static_cast<std::size_t>(std::max<Duration::rep>(1, longest / calendar.interval()));
  const auto month = [&](std::size_t interval) {
    return calendar.month_of(calendar.interval_start(interval));
  };
  for (std::size_t begin = 0; begin < calendar.interval_count();) {
    std::size_t end = begin + 1;
    while (end < calendar.interval_count() && month(end) == month(begin)) ++end;
    const std::size_t parts = (end - begin + most - 1) / most;
    for (std::size_t part = 0; part < parts; ++part)
      pieces.push_back({begin + (end - begin) * part / parts, begin + (end - begin) * (part + 1) / parts});
    begin = end;
  }
  return pieces;
}

/// As `in_parallel`, and stops when asked to. @throws Interrupted.
void for_each_piece(std::size_t count, const BoundOptions& options,
                    const std::function<void(std::size_t)>& work) {
  in_parallel(count, worker_count(options.workers), [&](std::size_t i) {
    if (options.should_stop && *options.should_stop) throw Interrupted();
    work(i);
  });
}

LpSolution solve(const RelaxedProgram& piece) {
  LpSolution solution = piece.program().solve();
  expects(solution.status == LpSolution::Status::optimal, "the relaxed program of a piece has an optimum");
  return solution;
}

/// Prices at which pieces hand work and stored energy on: the mean marginal values of some pieces solved
/// alone.
BoundaryPrices boundary_prices(const World& world, const WorkGroups& groups, const OfferedWork& offered,
                               const Objective& objective, const std::vector<Span>& pieces,
                               const BoundOptions& options) {
  constexpr std::size_t samples = 6;
  const std::size_t stride = std::max<std::size_t>(1, pieces.size() / samples);
  std::vector<std::size_t> chosen;
  for (std::size_t i = stride / 2; i < pieces.size(); i += stride) chosen.push_back(i);
  std::vector<BoundaryPrices> found(chosen.size());
  for_each_piece(chosen.size(), options, [&](std::size_t i) {
    const Span& span = pieces[chosen[i]];
    const RelaxedProgram alone(world, groups, offered.by_group, objective,
                               {span.begin, span.end, nullptr, nullptr});
    found[i] = alone.marginal_values(solve(alone));
  });
  BoundaryPrices mean{Table<HubId, double>(world.hubs().size(), 0.0),
                      std::vector<double>(groups.all().size(), 0.0)};
  for (const BoundaryPrices& each : found) {
    for (const HubId hub : world.hubs().ids())
      mean.stored[hub] += each.stored[hub] / static_cast<double>(found.size());
    for (std::size_t group = 0; group < mean.work.size(); ++group)
      mean.work[group] += each.work[group] / static_cast<double>(found.size());
  }
  return mean;
}

double standing_charges(const World& world, const Objective& objective) {
  const CivilCalendar& calendar = world.calendar();
  double cny = 0.0;
  for (std::size_t i = 0; i < calendar.interval_count(); ++i) {
    const TimePoint start = calendar.interval_start(i);
    if (i > 0 && calendar.month_of(start) == calendar.month_of(calendar.interval_start(i - 1))) continue;
    for (const Hub& hub : world.hubs())
      cny += (hub.supply.grid_limit * hub.supply.prices.standing_charge).value() *
             calendar.share_of_month(start);
  }
  return cny * objective.per_cny;
}

}  // namespace

Bound compute_bound(const LoadedScenario& scenario, const BoundOptions& options) {
  const std::uint64_t seed = options.seed.value_or(scenario.spec.seed);
  const Calibration rule =
      scenario.spec.power_scenario ? scenario.spec.power_scenario->calibration : Calibration::none;
  ScenarioSpec spec = scenario.spec;
  if (rule == Calibration::scale_workload) scale_workload(spec, options.calibration_factor);
  World world = build_world(spec, seed);
  if (rule == Calibration::scale_general_load) world.set_general_load_factor(options.calibration_factor);

  const auto jobs = build_job_source(spec, world, seed);
  return bound_of(world, *jobs, options);
}

Bound bound_of(const World& world, JobSource& jobs, const BoundOptions& options) {
  const auto wall_start = std::chrono::steady_clock::now();
  const WorkGroups groups(world);
  const Objective objective = options.request.objective();
  const OfferedWork offered = offered_work(world, groups, jobs);
  const std::vector<Span> pieces = pieces_of(world.calendar(), options.request.piece);
  const BoundaryPrices prices = pieces.size() > 1
                                    ? boundary_prices(world, groups, offered, objective, pieces, options)
                                    : BoundaryPrices();
  std::vector<double> values(pieces.size());
  std::atomic<std::size_t> solved{0};
  for_each_piece(pieces.size(), options, [&](std::size_t i) {
    const RelaxedProgram piece(world, groups, offered.by_group, objective,
                               {pieces[i].begin, pieces[i].end, i > 0 ? &prices : nullptr,
                                i + 1 < pieces.size() ? &prices : nullptr});
    values[i] = piece.program().dual_bound(solve(piece).row_duals);
    if (options.on_progress)
      options.on_progress(static_cast<double>(++solved) / static_cast<double>(pieces.size()));
  });
  Bound bound{options.request.aim, standing_charges(world, objective), pieces.size(), 0.0};
  for (const double value : values) bound.value += value;
  bound.value += objective.per_lost_hour() * offered.out_of_reach_hours;
  bound.wall_seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - wall_start).count();
  return bound;
}

double score(const Summary& summary, const Objective& objective) {
  const PlaceSummary& nation = summary.nation;
  const Cny paid = nation.cost.energy + nation.cost.demand_charge + nation.cost.network;
  const MegawattHours lost_load = nation.energy.shortfall + nation.energy.restricted;
  return objective.per_cny * paid.value() + objective.per_tonne * nation.carbon.location.value() +
         objective.per_lost_mwh() * lost_load.value() +
         objective.per_lost_hour() * summary.work_offered.undone_hours() +
         objective.per_lost_token() * (nation.tokens_asked_for - nation.tokens_served);
}

std::optional<double> gap(double score, const Bound& bound) {
  if (bound.value == 0.0) return std::nullopt;
  return (score - bound.value) / std::abs(bound.value);
}

}  // namespace suanwang
