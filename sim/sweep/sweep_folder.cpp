#include "suanwang/sweep/sweep_folder.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <sstream>
#include <sys/file.h>
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

std::string content_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  content << file.rdbuf();
  if (!file) throw InputError(path.string() + ": cannot be read");
  return content.str();
}

void create_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) throw InputError(folder.string() + ": cannot be created: " + error.message());
}

std::string list_text(const std::vector<std::string>& lines) {
  return fmt::format("  {}", fmt::join(lines, "\n  "));
}

}  // namespace

SweepFolder::SweepFolder(fs::path folder, const SweepPlan& plan, Begin begin)
    : folder_(std::move(folder)), plan_(plan), hash_(plan.hash()) {
  refuse_what_is_there(begin);
  is_complete_ =
      begin != Begin::overwrite && !fs::exists(work() / plan_name) && hash_of_result(folder_) == hash_;
  if (is_complete_) clear_away_rest();
  if (is_complete_) return;
  create_folder(work());
  lock(begin == Begin::join);
  if (begin == Begin::overwrite) remove_work();
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
    throw InputError(path.string() + ": " + error.what());
  }
}

void SweepFolder::refuse_what_is_there(Begin begin) const {
  const bool is_begun = fs::exists(work() / plan_name);
  const std::string result = begin == Begin::overwrite ? "" : hash_of_result(folder_);
  const std::string where = folder_.string() + ": ";
  if (begin == Begin::anew && is_begun)
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
  if (lock_ < 0) lock_ = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (lock_ < 0) throw InputError(path.string() + ": cannot be written: " + std::strerror(errno));
  if (flock(lock_, (is_shared ? LOCK_SH : LOCK_EX) | LOCK_NB) != 0 && errno == EWOULDBLOCK)
    throw InputError(folder_.string() + ": another process is at work on this sweep; wait for it or stop it");
}

/// Several shards may do so at once: all write the same, and each puts it in place as a whole.
void SweepFolder::write_plan() const {
  const fs::path partial = work() / fmt::format("plan-{}.partial", getpid());
  std::ofstream file(partial, std::ios::binary);
  file << plan_.json();
  file.close();
  if (!file) throw InputError(partial.string() + ": cannot be written; is the disk full?");
  flush_to_disk(partial);
  std::error_code error;
  fs::rename(partial, work() / plan_name, error);
  if (error) throw InputError(partial.string() + ": cannot be put in place: " + error.message());
}

/// All but the lock, which this process holds.
void SweepFolder::remove_work() const {
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(work(), error))
    if (entry.path().filename() != "lock") fs::remove_all(entry.path(), error);
}

/// Others that have joined hold nothing that is not in `runs` by now, but may be about to end. One that does
/// not is a double that goes on for nothing.
void SweepFolder::wait_for_others() const {
  for (int i = 0; i < 50 && flock(lock_, LOCK_EX | LOCK_NB) != 0; ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
}

/// A process that was killed as it cleaned up may have left something without a plan.
void SweepFolder::clear_away_rest() const {
  std::error_code error;
  fs::remove_all(work(), error);
}

SweepRuns SweepFolder::runs() const { return read_journals(work(), hash_); }

void SweepFolder::finish(const SweepRuns& runs) {
  wait_for_others();
  write_sweep_result(folder_, plan_, runs);
  // The plan goes first: without it nobody takes what is left for unfinished work.
  std::error_code error;
  fs::remove(work() / plan_name, error);
  clear_away_rest();
  is_complete_ = true;
}

}  // namespace suanwang
