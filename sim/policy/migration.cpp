#include "suanwang/policy/migration.hpp"

#include <cmath>

#include "suanwang/core/fields.hpp"

#include "route_scores.hpp"

namespace suanwang {

namespace {

/// What the engine copies when the job migrates.
Gigabytes checkpoint_of(const Job& job, const View& view) {
  return view.world().job_classes()[job.job_class].checkpoint_per_accelerator * job.accelerators;
}

NodeId node_of(PoolId pool, const View& view) {
  return view.world().clusters()[view.world().pools()[pool].cluster].node;
}

/// Work per time, over that of the reference accelerators asked for.
double speed_with(const Job& job, PoolId pool, std::uint32_t accelerators, const View& view) {
  return view.world().speed(job.job_class, pool) *
         view.world().job_classes()[job.job_class].elasticity.speed(accelerators, job.accelerators);
}

}  // namespace

double Migrator::value_of_run(JobClassId job_class, PoolId pool, std::uint32_t accelerators, TimePoint from,
                              Duration length, const View& view) {
  const HubId hub = view.world().clusters()[view.world().pools()[pool].cluster].hub;
  const OutlookSums& outlook =
      basis_ ? outlooks_.of(hub, from + length, view,
                            [&](const Forecasts& forecasts, HubId of, std::size_t intervals) {
                              return forecasts.carbon(of, *basis_, intervals);
                            })
             : outlooks_.of(hub, from + length, view,
                            [](const Forecasts& forecasts, HubId of, std::size_t intervals) {
                              return forecasts.price(of, intervals);
                            });
  return facility_power(job_class, pool, accelerators, view).value() * outlook.between(from, from + length);
}

/// Infinite where no path leads there.
double Migrator::value_of_move(const ActiveJob& active, PoolId to, Duration left, const View& view) {
  const World& world = view.world();
  const Job& job = active.job;
  const auto route = world.network().route(node_of(active.pool, view), node_of(to, view));
  if (!route) return std::numeric_limits<double>::infinity();
  const Gigabytes copied = checkpoint_of(job, view);
  const double copy_s = copied.value() * 8.0 / world.flow_limit().value() + route->delay.value() / 1000.0;
  const std::uint32_t gang = world.gang_at_start(job, to);
  const double speed_ratio =
      speed_with(job, active.pool, active.accelerators / job.copies, view) / speed_with(job, to, gang, view);
  const Checkpointing& saving = world.job_classes()[job.job_class].checkpointing;
  const Duration length =
      duration_from_seconds(in_seconds(left) * speed_ratio) + saving.restart + saving.cost;
  const double run =
      value_of_run(job.job_class, to, gang, view.now() + duration_from_seconds(copy_s), length, view);
  return basis_ ? run : run + (copied * route->price).value();
}

bool Migrator::has_room(const Job& job, PoolId pool, const View& view) const {
  const std::uint64_t wanted = moved_[pool] + job.all_accelerators();
  const double load =
      view.load(pool) + static_cast<double>(wanted) / view.world().pools()[pool].schedulable();
  return load <= load_limit_ && wanted <= view.free_accelerators(pool);
}

std::optional<PoolId> Migrator::better_pool(const ActiveJob& active, const View& view) {
  const Duration left = view.estimate_left(active);
  if (left <= Duration(0)) return std::nullopt;
  const double here = value_of_run(active.job.job_class, active.pool, active.accelerators / active.job.copies,
                                   view.now(), left, view);
  const double highest = here - std::max(rule_.least_gain, 1e-9) * std::abs(here);
  return best_pool(
      active.job, view,
      [&](const Candidate& candidate) {
        const double there = value_of_move(active, candidate.pool, left, view);
        return there < highest ? there : std::numeric_limits<double>::infinity();
      },
      [&](const Candidate& candidate) {
        return candidate.pool != active.pool && has_room(active.job, candidate.pool, view);
      });
}

void Migrator::find_moves(const View& view, std::vector<Migration>& moves) {
  if (!rule_.migrates) return;
  moved_ = Table<PoolId, std::uint64_t>(view.world().pools().size(), 0);
  view.for_each_job([&](std::uint32_t slot, const ActiveJob& active) {
    if (active.state != JobState::running || !view.world().job_classes()[active.job.job_class].is_migratable)
      return;
    const auto to = better_pool(active, view);
    if (!to) return;
    moved_[*to] += active.job.all_accelerators();
    moves.push_back({slot, *to});
  });
}

void MigrationRule::fields(Fields& f) {
  f("migrates", migrates, "Running jobs of migratable classes move when what is left of them gains by it.")
      .optional();
  f("least_gain", least_gain, "Least gain of a move, over what the rest of the job would come to here.")
      .optional()
      .within(0, 1);
}

}  // namespace suanwang
