#include "suanwang/sweep/sweep_folder.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "suanwang/core/error.hpp"
#include "suanwang/store/folder.hpp"
#include "suanwang/sweep/journal.hpp"
#include "suanwang/sweep/sweep_result.hpp"

namespace suanwang {

namespace fs = std::filesystem;

namespace {

constexpr const char* plan_name = "plan.json";

void create_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) throw InputError(folder.string() + ": cannot be created: " + error.message());
}

std::string list_text(const std::vector<std::string>& lines) {
  return fmt::format("  {}", fmt::join(lines, "\n  "));
}

bool is_own_work(const fs::path& path) {
  const std::string name = path.filename().string();
  return name == plan_name || name == "lock" || name == "slurm" || is_partial_name(name, plan_name) ||
         (name.starts_with("journal-") && name.ends_with(".jsonl"));
}

bool is_own(const fs::path& path) {
  const std::string name = path.filename().string();
  if (name != "work")
    return name.starts_with("sweep.sqlite") || name.starts_with("runs.csv") ||
           name.starts_with("report.html") || is_partial_name(name, "report.html");
  return std::all_of(fs::directory_iterator(path), fs::directory_iterator(),
                     [](const auto& entry) { return is_own_work(entry.path()); });
}

/// Only what a sweep has written may be removed or replaced.
void refuse_what_is_foreign(const fs::path& folder) {
  if (!fs::exists(folder)) return;
  if (!fs::is_directory(folder)) throw InputError(folder.string() + ": is not a folder");
  for (const auto& entry : fs::directory_iterator(folder))
    if (!is_own(entry.path()))
      throw InputError(folder.string() + ": holds '" + entry.path().filename().string() +
                       "', which is no sweep's; choose an empty folder, or a new one, with --out");
}

std::string hash_of_sound_result(const fs::path& folder) {
  try {
    return hash_of_result(folder);
  } catch (const InputError& error) {
    throw InputError(
        std::string(error.what()) +
        "\nno result of a sweep can be read from it: replace it with --force, or choose another --out");
  }
}

bool has_journals(const fs::path& work) {
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(work, error))
    if (entry.path().extension() == ".jsonl") return true;
  return false;
}

}  // namespace

SweepFolder::SweepFolder(fs::path folder, const SweepPlan& plan, Begin begin)
    : folder_(std::move(folder)), plan_(plan), hash_(plan.hash()) {
  refuse_what_is_foreign(folder_);
  refuse_what_is_there(begin);
  is_complete_ =
      begin != Begin::overwrite && !fs::exists(work() / plan_name) && hash_of_sound_result(folder_) == hash_;
  if (is_complete_) remove_work(true);
  if (is_complete_) return;
  create_folder(work());
  lock(begin == Begin::join);
  if (begin == Begin::overwrite || begin == Begin::anew) remove_work(false);
  if (!fs::exists(work() / plan_name)) write_plan();
}

SweepFolder::~SweepFolder() {
  if (lock_ >= 0) close(lock_);
}

SweepPlan SweepFolder::plan_in(const fs::path& folder) {
  const fs::path path = folder / "work" / plan_name;
  if (!fs::exists(path))
    throw InputError(folder.string() + ": there is no unfinished sweep" +
                     (hash_of_result(folder).empty() ? "" : "; it is complete already"));
  try {
    return SweepPlan::of_json(content_of(path));
  } catch (const InputError& error) {
    throw InputError(path.string() + ": " + error.what() + "; begin anew with --force");
  }
}

void SweepFolder::refuse_what_is_there(Begin begin) const {
  const bool is_begun = fs::exists(work() / plan_name);
  const std::string result = begin == Begin::overwrite ? "" : hash_of_sound_result(folder_);
  const std::string where = folder_.string() + ": ";
  if (begin == Begin::anew && is_begun && has_journals(work()))
    throw InputError(where + "an unfinished sweep is there; go on with --resume, or begin anew with --force");
  if (begin == Begin::anew && !result.empty())
    throw InputError(where +
                     "exists already; choose another folder with --out, or overwrite it with --force");
  if (begin == Begin::resume && !is_begun && result.empty())
    throw InputError(where + "there is no unfinished sweep; leave out --resume to begin one");
  if ((begin == Begin::resume || begin == Begin::join) && is_begun) {
    const SweepPlan before = plan_in(folder_);
    if (before.hash() != hash_)
      throw InputError(where + "the sweep that was begun here is another one:\n" +
                       list_text(differences(before, plan_)) +
                       "\nundo that, begin anew with --force, or begin in another folder with --out");
  } else if ((begin == Begin::resume || begin == Begin::join) && !result.empty() && result != hash_) {
    throw InputError(where + "holds the result of another sweep:\n" +
                     list_text(differences(read_sweep_result(folder_).plan, plan_)) +
                     "\nbegin in another folder with --out, which --reuse can spare what has not changed");
  }
}

void SweepFolder::lock(bool is_shared) {
  const fs::path path = work() / "lock";
  const auto fail = [&](const char* what) {
    throw InputError(path.string() + ": " + what + ": " + std::strerror(errno));
  };
  while (true) {
    if (lock_ < 0) lock_ = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (lock_ < 0) fail("cannot be written");
    if (flock(lock_, (is_shared ? LOCK_SH : LOCK_EX) | LOCK_NB) != 0) {
      if (errno != EWOULDBLOCK) fail("cannot be locked");
      throw InputError(folder_.string() +
                       ": another process is at work on this sweep; wait for it or stop it");
    }
    // Another process that has just finished may have removed the file between our two steps.
    struct stat held {
    }, there{};
    if (fstat(lock_, &held) == 0 && stat(path.c_str(), &there) == 0 && held.st_ino == there.st_ino) return;
    close(lock_);
    lock_ = -1;
    create_folder(work());
  }
}

/// Several shards may do so at once: all write the same, and each puts it in place as a whole.
void SweepFolder::write_plan() const { write_whole(work() / plan_name, plan_.json()); }

/// By name, so that nothing that is not ours can go. @param with_lock Also the lock, and the folder.
void SweepFolder::remove_work(bool with_lock) const {
  std::error_code error;
  // The plan goes first: without it nobody takes what is left for unfinished work.
  fs::remove(work() / plan_name, error);
  if (!fs::exists(work())) return;
  for (const auto& entry : fs::directory_iterator(work(), error)) {
    const fs::path& path = entry.path();
    if (is_own_work(path) && (with_lock || path.filename() != "lock")) fs::remove_all(path, error);
  }
  if (with_lock) fs::remove(work(), error);  // if it is empty
}

/// Others that have joined hold nothing that is not in `runs` by now, but may be about to end. One that does
/// not is a double that goes on for nothing.
void SweepFolder::wait_for_others() const {
  for (int i = 0; i < 50 && flock(lock_, LOCK_EX | LOCK_NB) != 0; ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
}

SweepRuns SweepFolder::runs() const { return read_journals(work(), hash_); }

void SweepFolder::finish(const SweepRuns& runs) {
  std::error_code ignored;
  fs::remove(folder_ / "report.html", ignored);  // it would tell of another result
  wait_for_others();
  create_folder(folder_);  // someone may have removed it: what was computed is not lost with it
  try {
    write_sweep_result(folder_, plan_, runs);
  } catch (const InputError& error) {
    throw InputError(std::string(error.what()) +
                     "\nall runs are done and kept: when it can be written, go on with --resume, or merge");
  }
  remove_work(true);
  is_complete_ = true;
}

}  // namespace suanwang
