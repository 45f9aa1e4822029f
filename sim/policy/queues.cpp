#include "suanwang/policy/queues.hpp"

#include <algorithm>

#include "suanwang/core/error.hpp"

namespace suanwang {

void FcfsQueue::select(TimePoint, FreeAccelerators free, std::vector<std::uint32_t>& starts) {
  while (const auto head = queue_.first()) {
    const QueuedJob job = queue_.at(*head);
    if (job.accelerators > free.powered) return;
    free.powered -= job.accelerators;
    starts.push_back(job.slot);
    queue_.remove_at(*head);
  }
}

void EasyBackfillQueue::end(const QueuedJob& job, TimePoint started) {
  const Running ended{started + job.estimate, job.job_number, job.accelerators};
  const auto place = std::lower_bound(running_.begin(), running_.end(), ended);
  expects(place != running_.end() && place->job_number == job.job_number,
          "a job that ends was started by this queue");
  running_.erase(place);
}

void EasyBackfillQueue::start(FifoIndex::Place place, TimePoint now, std::vector<std::uint32_t>& starts) {
  const QueuedJob job = queue_.at(place);
  const Running running{now + job.estimate, job.job_number, job.accelerators};
  running_.insert(std::upper_bound(running_.begin(), running_.end(), running), running);
  starts.push_back(job.slot);
  queue_.remove_at(place);
}

EasyBackfillQueue::Reservation EasyBackfillQueue::reserve(const QueuedJob& head, TimePoint now,
                                                          std::uint32_t idle) const {
  if (idle >= head.accelerators) return {now, idle - head.accelerators};
  std::uint32_t available = idle;
  // A job past its estimate is expected to end at any moment.
  const auto expected_end = [now](const Running& running) { return std::max(now, running.expected_end); };
  for (auto running = running_.begin(); running != running_.end(); ++running) {
    available += running->accelerators;
    if (available < head.accelerators) continue;
    const TimePoint time = expected_end(*running);
    // All that ends at that time is free then, whatever order it is listed in.
    for (auto same = std::next(running); same != running_.end() && expected_end(*same) == time; ++same)
      available += same->accelerators;
    return {time, available - head.accelerators};
  }
  throw InvariantError("EASY: the head of the queue fits the empty pool");
}

void EasyBackfillQueue::select(TimePoint now, FreeAccelerators free, std::vector<std::uint32_t>& starts) {
  while (const auto head = queue_.first()) {
    const std::uint32_t needed = queue_.at(*head).accelerators;
    if (needed > free.powered) break;
    free.powered -= needed;
    free.idle -= needed;
    start(*head, now, starts);
  }
  if (queue_.size() < 2 || free.powered == 0) return;

  const FifoIndex::Place head = *queue_.first();
  Reservation reservation = reserve(queue_.at(head), now, free.idle);
  const Duration window = reservation.time - now;
  // Powered and spare accelerators only shrink during this pass, so a job passed over once cannot fit later
  // in it.
  auto place = queue_.first_that_fits(head + 1, free.powered, window, reservation.spare);
  while (place && free.powered > 0) {
    const QueuedJob job = queue_.at(*place);
    free.powered -= job.accelerators;
    if (job.estimate > window) reservation.spare -= job.accelerators;
    start(*place, now, starts);
    place = queue_.first_that_fits(*place + 1, free.powered, window, reservation.spare);
  }
}

}  // namespace suanwang
