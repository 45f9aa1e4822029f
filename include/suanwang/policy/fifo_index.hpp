#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "suanwang/engine/policies.hpp"

namespace suanwang {

/// A queue in order of arrival that finds "the first job from here on that fits" without looking at each: a
/// tournament tree over the places keeps, for each stretch of the queue, the smallest gang and the shortest
/// estimate.
class FifoIndex {
 public:
  using Place = std::size_t;

  void push(const QueuedJob& job);
  /// @pre The job is in the queue. Looks from the front: what leaves early is mostly what has waited longest.
  void remove(const QueuedJob& job);
  [[nodiscard]] bool empty() const { return count_ == 0; }
  [[nodiscard]] std::size_t size() const { return count_; }
  [[nodiscard]] const QueuedJob& at(Place place) const { return jobs_[place]; }
  void remove_at(Place place);

  /// First job at or after `from` of at most `accelerators` that also either ends within `window` or is of at
  /// most `spare` accelerators.
  [[nodiscard]] std::optional<Place> first_that_fits(Place from, std::uint32_t accelerators, Duration window,
                                                     std::uint32_t spare) const;
  [[nodiscard]] std::optional<Place> first() const;

 private:
  struct Least {
    std::uint32_t accelerators;
    Duration estimate;
  };
  static constexpr Least nothing{UINT32_MAX, Duration::max()};

  void set(Place place, const Least& value);
  void compact();

  std::vector<QueuedJob> jobs_;  // by place; removed ones stay until the queue is compacted
  std::vector<Least> tree_{2, nothing};
  std::size_t leaves_ = 1;
  std::size_t count_ = 0;
};

}  // namespace suanwang
