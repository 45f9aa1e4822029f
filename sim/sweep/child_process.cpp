#include "child_process.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "suanwang/core/error.hpp"

extern char** environ;

namespace suanwang {

ChildProcess::ChildProcess(const std::vector<std::string>& arguments, const std::filesystem::path& errors) {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0)
    throw InputError(arguments.front() + ": cannot be started: " + std::strerror(errno));
  std::vector<char*> words;
  for (const std::string& each : arguments) words.push_back(const_cast<char*>(each.c_str()));
  words.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, errors.c_str(), O_WRONLY | O_CREAT | O_APPEND,
                                   0644);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setpgroup(&attributes, 0);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  const int problem = posix_spawnp(&process_, words.front(), &actions, &attributes, words.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  close(ends[1]);
  pipe_ = ends[0];
  if (problem == 0) return;
  close(pipe_);
  throw InputError(arguments.front() + ": cannot be started: " + std::strerror(problem));
}

ChildProcess::~ChildProcess() {
  if (!exit_code()) {
    kill(-process_, SIGKILL);
    waitpid(process_, nullptr, 0);
  }
  close(pipe_);
}

const std::string& ChildProcess::output() {
  std::array<char, 4096> block{};
  for (ssize_t count = 0; (count = read(pipe_, block.data(), block.size())) > 0;)
    output_.append(block.data(), static_cast<std::size_t>(count));
  return output_;
}

std::optional<int> ChildProcess::exit_code() {
  int status = 0;
  if (!exit_code_ && waitpid(process_, &status, WNOHANG) == process_)
    exit_code_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return exit_code_;
}

}  // namespace suanwang
