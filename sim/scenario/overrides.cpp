#include "overrides.hpp"

#include <limits>

#include "key_path.hpp"
#include "yaml_parser.hpp"

namespace suanwang {

namespace {

using Kind = DocumentNode::Kind;

void place_at(DocumentNode& node, const Mark& mark) {
  node.mark = mark;
  for (DocumentNode& item : node.items) place_at(item, mark);
  for (DocumentNode::Entry& entry : node.entries) {
    entry.key_mark = mark;
    place_at(entry.value, mark);
  }
}

/// One override on its way down the tree.
class Override {
 public:
  Override(const std::string& text, Issues& issues)
      : mark_{std::make_shared<const std::string>("--set " + text), 0, 0, std::numeric_limits<int>::max()},
        issues_(issues) {}

  void apply(DocumentNode& root, const std::vector<std::string>& steps, DocumentNode value) {
    place_at(value, mark_);
    DocumentNode* at = &root;
    for (std::size_t i = 0; i + 1 < steps.size(); ++i) {
      at = child(*at, steps[i]);
      if (!at) return;
      if (i == 1 && steps.front() == "policy") spell_out_policy(*at);
    }
    if (value.kind == Kind::null && holder_of(*at, steps.back()).kind == Kind::mapping)
      std::erase_if(holder_of(*at, steps.back()).entries,
                    [&](const auto& entry) { return entry.key == steps.back(); });
    else if (DocumentNode* target = child(*at, steps.back()))
      *target = std::move(value);
  }

  void refuse(const std::string& problem, const std::string& remedy) {
    issues_.push_back(make_issue(mark_, "", problem, remedy));
  }

  [[nodiscard]] const Mark& mark() const { return mark_; }

 private:
  /// `list[0]` where the list stands with its provenance means the element, not a key '0' beside `value`.
  static DocumentNode& holder_of(DocumentNode& node, const std::string& step) {
    return is_figure(node) && !node.find(step) && node.find("value")->kind == Kind::sequence
               ? *node.find("value")
               : node;
  }

  /// `cheapest` is short for `{name: cheapest}`, which has room for parameters.
  static void spell_out_policy(DocumentNode& node) {
    if (node.kind != Kind::scalar) return;
    DocumentNode name = node;
    node.kind = Kind::mapping;
    node.scalar.clear();
    node.entries.push_back({"name", name.mark, std::move(name)});
  }

  DocumentNode* child(DocumentNode& outer, const std::string& step) {
    DocumentNode& node = holder_of(outer, step);
    if (node.kind == Kind::sequence) {
      const DocumentNode* item = item_at(node, step);
      if (!item)
        refuse("'" + step + "' is not an index of a list of " + std::to_string(node.items.size()),
               "indices count from 0");
      return const_cast<DocumentNode*>(item);
    }
    if (node.kind == Kind::scalar) {
      refuse("'" + step + "' would lie below the value '" + node.scalar + "'", "set the key above it");
      return nullptr;
    }
    if (DocumentNode* inner = node.find(step)) return inner;
    node.kind = Kind::mapping;
    node.entries.push_back({step, mark_, {}});
    node.entries.back().value.mark = mark_;
    return &node.entries.back().value;
  }

  Mark mark_;
  Issues& issues_;
};

}  // namespace

void apply_override(DocumentNode& root, const std::string& text, Issues& issues) {
  Override override(text, issues);
  const std::size_t equals = text.find('=');
  const auto steps = key_path_steps(std::string_view(text).substr(0, equals));
  if (equals == std::string::npos || !steps)
    return override.refuse("not of the form a.b.c=value", "write a key path, '=' and a value in YAML");
  if (steps->front() == "extends")
    return override.refuse("files are chosen before overrides apply", "write `extends` in the scenario file");
  Issues found;
  DocumentNode value = parse_yaml_value(text.substr(equals + 1), *override.mark().file, found);
  if (found.empty()) override.apply(root, *steps, std::move(value));
  issues.insert(issues.end(), found.begin(), found.end());
}

}  // namespace suanwang
