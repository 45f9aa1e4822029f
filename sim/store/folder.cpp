#include "suanwang/store/folder.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <optional>
#include <set>
#include <signal.h>
#include <sstream>
#include <unistd.h>

#include <fmt/format.h>

#include "suanwang/core/error.hpp"

namespace suanwang {

namespace fs = std::filesystem;

namespace {

constexpr const char* partial_word = ".partial-";

/// Before the number of the process. With the machine's name, for several may share a file system, and a
/// number says nothing of what runs elsewhere.
std::string partial_mark() {
  char host[64] = "";
  gethostname(host, sizeof host - 1);
  return fmt::format("{}{}-", partial_word, host);
}

}  // namespace

fs::path whole_path(const fs::path& path) {
  const fs::path whole = fs::absolute(path).lexically_normal();
  return whole.has_filename() ? whole : whole.parent_path();
}

bool is_partial_name(const std::string& name, const std::string& whole) {
  return name.starts_with("." + whole + partial_word);
}

void remove_orphans(const fs::path& parent, const std::string& prefix) {
  const std::string mark = partial_mark();
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(parent, error)) {
    const std::string name = entry.path().filename().string();
    const std::size_t at = name.rfind(mark);
    if (!name.starts_with("." + prefix) || at == std::string::npos) continue;
    pid_t process = 0;
    const auto [end, problem] =
        std::from_chars(name.data() + at + mark.size(), name.data() + name.size(), process);
    // Another user's process may not be signalled, yet it lives.
    const auto is_gone = [&] { return kill(process, 0) != 0 && errno == ESRCH; };
    if (problem == std::errc() && process > 0 && is_gone()) fs::remove_all(entry.path(), error);
  }
}

namespace {

/// Of that file or folder alone.
void remove_orphans_of(const fs::path& whole) {
  remove_orphans(whole.parent_path(), whole.filename().string() + partial_word);
}

/// What the system said last, as ": No space left on device".
std::string reason() { return errno ? std::string(": ") + std::strerror(errno) : ""; }

/// @return Why not all of it could be written; empty if it was.
std::optional<std::string> problem_writing(const fs::path& file, const std::string& content) {
  errno = 0;
  std::ofstream stream(file, std::ios::binary);
  stream << content;
  stream.close();
  return stream.fail() ? std::optional("cannot be written" + reason()) : std::nullopt;
}

/// Puts a folder where another is, which comes to be where the new one was: at no moment is there none.
/// @return Whether this file system can do so.
bool are_exchanged(const fs::path& a, const fs::path& b) {
  return renameat2(AT_FDCWD, a.c_str(), AT_FDCWD, b.c_str(), RENAME_EXCHANGE) == 0;
}

/// @return Whether `from` was renamed: only to a name that nothing has.
bool is_renamed_if_free(const fs::path& from, const fs::path& to) {
  if (renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return true;
  if (errno != EINVAL && errno != ENOSYS) return false;
  if (fs::exists(to)) return false;  // a file system that cannot look and rename in one step
  std::error_code error;
  fs::rename(from, to, error);
  return !error;
}

}  // namespace

void remove_unfinished_folder(const fs::path& folder) {
  std::error_code error;
  fs::remove_all(PartialFolder::partial_path(folder), error);
}

void flush_to_disk(const fs::path& path) {
  const int descriptor = open(path.c_str(), O_RDONLY);
  if (descriptor < 0) return;
  fsync(descriptor);
  close(descriptor);
}

std::string content_of(const fs::path& file) {
  errno = 0;
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream content;
  if (stream.peek() != std::ifstream::traits_type::eof())
    content << stream.rdbuf();  // "writing" nothing would be a failure
  if (!stream || !content) throw InputError(file.string() + ": cannot be read" + reason());
  return content.str();
}

void write_whole(const fs::path& file, const std::string& content) {
  const fs::path partial = PartialFolder::partial_path(file);
  remove_orphans_of(whole_path(file));
  if (const auto problem = problem_writing(partial, content)) {
    std::error_code ignored;
    fs::remove(partial, ignored);
    throw InputError(file.string() + ": " + *problem);
  }
  put_in_place(partial, file);
}

void put_in_place(const fs::path& from, const fs::path& to) {
  flush_to_disk(from);
  std::error_code error;
  const bool is_in_the_way = fs::exists(to, error) && !fs::is_regular_file(to, error);
  if (!is_in_the_way) fs::rename(from, to, error);
  if (!is_in_the_way && !error) return;
  std::error_code ignored;
  fs::remove(from, ignored);
  throw InputError(to.string() +
                   ": cannot be put in place: " + (is_in_the_way ? "it is not a file" : error.message()));
}

namespace {

/// Whether a command writes such a thing into its result, or a killed one left half of it there. Whatever
/// else lies in a folder is someone's.
bool is_of_a_result(const fs::directory_entry& entry) {
  static const std::set<std::string, std::less<>> names{
      "summary.json", "result.sqlite", "report.html",   "compare.json", "differences.csv", "means.csv",
      "runs.csv",     "adequacy.csv",  "adequacy.json", "pathway.csv",  "pathway.json"};
  const fs::path& path = entry.path();
  const std::string name = path.filename().string();
  const auto all_of = [&](const auto& holds) {
    return std::all_of(fs::directory_iterator(path), fs::directory_iterator(), holds);
  };
  if (entry.is_symlink()) return false;
  if (entry.is_regular_file()) {
    const std::size_t end = name.starts_with('.') ? name.rfind(partial_word) : std::string::npos;
    return names.contains(end == std::string::npos ? name : name.substr(1, end - 1));
  }
  if (!entry.is_directory()) return false;
  if (name == "csv")
    return fs::exists(path.parent_path() / "result.sqlite") && all_of([](const fs::directory_entry& each) {
             return each.is_regular_file() && each.path().extension() == ".csv";
           });
  const bool is_year = name.size() == 4 && name.find_first_not_of("0123456789") == std::string::npos;
  return is_year && fs::exists(path.parent_path() / "pathway.json") && all_of(is_of_a_result);
}

/// Why `folder` may not be replaced: whoever mistypes a folder should not lose it.
std::optional<std::string> problem_replacing(const fs::path& folder) {
  if (!fs::is_directory(folder)) return "is not a folder";
  std::error_code ignored;
  const fs::path here = fs::current_path(ignored), real = fs::weakly_canonical(folder, ignored);
  if (std::mismatch(real.begin(), real.end(), here.begin(), here.end()).first == real.end())
    return "is the working directory, or holds it";
  bool has_summary = fs::is_empty(folder);
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (!is_of_a_result(entry)) return "holds '" + name + "', which is not of a result";
    has_summary = has_summary || name == "summary.json" || name == "compare.json" ||
                  name == "adequacy.json" || name == "pathway.json";
  }
  return has_summary ? std::nullopt : std::optional<std::string>("is no result: it holds no summary");
}

}  // namespace

