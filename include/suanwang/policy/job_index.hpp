#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "suanwang/engine/queued_job.hpp"

namespace suanwang {

/// Waiting jobs in order of (rank, key), which finds "the first job from here on that fits" without
/// looking at each. Jobs of like size (the same power of two) share a treap whose nodes know the smallest
/// gang and the shortest estimate below them: among jobs of one size these tell exactly whether one fits. All
/// operations take time logarithmic in the number of jobs, times the number of sizes where they concern all;
/// memory is reused.
class JobIndex {
 public:
  /// Where a job stands; valid until it is erased.
  using Place = std::uint32_t;
  static constexpr Place nowhere = 0;

  void insert(double rank, const QueuedJob& job);
  /// @pre The job is here with that rank.
  void erase(double rank, const QueuedJob& job) { erase(rank, job.key(), job.accelerators); }
  void erase(Place place) { erase(nodes_[place].rank, nodes_[place].key, nodes_[place].accelerators); }
  /// Some of a job's copies leave, or all: then its place is erased.
  void take(Place place, std::uint32_t copies) {
    if (copies == jobs_[place].copies) return erase(place);
    jobs_[place].copies -= copies;
  }

  [[nodiscard]] bool empty() const { return used_sizes_ == 0; }
  [[nodiscard]] std::size_t size() const { return jobs_.size() - 1 - free_.size(); }
  [[nodiscard]] const QueuedJob& at(Place place) const { return jobs_[place]; }
  /// `nowhere` if there is none.
  [[nodiscard]] Place first() const;
  [[nodiscard]] Place next(Place place) const {
    return next_that_fits(place, UINT32_MAX, Duration::max(), 0);
  }
  /// First job of all that fits in that sense.
  [[nodiscard]] Place first_that_fits(std::uint32_t accelerators, Duration window, std::uint32_t spare) const;
  /// First job behind `place`, which may have been erased since the last insertion, of at most `accelerators`
  /// that also either ends within `window` or is of at most `spare` accelerators.
  [[nodiscard]] Place next_that_fits(Place place, std::uint32_t accelerators, Duration window,
                                     std::uint32_t spare) const;
  /// The smallest gang of all; UINT32_MAX if there is none.
  [[nodiscard]] std::uint32_t smallest_gang() const {
    return empty() ? UINT32_MAX : nodes_[roots_[std::countr_zero(used_sizes_)]].least_accelerators;
  }

  template <class Archive>
  void serialize(Archive& archive) {  // for `Snapshot`
    archive(nodes_, jobs_, free_, roots_, used_sizes_);
  }

 private:
  struct Node {
    double rank = 0.0;
    std::int64_t estimate_ms = 0;
    std::int64_t least_estimate_ms = INT64_MAX;  // of it and all below
    std::uint64_t key = 0;
    std::uint32_t accelerators = 0;
    std::uint32_t least_accelerators = UINT32_MAX;  // of it and all below
    std::uint32_t height = 0;                       // random, from the job's number: greatest on top
    std::uint32_t left = nowhere, right = nowhere;
  };
  struct Fit {
    double after_rank;
    std::uint64_t after_key;
    std::uint32_t accelerators;
    std::int64_t window_ms;
    std::uint32_t spare;
  };
  [[nodiscard]] static bool is_before(const Node& node, double rank, std::uint64_t key) {
    return node.rank != rank ? node.rank < rank : node.key < key;
  }
  static std::size_t size_class(std::uint32_t accelerators) {
    return static_cast<std::size_t>(std::bit_width(accelerators));
  }
  void erase(double rank, std::uint64_t key, std::uint32_t accelerators);
  void update(std::uint32_t node);
  void split(std::uint32_t node, double rank, std::uint64_t key, std::uint32_t& before,
             std::uint32_t& behind);
  [[nodiscard]] std::uint32_t join(std::uint32_t before, std::uint32_t behind);
  void insert_below(std::uint32_t& node, std::uint32_t added);
  void erase_below(std::uint32_t& node, double rank, std::uint64_t key);
  [[nodiscard]] Place find(std::uint32_t node, const Fit& fit) const;
  [[nodiscard]] Place find(const Fit& fit) const;
  /// The one that stands first, where either may be nowhere.
  [[nodiscard]] Place earlier(Place a, Place b) const;

  std::vector<Node> nodes_{Node{}};           // by place; the first stands for nowhere
  std::vector<QueuedJob> jobs_{QueuedJob{}};  // by place
  std::vector<std::uint32_t> free_;
  std::array<std::uint32_t, 33> roots_{};  // by size class
  std::uint64_t used_sizes_ = 0;           // bit by size class
};

}  // namespace suanwang
