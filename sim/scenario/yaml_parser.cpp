#include "yaml_parser.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include "source_text.hpp"
#include "tree_builder.hpp"

namespace suanwang {

namespace {

constexpr std::uintmax_t largest_file = 16'000'000;  // bytes

/// Hands the events of yaml-cpp on. Its own tree is not used: that has the wrong places for aliases and
/// follows their circles.
class EventAdapter final : public YAML::EventHandler {
 public:
  EventAdapter(const SourceText& text, TreeBuilder& builder) : text_(text), builder_(builder) {}

  void OnDocumentStart(const YAML::Mark& at) override { builder_.begin_document(position_of(at)); }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& at, YAML::anchor_t anchor) override {
    builder_.add_null(position_of(at), anchor);
  }
  void OnAlias(const YAML::Mark& at, YAML::anchor_t anchor) override {
    builder_.add_alias(position_of(at), anchor);
  }
  void OnScalar(const YAML::Mark& at, const std::string& tag, YAML::anchor_t anchor,
                const std::string& text) override {
    builder_.add_scalar(position_of(at), tag, anchor, text);
  }
  void OnSequenceStart(const YAML::Mark& at, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    builder_.open(DocumentNode::Kind::sequence, position_of(at), tag, anchor);
  }
  void OnMapStart(const YAML::Mark& at, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    builder_.open(DocumentNode::Kind::mapping, position_of(at), tag, anchor);
  }
  void OnSequenceEnd() override { builder_.close(); }
  void OnMapEnd() override { builder_.close(); }

 private:
  [[nodiscard]] std::size_t position_of(const YAML::Mark& at) const {
    return text_.position_of(at.line, at.column);
  }

  const SourceText& text_;
  TreeBuilder& builder_;
};

/// What to do about the messages of yaml-cpp that people meet most.
std::string remedy_for(std::string_view message) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 7> remedies{{
      {"illegal tab", "indent with spaces"},
      {"illegal map value", "check the indentation; text that contains ': ' needs quotes"},
      {"illegal block entry", "begin a list on a line of its own, or write it as [ ... ]"},
      {"end of map not found", "check the indentation, and what follows a closing bracket or quote"},
      {"flow not found", "check commas, quotes and closing brackets"},
      {"unknown escape character", "write the text in single quotes, or double the backslash"},
      {"unknown token", "write the text in quotes"},
  }};
  for (const auto& [part, remedy] : remedies)
    if (message.find(part) != std::string_view::npos) return std::string(remedy);
  return "";
}

Issue syntax_issue(SourceText& text, const TreeBuilder& builder, const YAML::Exception& error) {
  const std::size_t position = text.position_of(error.mark.line, error.mark.column);
  const std::string_view line = text.line_around(position);
  const std::string_view indentation = line.substr(0, line.find_first_not_of(" \t"));
  if (indentation.find('\t') != std::string_view::npos)
    return make_issue(text.mark_at(position), "", "not YAML: a tab in the indentation", "indent with spaces");
  // An open bracket shows only at the end of the file, and yaml-cpp then says line 0.
  const bool is_at_end = (error.mark.line <= 0 && error.mark.column <= 0) || position == text.bytes().size();
  if (is_at_end && error.msg.ends_with("flow not found") && builder.open_place())
    return make_issue(*builder.open_place(), "", "not YAML: the bracket is never closed",
                      "add the closing ] or }");
  return make_issue(text.mark_at(position), "", "not YAML: " + error.msg, remedy_for(error.msg));
}

DocumentNode parse(std::string bytes, const std::string& origin, Issues& issues) {
  if (!bytes.ends_with('\n')) bytes += '\n';  // else yaml-cpp places an open quote at the end of the file
  SourceText text(std::move(bytes), origin);
  if (const auto fault = text.fault()) {
    issues.push_back(*fault);
    return {};
  }
  TreeBuilder builder(text, issues);
  EventAdapter adapter(text, builder);
  try {
    std::istringstream stream(text.bytes());
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(adapter)) continue;
  } catch (const YAML::Exception& error) {
    issues.push_back(syntax_issue(text, builder, error));
    return {};
  } catch (const TreeBuilder::Stop&) {
    return {};
  }
  return builder.take_root();
}

}  // namespace

DocumentNode parse_yaml_file(const std::filesystem::path& path, Issues& issues) {
  const auto refuse = [&](const std::string& problem, const std::string& remedy) {
    issues.push_back({path.string(), 0, 0, "", problem, remedy});
    return DocumentNode{};
  };
  std::error_code error;
  if (!std::filesystem::exists(path, error)) return refuse("no such file", "check the path");
  if (std::filesystem::is_directory(path, error))
    return refuse("a folder, not a file", "name the file in it");
  if (!std::filesystem::is_regular_file(path, error)) return refuse("not a regular file", "name a YAML file");
  if (std::filesystem::file_size(path, error) > largest_file)
    return refuse(fmt::format("larger than {} MB", largest_file / 1'000'000),
                  "keep long series in CSV files");
  errno = 0;
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream content;
  content << stream.rdbuf();
  if (!stream)
    return refuse(
        errno ? fmt::format("cannot be read: {}", std::strerror(errno)) : "cannot be read",
        errno == EMFILE || errno == ENFILE ? "raise the limit on open files" : "check its permissions");
  Issues found;
  DocumentNode root = parse(std::move(content).str(), path.string(), found);
  if (found.empty() && root.kind != DocumentNode::Kind::mapping)
    found.push_back({path.string(), 1, 1, "", "not a mapping of keys to values", "begin with 'suanwang: 1'"});
  issues.insert(issues.end(), found.begin(), found.end());
  return root;
}

DocumentNode parse_yaml_value(const std::string& text, const std::string& origin, Issues& issues) {
  Issues found;
  DocumentNode node = parse(text, origin, found);
  // The origin shows the whole text: lines within it would only confuse.
  for (Issue& issue : found) {
    issue.line = issue.column = 0;
    issues.push_back(std::move(issue));
  }
  return node;
}

}  // namespace suanwang
