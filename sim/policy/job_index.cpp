#include "suanwang/policy/job_index.hpp"

#include <algorithm>
#include <limits>

#include "suanwang/core/error.hpp"

namespace suanwang {

namespace {

/// A fixed mix of the bits (the finaliser of MurmurHash3), so that no run depends on a random device.
std::uint32_t scrambled(std::uint32_t x) {
  x ^= x >> 16;
  x *= 0x85ebca6bu;
  x ^= x >> 13;
  x *= 0xc2b2ae35u;
  return x ^ (x >> 16);
}

}  // namespace

void JobIndex::update(std::uint32_t at) {
  Node& node = nodes_[at];
  const Node& left = nodes_[node.left];
  const Node& right = nodes_[node.right];
  node.least_accelerators = std::min({node.accelerators, left.least_accelerators, right.least_accelerators});
  node.least_estimate_ms = std::min({node.estimate_ms, left.least_estimate_ms, right.least_estimate_ms});
}

void JobIndex::split(std::uint32_t at, double rank, std::uint64_t key, std::uint32_t& before,
                     std::uint32_t& behind) {
  if (at == nowhere) {
    before = behind = nowhere;
    return;
  }
  if (is_before(nodes_[at], rank, key)) {
    split(nodes_[at].right, rank, key, nodes_[at].right, behind);
    before = at;
  } else {
    split(nodes_[at].left, rank, key, before, nodes_[at].left);
    behind = at;
  }
  update(at);
}

std::uint32_t JobIndex::join(std::uint32_t before, std::uint32_t behind) {
  if (before == nowhere) return behind;
  if (behind == nowhere) return before;
  if (nodes_[before].height > nodes_[behind].height) {
    nodes_[before].right = join(nodes_[before].right, behind);
    update(before);
    return before;
  }
  nodes_[behind].left = join(before, nodes_[behind].left);
  update(behind);
  return behind;
}

void JobIndex::insert_below(std::uint32_t& at, std::uint32_t added) {
  if (at == nowhere) {
    at = added;
    return;
  }
  Node& node = nodes_[at];
  if (nodes_[added].height > node.height) {
    split(at, nodes_[added].rank, nodes_[added].key, nodes_[added].left, nodes_[added].right);
    update(added);
    at = added;
    return;
  }
  insert_below(is_before(node, nodes_[added].rank, nodes_[added].key) ? node.right : node.left, added);
  update(at);
}

void JobIndex::erase_below(std::uint32_t& at, double rank, std::uint64_t key) {
  expects(at != nowhere, "a job that leaves the queue is in it");
  Node& node = nodes_[at];
  if (node.key == key && node.rank == rank) {
    free_.push_back(at);
    at = join(node.left, node.right);
    return;
  }
  erase_below(is_before(node, rank, key) ? node.right : node.left, rank, key);
  update(at);
}

void JobIndex::insert(double rank, const QueuedJob& job) {
  if (free_.empty()) {
    free_.push_back(static_cast<std::uint32_t>(nodes_.size()));
    nodes_.emplace_back();
    jobs_.emplace_back();
    free_.reserve(nodes_.capacity());  // so that `erase` never allocates
  }
  const std::uint32_t added = free_.back();
  free_.pop_back();
  jobs_[added] = job;
  Node node;
  node.rank = rank;
  node.estimate_ms = node.least_estimate_ms = job.estimate.count();
  node.key = job.key();
  node.accelerators = node.least_accelerators = job.accelerators;
  node.height = scrambled(job.job_number + job.part);
  nodes_[added] = node;
  const std::size_t size = size_class(job.accelerators);
  insert_below(roots_[size], added);
  used_sizes_ |= std::uint64_t{1} << size;
}

void JobIndex::erase(double rank, std::uint64_t key, std::uint32_t accelerators) {
  const std::size_t size = size_class(accelerators);
  erase_below(roots_[size], rank, key);
  if (roots_[size] == nowhere) used_sizes_ &= ~(std::uint64_t{1} << size);
}

JobIndex::Place JobIndex::earlier(Place a, Place b) const {
  if (a == nowhere) return b;
  if (b == nowhere) return a;
  return is_before(nodes_[a], nodes_[b].rank, nodes_[b].key) ? a : b;
}

JobIndex::Place JobIndex::first() const {
  Place first = nowhere;
  for (std::uint64_t sizes = used_sizes_; sizes != 0; sizes &= sizes - 1) {
    Place at = roots_[std::countr_zero(sizes)];
    while (nodes_[at].left != nowhere) at = nodes_[at].left;
    first = earlier(first, at);
  }
  return first;
}

JobIndex::Place JobIndex::first_that_fits(std::uint32_t accelerators, Duration window,
                                          std::uint32_t spare) const {
  constexpr double before_all = -std::numeric_limits<double>::infinity();
  return find({before_all, 0, accelerators, window.count(), spare});
}

JobIndex::Place JobIndex::next_that_fits(Place place, std::uint32_t accelerators, Duration window,
                                         std::uint32_t spare) const {
  return find({nodes_[place].rank, nodes_[place].key, accelerators, window.count(), spare});
}

JobIndex::Place JobIndex::find(const Fit& fit) const {
  Place first = nowhere;
  const std::uint64_t small_enough = (std::uint64_t{2} << size_class(fit.accelerators)) - 1;
  for (std::uint64_t sizes = used_sizes_ & small_enough; sizes != 0; sizes &= sizes - 1)
    first = earlier(first, find(roots_[std::countr_zero(sizes)], fit));
  return first;
}

JobIndex::Place JobIndex::find(std::uint32_t at, const Fit& fit) const {
  // Below a node there may be a job that fits if its smallest gang and its shortest estimate, perhaps of two
  // jobs, would fit.
  const auto would_fit = [&fit](std::uint32_t accelerators, std::int64_t estimate_ms) {
    return accelerators <= fit.accelerators && (estimate_ms <= fit.window_ms || accelerators <= fit.spare);
  };
  while (at != nowhere) {
    const Node& node = nodes_[at];
    if (!would_fit(node.least_accelerators, node.least_estimate_ms)) return nowhere;
    const bool is_behind =
        node.rank != fit.after_rank ? node.rank > fit.after_rank : node.key > fit.after_key;
    if (is_behind) {
      if (const Place found = find(node.left, fit); found != nowhere) return found;
      if (would_fit(node.accelerators, node.estimate_ms)) return at;
    }
    at = node.right;
  }
  return nowhere;
}

}  // namespace suanwang
