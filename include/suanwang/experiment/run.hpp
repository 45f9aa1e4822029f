#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "suanwang/experiment/bound.hpp"
#include "suanwang/experiment/summary.hpp"
#include "suanwang/policy/catalogue.hpp"
#include "suanwang/scenario/load.hpp"

namespace suanwang {

/// How far a run is.
struct RunProgress {
  const char* stage = "";  ///< "calibrating", "simulating" or "bounding"
  double share = 0.0;      ///< of the whole run, within [0, 1]
  std::uint64_t jobs = 0;  ///< submitted so far in this stage
};

class WatchedRuns;

struct RunOptions {
  std::optional<std::uint64_t> seed = {};            ///< instead of the scenario's
  std::optional<std::filesystem::path> folder = {};  ///< where results go; nowhere if empty
  bool overwrite = false;                            ///< an existing folder
  bool store_jobs = false;                           ///< a row per job
  bool write_csv = false;
  /// Simulated time between two snapshots that the run leaves beside `folder` until it is over.
  std::optional<Duration> checkpoint_every = {};
  bool resume = false;  ///< goes on from the last snapshot that such a run has left
  std::vector<std::filesystem::path> plugins = {};  ///< libraries with policies: a snapshot is for these
  std::optional<std::filesystem::path> trace = {};  ///< file for a trace of the run
  bool audits = false;
  std::optional<BoundRequest> bound = {};  ///< also computes the bound on the score, and the gap
  std::size_t workers = 0;                 ///< threads that solve the bound; 0: as many as the machine has
  /// Of the scenario's calibration rule, known from elsewhere: no pilot run, one run, whether or not it meets
  /// the target. So that runs under several policies have the same load.
  std::optional<double> calibration_factor = {};
  std::function<void(const RunProgress&)> on_progress = {};
  const std::atomic<bool>* should_stop = nullptr;
  WatchedRuns* watched = nullptr;  ///< where the run is listed for an onlooker
};

/// A run that was asked to stop. Nothing was written.
class Interrupted : public std::runtime_error {
 public:
  explicit Interrupted(const std::string& what_next = "")
      : std::runtime_error("interrupted; no result was written" + what_next) {}
};

/// Runs a scenario: calibrates if it asks for that, simulates, and stores the result as a whole or not at
/// all.
/// @throws InputError if the folder exists and may not be overwritten, or cannot be written; PolicyError,
/// InvariantError
///         from the engine; Interrupted. For `resume` also if there is no snapshot, or one of another run.
Summary run_scenario(const LoadedScenario& scenario, const RunOptions& options);

/// The factor of the scenario's calibration rule after one pilot run; 1 without a rule.
/// @throws as `run_scenario`.
[[nodiscard]] double calibration_factor(const LoadedScenario& scenario, const RunOptions& options);

/// "suanwang 0.1.0".
[[nodiscard]] std::string version_text();

/// The commit that was built, with a digest of what was changed since; "unknown" outside a repository.
[[nodiscard]] std::string source_text();

}  // namespace suanwang
