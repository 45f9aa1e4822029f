#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "suanwang/experiment/watched_runs.hpp"
#include "suanwang/sweep/journal.hpp"
#include "suanwang/sweep/load_sweep.hpp"
#include "suanwang/sweep/sweep_runs.hpp"

namespace suanwang {

struct SweepProgress {
  std::size_t done = 0;    ///< runs, those of earlier processes included
  std::size_t failed = 0;  ///< of them
  std::size_t total = 0;   ///< that are known of; with a rule `until` it may grow
  double share = 0.0;      ///< of what this process has to do, within [0, 1]
};

struct ExecuteOptions {
  std::size_t workers = 0;  ///< threads; 0: as many as the machine has. No effect on results
  std::optional<std::uint64_t> memory_bytes =
      {};                  ///< that the process may hold; runs wait for one another to keep it
  bool fail_fast = false;  ///< begin no more runs after one has failed
  Shard shard = {};
  SweepRuns reusable =
      {};  ///< results of another sweep of the same metrics; those of equal digest and seed are taken
  std::function<void(const SweepProgress&)> on_progress = {};
  const std::atomic<bool>* should_stop = nullptr;
  WatchedRuns* watched = nullptr;  ///< where runs are listed for an onlooker
};

struct ExecuteOutcome {
  bool is_stopped = false;             ///< by `should_stop`, before all was done
  std::optional<RunKey> stopped_by;    ///< the run that failed, with `fail_fast`
  std::vector<RunKey> too_large = {};  ///< runs for which there was not the memory; they are not done
  std::size_t begun = 0, reused = 0;   ///< runs of this process, and results taken over
  double simulated_s = 0.0;            ///< time in simulations, over all workers
  double worked_s = 0.0;               ///< time of this call, times its workers
};

/// Runs what is not yet in `runs`, and adds it there and to the journal. A run that fails is recorded with
/// its message and does not stop the others.
/// @throws InputError if the journal cannot be written.
ExecuteOutcome execute_sweep(const Sweep& sweep, SweepRuns& runs, Journal& journal,
                             const ExecuteOptions& options);

/// The values of a plan's metrics; empty where the summary has no such figure, or none that is finite.
[[nodiscard]] std::vector<std::optional<double>> metric_values(const SweepPlan& plan, const ComparedRun& run);

}  // namespace suanwang
