#include "suanwang/scenario/field_reader.hpp"

#include <algorithm>
#include <unordered_set>

#include <fmt/format.h>

#include "suanwang/core/fields.hpp"

#include "figure_origin.hpp"
#include "number_limits.hpp"
#include "scalar_reader.hpp"
#include "scalar_text.hpp"
#include "unknown_key.hpp"

namespace suanwang {

namespace {

using Kind = DocumentNode::Kind;

std::string child_path(const std::string& path, const std::string& key) {
  return path.empty() ? key : path + "." + key;
}

bool is_structure(const FieldValue& value) {
  return std::holds_alternative<ObjectField>(value.as) || std::holds_alternative<MapField>(value.as) ||
         std::holds_alternative<TaggedField>(value.as);
}

/// Where a value stands, and what the keys around it say of it.
struct Context {
  std::string path;
  Spelling spelling;  ///< of the field; the elements of its lists and maps share it
  FigureOrigin origin;
  bool is_in_list = false;  ///< of numbers, whose provenance is one entry

  [[nodiscard]] Context at(std::string inner_path) const {
    Context inner = *this;
    inner.path = std::move(inner_path);
    return inner;
  }
};

class Reader {
 public:
  explicit Reader(ReadResult& result) : result_(result) {}

  /// @param tag Key that chose this mapping among alternatives; empty if none did.
  void read_object(const DocumentNode& node, const ObjectField& object, const Context& around,
                   const std::string& tag = {}) {
    if (node.kind != Kind::mapping && node.kind != Kind::null)
      return complain(node.mark, around.path, "found " + found_text(node),
                      "write a mapping of keys to values");
    Fields fields;
    object.fields(fields);
    Context context;
    context.path = around.path;
    context.origin = origin_of(node, fields, around.origin, around.path, result_.issues);
    std::unordered_set<std::string> listed;
    for (const Field& field : fields.all()) listed.insert(field.key);
    std::unordered_set<std::string> known = listed;
    for (const Field& field : fields.all()) {
      const auto number = number_behind(field.value);
      std::string bare = number ? bare_key(field.key, *number) : "";
      if (listed.contains(bare)) bare.clear();  // a field of that very name
      if (!bare.empty()) known.insert(bare);
      read_field(node, field, bare, context);
    }
    for (const auto& entry : node.entries)
      if (!known.contains(entry.key) && !is_origin_key(entry.key) && (tag.empty() || entry.key != tag))
        result_.issues.push_back(unknown_key(entry, node, fields, tag, child_path(around.path, entry.key)));
  }

 private:
  void read_field(const DocumentNode& node, const Field& field, const std::string& bare,
                  const Context& context) {
    const auto* full_entry = node.find_entry(field.key);
    const auto* bare_entry = bare.empty() ? nullptr : node.find_entry(bare);
    const auto is_given = [](const auto* entry) { return entry && entry->value.kind != Kind::null; };
    if (is_given(full_entry) && is_given(bare_entry)) {
      // A file may spell a key otherwise than the file it extends; what lies above counts.
      const int full_layer = full_entry->key_mark.layer, bare_layer = bare_entry->key_mark.layer;
      if (full_layer == bare_layer)
        return complain(bare_entry->key_mark, child_path(context.path, bare_entry->key),
                        fmt::format("given twice, as {} and as {}", bare, field.key), "keep one of the two");
      (full_layer < bare_layer ? full_entry : bare_entry) = nullptr;
    }
    const bool has_bare_key = is_given(bare_entry);
    if (const auto* entry = has_bare_key ? bare_entry : full_entry; is_given(entry)) {
      Context inner = context.at(child_path(context.path, entry->key));
      inner.spelling = {entry->key, has_bare_key};
      return read_value(entry->value, field.value, inner);
    }
    if (!field.is_required) return;
    const auto* empty = full_entry ? full_entry : bare_entry;
    complain(empty ? empty->key_mark : node.mark, child_path(context.path, field.key),
             empty ? "has no value" : "missing", "needed: " + field.help);
  }

  void read_value(const DocumentNode& node, const FieldValue& value, const Context& context) {
    if (node.kind == Kind::mapping && !is_structure(value)) return read_figure(node, value, context);
    std::visit([&](const auto& field) { read(node, field, context); }, value.as);
  }

