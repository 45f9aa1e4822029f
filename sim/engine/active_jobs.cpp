#include "suanwang/engine/active_jobs.hpp"

#include "suanwang/core/error.hpp"

namespace suanwang {

namespace {

/// Takes `share` of what has a size; how often things happened, each copy has lived through.
JobPast share_of(JobPast past, double share) {
  past.work.useful_ms *= share;
  past.work.lost_ms *= share;
  past.work.overhead_ms *= share;
  past.shares = past.shares * share;
  return past;
}

}  // namespace

std::uint32_t ActiveJobs::part(std::uint32_t slot, std::uint32_t copies) {
  expects(copies > 0 && copies < slots_[slot].job.copies, "some copies part from the others");
  const double share = static_cast<double>(copies) / slots_[slot].job.copies;
  const Job job = slots_[slot].job;  // adding may move it
  const std::uint32_t parted = add(job);
  ActiveJob& ours = slots_[slot];
  ActiveJob& theirs = slots_[parted];
  theirs = ours;
  theirs.part = ++parts_;
  theirs.job.copies = copies;
  theirs.network_cost = ours.network_cost * share;
  theirs.past = ActiveJob::none;
  ours.job.copies -= copies;
  ours.network_cost -= theirs.network_cost;
  if (ours.past == ActiveJob::none) return parted;
  JobPast& their_past = past(parted);
  JobPast& our_past = past(slot);
  their_past = share_of(our_past, share);
  // Stretches of the interval under way are booked to those who stay.
  their_past.stretches_of = SIZE_MAX;
  our_past = share_of(our_past, 1.0 - share);
  return parted;
}

}  // namespace suanwang
