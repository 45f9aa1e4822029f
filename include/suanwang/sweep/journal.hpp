#pragma once

#include <chrono>
#include <filesystem>
#include <mutex>
#include <string>

#include "suanwang/sweep/sweep_runs.hpp"

namespace suanwang {

/// The runs that one process has finished: a line each, appended when it ends, so that a process may be
/// killed at any moment and loses what it was computing alone. Every line carries its checksum. A file
/// belongs to one process and is read by any other, also over a network file system; no locks are needed.
class Journal {
 public:
  /// Makes a file of a name of its own in `folder` with the first run. @param plan_hash Of the plan that is
  /// run.
  Journal(std::filesystem::path folder, std::string plan_hash)
      : folder_(std::move(folder)), plan_hash_(std::move(plan_hash)) {}
  ~Journal();
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;

  /// May be called from several threads. What was appended outlives this process; once a second it also
  /// outlives a power cut. @throws InputError if it cannot be written.
  void append(const SweepRun& run);

 private:
  void open();
  void write(const std::string& line);

  std::filesystem::path folder_, path_;
  std::string plan_hash_;
  std::mutex guard_;
  int descriptor_ = -1;
  std::chrono::steady_clock::time_point flushed_ = std::chrono::steady_clock::now();
};

/// All runs in the journals of a folder, each once; of a run that stands in several the first read counts,
/// since all are equal. A last line that was cut off is left out.
/// @throws InputError naming file and line of a journal that is damaged elsewhere, or that belongs to another
/// plan.
[[nodiscard]] SweepRuns read_journals(const std::filesystem::path& folder, const std::string& plan_hash);

}  // namespace suanwang
