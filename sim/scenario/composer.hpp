#pragma once

#include <filesystem>
#include <map>
#include <vector>

#include "suanwang/scenario/document.hpp"

namespace suanwang {

/// Reads a file and all that it extends into one tree.
class Composer {
 public:
  explicit Composer(Issues& issues) : issues_(issues) {}

  [[nodiscard]] DocumentNode compose(const std::filesystem::path& path);
  /// Each file once, in the order of reading.
  [[nodiscard]] const std::vector<std::filesystem::path>& files() const { return files_; }

 private:
  void add_base(const std::filesystem::path& path, const DocumentNode& base, DocumentNode& merged);

  Issues& issues_;
  std::vector<std::filesystem::path> files_;
  int layers_ = 0;
  std::vector<std::filesystem::path> chain_;  ///< files being read, each extended by the one before
  // Two files may extend a common third; without this, thirty such steps would read it a billion times.
  std::map<std::filesystem::path, DocumentNode> composed_;
};

/// Lays `from` over `into`. Mappings merge, everything else is replaced, an empty value takes away.
void merge(DocumentNode& into, DocumentNode&& from);

}  // namespace suanwang
