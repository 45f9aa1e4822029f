#include "suanwang/engine/simulator.hpp"

#include <algorithm>

#include "suanwang/core/error.hpp"
#include "suanwang/engine/audit.hpp"

namespace suanwang {

Simulator::Simulator(const World& world, PolicySet policies, JobSource& source, Observer& observer,
                     Options options)
    : world_(world),
      policies_(std::move(policies)),
      source_(source),
      observer_(observer),
      options_(options),
      state_(world),
      view_(world, state_),
      transfers_(world.network(), world.flow_limit()),
      queues_(),
      power_(world, state_, view_, policies_),
      is_touched_(world.pools().size(), 0),
      network_cost_(world.clusters().size()),
      carried_(world.network().channel_count()) {
  for ([[maybe_unused]] const Pool& pool : world.pools()) queues_.add(policies_.make_queue());
  for (const JobClassId job_class : world.job_classes().ids()) {
    std::vector<std::uint32_t> by_origin;
    for (const NodeId origin : world.network().nodes().ids()) {
      std::uint32_t largest = 0;
      for (const Candidate& each : world.candidates(job_class, origin))
        largest = std::max(largest, world.pools()[each.pool].schedulable());
      by_origin.push_back(largest);
    }
    largest_gang_.add(std::move(by_origin));
  }
  touched_.reserve(world.pools().size());
  next_arrival_ = source_.next();
  power_.begin_interval();
}

void Simulator::run_until(TimePoint end) {
  expects(end <= world_.calendar().end(), "a run ends within its calendar");
  for (TimePoint time = next_instant(); time <= end; time = next_instant()) {
    advance_to(time);
    handle_events();
    land_transfers();
    settle_interval_if_over();
    if (state_.now == world_.calendar().end()) return;
    accept_arrivals();
    decide();
  }
}

TimePoint Simulator::next_instant() const {
  const TimePoint arrival = next_arrival_ ? next_arrival_->submitted : never;
  return std::min({interval_end(), calendar_.next_time(), transfers_.next_time(), arrival});
}

void Simulator::advance_to(TimePoint time) {
  expects(time >= state_.now, "clocks never run back");
  state_.now = time;
}

void Simulator::handle_events() {
  while (calendar_.next_time() == state_.now) {
    const Event event = calendar_.pop();
    ++event_count_;
    switch (event.kind) {
      case EventKind::end:
        on_end(event.slot);
        break;
      case EventKind::release:
        on_release(event);
        break;
      case EventKind::expiry:
        on_expiry(event);
        break;
    }
  }
}

void Simulator::land_transfers() {
  while (transfers_.next_time() == state_.now) {
    const Transfers::Cargo cargo = transfers_.land(state_.now);
    ++event_count_;
    network_cost_[cargo.destination] += cargo.cost;
    if (!state_.jobs.holds(cargo.slot, cargo.job_number))
      continue;  // it expired while its input was on the way
    state_.jobs[cargo.slot].network_cost = cargo.cost;
    stage_or_queue(cargo.slot);
  }
}

void Simulator::settle_interval_if_over() {
  if (state_.now != interval_end()) return;
  ++event_count_;
  power_.settle_interval(options_.audits);
  for (auto& carried : carried_) carried = Gigabytes(0);
  transfers_.collect_carried(state_.now, carried_);
  report_interval();
  close_job_records();
  if (options_.audits) audit_state(world_, state_, transfers_);
  ++state_.interval;
  if (state_.now == world_.calendar().end()) return;
  power_.begin_interval();
  touch_gated_pools();
  to_route_.insert(to_route_.end(), waiting_for_route_.begin(), waiting_for_route_.end());
  waiting_for_route_.clear();
}

void Simulator::report_interval() {
  const CivilCalendar& calendar = world_.calendar();
  for (const ClusterId id : world_.clusters().ids()) {
    power_.clusters()[id.index()].network_cost = network_cost_[id];
    network_cost_[id] = Cny(0);
  }
  IntervalReport report;
  report.interval = state_.interval;
  report.start = calendar.interval_start(state_.interval);
  report.span = calendar.interval();
  report.hubs = power_.hubs();
  report.clusters = power_.clusters();
  report.lines = power_.lines();
  report.carried = carried_.rows();
  report.class_it_energy = power_.class_it_energy();
  report.served = power_.tokens().served();
  report.unserved = power_.tokens().unserved();
  report.ledger = &state_.ledger;
  observer_.on_interval(report);
}

void Simulator::close_job_records() {
  for (JobRecord& record : ended_) {
    if (record.has_run()) power_.attribute(record);
    observer_.on_job(record);
  }
  ended_.clear();
}

void Simulator::accept_arrivals() {
  while (next_arrival_ && next_arrival_->submitted == state_.now) {
    next_arrival_->number = arrivals_++;
    ++event_count_;
    state_.ledger.enter();
    to_route_.push_back(state_.jobs.add(*next_arrival_));
    if (next_arrival_->start_by < never)
      calendar_.push({next_arrival_->start_by, EventKind::expiry, next_arrival_->number, to_route_.back()});
    next_arrival_ = source_.next();
    if (next_arrival_)
      expects(next_arrival_->submitted >= state_.now, "a job source is in order of submission");
  }
}

void Simulator::decide() {
  for (const std::uint32_t slot : to_route_) route(slot);
  to_route_.clear();
  // In the order of ids, so that starts do not depend on which event came first.
  std::sort(touched_.begin(), touched_.end());
  for (const PoolId pool : touched_) {
    is_touched_[pool.index()] = 0;
    start_selected(pool);
  }
  touched_.clear();
}

void Simulator::on_end(std::uint32_t slot) {
  const ActiveJob active = state_.jobs[slot];
  const WorkClock& clock = state_.clock(active.pool, active.job.job_class);
  if (const TimePoint end = clock.earliest(active.work_goal_ms, state_.now, interval_end()); end > state_.now)
    return calendar_.push({end, EventKind::end, active.job.number, slot});  // it was slowed down on the way
  PoolState& pool = state_.pools[active.pool];
  power_.use_accelerators(active, -static_cast<double>(active.job.accelerators));
  state_.use(active.pool, active.job.job_class)
      .change(state_.now, -static_cast<std::int64_t>(active.job.accelerators));
  pool.busy -= active.job.accelerators;
  --pool.running_jobs;
  queues_[active.pool]->end(as_queued(slot), active.started);
  touch(active.pool);
  close(slot, active.job.fails ? JobState::failed : JobState::completed);
}

void Simulator::on_release(const Event& event) {
  if (state_.jobs.holds(event.slot, event.job_number) && state_.jobs[event.slot].state == JobState::held)
    enqueue(event.slot);
}

void Simulator::on_expiry(const Event& event) {
  if (!state_.jobs.holds(event.slot, event.job_number)) return;
  const ActiveJob& active = state_.jobs[event.slot];
  if (active.state == JobState::running) return;
  if (active.state == JobState::submitted) std::erase(waiting_for_route_, event.slot);
  if (active.state == JobState::queued) {
    queues_[active.pool]->remove(as_queued(event.slot));
    --state_.pools[active.pool].queued_jobs;
    touch(active.pool);
  }
  close(event.slot, JobState::expired);
}

std::optional<RejectionRule> Simulator::impossible(const Job& job) const {
  const std::uint32_t largest = largest_gang_[job.job_class][job.origin.index()];
  if (largest == 0) return RejectionRule::no_admissible_pool;
  if (job.accelerators > largest) return RejectionRule::larger_than_any_pool;
  return std::nullopt;
}

void Simulator::route(std::uint32_t slot) {
  const Job& job = state_.jobs[slot].job;
  if (const auto rule = impossible(job)) return close(slot, JobState::rejected, *rule);
  const RouteDecision decision = policies_.route->route(job, view_);
  switch (decision.kind) {
    case RouteDecision::Kind::wait:
      waiting_for_route_.push_back(slot);
      return;
    case RouteDecision::Kind::reject:
      close(slot, JobState::rejected, RejectionRule::refused_by_policy);
      return;
    case RouteDecision::Kind::place:
      place(slot, decision);
      return;
  }
}

void Simulator::check_route(const Job& job, const RouteDecision& decision) const {
  if (decision.pool.index() >= world_.pools().size()) refuse(policies_.names.route, job, "the pool exists");
  const auto candidates = world_.candidates(job.job_class, job.origin);
  if (std::none_of(candidates.begin(), candidates.end(),
                   [&](const Candidate& c) { return c.pool == decision.pool; }))
    refuse(policies_.names.route, job,
           "the pool admits the job's class from its origin (memory, latency bound)");
  if (!view_.fits(job, decision.pool))
    refuse(policies_.names.route, job, "the gang is no larger than the pool");
}

void Simulator::place(std::uint32_t slot, const RouteDecision& decision) {
  ActiveJob& active = state_.jobs[slot];
  check_route(active.job, decision);
  active.pool = decision.pool;
  active.not_before = decision.not_before;
  state_.pools[decision.pool].assigned += active.job.accelerators;
  const ClusterId cluster = world_.pools()[decision.pool].cluster;
  const NodeId destination = world_.clusters()[cluster].node;
  state_.ledger.move(active.state, JobState::staging);
  active.state = JobState::staging;
  if (destination == active.job.origin || active.job.input <= Gigabytes(0)) return stage_or_queue(slot);
  const Route route = *world_.network().route(active.job.origin, destination);
  transfers_.start(state_.now, active.job.origin, destination,
                   {slot, active.job.number, cluster, active.job.input, active.job.input * route.price});
}

void Simulator::stage_or_queue(std::uint32_t slot) {
  ActiveJob& active = state_.jobs[slot];
  if (active.not_before <= state_.now) return enqueue(slot);
  state_.ledger.move(active.state, JobState::held);
  active.state = JobState::held;
  calendar_.push({active.not_before, EventKind::release, active.job.number, slot});
}

void Simulator::enqueue(std::uint32_t slot) {
  ActiveJob& active = state_.jobs[slot];
  state_.ledger.move(active.state, JobState::queued);
  active.state = JobState::queued;
  active.queued_at = state_.now;
  ++state_.pools[active.pool].queued_jobs;
  queues_[active.pool]->enqueue(as_queued(slot));
  touch(active.pool);
}

void Simulator::start_selected(PoolId pool) {
  starts_.clear();
  const std::uint32_t free = view_.free_accelerators(pool), usable = power_.usable_accelerators(pool);
  PoolRoom room(world_.pools()[pool].schedulable(), free, usable, starts_);
  queues_[pool]->select(state_.now, room);
  for (const std::uint32_t slot : starts_) {
    const ActiveJob& active = state_.jobs[slot];
    if (active.state != JobState::queued || active.pool != pool)
      refuse(policies_.names.queue, active.job, "only a job queued in the pool starts there");
    if (active.job.accelerators > power_.usable_accelerators(pool))
      refuse(policies_.names.queue, active.job, "a job starts on accelerators that are free and have power");
    start(slot);
  }
  if (usable < free && state_.pools[pool].queued_jobs > 0) power_.note_withheld_power(pool);
}

void Simulator::start(std::uint32_t slot) {
  ActiveJob& active = state_.jobs[slot];
  PoolState& pool = state_.pools[active.pool];
  state_.ledger.move(active.state, JobState::running);
  active.state = JobState::running;
  active.started = state_.now;
  pool.busy += active.job.accelerators;
  ++pool.running_jobs;
  --pool.queued_jobs;
  state_.use(active.pool, active.job.job_class).change(state_.now, active.job.accelerators);
  power_.use_accelerators(active, active.job.accelerators);
  const WorkClock& clock = state_.clock(active.pool, active.job.job_class);
  active.work_goal_ms =
      clock.at(state_.now) + static_cast<double>(on_pool(active.job.run_time, active.pool).count());
  calendar_.push({clock.earliest(active.work_goal_ms, state_.now, interval_end()), EventKind::end,
                  active.job.number, slot});
}

void Simulator::close(std::uint32_t slot, JobState end_state, RejectionRule rule) {
  const ActiveJob& active = state_.jobs[slot];
  JobRecord record;
  record.job = active.job;
  record.end_state = end_state;
  record.rejection = rule;
  record.has_place = active.state != JobState::submitted;
  record.pool = active.pool;
  record.queued_at = active.queued_at;
  record.started = active.started;
  record.ended = state_.now;
  record.network_cost = active.network_cost;
  ended_.push_back(record);
  if (record.has_place) state_.pools[active.pool].assigned -= active.job.accelerators;
  if (end_state == JobState::rejected) ++state_.ledger.rejected_by[static_cast<std::size_t>(rule)];
  state_.ledger.move(active.state, end_state);
  state_.jobs.remove(slot, end_state);
}

void Simulator::touch(PoolId pool) {
  if (is_touched_[pool.index()]) return;
  is_touched_[pool.index()] = 1;
  touched_.push_back(pool);
}

void Simulator::touch_gated_pools() {
  for (const PoolId pool : world_.pools().ids())
    if (power_.was_gated(world_.pools()[pool].cluster) && state_.pools[pool].queued_jobs > 0) touch(pool);
}

Duration Simulator::on_pool(Duration reference_time, PoolId pool) const {
  return std::max(Duration(1),
                  duration_from_seconds(in_seconds(reference_time) / world_.pools()[pool].speed));
}

QueuedJob Simulator::as_queued(std::uint32_t slot) const {
  const ActiveJob& active = state_.jobs[slot];
  const JobClass& job_class = world_.job_classes()[active.job.job_class];
  QueuedJob queued;
  queued.slot = slot;
  queued.job_number = active.job.number;
  queued.accelerators = active.job.accelerators;
  queued.estimate = on_pool(active.job.estimate, active.pool);
  queued.since = active.queued_at;
  queued.job_class = active.job.job_class;
  queued.tenant = active.job.tenant;
  queued.priority = job_class.priority;
  queued.is_preemptible = job_class.is_preemptible;
  return queued;
}

void Simulator::refuse(const std::string& policy, const Job& job, const std::string& rule) const {
  throw PolicyError("policy '" + policy + "', job " + std::to_string(job.number) + " (" +
                    world_.job_classes()[job.job_class].id + ") at " +
                    world_.calendar().iso_text(state_.now) + ": inadmissible decision; rule: " + rule);
}

}  // namespace suanwang
