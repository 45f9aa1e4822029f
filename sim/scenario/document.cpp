#include "suanwang/scenario/document.hpp"

#include <algorithm>

#include "suanwang/core/units.hpp"

#include "composer.hpp"
#include "key_path.hpp"
#include "overrides.hpp"

namespace suanwang {

namespace {

/// The entry under `key`, or under the key without its unit: `power` for `power_mw`.
const DocumentNode::Entry* find_spelling(const DocumentNode& node, std::string_view key) {
  if (const auto* entry = node.find_entry(key)) return entry;
  for (const UnitDefinition& unit : unit_table()) {
    const std::string ending = "_" + std::string(unit.suffix);
    if (unit.suffix.empty() || key.size() <= ending.size() || !key.ends_with(ending)) continue;
    if (const auto* entry = node.find_entry(key.substr(0, key.size() - ending.size()))) return entry;
  }
  return nullptr;
}

}  // namespace

Issue make_issue(const Mark& mark, std::string key_path, std::string problem, std::string remedy) {
  return {mark.file ? *mark.file : "", mark.line,          mark.column,
          std::move(key_path),         std::move(problem), std::move(remedy)};
}

const DocumentNode::Entry* DocumentNode::find_entry(std::string_view key) const {
  const auto entry =
      std::find_if(entries.begin(), entries.end(), [&](const Entry& each) { return each.key == key; });
  return entry == entries.end() ? nullptr : &*entry;
}

const DocumentNode* DocumentNode::find(std::string_view key) const {
  const Entry* entry = find_entry(key);
  return entry ? &entry->value : nullptr;
}

DocumentNode* DocumentNode::find(std::string_view key) {
  return const_cast<DocumentNode*>(static_cast<const DocumentNode*>(this)->find(key));
}

std::string text_of(const DocumentNode& node) {
  using NodeKind = DocumentNode::Kind;
  std::string text;
  if (node.kind == NodeKind::scalar)  // its length, so that no text can be taken for structure
    return (node.is_quoted ? "'" : "") + std::to_string(node.scalar.size()) + ':' + node.scalar;
  if (node.kind == NodeKind::sequence) {
    for (const DocumentNode& item : node.items) text += text_of(item) + ',';
    return '[' + text + ']';
  }
  if (node.kind == NodeKind::mapping) {
    for (const DocumentNode::Entry& entry : node.entries)
      text += std::to_string(entry.key.size()) + ':' + entry.key + '=' + text_of(entry.value) + ',';
    return '{' + text + '}';
  }
  return "~";
}

Document Document::load(const std::filesystem::path& path, const std::vector<std::string>& overrides) {
  Issues issues;
  Document document;
  Composer composer(issues);
  document.root_ = composer.compose(path);
  document.files_ = composer.files();
  document.apply(overrides, std::move(issues));
  return document;
}

Document Document::with(const std::vector<std::string>& overrides) const {
  Document document = *this;
  document.apply(overrides, {});
  return document;
}

void Document::apply(const std::vector<std::string>& overrides, Issues issues) {
  for (const std::string& each : overrides) apply_override(root_, each, issues);
  if (!issues.empty()) throw InputError(std::move(issues));
}

Document Document::of_overrides(const std::vector<std::string>& overrides) {
  Document document;
  document.root_.kind = DocumentNode::Kind::mapping;
  document.root_.mark.file = std::make_shared<const std::string>("--set");
  document.apply(overrides, {});
  return document;
}

Mark Document::locate(std::string_view key_path) const {
  const DocumentNode* at = &root_;
  Mark mark = root_.mark;
  for (const std::string& step : key_path_steps(key_path).value_or(std::vector<std::string>())) {
    // A figure with its provenance holds its value one level down.
    if (is_figure(*at) && !at->find(step)) at = at->find("value");
    if (at->kind == DocumentNode::Kind::sequence) {
      at = item_at(*at, step);
      if (!at) break;
      mark = at->mark;
      continue;
    }
    const DocumentNode::Entry* entry = find_spelling(*at, step);
    if (!entry) break;
    mark = entry->value.kind == DocumentNode::Kind::scalar ? entry->value.mark : entry->key_mark;
    at = &entry->value;
  }
  return mark;
}

Issue Document::issue_at(const std::string& key_path, std::string problem, std::string remedy) const {
  return make_issue(locate(key_path), key_path, std::move(problem), std::move(remedy));
}

}  // namespace suanwang
