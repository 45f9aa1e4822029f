#include "tree_builder.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace suanwang {

namespace {

constexpr std::size_t most_nodes = 1'000'000;  // aliases expanded: a bomb of them is small on disk
constexpr std::size_t deepest = 64;

}  // namespace

void TreeBuilder::begin_document(std::size_t position) {
  if (++documents_ == 1) return;
  if (text_.line_around(position).starts_with("---"))
    stop(position, "a second YAML document begins here", "write one document a file");
  stop(position, "this does not belong to what stands above it",
       "check the indentation, and what follows a closing bracket");
}

void TreeBuilder::add_null(std::size_t position, std::size_t anchor) {
  check_size(1, 1, position);
  Finished value;
  value.node.mark = text_.mark_at(position);
  finish(std::move(value), anchor);
}

void TreeBuilder::add_scalar(std::size_t position, const std::string& tag, std::size_t anchor,
                             const std::string& text) {
  check_size(1, 1, position);
  check_tag(tag, position);
  check_closing_quote(position);
  check_characters(text, position);
  Finished value;
  value.node.mark = text_.mark_at(position);
  value.node.kind = DocumentNode::Kind::scalar;
  value.node.scalar = text;
  value.node.is_quoted = tag == "!";
  finish(std::move(value), anchor);
}

void TreeBuilder::add_alias(std::size_t position, std::size_t anchor) {
  const auto named = anchored_.find(anchor);
  if (named == anchored_.end()) stop(position, "an alias within what it stands for", "write the value out");
  // Before the copy: each alias of a bomb multiplies.
  check_size(named->second.nodes, named->second.height, position);
  Finished value = named->second;
  value.node.mark = text_.mark_at(position);
  deliver(std::move(value));
}

void TreeBuilder::open(DocumentNode::Kind kind, std::size_t position, const std::string& tag,
                       std::size_t anchor) {
  check_size(1, 1, position);
  check_tag(tag, position);
  Open frame;
  frame.anchor = anchor;
  frame.finished.node.kind = kind;
  frame.finished.node.mark = text_.mark_at(position);
  open_.push_back(std::move(frame));
}

void TreeBuilder::close() {
  Open frame = std::move(open_.back());
  open_.pop_back();
  finish(std::move(frame.finished), frame.anchor);
}

void TreeBuilder::complain(const Mark& mark, std::string problem, std::string remedy) {
  issues_.push_back(make_issue(mark, "", std::move(problem), std::move(remedy)));
}

void TreeBuilder::stop(std::size_t position, std::string problem, std::string remedy) {
  complain(text_.mark_at(position), std::move(problem), std::move(remedy));
  throw Stop();
}

void TreeBuilder::check_size(std::size_t more_nodes, std::size_t more_height, std::size_t position) {
  nodes_ += more_nodes;
  if (nodes_ > most_nodes)
    stop(position, fmt::format("more than {} values, aliases expanded", most_nodes),
         "use fewer aliases, and CSV files for long series");
  if (open_.size() + more_height > deepest)
    stop(position, fmt::format("nested more than {} deep", deepest), "write it flatter");
}

void TreeBuilder::check_tag(const std::string& tag, std::size_t position) {
  if (!tag.empty() && tag != "?" && tag != "!")
    complain(text_.mark_at(position), "the tag '" + tag + "' means nothing here", "leave it out");
}

/// A name that moves the cursor or clears the screen would do so wherever it is shown.
void TreeBuilder::check_characters(const std::string& text, std::size_t position) {
  const bool is_plain = std::none_of(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7f;
  });
  if (!is_plain)
    complain(text_.mark_at(position), "has a control character", "write text without escapes such as \\e");
}

/// The parser takes the end of the file for a closing quote.
void TreeBuilder::check_closing_quote(std::size_t position) {
  const std::string& text = text_.bytes();
  while (position < text.size() && (text[position] == '&' || text[position] == '!'))  // an anchor comes first
    position =
        std::min(text.find_first_not_of(" \t\r\n", text.find_first_of(" \t\r\n", position)), text.size());
  const char quote = position < text.size() ? text[position] : ' ';
  if (quote != '\'' && quote != '"') return;
  for (std::size_t i = position + 1; i < text.size(); ++i) {
    const bool is_doubled = quote == '\'' && text.compare(i, 2, "''") == 0;
    if (is_doubled || (quote == '"' && text[i] == '\\')) {
      ++i;
    } else if (text[i] == quote) {
      return;
    }
  }
  stop(position, fmt::format("the quote {} is never closed", quote),
       fmt::format("add the closing {}", quote));
}

void TreeBuilder::finish(Finished value, std::size_t anchor) {
  if (anchor != 0) anchored_[anchor] = value;
  deliver(std::move(value));
}

void TreeBuilder::deliver(Finished value) {
  if (open_.empty()) {
    root_ = std::move(value.node);
    return;
  }
  Open& frame = open_.back();
  frame.finished.nodes += value.nodes;
  frame.finished.height = std::max(frame.finished.height, value.height + 1);
  if (frame.finished.node.kind == DocumentNode::Kind::sequence)
    frame.finished.node.items.push_back(std::move(value.node));
  else if (!frame.key)
    take_key(frame, value.node);
  else
    take_value(frame, std::move(value.node));
}

void TreeBuilder::take_key(Open& frame, const DocumentNode& key) {
  frame.key = PendingKey{key.scalar, key.mark};
  const auto refuse = [&](const std::string& problem, const std::string& remedy) {
    complain(key.mark, problem, remedy);
    frame.key->is_sound = false;
  };
  if (key.kind != DocumentNode::Kind::scalar) return refuse("a key that is not a word", "write 'key: value'");
  if (key.scalar == "<<" && !key.is_quoted)
    return refuse("merge keys (<<) are not part of the language", "use `extends`, or repeat the keys");
  const auto [first, is_new] = frame.line_of_key.emplace(key.scalar, key.mark.line);
  if (is_new) return;
  refuse(fmt::format("the key '{}' stands in line {} already, and in line {} again", key.scalar,
                     first->second, key.mark.line),
         "keep one of the two");
}

void TreeBuilder::take_value(Open& frame, DocumentNode value) {
  // An empty value has no place of its own; the parser gives that of whatever comes next.
  if (value.kind == DocumentNode::Kind::null) value.mark = frame.key->mark;
  if (frame.key->is_sound)
    frame.finished.node.entries.push_back({std::move(frame.key->text), frame.key->mark, std::move(value)});
  frame.key.reset();
}

}  // namespace suanwang
