#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "suanwang/engine/pool_room.hpp"

namespace suanwang {

/// Running jobs of one pool in the order in which they are expected to end by their users' estimates.
class ExpectedEnds {
 public:
  struct Run {
    TimePoint expected_end;
    std::uint64_t key;
    std::uint32_t accelerators;  ///< of each copy
    std::uint32_t copies;
    [[nodiscard]] std::uint32_t all_accelerators() const { return accelerators * copies; }
    friend bool operator<(const Run& a, const Run& b) {
      return a.expected_end != b.expected_end ? a.expected_end < b.expected_end : a.key < b.key;
    }
  };
  /// The earliest time when enough accelerators are expected to be free.
  struct Reservation {
    TimePoint time;       ///< `TimePoint::max()`: not even when all runs are over
    std::uint32_t spare;  ///< accelerators left over at that time
  };

  void add(const QueuedJob& job, TimePoint started);
  /// @pre It was added with the same estimate and start.
  void remove(const QueuedJob& job, TimePoint started);
  /// The one reservation that EASY makes: for a head of the queue that may not start now. Empty if enough
  /// accelerators are idle, but in the wrong places: then nobody may pass, as they have to come together.
  /// @param counts_equal_ends Whether all that ends at the reserved time is free then, or only what has to
  ///        end before the job fits, in the order of (expected end, size).
  [[nodiscard]] std::optional<Reservation> reserve(const QueuedJob& head, TimePoint now, const PoolRoom& room,
                                                   bool counts_equal_ends) const;
  [[nodiscard]] const std::vector<Run>& runs() const { return runs_; }

  template <class Archive>
  void serialize(Archive& archive) {  // for `Snapshot`
    archive(runs_);
  }

 private:
  [[nodiscard]] Reservation wait_for_ends(std::uint32_t needed, TimePoint now, std::uint32_t idle,
                                          bool counts_equal_ends) const;
  std::vector<Run> runs_;  // sorted
};

}  // namespace suanwang
