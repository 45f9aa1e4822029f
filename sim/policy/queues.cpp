#include "suanwang/policy/queues.hpp"

#include <algorithm>

#include "suanwang/core/error.hpp"

namespace suanwang {

void FcfsQueue::select(TimePoint, std::uint32_t free_accelerators, std::vector<std::uint32_t>& starts) {
  while (const auto head = queue_.first()) {
    const QueuedJob job = queue_.at(*head);
    if (job.accelerators > free_accelerators) return;
    free_accelerators -= job.accelerators;
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

std::optional<EasyBackfillQueue::Reservation> EasyBackfillQueue::reserve(
    const QueuedJob& head, TimePoint now, std::uint32_t free_accelerators) const {
  std::uint32_t available = free_accelerators;
  // A job past its estimate is expected to end at any moment.
  const auto expected_end = [now](const Running& running) { return std::max(now, running.expected_end); };
  for (auto running = running_.begin(); running != running_.end(); ++running) {
    available += running->accelerators;
    if (available < head.accelerators) continue;
    const TimePoint time = expected_end(*running);
    // All that ends at that time is free then, whatever order it is listed in.
    for (auto same = std::next(running); same != running_.end() && expected_end(*same) == time; ++same)
      available += same->accelerators;
    return Reservation{time, available - head.accelerators};
  }
  return std::nullopt;
}

void EasyBackfillQueue::select(TimePoint now, std::uint32_t free_accelerators,
                               std::vector<std::uint32_t>& starts) {
  while (const auto head = queue_.first()) {
    const std::uint32_t needed = queue_.at(*head).accelerators;
    if (needed > free_accelerators) break;
    free_accelerators -= needed;
    start(*head, now, starts);
  }
  if (queue_.size() < 2 || free_accelerators == 0) return;

  const FifoIndex::Place head = *queue_.first();
  auto reserved = reserve(queue_.at(head), now, free_accelerators);
  if (!reserved) return;
  Reservation& reservation = *reserved;
  const Duration window = reservation.time - now;
  // Free and spare accelerators only shrink during this pass, so a job passed over once cannot fit later in
  // it.
  auto place = queue_.first_that_fits(head + 1, free_accelerators, window, reservation.spare);
  while (place && free_accelerators > 0) {
    const QueuedJob job = queue_.at(*place);
    free_accelerators -= job.accelerators;
    if (job.estimate > window) reservation.spare -= job.accelerators;
    start(*place, now, starts);
    place = queue_.first_that_fits(*place + 1, free_accelerators, window, reservation.spare);
  }
}

}  // namespace suanwang
