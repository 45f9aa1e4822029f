#pragma once

#include "suanwang/core/time.hpp"

namespace suanwang {

/// How jobs of a class save their work. A run of a job is: restart (if it ran before), then pieces of work of
/// one interval each with a checkpoint after each but the last (docs/model.md, equations 20 to 22). Times are
/// on accelerators at full speed.
struct Checkpointing {
  Duration interval{};  ///< of work between two checkpoints; 0: none are taken
  Duration cost{};      ///< of taking one, during which no work is done
  Duration restart{};   ///< from taking the accelerators up again to going on with the work

  /// What a run has come to.
  struct Progress {
    double work_ms = 0.0;   ///< done in this run
    double saved_ms = 0.0;  ///< of it, what the last checkpoint holds
  };

  /// Time that a run of `work_ms` takes. @param preparation_ms Before work begins: 0 for a first run.
  [[nodiscard]] double run_ms(double work_ms, double preparation_ms) const;
  /// @param elapsed_ms Since the run began, within [0, run_ms].
  [[nodiscard]] Progress progress(double elapsed_ms, double work_ms, double preparation_ms) const;
};

/// Interval of work between checkpoints that wastes least under failures at random (Poisson): Daly, Future
/// Generation Computer Systems 22(3), 2006, eq. 37, a refinement of Young, CACM 17(9), 1974. In the unit of
/// the arguments.
/// @param cost                 Of one checkpoint, > 0.
/// @param mean_time_to_failure Of the whole gang, > 0.
[[nodiscard]] double daly_interval(double cost, double mean_time_to_failure);

}  // namespace suanwang
