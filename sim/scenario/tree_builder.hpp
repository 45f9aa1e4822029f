#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "suanwang/scenario/document.hpp"

#include "source_text.hpp"

namespace suanwang {

/// Builds nodes from the events of a YAML parser, and refuses what the parser lets pass: keys twice, merge
/// keys, tags, second documents, quotes that end with the file, aliases that run in a circle or grow without
/// bound. Positions are bytes of the text; an anchor of 0 means none.
class TreeBuilder {
 public:
  /// Thrown after the issue that makes further parsing pointless.
  struct Stop {};

  TreeBuilder(SourceText& text, Issues& issues) : text_(text), issues_(issues) {}

  void begin_document(std::size_t position);
  void add_null(std::size_t position, std::size_t anchor);
  void add_scalar(std::size_t position, const std::string& tag, std::size_t anchor, const std::string& text);
  void add_alias(std::size_t position, std::size_t anchor);
  void open(DocumentNode::Kind kind, std::size_t position, const std::string& tag, std::size_t anchor);
  void close();

  [[nodiscard]] DocumentNode take_root() { return std::move(root_); }
  /// The innermost list or mapping that has not ended.
  [[nodiscard]] const Mark* open_place() const {
    return open_.empty() ? nullptr : &open_.back().finished.node.mark;
  }

 private:
  /// A whole value, with what its aliases will cost.
  struct Finished {
    DocumentNode node;
    std::size_t nodes = 1;
    std::size_t height = 1;
  };
  struct PendingKey {
    std::string text;
    Mark mark;
    bool is_sound = true;
  };
  struct Open {
    Finished finished;
    std::size_t anchor = 0;
    std::optional<PendingKey> key;
    std::unordered_map<std::string, int> line_of_key;
  };

  void complain(const Mark& mark, std::string problem, std::string remedy);
  [[noreturn]] void stop(std::size_t position, std::string problem, std::string remedy);
  void check_tag(const std::string& tag, std::size_t position);
  void check_closing_quote(std::size_t position);
  void check_characters(const std::string& text, std::size_t position);
  void check_size(std::size_t more_nodes, std::size_t more_height, std::size_t position);
  void finish(Finished value, std::size_t anchor);
  void deliver(Finished value);
  void take_key(Open& frame, const DocumentNode& key);
  static void take_value(Open& frame, DocumentNode value);

  SourceText& text_;
  Issues& issues_;
  DocumentNode root_;
  std::vector<Open> open_;
  std::map<std::size_t, Finished> anchored_;
  std::size_t nodes_ = 0;
  int documents_ = 0;
};

}  // namespace suanwang
