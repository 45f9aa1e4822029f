#include "suanwang/engine/kept_free.hpp"

#include <algorithm>

namespace suanwang {

KeptFree::KeptFree(const World& world, PoolId pool) {
  const Pool& own = world.pools()[pool];
  for (const PlannedOutage& outage : world.parts().outages)
    if (outage.is_announced && outage.cluster == own.cluster && outage.servers == 0)
      windows_.push_back({outage.from, outage.to, own.schedulable() + own.lendable, {}, 0});
  for (const PoolReservation& reservation : world.parts().reservations)
    if (reservation.pool == pool)
      windows_.push_back({reservation.from, reservation.to,
                          std::min(reservation.accelerators, own.schedulable()), reservation.job_class, 0});
  std::stable_sort(windows_.begin(), windows_.end(),
                   [](const Window& a, const Window& b) { return a.from < b.from; });
}

std::optional<TimePoint> KeptFree::blocks(const QueuedJob& job, TimePoint now, std::uint32_t total) const {
  for (const Window& window : windows_) {
    if (window.from >= now + job.estimate) break;
    if (window.to <= now || window.job_class == job.job_class) continue;
    if (std::uint64_t{window.running_past} + job.accelerators + window.accelerators > total) return window.to;
  }
  return std::nullopt;
}

void KeptFree::count(const QueuedJob& job, TimePoint started, int sign) {
  for (Window& window : windows_) {
    if (window.from >= started + job.estimate) break;
    if (window.to > started && window.job_class != job.job_class)
      window.running_past = static_cast<std::uint32_t>(static_cast<std::int64_t>(window.running_past) +
                                                       sign * std::int64_t{job.all_accelerators()});
  }
}

}  // namespace suanwang
