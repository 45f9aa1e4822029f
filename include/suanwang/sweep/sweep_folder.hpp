#pragma once

#include <filesystem>
#include <string>

#include "suanwang/sweep/plan.hpp"
#include "suanwang/sweep/sweep_runs.hpp"

namespace suanwang {

/// How a sweep may begin in a folder.
enum class Begin {
  anew,       ///< no result may be there, nor any run of an unfinished sweep
  overwrite,  ///< what is there is replaced: unfinished work at once, a result at the end
  resume,     ///< unfinished work of the same plan must be there, or its result
  join,       ///< as one of several processes: whatever of the same plan is there is taken
};

/// Where a sweep lives: `work/` with its plan and journals while it is under way, `sweep.sqlite` and
/// `runs.csv` when it is done. While this object lives, no other process may begin, overwrite or finish the
/// same sweep; others may join if this one has joined too.
class SweepFolder {
 public:
  /// @throws InputError that says what is there and what can be done about it: unfinished work or a result
  /// that is in the way; a plan that has changed, and in what; a process that is at work; a folder that
  /// cannot be written.
  SweepFolder(std::filesystem::path folder, const SweepPlan& plan, Begin begin);
  ~SweepFolder();
  SweepFolder(const SweepFolder&) = delete;
  SweepFolder& operator=(const SweepFolder&) = delete;

  /// For what runs in shards: the folder with the plan that they share.
  [[nodiscard]] static SweepPlan plan_in(const std::filesystem::path& folder);

  [[nodiscard]] const std::filesystem::path& path() const { return folder_; }
  /// Lets others join from now on.
  void share() { lock(true); }
  /// Where journals stand.
  [[nodiscard]] std::filesystem::path work() const { return folder_ / "work"; }
  /// Whether the result of this very plan is there already.
  [[nodiscard]] bool is_complete() const { return is_complete_; }
  /// Runs that are in the journals.
  [[nodiscard]] SweepRuns runs() const;
  /// Stores the result and removes what it was made of.
  void finish(const SweepRuns& runs);

 private:
  void lock(bool is_shared);
  void refuse_what_is_there(Begin begin) const;
  void write_plan() const;
  void remove_work(bool with_lock) const;
  void wait_for_others() const;

  std::filesystem::path folder_;
  const SweepPlan& plan_;
  std::string hash_;
  int lock_ = -1;
  bool is_complete_ = false;
};

}  // namespace suanwang
