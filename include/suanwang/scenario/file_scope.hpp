#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace suanwang {

/// From now on the files that a scenario, sweep or pathway names have to lie in its own folder or in one of
/// these, or below: one that a stranger wrote must not read what it likes. For the whole process, once,
/// before any file is read; without it files may lie anywhere.
void confine_files(std::vector<std::filesystem::path> folders);

/// What is wrong with `file` standing in the scenario file `named_by`; empty if nothing is. Links are
/// followed.
struct FileOutOfScope {
  std::string problem, remedy;
};
[[nodiscard]] std::optional<FileOutOfScope> out_of_scope(const std::filesystem::path& file,
                                                         const std::filesystem::path& named_by);

}  // namespace suanwang
