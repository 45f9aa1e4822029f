#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "suanwang/core/error.hpp"

namespace suanwang {

/// Where something stands in a file. Line and column count from 1, columns in characters; 0 where there is no
/// line to show, as for `--set`.
struct Mark {
  std::shared_ptr<const std::string> file;
  int line = 0;
  int column = 0;
  int layer = 0;  ///< a file lies above those that it extends, an override above all files
};

/// One value of a scenario file.
struct DocumentNode {
  enum class Kind { null, scalar, sequence, mapping };
  struct Entry;

  Kind kind = Kind::null;
  std::string scalar;
  bool is_quoted = false;
  std::vector<DocumentNode> items;
  std::vector<Entry> entries;
  Mark mark;

  /// The value of `key`; null if this is not a mapping or has no such key.
  [[nodiscard]] const DocumentNode* find(std::string_view key) const;
  [[nodiscard]] DocumentNode* find(std::string_view key);
  [[nodiscard]] const Entry* find_entry(std::string_view key) const;
};

struct DocumentNode::Entry {
  std::string key;
  Mark key_mark;
  DocumentNode value;
};

/// A scenario as one tree: its file, the files it extends, and overrides from the command line.
///
/// `extends: base.yaml`, or a list of files, names files relative to the one that says so. Mappings merge,
/// whatever else is there is replaced, and so is a figure with its provenance, `{value: 3, mark: O}`: a new
/// value must not keep an old source. An empty value (`key:` or `key: ~`) takes an inherited key away.
/// Inherited keys come first.
class Document {
 public:
  /// @param overrides "a.b.c=value" or "a.list[0]=value", value in YAML; later ones win. An empty value takes
  /// the
  ///                  key away.
  /// @throws InputError with every fault of the files: unreadable, above 16 MB, not UTF-8, not one YAML
  /// mapping,
  ///         duplicate keys, merge keys, tags, aliases that expand without bound, a circle of `extends`.
  static Document load(const std::filesystem::path& path, const std::vector<std::string>& overrides = {});

  /// The same files with other overrides, laid over those it was loaded with. @throws InputError as above.
  [[nodiscard]] Document with(const std::vector<std::string>& overrides) const;

  /// A tree without a file. @throws InputError as above.
  static Document of_overrides(const std::vector<std::string>& overrides);

  [[nodiscard]] const DocumentNode& root() const { return root_; }
  /// Files read, each once, the scenario's own first.
  [[nodiscard]] const std::vector<std::filesystem::path>& files() const { return files_; }
  /// Where a key path such as `hubs.bth.storage.power_mw` or `network.links.a-b.between[1]` stands, or the
  /// nearest part of it that is there. `power_mw` also finds `power: 400 MW`.
  [[nodiscard]] Mark locate(std::string_view key_path) const;
  /// A fault at a key path, placed by `locate`.
  [[nodiscard]] Issue issue_at(const std::string& key_path, std::string problem, std::string remedy) const;

 private:
  void apply(const std::vector<std::string>& overrides, Issues issues);

  DocumentNode root_;
  std::vector<std::filesystem::path> files_;
};

/// The tree as one line: equal for equal values in the same order alone, wherever they stand.
[[nodiscard]] std::string text_of(const DocumentNode& node);

[[nodiscard]] Issue make_issue(const Mark& mark, std::string key_path, std::string problem,
                               std::string remedy);

}  // namespace suanwang
