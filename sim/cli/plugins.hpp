#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <thread>

#include "suanwang/experiment/watched_runs.hpp"
#include "suanwang/policy/catalogue.hpp"

namespace suanwang::cli {

/// Opens a shared library and has it add its policies; it stays open to the end of the process.
/// @throws InputError if it is not there, is no library, was built for another interface, or takes a name
/// that is taken.
void load_plugin(const std::string& file, PolicyCatalogue& catalogue);

/// Ends the process if one call of a policy takes longer than its budget: a thread that thinks for ever
/// cannot be stopped otherwise.
class PolicyWatchdog {
 public:
  /// @param budget Of one call.
  explicit PolicyWatchdog(std::chrono::duration<double> budget);
  /// What it watches.
  [[nodiscard]] WatchedRuns& runs() { return runs_; }
  /// An unfinished result to be removed. Called before the first run.
  void set_folder(const std::filesystem::path& folder) { folder_ = folder; }

 private:
  void look(WatchedRun& run) const;
  [[noreturn]] void end_process(const WatchedRun& run) const;

  std::chrono::duration<double> budget_;
  std::filesystem::path folder_;
  WatchedRuns runs_;
  std::jthread thread_;  // last: it uses the others
};

}  // namespace suanwang::cli