PartialFolder::PartialFolder(const fs::path& folder, bool overwrite)
    : folder_(whole_path(folder)), overwrite_(overwrite), replaces_results_alone_(true) {
  if (fs::exists(folder_)) {
    if (!overwrite)
      throw InputError(folder_.string() +
                       ": exists already; choose another folder with --out, or overwrite it with --force");
    if (const auto problem = problem_replacing(folder_))
      throw InputError(folder_.string() + ": " + *problem +
                       "; choose another folder with --out, or move away what is yours");
  }
  begin();
}

PartialFolder::PartialFolder(const fs::path& folder) : folder_(whole_path(folder)), overwrite_(true) {
  begin();
}

void PartialFolder::begin() {
  const fs::path partial = partial_path(folder_);
  try {
    fs::create_directories(folder_.parent_path());
    remove_orphans_of(folder_);
    fs::remove_all(partial);
    fs::create_directory(partial);
  } catch (const fs::filesystem_error& error) {
    throw InputError(folder_.string() + ": cannot be created: " + error.code().message());
  }
  partial_ = partial;
}

fs::path PartialFolder::partial_path(const fs::path& folder) {
  const fs::path path = whole_path(folder);
  return path.parent_path() / fmt::format(".{}{}{}", path.filename().string(), partial_mark(), getpid());
}

PartialFolder::~PartialFolder() {
  std::error_code error;
  if (!partial_.empty()) fs::remove_all(partial_, error);
}

void PartialFolder::write(const std::string& name, const std::string& content) const {
  const fs::path path = partial_ / name;
  if (const auto problem = problem_writing(path, content))
    throw InputError(
        fmt::format("{}: {} ({}); nothing was put in place", folder_.string(), *problem, path.string()));
  flush_to_disk(path);
}

void PartialFolder::commit() {
  // Someone may have put something there since.
  if (overwrite_ && replaces_results_alone_ && fs::exists(folder_) && problem_replacing(folder_))
    keep_beside();
  if (is_renamed_if_free(partial_, folder_) || (overwrite_ && are_exchanged(partial_, folder_))) {
    std::error_code ignored;
    fs::remove_all(partial_, ignored);  // what was overwritten
    partial_.clear();
    return;
  }
  if (!overwrite_ && fs::exists(folder_)) keep_beside();
  try {
    const fs::path old = partial_.string() + ".old";
    if (overwrite_ && fs::exists(folder_)) fs::rename(folder_, old);
    fs::rename(partial_, folder_);
    partial_.clear();
    fs::remove_all(old);
  } catch (const fs::filesystem_error& error) {
    throw InputError(folder_.string() + ": cannot be put in place: " + error.code().message());
  }
}

void PartialFolder::keep_beside() {
  constexpr int most = 1000;
  for (int number = 2; number < most; ++number) {
    const fs::path beside = fmt::format("{}-{}", folder_.string(), number);
    if (!is_renamed_if_free(partial_, beside)) continue;
    partial_.clear();
    throw InputError(
        fmt::format("{}: what came there during the run was left as it is; what was computed is in {}",
                    folder_.string(), beside.string()));
  }
}

}  // namespace suanwang
