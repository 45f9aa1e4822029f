// The life of a job outside its accelerators: arrival, route, staging, queue, and how it leaves.
#include <algorithm>

#include "suanwang/core/error.hpp"
#include "suanwang/engine/simulator.hpp"

#include "policy_call.hpp"

namespace suanwang {

namespace {

JobState state_after(JobEnd end) {
  switch (end) {
    case JobEnd::completes:
      return JobState::completed;
    case JobEnd::fails:
      return JobState::failed;
    case JobEnd::cancelled:
      return JobState::cancelled;
  }
  return JobState::completed;
}

}  // namespace

void Simulator::on_release(const Event& event) {
  if (state_.jobs.holds(event.slot, event.job_number) && state_.jobs[event.slot].state == JobState::held)
    enqueue(event.slot);
}

void Simulator::on_landing(const Event& event) {
  if (!state_.jobs.holds(event.slot, event.job_number)) return;  // it expired on the way
  ActiveJob& active = state_.jobs[event.slot];
  if (active.state == JobState::returning) return close(event.slot, state_after(active.job.end));
  if (active.state == JobState::staging)
    state_.caches.add(world_.pools()[active.pool].cluster, active.job.job_class, active.job.data_set,
                      active.job.input);
  stage_or_queue(event.slot);
}

/// Whether it is there and has not started.
bool Simulator::may_expire(const Event& event) const {
  if (!state_.jobs.holds(event.slot, event.job_number)) return false;
  const ActiveJob& active = state_.jobs[event.slot];
  return active.state != JobState::running && active.past == ActiveJob::none;
}

void Simulator::on_expiry(const Event& event) {
  if (!may_expire(event)) return;
  const ActiveJob& active = state_.jobs[event.slot];
  if (active.state == JobState::submitted) std::erase(waiting_for_route_, event.slot);
  if (active.state == JobState::queued) {
    ask(options_.watch, queue_call(&active.job),
        [&] { queues_[active.pool]->remove(as_queued(event.slot)); });
    state_.pools[active.pool].queued_jobs -= active.job.copies;
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
  if (const auto rule = impossible(job)) {
    if (options_.refuses_impossible)
      throw InputError("job " + std::to_string(job.number) + " (" + world_.job_classes()[job.job_class].id +
                       ", " + std::to_string(job.accelerators) + " accelerators, from " +
                       world_.network().nodes()[job.origin].id + ") at " +
                       world_.calendar().iso_text(state_.now) + ": " + std::string(rule_text(*rule)) +
                       "; `on_invalid: skip` rejects and counts such jobs");
    return close(slot, JobState::rejected, *rule);
  }
  const PolicyCall call{PolicyKind::route, policies_.names.route, world_, state_.now, &job};
  const RouteDecision decision =
      ask(options_.watch, call, [&] { return policies_.route->route(job, view_); });
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
  refuse(policies_.names.route, job, "a decision is place, wait or reject");
}

void Simulator::check_place(const std::string& policy, const Job& job, PoolId pool) const {
  if (pool.index() >= world_.pools().size()) refuse(policy, job, "the pool exists");
  const auto candidates = world_.candidates(job.job_class, job.origin);
  if (std::none_of(candidates.begin(), candidates.end(), [&](const Candidate& c) { return c.pool == pool; }))
    refuse(policy, job,
           "the pool admits the job's class from its origin (memory, chip, latency bound, hub role)");
  if (!view_.fits(job, pool)) refuse(policy, job, "the gang is no larger than the pool");
}

void Simulator::place(std::uint32_t slot, const RouteDecision& decision) {
  ActiveJob& active = state_.jobs[slot];
  check_place(policies_.names.route, active.job, decision.pool);
  constexpr Duration longest_past_the_end = 24h * 366;
  if (decision.not_before > world_.calendar().end() + longest_past_the_end)
    refuse(policies_.names.route, active.job,
           "a start is put off to a year after the calendar's end at most");
  active.pool = decision.pool;
  active.not_before = decision.not_before;
  active.routed_at = state_.now;  // staging overlaps queueing: its place in the queue counts from here
  state_.pools[decision.pool].assigned += active.job.all_accelerators();
  enter_state(active, JobState::staging);
  stage(slot);
}

/// Fetches the input from the nearest place that has it.
void Simulator::stage(std::uint32_t slot) {
  const ActiveJob& active = state_.jobs[slot];
  const ClusterId cluster = world_.pools()[active.pool].cluster;
  if (state_.caches.is_at(active.job, cluster)) {
    state_.caches.touch(cluster, active.job.job_class, active.job.data_set);
    return stage_or_queue(slot);
  }
  const NodeId destination = world_.clusters()[cluster].node;
  send(slot, state_.caches.source(active.job, destination), destination, active.job.input,
       active.job.data_set != 0);
}

void Simulator::send(std::uint32_t slot, NodeId from, NodeId to, Gigabytes data, bool is_shared) {
  const ActiveJob& active = state_.jobs[slot];
  const JobClass& job_class = world_.job_classes()[active.job.job_class];
  Transfers::Cargo cargo{slot, active.job.number, from, to, data, world_.pools()[active.pool].cluster};
  if (!is_shared) cargo.copies = active.job.copies;
  cargo.weight = job_class.transfer_weight;
  if (job_class.transfer_limit) cargo.limit = *job_class.transfer_limit;
  transfers_.start(state_.now, cargo);
}

void Simulator::enter_state(ActiveJob& active, JobState state) {
  state_.ledger.move(active.state, state, active.job.copies);
  active.state = state;
}

void Simulator::stage_or_queue(std::uint32_t slot) {
  ActiveJob& active = state_.jobs[slot];
  if (active.not_before <= state_.now) return enqueue(slot);
  enter_state(active, JobState::held);
  calendar_.push({active.not_before, EventKind::release, active.job.number, slot});
}

void Simulator::enqueue(std::uint32_t slot) {
  ActiveJob& active = state_.jobs[slot];
  enter_state(active, JobState::queued);
  if (active.past == ActiveJob::none) active.queued_at = state_.now;
  active.estimate = estimate_of(active);
  state_.pools[active.pool].queued_jobs += active.job.copies;
  ask(options_.watch, queue_call(&active.job), [&] { queues_[active.pool]->enqueue(as_queued(slot)); });
  touch(active.pool);
}

/// The job has run its time: its output goes home, unless it failed, and then it leaves.
void Simulator::finish_run(std::uint32_t slot) {
  ActiveJob& active = state_.jobs[slot];
  const NodeId here = world_.clusters()[world_.pools()[active.pool].cluster].node;
  const bool has_output = active.job.end != JobEnd::fails && active.job.output > Gigabytes(0);
  if (!has_output || here == active.job.origin) return close(slot, state_after(active.job.end));
  state_.jobs.past(slot).last_end = state_.now;
  enter_state(active, JobState::returning);
  send(slot, here, active.job.origin, active.job.output);
}

void Simulator::close(std::uint32_t slot, JobState end_state, RejectionRule rule) {
  const ActiveJob& active = state_.jobs[slot];
  const auto record_index = static_cast<std::uint32_t>(ended_.size());
  JobRecord& record = ended_.emplace_back();
  record.job = active.job;
  record.part = active.part;
  record.end_state = end_state;
  record.rejection = rule;
  record.has_place = active.state != JobState::submitted;
  record.pool = active.pool;
  record.queued_at = active.queued_at;
  record.started = active.started;
  record.ended = record.left = state_.now;
  record.network_cost = active.network_cost;
  if (record.has_run()) {
    record.work.runs = 1;
    const double all_ms = static_cast<double>((record.ended - record.started).count()) *
                          world_.gang_at_start(active.job, active.pool) * active.job.copies;
    (end_state == JobState::failed ? record.work.lost_ms : record.work.useful_ms) = all_ms;
  }
  if (const JobPast* past = state_.jobs.past_of(active)) {
    record.started = past->first_start;
    if (active.state == JobState::returning) record.ended = past->last_end;
    record.work = past->work;
    record.shares = past->shares;
    if (end_state == JobState::failed) {
      record.work.lost_ms += record.work.useful_ms;
      record.work.useful_ms = 0.0;
    }
  }
  const auto belongs = [&](const Stretch& stretch) { return stretch.run.job_number == active.job.number; };
  if (active.past == ActiveJob::none) {  // it ran once, just now, or not at all
    if (!stretches_.empty() && belongs(stretches_.back())) stretches_.back().record = record_index;
  } else {
    const JobPast& past = *state_.jobs.past_of(active);
    std::uint32_t index = past.stretches_of == state_.interval ? past.last_stretch : ActiveJob::none;
    for (; index != ActiveJob::none; index = stretches_[index].previous)
      stretches_[index].record = record_index;
  }
  const std::uint32_t copies = active.job.copies;
  if (record.has_place) state_.pools[active.pool].assigned -= active.job.all_accelerators();
  if (end_state == JobState::rejected) state_.ledger.rejected_by[static_cast<std::size_t>(rule)] += copies;
  state_.left_ms += copies * (state_.now - active.job.submitted).count();
  state_.ledger.move(active.state, end_state, copies);
  state_.jobs.remove(slot, end_state);
}

QueuedJob Simulator::as_queued(std::uint32_t slot) const {
  const ActiveJob& active = state_.jobs[slot];
  const JobClass& job_class = world_.job_classes()[active.job.job_class];
  QueuedJob queued;
  queued.slot = slot;
  queued.job_number = active.job.number;
  queued.part = active.part;
  queued.copies = active.job.copies;
  queued.accelerators =
      world_.pools()[active.pool].occupied_by(world_.gang_at_start(active.job, active.pool));
  queued.estimate = active.estimate;
  queued.since = active.routed_at;
  queued.job_class = active.job.job_class;
  queued.tenant = active.job.tenant;
  queued.priority = job_class.priority;
  queued.is_preemptible = job_class.is_preemptible;
  queued.needs_one_domain = job_class.needs_one_domain;
  return queued;
}

void Simulator::refuse(const std::string& policy, const Job& job, const std::string& rule) const {
  throw PolicyError(beginning_of_error({PolicyKind::route, policy, world_, state_.now, &job}) +
                    "inadmissible decision; rule: " + rule);
}

}  // namespace suanwang
