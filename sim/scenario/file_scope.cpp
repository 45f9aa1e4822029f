#include "suanwang/scenario/file_scope.hpp"

#include <algorithm>

namespace suanwang {

namespace fs = std::filesystem;

namespace {

std::optional<std::vector<fs::path>>& allowed_folders() {
  static std::optional<std::vector<fs::path>> folders;
  return folders;
}

fs::path real_path(const fs::path& named) {
  const fs::path path = named.empty() ? "." : named;
  std::error_code error;
  const fs::path found = fs::weakly_canonical(fs::absolute(path), error);
  return error ? fs::absolute(path).lexically_normal() : found;
}

bool is_below(const fs::path& file, const fs::path& folder) {
  return std::mismatch(folder.begin(), folder.end(), file.begin(), file.end()).first == folder.end();
}

}  // namespace

void confine_files(std::vector<fs::path> folders) {
  for (fs::path& each : folders) {
    each = real_path(each);
    if (!each.has_filename()) each = each.parent_path();  // "folder/"
  }
  allowed_folders() = std::move(folders);
}

std::optional<FileOutOfScope> out_of_scope(const fs::path& file, const fs::path& named_by) {
  const auto& folders = allowed_folders();
  if (!folders) return std::nullopt;
  const fs::path found = real_path(file), own = real_path(named_by.parent_path());
  if (is_below(found, own) || std::any_of(folders->begin(), folders->end(),
                                          [&](const fs::path& each) { return is_below(found, each); }))
    return std::nullopt;
  return FileOutOfScope{"'" + found.string() + "' lies outside the folder of '" +
                            named_by.filename().string() + "' and the working directory",
                        "move it there, or allow it with --allow-files-in " + found.parent_path().string()};
}

}  // namespace suanwang
