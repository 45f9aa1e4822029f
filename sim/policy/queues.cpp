#include "suanwang/policy/queues.hpp"

#include <algorithm>

#include "suanwang/core/error.hpp"
#include "suanwang/core/fields.hpp"

namespace suanwang {

void OrderedQueue::end(const QueuedJob& job, TimePoint started) {
  if (backfills_) running_.remove(job, started);
}

std::uint32_t OrderedQueue::start(JobIndex::Place place, std::uint32_t most, TimePoint now, PoolRoom& room) {
  const QueuedJob& job = queue_.at(place);
  const QueuedJob started = room.start(job, std::min(most, room.copies_that_fit(job)));
  if (backfills_) running_.add(started, now);
  on_start(started, now);
  queue_.take(place, started.copies);
  return started.copies;
}

void OrderedQueue::select(TimePoint now, PoolRoom& room) {
  JobIndex::Place head = queue_.first();
  for (; head != JobIndex::nowhere && room.fits(queue_.at(head)); head = queue_.first())
    start(head, UINT32_MAX, now, room);
  if (backfills_ && queue_.size() > 1 && queue_.smallest_gang() <= room.powered()) backfill(head, now, room);
}

void OrderedQueue::backfill(JobIndex::Place head, TimePoint now, PoolRoom& room) {
  auto reservation = running_.reserve(queue_.at(head), now, room, counts_equal_ends_);
  if (!reservation) return;
  const Duration window = reservation->time - now;
  // Powered and spare accelerators only shrink during this pass, so a job passed over once cannot fit later
  // in it.
  for (JobIndex::Place place = head; room.powered() > 0;) {
    place = queue_.next_that_fits(place, room.powered(), window, reservation->spare);
    if (place == JobIndex::nowhere) return;
    const QueuedJob job = queue_.at(place);
    const bool uses_spare = job.estimate > window;
    for (std::uint32_t left = job.copies; left > 0 && room.fits(job);) {
      const std::uint32_t most = uses_spare ? std::min(left, reservation->spare / job.accelerators) : left;
      if (most == 0) break;
      const std::uint32_t started = start(place, most, now, room);
      if (uses_spare) reservation->spare -= started * job.accelerators;
      left -= started;
    }
  }
}

namespace {

double order_of_joining(const QueuedJob& job) {
  return static_cast<double>(job.since.time_since_epoch().count());
}

}  // namespace

double FcfsQueue::rank(const QueuedJob& job) const { return order_of_joining(job); }
double EasyBackfillQueue::rank(const QueuedJob& job) const { return order_of_joining(job); }

double PriorityQueue::rank(const QueuedJob& job) const {
  return parameters_.ageing_per_hour * in_hours(job.since.time_since_epoch()) -
         static_cast<double>(job.priority);
}

bool PriorityQueue::yields_before(const Running& a, const Running& b) {
  if (a.job.priority != b.job.priority) return a.job.priority < b.job.priority;
  return a.started != b.started ? a.started > b.started : a.job.key() > b.job.key();
}

void PriorityQueue::on_start(const QueuedJob& job, TimePoint now) {
  if (!parameters_.preempts || !job.is_preemptible) return;
  const Running running{job, now};
  running_.insert(std::lower_bound(running_.begin(), running_.end(), running, yields_before), running);
}

void PriorityQueue::end(const QueuedJob& job, TimePoint started) {
  OrderedQueue::end(job, started);
  if (!parameters_.preempts || !job.is_preemptible) return;
  const auto place = std::lower_bound(running_.begin(), running_.end(), Running{job, started}, yields_before);
  expects(place != running_.end() && place->job.key() == job.key(),
          "a job that ends was started by this queue");
  running_.erase(place);
}

void PriorityQueue::preempt(TimePoint, const PoolRoom& room, std::vector<std::uint32_t>& victims) {
  if (!parameters_.preempts || running_.empty()) return;
  std::uint32_t idle = room.powered();
  auto next_victim = running_.begin();
  for (JobIndex::Place place = queue().first(); place != JobIndex::nowhere; place = queue().next(place)) {
    const QueuedJob& job = queue().at(place);
    for (std::uint32_t copy = 0; copy < job.copies; ++copy) {
      std::uint32_t gained = 0;
      auto end = next_victim;
      for (; idle + gained < job.accelerators && end != running_.end(); ++end) {
        // Nobody makes way for a job that it would then stand before.
        if (end->job.priority >= job.priority || rank(end->job) <= rank(job)) break;
        gained += end->job.all_accelerators();  // copies that started together make way together
      }
      if (idle + gained < job.accelerators) return;
      for (; next_victim != end; ++next_victim) victims.push_back(next_victim->job.slot);
      idle += gained - job.accelerators;
    }
  }
}

void EasyBackfillQueue::Parameters::fields(Fields& f) {
  f("equal_ends", equal_ends,
    "Of jobs expected to end at the reserved time, whose accelerators count as free then: of all, or of "
    "the first that the head needs, smallest first.")
      .optional();
}

void SjfQueue::Parameters::fields(Fields& f) {
  f("backfill", backfill, "Whether others may pass a head that does not fit.").optional();
}

void PriorityQueue::Parameters::fields(Fields& f) {
  f("ageing_per_hour", ageing_per_hour, "Priority that a job gains for each hour in the queue.")
      .optional()
      .at_least(0);
  f("backfill", backfill, "Whether others may pass a head that does not fit.").optional();
  f("preempts", preempts,
    "Whether running preemptible jobs of lower priority make way for the head of the queue.")
      .optional();
}

}  // namespace suanwang
