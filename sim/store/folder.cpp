#include "suanwang/store/folder.hpp"

#include <charconv>
#include <fcntl.h>
#include <fstream>
#include <signal.h>
#include <sstream>
#include <unistd.h>

#include <fmt/format.h>

#include "suanwang/core/error.hpp"

namespace suanwang {

namespace fs = std::filesystem;

void remove_orphans(const fs::path& parent, const std::string& prefix) {
  constexpr std::string_view mark = ".partial-";
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(parent, error)) {
    const std::string name = entry.path().filename().string();
    const std::size_t at = name.rfind(mark);
    if (!name.starts_with("." + prefix) || at == std::string::npos) continue;
    pid_t process = 0;
    const auto [end, problem] =
        std::from_chars(name.data() + at + mark.size(), name.data() + name.size(), process);
    if (problem == std::errc() && process > 0 && kill(process, 0) != 0) fs::remove_all(entry.path(), error);
  }
}

namespace {

/// Of that file or folder alone.
void remove_orphans_of(const fs::path& whole) {
  remove_orphans(whole.parent_path(), whole.filename().string() + ".partial-");
}

/// Without a slash at its end.
fs::path whole_path(const fs::path& folder) {
  const fs::path path = fs::absolute(folder).lexically_normal();
  return path.has_filename() ? path : path.parent_path();
}

/// Whether all of it could be written.
bool is_written(const fs::path& file, const std::string& content) {
  std::ofstream stream(file, std::ios::binary);
  stream << content;
  stream.close();
  return !stream.fail();
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
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream content;
  if (stream.peek() != std::ifstream::traits_type::eof())
    content << stream.rdbuf();  // "writing" nothing would be a failure
  if (!stream || !content) throw InputError(file.string() + ": cannot be read; is it there?");
  return content.str();
}

void write_whole(const fs::path& file, const std::string& content) {
  const fs::path partial = PartialFolder::partial_path(file);
  remove_orphans_of(whole_path(file));
  if (!is_written(partial, content)) {
    std::error_code ignored;
    fs::remove(partial, ignored);
    throw InputError(file.string() + ": cannot be written; is the disk full, or the folder read-only?");
  }
  put_in_place(partial, file);
}

void put_in_place(const fs::path& from, const fs::path& to) {
  flush_to_disk(from);
  std::error_code error;
  fs::rename(from, to, error);
  if (!error) return;
  std::error_code ignored;
  fs::remove(from, ignored);
  throw InputError(to.string() + ": cannot be put in place: " + error.message());
}

PartialFolder::PartialFolder(const fs::path& folder, bool overwrite)
    : folder_(whole_path(folder)), overwrite_(overwrite) {
  if (fs::exists(folder_) && !overwrite)
    throw InputError(folder_.string() +
                     ": exists already; choose another folder with --out, or overwrite it with --force");
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
  return path.parent_path() / fmt::format(".{}.partial-{}", path.filename().string(), getpid());
}

PartialFolder::~PartialFolder() {
  std::error_code error;
  if (!partial_.empty()) fs::remove_all(partial_, error);
}

void PartialFolder::write(const std::string& name, const std::string& content) const {
  const fs::path path = partial_ / name;
  if (!is_written(path, content)) throw InputError(path.string() + ": cannot be written; is the disk full?");
  flush_to_disk(path);
}

void PartialFolder::commit() {
  try {
    const fs::path old = partial_.string() + ".old";
    if (fs::exists(folder_)) {
      if (!overwrite_)
        throw InputError(folder_.string() + ": appeared during the run; choose another folder with --out");
      fs::rename(folder_, old);
    }
    fs::rename(partial_, folder_);
    partial_.clear();
    fs::remove_all(old);
  } catch (const fs::filesystem_error& error) {
    throw InputError(folder_.string() + ": cannot be put in place: " + error.code().message());
  }
}

}  // namespace suanwang
