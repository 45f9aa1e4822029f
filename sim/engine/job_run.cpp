// A job on its accelerators: start, end, interruption, elastic size, migration.
#include <algorithm>
#include <cmath>

#include "suanwang/core/error.hpp"
#include "suanwang/engine/simulator.hpp"

#include "policy_call.hpp"

namespace suanwang {

void Simulator::start_selected(PoolId pool) {
  starts_.clear();
  const std::uint32_t free = view_.free_accelerators(pool), usable = power_.usable_accelerators(pool);
  ServerMap* const servers = world_.pools()[pool].has_servers() ? &state_.servers[pool] : nullptr;
  PoolRoom room(state_.now, view_.working_accelerators(pool), view_.lent_accelerators(pool), free, usable,
                servers, state_.kept_free[pool], state_.jobs, starts_);
  ask(options_.watch, queue_call(), [&] { queues_[pool]->select(state_.now, room); });
  for (const PoolRoom::Start& each : starts_) {
    const ActiveJob& active = state_.jobs[each.slot];
    if (active.state != JobState::queued || active.pool != pool)
      refuse(policies_.names.queue, active.job, "only a job queued in the pool starts there");
    const QueuedJob queued = as_queued(each.slot);
    if (queued.all_accelerators() > power_.usable_accelerators(pool) ||
        (servers && each.placement == ServerMap::none))
      refuse(policies_.names.queue, active.job, "a job starts on accelerators that are free and have power");
    if (queued.accelerators != each.accelerators)
      refuse(policies_.names.queue, active.job, "a job starts with the accelerators that it was queued with");
    start(each.slot, each.placement);
  }
  if (usable < free && state_.pools[pool].queued_jobs > 0) power_.note_withheld_power(pool);
  lend_idle(pool);
}

void Simulator::preempt_selected(PoolId pool) {
  if (state_.pools[pool].queued_jobs == 0) return;
  victims_.clear();
  starts_.clear();
  const std::uint32_t free = view_.free_accelerators(pool), usable = power_.usable_accelerators(pool);
  const PoolRoom room(state_.now, view_.working_accelerators(pool), view_.lent_accelerators(pool), free,
                      usable, nullptr, state_.kept_free[pool], state_.jobs, starts_);
  ask(options_.watch, queue_call(), [&] { queues_[pool]->preempt(state_.now, room, victims_); });
  for (const std::uint32_t slot : victims_) {
    if (slot >= state_.jobs.slot_count())
      throw PolicyError(beginning_of_error(queue_call()) +
                        "inadmissible decision; rule: a job that makes way is there");
    const ActiveJob& active = state_.jobs[slot];
    const JobClass& job_class = world_.job_classes()[active.job.job_class];
    if (active.state != JobState::running || active.pool != pool || !job_class.is_preemptible)
      refuse(policies_.names.queue, active.job, "only a preemptible job that runs in the pool makes way");
    interrupt(slot, RunEnd::preempted, job_class.when_preempted == Preemption::suspend);
    enqueue(slot);
  }
}

double Simulator::speed_of(const ActiveJob& active) const {
  const JobClass& job_class = world_.job_classes()[active.job.job_class];
  const double by_chip = world_.speed(active.job.job_class, active.pool);
  return job_class.elasticity.is_elastic()
             ? by_chip * job_class.elasticity.speed(active.accelerators, active.job.accelerators)
             : by_chip;
}

/// @param whole On the reference accelerator, of the job from its beginning.
double Simulator::work_left_ms(const ActiveJob& active, Duration whole) const {
  const JobPast* past = state_.jobs.past_of(active);
  return std::max(0.0, static_cast<double>(whole.count()) - (past ? past->work_done_ms : 0.0));
}

double Simulator::done_share(std::uint32_t slot) const {
  const ActiveJob& active = state_.jobs[slot];
  const double whole_ms = static_cast<double>(active.job.run_time.count());
  if (active.state == JobState::returning || whole_ms <= 0.0) return 1.0;
  double done_ms = whole_ms - work_left_ms(active, active.job.run_time);
  if (active.state == JobState::running) {
    const Checkpointing checkpointing = world_.checkpointing(active.job, active.pool);
    const WorkClock& clock = state_.clock(active.pool, active.job.job_class);
    const double elapsed_ms =
        std::clamp(clock.at(state_.now) - (active.work_goal_ms - active.stretch_ms), 0.0, active.stretch_ms);
    const double preparation_ms = active.stretch_ms - checkpointing.run_ms(active.stretch_work_ms, 0.0);
    done_ms +=
        checkpointing.progress(elapsed_ms, active.stretch_work_ms, preparation_ms).work_ms * speed_of(active);
  }
  return std::min(1.0, done_ms / whole_ms);
}

namespace {

/// Rounded up, so that nothing ends before its work is done.
Duration whole_ms(double ms) {
  constexpr double longest_ms = 9e15;  // 285,000 years
  return Duration(static_cast<std::int64_t>(std::ceil(std::clamp(ms, 1.0, longest_ms))));
}

}  // namespace

/// What the user asked for, still to come: at the size at which it would start.
Duration Simulator::estimate_of(const ActiveJob& active) const {
  const Elasticity& elasticity = world_.job_classes()[active.job.job_class].elasticity;
  const JobPast* past = state_.jobs.past_of(active);
  const double speed =
      world_.speed(active.job.job_class, active.pool) *
      elasticity.speed(world_.gang_at_start(active.job, active.pool), active.job.accelerators);
  const Duration work = whole_ms(work_left_ms(active, active.job.estimate) / speed);
  return whole_ms(world_.checkpointing(active.job, active.pool)
                      .run_ms(static_cast<double>(work.count()), past ? past->preparation_ms : 0.0));
}

void Simulator::start(std::uint32_t slot, std::uint32_t placement) {
  ActiveJob& active = state_.jobs[slot];
  PoolState& pool = state_.pools[active.pool];
  enter_state(active, JobState::running);
  active.started = state_.now;
  active.placement = placement;
  const std::uint32_t gang = world_.gang_at_start(active.job, active.pool);
  active.accelerators = gang * active.job.copies;
  pool.busy += active.accelerators;
  pool.occupied += world_.pools()[active.pool].occupied_by(gang) * active.job.copies;
  pool.running_jobs += active.job.copies;
  pool.queued_jobs -= active.job.copies;
  state_.use(active.pool, active.job.job_class).change(state_.now, active.accelerators);
  power_.use_accelerators(active, active.accelerators);
  if (world_.job_classes()[active.job.job_class].elasticity.is_elastic() &&
      !world_.pools()[active.pool].has_servers())
    elastic_[active.pool].push_back(slot);
  if (active.past != ActiveJob::none) {
    JobPast& past = state_.jobs.past(slot);
    ++past.work.runs;
    begin_stretch(slot, past.preparation_ms);
  } else {
    begin_stretch(slot, 0.0);
  }
  schedule_end(slot);
}

void Simulator::begin_stretch(std::uint32_t slot, double preparation_ms) {
  ActiveJob& active = state_.jobs[slot];
  active.stretch_from = state_.now;
  active.stretch_work_ms =
      static_cast<double>(whole_ms(work_left_ms(active, active.job.run_time) / speed_of(active)).count());
  active.stretch_ms =
      world_.checkpointing(active.job, active.pool).run_ms(active.stretch_work_ms, preparation_ms);
  active.work_goal_ms = state_.clock(active.pool, active.job.job_class).at(state_.now) + active.stretch_ms;
}

void Simulator::schedule_end(std::uint32_t slot) {
  ActiveJob& active = state_.jobs[slot];
  const WorkClock& clock = state_.clock(active.pool, active.job.job_class);
  active.ends_at = clock.earliest(active.work_goal_ms, state_.now, interval_end());
  calendar_.push({active.ends_at, EventKind::end, active.job.number, slot});
}

void Simulator::on_end(const Event& event) {
  if (!state_.jobs.holds(event.slot, event.job_number)) return;
  const ActiveJob& active = state_.jobs[event.slot];
  if (active.state != JobState::running || active.ends_at != state_.now)
    return;  // of a run that was cut short
  const WorkClock& clock = state_.clock(active.pool, active.job.job_class);
  if (clock.earliest(active.work_goal_ms, state_.now, interval_end()) > state_.now)
    return schedule_end(event.slot);  // it was slowed down on the way
  end_stretch(event.slot, RunEnd::done, true);
  leave_accelerators(event.slot);
  finish_run(event.slot);
}

void Simulator::end_stretch(std::uint32_t slot, RunEnd end, bool keeps_all) {
  const ActiveJob& active = state_.jobs[slot];
  const RunRecord run{active.job.number, active.job.job_class, active.pool, active.stretch_from,
                      state_.now,        active.accelerators,  end};
  const bool takes_time = run.to > run.from;  // an elastic job may be resized when it starts
  if (takes_time) {
    stretches_.push_back({run, slot});
    observer_.on_run(run);
  }
  const Checkpointing checkpointing = world_.checkpointing(active.job, active.pool);
  const bool is_simple =
      end == RunEnd::done && active.past == ActiveJob::none && active.job.output <= Gigabytes(0);
  const WorkClock& clock = state_.clock(active.pool, active.job.job_class);
  const double elapsed_ms = end == RunEnd::done
                                ? active.stretch_ms
                                : std::clamp(clock.at(state_.now) - (active.work_goal_ms - active.stretch_ms),
                                             0.0, active.stretch_ms);
  const double preparation_ms = active.stretch_ms - checkpointing.run_ms(active.stretch_work_ms, 0.0);
  Checkpointing::Progress progress =
      checkpointing.progress(elapsed_ms, active.stretch_work_ms, preparation_ms);
  if (end == RunEnd::done) progress.work_ms = active.stretch_work_ms;
  const double kept_ms = keeps_all ? progress.work_ms : progress.saved_ms;
  if (is_simple && checkpointing.interval <= 0ms) return;  // `close` sees at a glance what it was worth
  const double wall_ms = static_cast<double>((state_.now - active.stretch_from).count());
  JobPast& past = state_.jobs.past(slot);
  if (takes_time) {
    if (past.stretches_of == state_.interval) stretches_.back().previous = past.last_stretch;
    past.stretches_of = state_.interval;
    past.last_stretch = static_cast<std::uint32_t>(stretches_.size() - 1);
  }
  if (past.work.runs == 0) {
    past.work.runs = 1;
    past.first_start = active.started;
  }
  past.work_done_ms += kept_ms * speed_of(active);
  // Time goes by faster than the clock where the job was slowed down; it counts as what was done meanwhile.
  const double stretch = elapsed_ms > 0.0 ? wall_ms / elapsed_ms : 1.0;
  past.work.useful_ms += kept_ms * stretch * active.accelerators;
  past.work.lost_ms += (progress.work_ms - kept_ms) * stretch * active.accelerators;
  past.work.overhead_ms += (elapsed_ms - progress.work_ms) * stretch * active.accelerators +
                           (elapsed_ms > 0.0 ? 0.0 : wall_ms * active.accelerators);
}

void Simulator::leave_accelerators(std::uint32_t slot) {
  ActiveJob& active = state_.jobs[slot];
  PoolState& pool = state_.pools[active.pool];
  power_.use_accelerators(active, -static_cast<double>(active.accelerators));
  state_.use(active.pool, active.job.job_class)
      .change(state_.now, -static_cast<std::int64_t>(active.accelerators));
  pool.busy -= active.accelerators;
  pool.occupied -=
      world_.pools()[active.pool].occupied_by(active.accelerators / active.job.copies) * active.job.copies;
  pool.running_jobs -= active.job.copies;
  if (active.placement != ActiveJob::none) state_.servers[active.pool].remove(active.placement);
  active.placement = ActiveJob::none;
  if (!elastic_[active.pool].empty()) std::erase(elastic_[active.pool], slot);
  const QueuedJob queued = as_queued(slot);
  if (!state_.kept_free[active.pool].empty()) state_.kept_free[active.pool].end(queued, active.started);
  ask(options_.watch, queue_call(&active.job), [&] { queues_[active.pool]->end(queued, active.started); });
  active.accelerators = 0;
  touch(active.pool);
}

void Simulator::interrupt(std::uint32_t slot, RunEnd end, bool keeps_all) {
  end_stretch(slot, end, keeps_all);
  const ActiveJob& active = state_.jobs[slot];
  JobPast& past = state_.jobs.past(slot);
  const Checkpointing& checkpointing = world_.job_classes()[active.job.job_class].checkpointing;
  // Where all work is kept a checkpoint is taken on the way out. The accelerators are given up at once, so
  // its time is paid when the job goes on.
  past.preparation_ms =
      static_cast<double>((checkpointing.restart + (keeps_all ? checkpointing.cost : Duration(0))).count());
  past.work.preemptions += end == RunEnd::preempted;
  past.work.failures += end == RunEnd::failure;
  past.work.migrations += end == RunEnd::migrated;
  leave_accelerators(slot);
}

void Simulator::resize(std::uint32_t slot, std::uint32_t accelerators) {
  ActiveJob& active = state_.jobs[slot];
  if (active.accelerators == accelerators) return;
  // Preparation that is not over yet goes on; work done so far is kept.
  const WorkClock& clock = state_.clock(active.pool, active.job.job_class);
  const double elapsed_ms = clock.at(state_.now) - (active.work_goal_ms - active.stretch_ms);
  const double preparation_ms =
      active.stretch_ms - world_.checkpointing(active.job, active.pool).run_ms(active.stretch_work_ms, 0.0);
  end_stretch(slot, RunEnd::resized, true);
  const double difference = static_cast<double>(accelerators) - active.accelerators;
  PoolState& pool = state_.pools[active.pool];
  power_.use_accelerators(active, difference);
  state_.use(active.pool, active.job.job_class).change(state_.now, static_cast<std::int64_t>(difference));
  pool.busy += accelerators - active.accelerators;
  pool.occupied += accelerators - active.accelerators;
  active.accelerators = accelerators;
  begin_stretch(slot, std::max(0.0, preparation_ms - elapsed_ms));
}

void Simulator::take_back_loans(PoolId pool) {
  for (const std::uint32_t slot : elastic_[pool])
    resize(slot, std::min(state_.jobs[slot].accelerators, world_.gang_at_start(state_.jobs[slot].job, pool)));
}

/// What no waiting job takes goes to elastic jobs, those that started first to their full size before others.
void Simulator::lend_idle(PoolId pool) {
  if (elastic_[pool].empty()) return;
  for (const std::uint32_t slot : elastic_[pool]) {
    const ActiveJob& active = state_.jobs[slot];
    const std::uint32_t most =
        world_.job_classes()[active.job.job_class].elasticity.most(active.job.accelerators);
    const std::uint32_t spare = std::min(view_.free_accelerators(pool), power_.usable_accelerators(pool));
    if (most > active.accelerators)
      resize(slot, active.accelerators + std::min(spare, most - active.accelerators));
    const WorkClock& clock = state_.clock(active.pool, active.job.job_class);
    if (clock.earliest(active.work_goal_ms, state_.now, interval_end()) != active.ends_at) schedule_end(slot);
  }
}

void Simulator::pause_selected() {
  pauses_.clear();
  policies_.route->pause(view_, pauses_);
  for (const Pause& pause : pauses_) {
    ActiveJob& active = state_.jobs[pause.slot];
    const JobClass& job_class = world_.job_classes()[active.job.job_class];
    if (active.state != JobState::running || !job_class.is_preemptible)
      refuse(policies_.names.route, active.job, "only a running job of a preemptible class pauses");
    if (pause.until <= state_.now) refuse(policies_.names.route, active.job, "a pause ends after it begins");
    interrupt(pause.slot, RunEnd::preempted, job_class.when_preempted == Preemption::suspend);
    active.not_before = pause.until;
    stage_or_queue(pause.slot);
  }
}

void Simulator::migrate_selected() {
  moves_.clear();
  const PolicyCall call{PolicyKind::route, policies_.names.route, world_, state_.now};
  ask(options_.watch, call, [&] { policies_.route->migrate(view_, moves_); });
  for (const Migration& move : moves_) {
    if (move.slot >= state_.jobs.slot_count())
      throw PolicyError(beginning_of_error(call) +
                        "inadmissible decision; rule: a job that migrates is there");
    const ActiveJob& active = state_.jobs[move.slot];
    if (active.state != JobState::running || !world_.job_classes()[active.job.job_class].is_migratable)
      refuse(policies_.names.route, active.job, "only a running job of a migratable class migrates");
    check_place(policies_.names.route, active.job, move.to);
    if (move.to != active.pool) migrate(move.slot, move.to);
  }
}

void Simulator::migrate(std::uint32_t slot, PoolId to) {
  ActiveJob& active = state_.jobs[slot];
  interrupt(slot, RunEnd::migrated, true);
  const NodeId from_node = world_.clusters()[world_.pools()[active.pool].cluster].node;
  const NodeId to_node = world_.clusters()[world_.pools()[to].cluster].node;
  state_.pools[active.pool].assigned -= active.job.all_accelerators();
  state_.pools[to].assigned += active.job.all_accelerators();
  active.pool = to;
  active.not_before = {};
  enter_state(active, JobState::migrating);
  const Gigabytes copied =
      world_.job_classes()[active.job.job_class].checkpoint_per_accelerator * active.job.accelerators;
  if (from_node == to_node || copied <= Gigabytes(0)) return stage_or_queue(slot);
  send(slot, from_node, to_node, copied);
}

}  // namespace suanwang
