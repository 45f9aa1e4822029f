#pragma once

#include <atomic>
#include <chrono>
#include <filesystem>
#include <string>

#include "suanwang/experiment/run.hpp"

namespace suanwang::cli {

/// Set by an interrupt from the keyboard or a request to terminate, once `heed_interrupts` was called.
extern std::atomic<bool> stop_requested;
void heed_interrupts();

/// A bar with the time to go on a terminal, a line every tenth of the way elsewhere. All on standard error.
class ProgressDisplay {
 public:
  explicit ProgressDisplay(bool is_quiet);
  ~ProgressDisplay() { clear(); }
  void show(const RunProgress& progress);
  /// @param share Within [0, 1]. @param note What else is worth saying; may be empty.
  void show(const char* stage, double share, const std::string& note);
  void clear();

 private:
  static constexpr int bar_width = 30;
  bool is_quiet_, is_terminal_;
  bool has_bar_ = false;
  int last_tenth_ = 0;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  std::chrono::steady_clock::time_point shown_;
};

/// results/<name>, or the first of results/<name>-2, -3, ... that is free.
[[nodiscard]] std::filesystem::path fresh_folder(const std::string& name);

/// "47.6" of 0.476.
[[nodiscard]] std::string percent(double share);

}  // namespace suanwang::cli
