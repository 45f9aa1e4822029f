#include "suanwang/policy/expected_ends.hpp"

#include <algorithm>

#include "suanwang/core/error.hpp"

namespace suanwang {

void ExpectedEnds::add(const QueuedJob& job, TimePoint started) {
  const Run run{started + job.estimate, job.key(), job.accelerators, job.copies};
  runs_.insert(std::upper_bound(runs_.begin(), runs_.end(), run), run);
}

void ExpectedEnds::remove(const QueuedJob& job, TimePoint started) {
  const Run ended{started + job.estimate, job.key(), job.accelerators, job.copies};
  const auto place = std::lower_bound(runs_.begin(), runs_.end(), ended);
  expects(place != runs_.end() && place->key == job.key(), "a job that ends was started by this queue");
  runs_.erase(place);
}

std::optional<ExpectedEnds::Reservation> ExpectedEnds::reserve(const QueuedJob& head, TimePoint now,
                                                               const PoolRoom& room,
                                                               bool counts_equal_ends) const {
  if (head.accelerators > room.idle())
    return wait_for_ends(head.accelerators, now, room.idle(), counts_equal_ends);
  if (head.accelerators > room.powered()) return Reservation{now, room.idle() - head.accelerators};
  if (const auto free_again = room.kept_free_until(head)) return Reservation{*free_again, 0};
  return std::nullopt;
}

ExpectedEnds::Reservation ExpectedEnds::wait_for_ends(std::uint32_t needed, TimePoint now, std::uint32_t idle,
                                                      bool counts_equal_ends) const {
  std::uint32_t available = idle;
  // A job past its estimate is expected to end at any moment.
  const auto expected_end = [now](const Run& run) { return std::max(now, run.expected_end); };
  for (auto first = runs_.begin(); first != runs_.end();) {
    const TimePoint time = expected_end(*first);
    auto last = first;
    std::uint32_t ending = 0;
    for (; last != runs_.end() && expected_end(*last) == time; ++last) ending += last->all_accelerators();
    if (available + ending < needed) {
      available += ending;
      first = last;
      continue;
    }
    if (counts_equal_ends) return {time, available + ending - needed};
    // The few that end together, smallest first, until the job fits.
    std::uint32_t size = 0;
    while (available < needed) {
      std::uint32_t next_size = UINT32_MAX, of_size = 0;
      for (auto run = first; run != last; ++run) {
        if (run->accelerators <= size) continue;
        if (run->accelerators < next_size) next_size = run->accelerators, of_size = 0;
        if (run->accelerators == next_size) of_size += run->copies;
      }
      size = next_size;
      for (; of_size > 0 && available < needed; --of_size) available += size;
    }
    return {time, available - needed};
  }
  return {TimePoint::max(), 0};
}

}  // namespace suanwang
