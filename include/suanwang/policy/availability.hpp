#pragma once

#include <cstdint>
#include <vector>

#include "suanwang/core/time.hpp"

namespace suanwang {

/// How many accelerators are expected to be free from now on: a step function of time, changed by runs and
/// reservations.
class Availability {
 public:
  /// Starts afresh: `free` from `now` for ever.
  void reset(TimePoint now, std::int64_t free) { steps_.assign(1, {now, free}); }
  /// Forgets what lies before `now`.
  void advance(TimePoint now);
  /// @param change Below 0: fewer are free within [from, to).
  void add(TimePoint from, TimePoint to, std::int64_t change);
  /// First time at or after `from` from which `accelerators` are free for `span`; `TimePoint::max()` if none.
  [[nodiscard]] TimePoint earliest(TimePoint from, std::int64_t accelerators, Duration span) const;
  /// Most that are free at any time within [from, to).
  [[nodiscard]] std::int64_t most_free(TimePoint from, TimePoint to) const;
  [[nodiscard]] std::size_t step_count() const { return steps_.size(); }

  template <class Archive>
  void serialize(Archive& archive) {  // for `Snapshot`
    archive(steps_);
  }

 private:
  struct Step {
    TimePoint from;
    std::int64_t free;  ///< until the next step
  };
  /// Index of the step that holds `time`.
  [[nodiscard]] std::size_t step_at(TimePoint time) const;
  /// Makes a step begin at `time`; returns its index.
  std::size_t cut(TimePoint time);

  std::vector<Step> steps_{{TimePoint(), 0}};
};

}  // namespace suanwang
