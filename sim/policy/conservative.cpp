#include "suanwang/policy/conservative.hpp"

#include <algorithm>

#include "suanwang/core/fields.hpp"

namespace suanwang {

namespace {

TimePoint end_of(TimePoint start, const QueuedJob& job) {
  return start == TimePoint::max() ? start : start + job.estimate;
}

/// Copies hold reservations of their own.
QueuedJob one_of(QueuedJob job) {
  job.copies = 1;
  return job;
}

}  // namespace

void ConservativeBackfillQueue::enqueue(const QueuedJob& job) {
  // One that came back stands before jobs that hold reservations already: they keep them.
  if (!planned_.empty() && stands_before(job, planned_.back().job)) {
    const auto place =
        std::lower_bound(planned_.begin(), planned_.end(), job,
                         [this](const Planned& a, const QueuedJob& b) { return stands_before(a.job, b); });
    planned_.insert(place, job.copies, {one_of(job), TimePoint::max()});
    return;
  }
  behind_.insert(static_cast<double>(job.since.time_since_epoch().count()), job);
}

void ConservativeBackfillQueue::remove(const QueuedJob& job) {
  const auto gives_up = [&](const Planned& planned) {
    if (planned.job.key() != job.key()) return false;
    availability_.add(planned.start, end_of(planned.start, job), job.accelerators);
    holes_.push_back({end_of(planned.start, job), 0});
    return true;
  };
  if (std::erase_if(planned_, gives_up) < job.copies)
    behind_.erase(static_cast<double>(job.since.time_since_epoch().count()), job);
}

void ConservativeBackfillQueue::end(const QueuedJob& job, TimePoint started) {
  running_.remove(job, started);
  holes_.push_back({started + job.estimate, job.all_accelerators()});
}

void ConservativeBackfillQueue::select(TimePoint now, PoolRoom& room) {
  if (planned_.empty() && behind_.empty() && holes_.empty()) return;
  catch_up(now, room);
  do fill_up(now);
  while (start_due(now, room));
}

/// Works in what happened since the last pass.
void ConservativeBackfillQueue::catch_up(TimePoint now, const PoolRoom& room) {
  const bool is_overrun = !running_.runs().empty() && running_.runs().front().expected_end <= now;
  if (must_plan_afresh_ || is_overrun || room.total() != total_) return plan_afresh(now, room);
  availability_.advance(now);
  TimePoint latest = now;
  for (const Hole& hole : holes_) {
    if (hole.end <= now) continue;
    if (hole.accelerators > 0) availability_.add(now, hole.end, hole.accelerators);
    latest = std::max(latest, hole.end);
  }
  holes_.clear();
  if (latest > now)
    while (move_earlier(now)) {
    }
}

void ConservativeBackfillQueue::plan_afresh(TimePoint now, const PoolRoom& room) {
  must_plan_afresh_ = false;
  holes_.clear();
  total_ = room.total();
  availability_.reset(now, room.total());
  for (const ExpectedEnds::Run& run : running_.runs())  // one past its estimate may end at any moment
    availability_.add(now, std::max(run.expected_end, now + Duration(1)),
                      -std::int64_t{run.all_accelerators()});
  for (const KeptFree::Window& window : room.kept_free())
    if (window.to > now)
      availability_.add(std::max(window.from, now), window.to, -std::int64_t{window.accelerators});
  for (Planned& planned : planned_) plan(planned, now);
}

void ConservativeBackfillQueue::plan(Planned& planned, TimePoint now) {
  planned.start = availability_.earliest(now, planned.job.accelerators, planned.job.estimate);
  availability_.add(planned.start, end_of(planned.start, planned.job),
                    -std::int64_t{planned.job.accelerators});
}

/// In order, each job to the earliest time that the others leave it. One that moves may make room for another
/// before it, so this is repeated until none does: only then does every reservation begin when something
/// ends.
bool ConservativeBackfillQueue::move_earlier(TimePoint now) {
  bool has_moved = false;
  for (Planned& planned : planned_) {
    if (planned.start <= now) continue;
    const std::int64_t accelerators = planned.job.accelerators;
    // Its own reservation is not in its way before it begins, so most jobs need not be taken out to see that
    // they stay.
    if (planned.start < TimePoint::max() && availability_.most_free(now, planned.start) < accelerators)
      continue;
    const TimePoint before = planned.start;
    availability_.add(before, end_of(before, planned.job), accelerators);
    plan(planned, now);
    has_moved |= planned.start < before;
  }
  return has_moved;
}

void ConservativeBackfillQueue::fill_up(TimePoint now) {
  for (Planned& planned : planned_)
    if (planned.start == TimePoint::max()) plan(planned, now);
  while (planned_.size() < parameters_.depth && !behind_.empty()) {
    const JobIndex::Place first = behind_.first();
    Planned planned{one_of(behind_.at(first)), {}};
    behind_.take(first, 1);
    plan(planned, now);
    planned_.push_back(planned);
  }
}

/// Returns whether any job started, which may let others move up.
bool ConservativeBackfillQueue::start_due(TimePoint now, PoolRoom& room) {
  const auto is_started = [&](const Planned& planned) {
    if (planned.start > now) return false;
    if (!room.fits(planned.job)) {  // for want of power, or of whole servers
      must_plan_afresh_ = true;
      return false;
    }
    running_.add(room.start(planned.job, 1), now);
    if (planned.start < now) must_plan_afresh_ = true;  // it occupies the time behind its reservation, too
    return true;
  };
  return std::erase_if(planned_, is_started) > 0;
}

void ConservativeBackfillQueue::Parameters::fields(Fields& f) {
  f("depth", depth,
    "How many jobs at the front of the queue hold reservations; those behind wait until they move up. "
    "Work grows with its square.")
      .optional()
      .at_least(1)
      .at_most(1e6);
}

}  // namespace suanwang
