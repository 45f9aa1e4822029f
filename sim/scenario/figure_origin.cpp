#include "figure_origin.hpp"

#include <algorithm>

#include "scalar_text.hpp"

namespace suanwang {

namespace {

using Kind = DocumentNode::Kind;

/// `source: S1` or `source: [S1, S2]`, joined; empty if it is neither.
std::string sources_text(const DocumentNode& source) {
  if (source.kind == Kind::scalar) return source.scalar;
  std::string text;
  for (const DocumentNode& item : source.items) {
    if (item.kind != Kind::scalar) return "";
    text += (text.empty() ? "" : ", ") + item.scalar;
  }
  return text;
}

}  // namespace

bool is_origin_key(const std::string& key) { return key == "mark" || key == "source" || key == "note"; }

FigureOrigin origin_of(const DocumentNode& node, const Fields& own, const FigureOrigin& around,
                       const std::string& path, Issues& issues) {
  static const std::vector<std::string> marks{"O", "R", "E", "I", "O-M", "R-M", "E-M", "I-M"};
  FigureOrigin origin = around;
  const auto stated = [&](const std::string& key) -> const DocumentNode* {
    const auto is_key = [&](const Field& field) { return field.key == key; };
    const DocumentNode* value =
        std::any_of(own.all().begin(), own.all().end(), is_key) ? nullptr : node.find(key);
    return value && value->kind != Kind::null ? value : nullptr;
  };
  const auto complain = [&](const DocumentNode& value, const std::string& key, const std::string& problem,
                            const std::string& remedy) {
    issues.push_back(make_issue(value.mark, path.empty() ? key : path + "." + key, problem, remedy));
  };
  if (const DocumentNode* mark = stated("mark")) {
    if (mark->kind != Kind::scalar || std::find(marks.begin(), marks.end(), mark->scalar) == marks.end())
      complain(*mark, "mark", found_text(*mark) + " is not a confidence mark", "allowed: " + joined(marks));
    origin = {mark->scalar, "", ""};
  }
  if (const DocumentNode* source = stated("source")) {
    origin.sources = sources_text(*source);
    if (origin.sources.empty())
      complain(*source, "source", "found " + found_text(*source), "write one source, or a list of them");
  }
  if (const DocumentNode* note = stated("note")) {
    origin.note = note->scalar;
    if (note->kind != Kind::scalar) complain(*note, "note", "found " + found_text(*note), "write text");
  }
  return origin;
}

}  // namespace suanwang