  // {value: 255, mark: R, source: S29, note: ...}
  void read_figure(const DocumentNode& node, const FieldValue& value, const Context& around) {
    const DocumentNode* inner = node.find("value");
    if (!inner)
      return complain(node.mark, around.path, "found a mapping without 'value'",
                      "write a value, or {value: ..., mark: ..., source: ...}");
    for (const auto& entry : node.entries)
      if (entry.key != "value" && !is_origin_key(entry.key))
        complain(entry.key_mark, child_path(around.path, entry.key), "unknown key",
                 allowed_names(entry.key, {"value", "mark", "source", "note"}));
    if (!node.find("mark"))
      complain(node.mark, around.path, "a value with its provenance lacks its mark",
               "add mark: O, R, E or I, with -M if from memory");
    if (inner->kind == Kind::mapping)
      return complain(inner->mark, child_path(around.path, "value"), "found a mapping",
                      "write the value alone");
    Context context = around;
    context.origin = origin_of(node, Fields(), around.origin, around.path, result_.issues);
    context.is_in_list = false;  // it has an origin of its own
    read_value(*inner, value, context);
  }

  template <class ScalarField>
  void read(const DocumentNode& node, const ScalarField& field, const Context& context) {
    if (const auto fault = set_scalar(node, field, context.spelling))
      return complain(node.mark, context.path, fault->problem, fault->remedy);
    if (std::is_same_v<ScalarField, NumberField> && !context.is_in_list) record(node, node.scalar, context);
  }

  void read(const DocumentNode& node, const ObjectField& field, const Context& context) {
    read_object(node, field, context);
  }

  void read(const DocumentNode& node, const ListField& field, const Context& context) {
    if (node.kind != Kind::sequence)
      return complain(node.mark, context.path, "found " + found_text(node), "write a list, [ ... ]");
    if (field.size && node.items.size() != *field.size)
      return complain(node.mark, context.path, fmt::format("found {} elements", node.items.size()),
                      fmt::format("allowed: exactly {}", *field.size));
    field.clear();
    const bool is_numbers = number_behind({field}).has_value();
    for (std::size_t i = 0; i < node.items.size(); ++i) {
      Context inner = context.at(fmt::format("{}[{}]", context.path, i));
      inner.is_in_list = is_numbers;
      read_value(node.items[i], field.append(), inner);
    }
    if (is_numbers && !context.is_in_list)
      record(node, fmt::format("[{} figures]", node.items.size()), context);
  }

  void read(const DocumentNode& node, const MapField& field, const Context& around) {
    if (node.kind != Kind::mapping)
      return complain(node.mark, around.path, "found " + found_text(node),
                      "write a mapping of ids to values");
    Context context = around;
    context.origin = origin_of(node, Fields(), around.origin, around.path, result_.issues);
    for (const auto& entry : node.entries) {
      if (is_origin_key(entry.key)) continue;
      const Context inner = context.at(child_path(around.path, entry.key));
      if (!is_identifier(entry.key)) {
        complain(entry.key_mark, inner.path, "'" + entry.key + "' is not an id", identifier_rule);
        continue;
      }
      read_value(entry.value, field.insert(entry.key), inner);
    }
  }

  void read(const DocumentNode& node, const TaggedField& field, const Context& context) {
    std::vector<std::string> names;
    for (const auto& each : field.alternatives) names.push_back(each.name);
    const bool is_mapping = node.kind == Kind::mapping;
    const DocumentNode* tag = is_mapping ? node.find(field.tag) : &node;
    if (!tag)
      return complain(node.mark, context.path, "missing '" + field.tag + "'",
                      fmt::format("write {}: and one of {}", field.tag, joined(names)));
    if (const auto fault = not_one_of(*tag, names))
      return complain(tag->mark, is_mapping ? child_path(context.path, field.tag) : context.path,
                      fault->problem, fault->remedy);
    DocumentNode no_keys;
    no_keys.mark = node.mark;
    read_object(is_mapping ? node : no_keys, field.select(tag->scalar), context, field.tag);
  }

  void record(const DocumentNode& node, std::string value, const Context& context) {
    const FigureOrigin& origin = context.origin;
    result_.provenance.push_back(
        {context.path, std::move(value), origin.mark, origin.sources, origin.note, node.mark});
  }

  void complain(const Mark& mark, const std::string& path, std::string problem, std::string remedy) {
    result_.issues.push_back(make_issue(mark, path, std::move(problem), std::move(remedy)));
  }

  ReadResult& result_;
};

}  // namespace

void read_fields(const DocumentNode& root, const std::function<void(Fields&)>& fields, ReadResult& result) {
  Reader(result).read_object(root, ObjectField{fields}, Context());
}

}  // namespace suanwang
