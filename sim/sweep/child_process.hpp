#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace suanwang {

/// Another program while it runs: in a process group of its own, so that Ctrl-C on the terminal does not
/// reach it, and ended with this object.
class ChildProcess {
 public:
  /// @param arguments The program first, looked for in PATH. @param errors File that takes its standard
  /// error.
  /// @throws InputError if it cannot be started.
  ChildProcess(const std::vector<std::string>& arguments, const std::filesystem::path& errors);
  ~ChildProcess();
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  /// What it has written to its standard output so far.
  [[nodiscard]] const std::string& output();
  /// Its exit code, once it has ended; 128 and the signal if one ended it.
  [[nodiscard]] std::optional<int> exit_code();

 private:
  pid_t process_ = -1;
  int pipe_ = -1;
  std::string output_;
  std::optional<int> exit_code_;
};

}  // namespace suanwang
