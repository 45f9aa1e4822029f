#include "yaml_parser.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

namespace suanwang {

namespace {

constexpr std::uintmax_t largest_file = 16'000'000;  // bytes
constexpr std::size_t most_nodes = 1'000'000;        // aliases expanded: a bomb of them is small on disk
constexpr int deepest = 64;

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

/// Length of the valid UTF-8 sequence at `i`; 0 if there is none.
std::size_t utf8_length(const std::string& text, std::size_t i) {
  const auto lead = static_cast<unsigned char>(text[i]);
  const std::size_t length = lead < 0x80 ? 1 : lead >= 0xC2 && lead < 0xE0 ? 2 : lead >= 0xE0 && lead < 0xF0 ? 3 : lead >= 0xF0 && lead < 0xF5 ? 4 : 0;
  if (length == 0 || i + length > text.size()) return 0;
  for (std::size_t k = 1; k < length; ++k)
    if (!is_continuation(text[i + k])) return 0;
  return length;
}

/// Turns one text into nodes. yaml-cpp accepts more than YAML allows; what it lets pass is caught here.
class Parser {
 public:
  Parser(std::string text, std::string origin, Issues& issues)
      : text_(std::move(text)), origin_(std::make_shared<const std::string>(std::move(origin))), issues_(issues) {
    line_starts_.push_back(0);
    for (std::size_t i = 0; i < text_.size(); ++i)
      if (text_[i] == '\n') line_starts_.push_back(i + 1);
  }

  DocumentNode parse() {
    if (!is_utf8()) return {};
    try {
      const std::vector<YAML::Node> documents = YAML::LoadAll(text_);
      if (documents.size() > 1) {
        complain(mark_of(documents[1].Mark()), "a second YAML document begins here", "write one document a file");
        return {};
      }
      return documents.empty() ? DocumentNode{} : convert(documents.front(), 0);
    } catch (const YAML::Exception& error) {
      complain(mark_of(error.mark), "not YAML: " + error.msg, "");
      return {};
    }
  }

 private:
  bool is_utf8() {
    for (std::size_t i = 0; i < text_.size();) {
      const std::size_t length = utf8_length(text_, i);
      if (length == 0) {
        complain(mark_at(i), fmt::format("byte 0x{:02x} is not UTF-8", static_cast<unsigned char>(text_[i])), "save the file as UTF-8");
        return false;
      }
      i += length;
    }
    return true;
  }

  Mark mark_at(std::size_t position) const {
    const auto line = std::upper_bound(line_starts_.begin(), line_starts_.end(), position) - line_starts_.begin();
    const std::size_t start = line_starts_[static_cast<std::size_t>(line - 1)];
    const auto characters = std::count_if(text_.begin() + static_cast<std::ptrdiff_t>(start),
                                          text_.begin() + static_cast<std::ptrdiff_t>(std::min(position, text_.size())),
                                          [](char byte) { return !is_continuation(byte); });
    return {origin_, static_cast<int>(line), static_cast<int>(characters) + 1};
  }

  // yaml-cpp counts lines from 0 and columns in bytes from 0.
  Mark mark_of(const YAML::Mark& mark) const {
    if (mark.line < 0) return {origin_, 0, 0};
    const std::size_t line = std::min(static_cast<std::size_t>(mark.line), line_starts_.size() - 1);
    return mark_at(line_starts_[line] + static_cast<std::size_t>(std::max(0, mark.column)));
  }

  void complain(const Mark& mark, std::string problem, std::string remedy) {
    issues_.push_back(make_issue(mark, "", std::move(problem), std::move(remedy)));
  }

  DocumentNode convert(const YAML::Node& from, int depth) {
    DocumentNode node;
    node.mark = mark_of(from.Mark());
    if (++nodes_ == most_nodes) complain(node.mark, fmt::format("more than {} values, aliases expanded", most_nodes), "use fewer aliases");
    if (depth == deepest) complain(node.mark, fmt::format("nested more than {} deep, perhaps an alias to itself", deepest), "");
    if (nodes_ >= most_nodes || depth >= deepest) return node;
    check_tag(from, node.mark);
    switch (from.Type()) {
      case YAML::NodeType::Undefined:
      case YAML::NodeType::Null: break;
      case YAML::NodeType::Scalar: convert_scalar(from, node); break;
      case YAML::NodeType::Sequence:
        node.kind = DocumentNode::Kind::sequence;
        for (const YAML::Node& item : from) node.items.push_back(convert(item, depth + 1));
        break;
      case YAML::NodeType::Map: convert_mapping(from, node, depth); break;
    }
    return node;
  }

