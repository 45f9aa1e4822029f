#pragma once

#include <atomic>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "suanwang/sweep/execute.hpp"
#include "suanwang/sweep/sweep_folder.hpp"

namespace suanwang {

struct SlurmRequest {
  std::filesystem::path program;       ///< that a task runs
  std::vector<std::string> arguments;  ///< its arguments but for `--shard` and `--workers`; files absolute
  std::vector<std::string> sbatch;     ///< further options of sbatch: "--partition=sim"
  std::size_t shards = 16;             ///< tasks of the job array
  bool fail_fast = false;              ///< cancel the array when a run has failed
  std::function<void(const SweepProgress&)> on_progress = {};
  const std::atomic<bool>* should_stop = nullptr;
};

struct SlurmOutcome {
  bool is_stopped = false;  ///< by `should_stop`
  bool has_failed_fast = false;
  std::size_t submitted = 0;  ///< job arrays
  std::size_t tasks = 0;      ///< of all of them
};

/// Runs a sweep as a Slurm job array, a task a shard of many runs, until every run is in the journals of
/// `folder`, which all nodes have to see. Tasks whose runs are all there are not submitted; those that leave
/// runs behind are submitted again as long as there is progress. Whether a run was done is told by the
/// journals alone: exit codes of sbatch do not tell.
/// @throws InputError if sbatch is not there or refuses, or if an array ended without any progress.
SlurmOutcome run_on_slurm(const SweepPlan& plan, const SweepFolder& folder, const SlurmRequest& request);

/// The job script.
[[nodiscard]] std::string slurm_script(const SweepPlan& plan, const SlurmRequest& request);

/// A word as a shell takes it, whatever is in it.
[[nodiscard]] std::string shell_word(const std::string& word);

}  // namespace suanwang
