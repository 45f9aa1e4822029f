#include "suanwang/engine/simulator.hpp"

#include <algorithm>

#include "suanwang/core/error.hpp"
#include "suanwang/engine/audit.hpp"

#include "policy_call.hpp"

namespace suanwang {

Simulator::Simulator(const World& world, PolicySet policies, JobSource& source, Observer& observer,
                     Options options)
    : world_(world),
      policies_(std::move(policies)),
      source_(source),
      observer_(observer),
      options_(options),
      state_(world),
      forecasts_(world, state_, policies_.forecasts, world.parts().seed),
      view_(world, state_, forecasts_),
      pending_expiries_(world.calendar().interval_count()),
      transfers_(world.network(), world.flow_limit(), world.parts().route_alternatives),
      faults_(world),
      queues_(),
      holds_(world, state_),
      power_(world, state_, view_, policies_, holds_, options.watch),
      elastic_(world.pools().size()),
      is_touched_(world.pools().size(), 0),
      evictable_(world.pools().size()),
      serving_available_(world.pools().size()),
      network_cost_(world.clusters().size()),
      carried_(world.network().channel_count()),
      links_down_(world.network().links().size()) {
  for ([[maybe_unused]] const Pool& pool : world.pools())
    queues_.add(ask(options_.watch, queue_call(), [&] { return policies_.make_queue(); }));
  for (const JobClassId job_class : world.job_classes().ids()) {
    std::vector<std::uint32_t> by_origin;
    for (const NodeId origin : world.network().nodes().ids()) {
      std::uint32_t largest = 0;
      for (const Candidate& each : world.candidates(job_class, origin))
        largest = std::max(largest, each.largest_job);
      by_origin.push_back(largest);
    }
    largest_gang_.add(std::move(by_origin));
  }
  for (const PoolId pool : world.pools().ids())
    for (const KeptFree::Window& window : state_.kept_free[pool].windows())
      window_ends_.emplace_back(window.to, pool);
  std::sort(window_ends_.rbegin(), window_ends_.rend());
  touched_.reserve(world.pools().size());
  next_arrival_ = source_.next();
  begin_interval();
}

PolicyCall Simulator::queue_call(const Job* job) const {
  return {PolicyKind::queue, policies_.names.queue, world_, state_.now, job};
}

void Simulator::run_until(TimePoint end) {
  expects(end <= world_.calendar().end(), "a run ends within its calendar");
  for (TimePoint time = next_instant(); time <= end; time = next_instant()) {
    advance_to(time);
    handle_events();
    finish_transfers();
    handle_faults();
    settle_interval_if_over();
    if (state_.now == world_.calendar().end()) return;
    accept_arrivals();
    decide();
  }
}

TimePoint Simulator::next_instant() const {
  const TimePoint arrival = next_arrival_ ? next_arrival_->submitted : never;
  return std::min({interval_end(), calendar_.next_time(), transfers_.next_time(), faults_.next_time(),
                   arrival, window_ends_.empty() ? never : std::max(state_.now, window_ends_.back().first)});
}

void Simulator::advance_to(TimePoint time) {
  expects(time >= state_.now, "clocks never run back");
  state_.job_ms += static_cast<std::int64_t>(state_.ledger.active) * (time - state_.now).count();
  state_.now = time;
}

void Simulator::handle_events() {
  while (calendar_.next_time() == state_.now) {
    const Event event = calendar_.pop();
    ++event_count_;
    switch (event.kind) {
      case EventKind::end:
        on_end(event);
        break;
      case EventKind::landing:
        on_landing(event);
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

void Simulator::finish_transfers() {
  while (transfers_.next_time() == state_.now) {
    const Transfers::Sent sent = transfers_.finish(state_.now);
    ++event_count_;
    const Transfers::Cargo& cargo = sent.cargo;
    const TimePoint landing = state_.now + duration_from_seconds(sent.delay.value() / 1000.0);
    observer_.on_transfer({cargo.job_number, cargo.from, cargo.to, sent.started, landing,
                           cargo.data * cargo.copies, sent.cost, sent.was_rerouted});
    network_cost_[cargo.paid_by] += sent.cost;
    if (!state_.jobs.holds(cargo.slot, cargo.job_number))
      continue;  // it expired while its input was on the way
    state_.jobs[cargo.slot].network_cost += sent.cost;
    calendar_.push({landing, EventKind::landing, cargo.job_number, cargo.slot});
  }
  handle_events();  // what lands at once
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
  begin_interval();
  book_expiries_of_interval();
  touch_gated_pools();
  pause_selected();
  migrate_selected();
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
  report.pools = power_.pools();
  report.model_it_energy = power_.model_it_energy();
  report.ledger = &state_.ledger;
  observer_.on_interval(report);
}

/// Shares of energy, cost and carbon are known now for every stretch of a run in the interval.
void Simulator::close_job_records() {
  for (const Stretch& stretch : stretches_) {
    const JobShares shares = power_.shares(stretch.run);
    if (stretch.record != ActiveJob::none)
      ended_[stretch.record].shares += shares;
    else
      state_.jobs.past(stretch.slot).shares += shares;
  }
  stretches_.clear();
  for (const JobRecord& record : ended_) observer_.on_job(record);
  ended_.clear();
}

void Simulator::accept_arrivals() {
  while (next_arrival_ && next_arrival_->submitted == state_.now) {
    next_arrival_->number = arrivals_++;
    ++event_count_;
    state_.ledger.enter(next_arrival_->copies);
    expects(next_arrival_->copies == 1 ||
                (next_arrival_->copies > 1 &&
                 !world_.job_classes()[next_arrival_->job_class].elasticity.is_elastic()),
            "a job stands for itself, or for several that are not elastic");
    to_route_.push_back(state_.jobs.add(*next_arrival_));
    if (next_arrival_->start_by < never) book_expiry(*next_arrival_, to_route_.back());
    next_arrival_ = source_.next();
    if (next_arrival_)
      expects(next_arrival_->submitted >= state_.now, "a job source is in order of submission");
  }
}

void Simulator::book_expiry(const Job& job, std::uint32_t slot) {
  const Event expiry{job.start_by + 1ms, EventKind::expiry, job.number,
                     slot};  // a start at that time still counts
  if (expiry.time <= interval_end()) return calendar_.push(expiry);
  // An interval settles after the events at its very end, so those belong to it.
  const CivilCalendar& calendar = world_.calendar();
  if (expiry.time <= calendar.end()) pending_expiries_.add(calendar.interval_of(expiry.time - 1ms), expiry);
}

void Simulator::book_expiries_of_interval() {
  pending_expiries_.take(state_.interval, [this](const Event& expiry) {
    if (may_expire(expiry))
      calendar_.push(expiry);
    else
      ++event_count_;  // it comes to nothing
  });
}

void Simulator::decide() {
  for (const std::uint32_t slot : to_route_) route(slot);
  to_route_.clear();
  // In the order of ids, so that starts do not depend on which event came first.
  std::sort(touched_.begin(), touched_.end());
  for (std::size_t i = 0; i < touched_.size(); ++i) {
    const PoolId pool = touched_[i];
    if (state_.pools[pool].queued_jobs > 0) take_back_loans(pool);
    preempt_selected(pool);
    start_selected(pool);
    is_touched_[pool.index()] = 0;
  }
  touched_.clear();
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

}  // namespace suanwang
