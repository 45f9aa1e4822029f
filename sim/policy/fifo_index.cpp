#include "suanwang/policy/fifo_index.hpp"

#include <algorithm>

#include "suanwang/core/error.hpp"

namespace suanwang {

void FifoIndex::push(const QueuedJob& job) {
  if (jobs_.size() == leaves_) compact();
  jobs_.push_back(job);
  set(jobs_.size() - 1, {job.accelerators, job.estimate});
  ++count_;
}

void FifoIndex::remove(const QueuedJob& job) {
  std::optional<Place> place = first();
  while (place && jobs_[*place].job_number != job.job_number)
    place = first_that_fits(*place + 1, UINT32_MAX - 1, Duration::max(), UINT32_MAX);
  expects(place.has_value(), "a job that leaves the queue is in it");
  remove_at(*place);
}

void FifoIndex::remove_at(Place place) {
  set(place, nothing);
  --count_;
}

void FifoIndex::set(Place place, const Least& value) {
  std::size_t node = leaves_ + place;
  tree_[node] = value;
  while (node > 1) {
    node /= 2;
    const Least& left = tree_[2 * node];
    const Least& right = tree_[2 * node + 1];
    tree_[node] = {std::min(left.accelerators, right.accelerators), std::min(left.estimate, right.estimate)};
  }
}

// Closes the gaps, and doubles the room if the queue is more than half full.
void FifoIndex::compact() {
  Place kept = 0;
  for (Place place = 0; place < jobs_.size(); ++place)
    if (tree_[leaves_ + place].accelerators != nothing.accelerators) jobs_[kept++] = jobs_[place];
  jobs_.resize(kept);
  if (2 * kept > leaves_ || leaves_ == 1) {
    leaves_ *= 2;
    jobs_.reserve(leaves_);
  }
  tree_.assign(2 * leaves_, nothing);
  for (Place place = 0; place < kept; ++place)
    tree_[leaves_ + place] = {jobs_[place].accelerators, jobs_[place].estimate};
  for (std::size_t node = leaves_; --node > 0;)
    tree_[node] = {std::min(tree_[2 * node].accelerators, tree_[2 * node + 1].accelerators),
                   std::min(tree_[2 * node].estimate, tree_[2 * node + 1].estimate)};
}

std::optional<FifoIndex::Place> FifoIndex::first() const {
  return first_that_fits(0, UINT32_MAX - 1, Duration::max(), UINT32_MAX);
}

std::optional<FifoIndex::Place> FifoIndex::first_that_fits(Place from, std::uint32_t accelerators,
                                                           Duration window, std::uint32_t spare) const {
  // A stretch may hold a fitting job if its smallest gang and its shortest estimate, perhaps of two jobs,
  // would fit.
  const auto may_fit = [&](const Least& least) {
    return least.accelerators <= accelerators && (least.estimate <= window || least.accelerators <= spare);
  };
  if (from >= leaves_) return std::nullopt;
  std::size_t node = leaves_ + from;
  for (;;) {
    if (may_fit(tree_[node])) {
      if (node >= leaves_) return node - leaves_;
      node *= 2;
      continue;
    }
    // On to the next stretch to the right.
    while (node & 1) {
      node /= 2;
      if (node == 0) return std::nullopt;
    }
    ++node;
  }
}

}  // namespace suanwang
