#pragma once

#include <atomic>
#include <cstdint>
#include <functional>

#include "suanwang/sweep/load_sweep.hpp"

namespace suanwang {

/// What a sweep will take, from the beginnings of a few of its runs.
struct SweepEstimate {
  double run_s = 0.0;              ///< of one run, mean over the policies
  double all_s = 0.0;              ///< of the whole sweep on the given workers
  std::uint64_t memory_bytes = 0;  ///< of the process with that many runs at a time
};

/// Runs the first point under each policy for at most `budget_s` and extends what it took over its horizon.
/// Points that differ in their work or horizon take longer or shorter than that. @param workers 0: as many as
/// the machine has.
/// @throws as a run does; Interrupted.
[[nodiscard]] SweepEstimate estimate_sweep(const Sweep& sweep, std::size_t workers, double budget_s,
                                           const std::function<void(double share)>& on_progress,
                                           const std::atomic<bool>* should_stop = nullptr);

}  // namespace suanwang
