#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "suanwang/sweep/plan.hpp"

namespace suanwang {

/// Which run of a sweep. In this order results are stored.
struct RunKey {
  std::size_t variant = 0;
  std::uint64_t seed = 0;
  auto operator<=>(const RunKey&) const = default;
};

/// What came of it. Follows from plan and key alone, but for `wall_s`.
struct SweepRun {
  RunKey key;
  std::string error = {};   ///< why it failed; empty: it did not
  std::string digest = {};  ///< of all that it depends on; equal ones give equal values
  double calibration_factor = 1.0;
  std::vector<std::optional<double>> values = {};  ///< by metric of the plan; none if it failed
  double wall_s = 0.0;                             ///< of the simulation; 0 where a result was taken over
};

using SweepRuns = std::map<RunKey, SweepRun>;

/// How many of them failed.
[[nodiscard]] std::size_t failed_runs(const SweepRuns& runs);

/// Part `number` of `count` of a sweep, from 1: no run is in two parts, and every run is in one. All seeds of
/// a point are in one part if the number of seeds is open.
struct Shard {
  std::size_t number = 1, count = 1;
  [[nodiscard]] bool holds(const SweepPlan& plan, const RunKey& key) const {
    return of(plan, key, count).number == number;
  }
  /// The one of `count` that a run is in.
  [[nodiscard]] static Shard of(const SweepPlan& plan, const RunKey& key, std::size_t count);
};

/// The runs that can be begun now, given those that are done: in order, empty when the sweep (or this part of
/// it) is complete. What is begun does not depend on the order in which runs end, or on who runs them.
///
/// - The first policy of a point is calibrated by itself; the others have its factor, and so its load. They
/// follow it.
/// - With a rule `until`, a point gets `at_least` seeds; then, while the Student interval of the metric's
/// mean is wider
///   than asked for under any of its policies, as many more as the deviations so far call for
///   (`further_samples`), at least one, at most as many as it has, and never more than `at_most` in all. A
///   point where a run failed or the metric is absent gets no more.
[[nodiscard]] std::vector<RunKey> runs_to_begin(const SweepPlan& plan, const SweepRuns& done,
                                                const Shard& shard = {});

/// Points of a complete sweep where the rule `until` ended without knowing the mean: at its most seeds, at a
/// run that failed, or for want of the metric.
[[nodiscard]] std::vector<std::size_t> points_not_known(const SweepPlan& plan, const SweepRuns& done);

/// The run of the first policy, whose calibration factor `key` has; itself if it is that run.
[[nodiscard]] RunKey leader_of(const SweepPlan& plan, const RunKey& key);

}  // namespace suanwang
