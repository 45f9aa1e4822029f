#include "suanwang/scenario/document.hpp"

#include <algorithm>
#include <charconv>

#include "yaml_parser.hpp"

namespace suanwang {

namespace {

namespace fs = std::filesystem;

/// Reads a file and all it extends.
class Composer {
 public:
  explicit Composer(Issues& issues) : issues_(issues) {}

  DocumentNode compose(const fs::path& path) {
    chain_.push_back(fs::weakly_canonical(path));
    files.push_back(path);
    Issues found;
    DocumentNode own = parse_yaml_file(path, found);
    const bool is_sound = found.empty();
    issues_.insert(issues_.end(), found.begin(), found.end());
    DocumentNode merged;
    merged.kind = DocumentNode::Kind::mapping;
    merged.mark = own.mark;
    if (is_sound) {
      for (const DocumentNode& base : bases_of(own)) add_base(path, base, merged);
      std::erase_if(own.entries, [](const auto& entry) { return entry.key == "extends"; });
      merge(merged, std::move(own));
    }
    chain_.pop_back();
    return merged;
  }

  /// Mappings merge, everything else is replaced, an empty value takes away.
  static void merge(DocumentNode& into, DocumentNode&& from) {
    into.mark = from.mark;
    for (DocumentNode::Entry& entry : from.entries) {
      const auto inherited = std::find_if(into.entries.begin(), into.entries.end(), [&](const auto& e) { return e.key == entry.key; });
      if (inherited == into.entries.end()) {
        into.entries.push_back(std::move(entry));
      } else if (entry.value.kind == DocumentNode::Kind::null) {
        into.entries.erase(inherited);
      } else if (entry.value.kind == DocumentNode::Kind::mapping && inherited->value.kind == DocumentNode::Kind::mapping) {
        inherited->key_mark = entry.key_mark;
        merge(inherited->value, std::move(entry.value));
      } else {
        *inherited = std::move(entry);
      }
    }
  }

  std::vector<fs::path> files;

 private:
  static std::vector<DocumentNode> bases_of(const DocumentNode& own) {
    const DocumentNode* extends = own.find("extends");
    if (!extends) return {};
    if (extends->kind == DocumentNode::Kind::sequence) return extends->items;
    return {*extends};
  }

  void add_base(const fs::path& path, const DocumentNode& base, DocumentNode& merged) {
    if (base.kind != DocumentNode::Kind::scalar) {
      issues_.push_back(make_issue(base.mark, "extends", "not the name of a file", "write a path relative to this file"));
      return;
    }
    const fs::path base_path = (path.parent_path() / base.scalar).lexically_normal();
    const fs::path canonical = fs::weakly_canonical(base_path);
    if (std::find(chain_.begin(), chain_.end(), canonical) != chain_.end()) {
      std::string circle;
      for (const fs::path& link : chain_) circle += link.filename().string() + " -> ";
      issues_.push_back(make_issue(base.mark, "extends", "a circle: " + circle + canonical.filename().string(), "take one of them out"));
      return;
    }
    std::error_code error;
    if (!fs::is_regular_file(base_path, error)) {
      issues_.push_back(make_issue(base.mark, "extends", "no file '" + base_path.string() + "'", "write a path relative to this file"));
      return;
    }
    merge(merged, compose(base_path));
  }

  Issues& issues_;
  std::vector<fs::path> chain_;
};

/// One step of a key path: a key, or an index in brackets or bare.
std::vector<std::string> steps_of(std::string_view key_path) {
  std::vector<std::string> steps(1);
  for (const char c : key_path) {
    if (c == '.' || c == '[') steps.emplace_back();
    else if (c != ']') steps.back() += c;
  }
  std::erase(steps, "");
  return steps;
}

DocumentNode* item_at(DocumentNode& sequence, const std::string& step) {
  std::size_t index = 0;
  const auto [end, error] = std::from_chars(step.data(), step.data() + step.size(), index);
  if (error != std::errc() || end != step.data() + step.size() || index >= sequence.items.size()) return nullptr;
  return &sequence.items[index];
}

void apply_override(DocumentNode& root, const std::string& text, Issues& issues) {
  const std::string origin = "--set " + text;
  const auto refuse = [&](const std::string& problem, const std::string& remedy) { issues.push_back({origin, 0, 0, "", problem, remedy}); };
  const std::size_t equals = text.find('=');
  const std::vector<std::string> steps = steps_of(text.substr(0, equals));
  if (equals == std::string::npos || steps.empty()) return refuse("not of the form a.b.c=value", "write a key path, '=' and a value");
  DocumentNode value = parse_yaml_value(text.substr(equals + 1), origin, issues);
  const Mark mark{std::make_shared<const std::string>(origin), 0, 0};
  value.mark = mark;

  DocumentNode* at = &root;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const bool is_last = i + 1 == steps.size();
    DocumentNode* next = at->kind == DocumentNode::Kind::sequence ? item_at(*at, steps[i]) : at->find(steps[i]);
    if (!next) {
      if (at->kind == DocumentNode::Kind::sequence) return refuse("'" + steps[i] + "' is not an index of the list", "indices count from 0");
      if (at->kind == DocumentNode::Kind::scalar) return refuse("'" + steps[i] + "' would lie below a value that has no keys", "");
      at->kind = DocumentNode::Kind::mapping;
      at->entries.push_back({steps[i], mark, {}});
      next = &at->entries.back().value;
      next->mark = mark;
    }
    if (is_last) *next = std::move(value);
    at = next;
  }
}

}  // namespace

Issue make_issue(const Mark& mark, std::string key_path, std::string problem, std::string remedy) {
  return {mark.file ? *mark.file : "", mark.line, mark.column, std::move(key_path), std::move(problem), std::move(remedy)};
}

const DocumentNode* DocumentNode::find(std::string_view key) const {
  for (const Entry& entry : entries)
    if (entry.key == key) return &entry.value;
  return nullptr;
}

DocumentNode* DocumentNode::find(std::string_view key) {
  return const_cast<DocumentNode*>(static_cast<const DocumentNode*>(this)->find(key));
}

Document Document::load(const fs::path& path, const std::vector<std::string>& overrides) {
  Issues issues;
  Document document;
  Composer composer(issues);
  document.root_ = composer.compose(path);
  document.files_ = composer.files;
  for (const std::string& each : overrides) apply_override(document.root_, each, issues);
  if (!issues.empty()) throw InputError(std::move(issues));
  return document;
}

Issue Document::issue_at(const std::string& key_path, std::string problem, std::string remedy) const {
  const DocumentNode* at = &root_;
  Mark mark = root_.mark;
  for (const std::string& step : steps_of(key_path)) {
    // A figure with its provenance holds its value one level down.
    if (at->kind == DocumentNode::Kind::mapping && at->find("value") && !at->find(step)) at = at->find("value");
    if (at->kind == DocumentNode::Kind::sequence) {
      at = item_at(const_cast<DocumentNode&>(*at), step);
      if (!at) break;
      mark = at->mark;
      continue;
    }
    const auto entry = std::find_if(at->entries.begin(), at->entries.end(), [&](const auto& e) { return e.key == step; });
    if (entry == at->entries.end()) break;
    mark = entry->value.kind == DocumentNode::Kind::scalar ? entry->value.mark : entry->key_mark;
    at = &entry->value;
  }
  return make_issue(mark, key_path, std::move(problem), std::move(remedy));
}

}  // namespace suanwang
