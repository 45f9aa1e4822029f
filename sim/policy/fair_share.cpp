#include "suanwang/policy/fair_share.hpp"

#include <algorithm>
#include <cmath>

#include "suanwang/core/fields.hpp"

namespace suanwang {

FairShareQueue::Tenant& FairShareQueue::tenant_of(const QueuedJob& job) {
  if (job.tenant >= tenants_.size()) tenants_.resize(job.tenant + 1);
  return tenants_[job.tenant];
}

void FairShareQueue::enqueue(const QueuedJob& job) {
  tenant_of(job).queue.insert(static_cast<double>(job.since.time_since_epoch().count()), job);
}

void FairShareQueue::remove(const QueuedJob& job) {
  tenant_of(job).queue.erase(static_cast<double>(job.since.time_since_epoch().count()), job);
}

void FairShareQueue::end(const QueuedJob& job, TimePoint started) {
  running_.remove(job, started);
  ended_.push_back({job, started});
}

void FairShareQueue::charge(Tenant& tenant, double accelerator_hours, TimePoint when) const {
  const double half_lives = in_hours(when.time_since_epoch()) / parameters_.half_life_hours;
  const int whole = static_cast<int>(std::floor(half_lives));
  if (whole > tenant.doublings) {
    tenant.use = std::ldexp(tenant.use, tenant.doublings - whole);
    tenant.doublings = whole;
  }
  const double weight = std::exp2(half_lives - tenant.doublings);
  tenant.use = std::max(0.0, tenant.use + accelerator_hours * weight);
}

bool FairShareQueue::used_less(std::uint32_t a, std::uint32_t b) const {
  const Tenant& x = tenants_[a];
  const Tenant& y = tenants_[b];
  const int most = std::max(x.doublings, y.doublings);
  const double use_x = std::ldexp(x.use, x.doublings - most), use_y = std::ldexp(y.use, y.doublings - most);
  return use_x != use_y ? use_x < use_y : a < b;
}

void FairShareQueue::order_tenants() {
  waiting_.clear();
  for (std::uint32_t tenant = 0; tenant < tenants_.size(); ++tenant)
    if (!tenants_[tenant].queue.empty()) waiting_.push_back(tenant);
  std::sort(waiting_.begin(), waiting_.end(),
            [this](std::uint32_t a, std::uint32_t b) { return used_less(a, b); });
}

void FairShareQueue::give_back(TimePoint now) {
  for (const Ended& ended : ended_) {
    const Duration unused = ended.started + ended.job.estimate - now;
    // What it was charged for at its start, and by the weight of that time.
    charge(tenant_of(ended.job), -in_hours(unused) * ended.job.all_accelerators(), ended.started);
  }
  ended_.clear();
}

void FairShareQueue::start(Tenant& tenant, JobIndex::Place place, TimePoint now, PoolRoom& room) {
  const QueuedJob started = room.start(tenant.queue.at(place), 1);
  running_.add(started, now);
  tenant.queue.take(place, 1);
  charge(tenant, in_hours(started.estimate) * started.accelerators, now);
}

void FairShareQueue::select(TimePoint now, PoolRoom& room) {
  give_back(now);
  order_tenants();
  while (!waiting_.empty()) {
    Tenant& least = tenants_[waiting_.front()];
    const JobIndex::Place head = least.queue.first();
    if (!room.fits(least.queue.at(head))) break;
    start(least, head, now, room);
    order_tenants();
  }
  if (parameters_.backfill == Backfill::easy && !waiting_.empty()) backfill(now, room);
}

void FairShareQueue::backfill(TimePoint now, PoolRoom& room) {
  const JobIndex& first_queue = tenants_[waiting_.front()].queue;
  auto reservation = running_.reserve(first_queue.at(first_queue.first()), now, room, true);
  if (!reservation) return;
  const Duration window = reservation->time - now;
  for (const std::uint32_t number : waiting_) {
    Tenant& tenant = tenants_[number];
    const auto fitting = [&](JobIndex::Place after) {
      return after == JobIndex::nowhere
                 ? tenant.queue.first_that_fits(room.powered(), window, reservation->spare)
                 : tenant.queue.next_that_fits(after, room.powered(), window, reservation->spare);
    };
    JobIndex::Place place = number == waiting_.front() ? first_queue.first() : JobIndex::nowhere;
    for (place = fitting(place); place != JobIndex::nowhere; place = fitting(place)) {
      const QueuedJob job = tenant.queue.at(place);
      for (std::uint32_t left = job.copies; left > 0 && room.fits(job); --left) {
        if (job.estimate > window) {
          if (job.accelerators > reservation->spare) break;
          reservation->spare -= job.accelerators;
        }
        start(tenant, place, now, room);
      }
    }
  }
}

void FairShareQueue::Parameters::fields(Fields& f) {
  f("half_life_hours", half_life_hours, "Time after which past use counts half.").optional().above(0);
  f("backfill", backfill, "Whether others may pass a head that does not fit.").optional();
}

}  // namespace suanwang