  void check_tag(const YAML::Node& from, const Mark& mark) {
    const std::string& tag = from.Tag();
    if (!tag.empty() && tag != "?" && tag != "!") complain(mark, "the tag '" + tag + "' means nothing here", "leave it out");
  }

  void convert_scalar(const YAML::Node& from, DocumentNode& node) {
    node.kind = DocumentNode::Kind::scalar;
    node.scalar = from.Scalar();
    node.is_quoted = from.Tag() == "!";
    if (node.is_quoted && from.Mark().pos >= 0) check_closing_quote(static_cast<std::size_t>(from.Mark().pos), node.mark);
  }

  void check_closing_quote(std::size_t position, const Mark& mark) {
    if (position >= text_.size()) return;
    const char quote = text_[position];
    if (quote != '\'' && quote != '"') return;
    for (std::size_t i = position + 1; i < text_.size(); ++i) {
      if (quote == '"' && text_[i] == '\\') {
        ++i;
      } else if (text_[i] == quote) {
        if (quote == '\'' && i + 1 < text_.size() && text_[i + 1] == quote) ++i;
        else return;
      }
    }
    complain(mark, fmt::format("the quote {} is never closed", quote), fmt::format("add the closing {}", quote));
  }

  void convert_mapping(const YAML::Node& from, DocumentNode& node, int depth) {
    node.kind = DocumentNode::Kind::mapping;
    for (const auto& pair : from) {
      const Mark key_mark = mark_of(pair.first.Mark());
      if (!pair.first.IsScalar()) {
        complain(key_mark, "a key must be a word", "");
        continue;
      }
      const std::string key = pair.first.Scalar();
      if (key == "<<") {
        complain(key_mark, "merge keys (<<) are not part of the language", "use `extends`, or repeat the keys");
        continue;
      }
      const auto same = std::find_if(node.entries.begin(), node.entries.end(), [&](const auto& e) { return e.key == key; });
      if (same != node.entries.end()) {
        complain(key_mark, fmt::format("the key '{}' stands in line {} already", key, same->key_mark.line), "keep one of the two");
        continue;
      }
      node.entries.push_back({key, key_mark, convert(pair.second, depth + 1)});
    }
  }

  std::string text_;
  std::shared_ptr<const std::string> origin_;
  Issues& issues_;
  std::vector<std::size_t> line_starts_;
  std::size_t nodes_ = 0;
};

}  // namespace

DocumentNode parse_yaml_file(const std::filesystem::path& path, Issues& issues) {
  const auto refuse = [&](const std::string& problem, const std::string& remedy) {
    issues.push_back({path.string(), 0, 0, "", problem, remedy});
    return DocumentNode{};
  };
  std::error_code error;
  if (!std::filesystem::exists(path, error)) return refuse("no such file", "");
  if (!std::filesystem::is_regular_file(path, error)) return refuse("not a file", "");
  if (std::filesystem::file_size(path, error) > largest_file)
    return refuse(fmt::format("larger than {} MB", largest_file / 1'000'000), "keep long series in CSV files");
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream content;
  content << stream.rdbuf();
  if (!stream) return refuse("cannot be read", "check its permissions");
  DocumentNode root = Parser(content.str(), path.string(), issues).parse();
  if (issues.empty() && root.kind != DocumentNode::Kind::mapping)
    issues.push_back({path.string(), 1, 1, "", "not a mapping of keys to values", "begin with 'suanwang: 1'"});
  return root;
}

DocumentNode parse_yaml_value(const std::string& text, const std::string& origin, Issues& issues) {
  Issues found;
  DocumentNode node = Parser(text, origin, found).parse();
  for (Issue& issue : found) {
    issue.line = issue.column = 0;  // the origin shows the whole text
    issues.push_back(std::move(issue));
  }
  return node;
}

}  // namespace suanwang
