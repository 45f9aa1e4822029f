#include "suanwang/scenario/field_reader.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <memory>

#include <fmt/format.h>

#include "number_text.hpp"

namespace suanwang {

namespace {

using Kind = DocumentNode::Kind;

const std::array<std::string, 8> known_marks{"O", "R", "E", "I", "O-M", "R-M", "E-M", "I-M"};

std::string child_path(const std::string& path, const std::string& key) { return path.empty() ? key : path + "." + key; }

std::string found(const DocumentNode& node) {
  switch (node.kind) {
    case Kind::null: return "nothing";
    case Kind::scalar: return "'" + node.scalar + "'";
    case Kind::sequence: return "a list";
    case Kind::mapping: return "a mapping";
  }
  return "";
}

bool is_identifier(const std::string& text) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  const auto is_inner = [&](char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '_' || c == '-'; };
  return !text.empty() && text.size() <= 64 && is_letter(text[0]) && std::all_of(text.begin(), text.end(), is_inner);
}

constexpr const char* identifier_rule = "allowed: letters, digits, '_' and '-', beginning with a letter, at most 64";

std::optional<std::chrono::sys_days> parse_date(const std::string& text) {
  int year = 0;
  unsigned month = 0, day = 0;
  char rest = 0;
  if (text.size() != 10 || std::sscanf(text.c_str(), "%4d-%2u-%2u%c", &year, &month, &day, &rest) != 3) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days(date);
}

/// Provenance that holds for a mapping and all below.
struct Origin {
  std::string mark, sources, note;
};

class Reader {
 public:
  explicit Reader(ReadResult& result) : result_(result) {}

  void read_object(const DocumentNode& node, const ObjectField& object, const std::string& path, const Origin& around,
                   const std::string& extra_key = {}) {
    if (node.kind != Kind::mapping && node.kind != Kind::null)
      return complain(node.mark, path, "found " + found(node), "write a mapping of keys to values");
    Fields fields;
    object.fields(fields);
    const Origin origin = origin_of(node, fields, around, path);
    std::vector<const DocumentNode::Entry*> unused;
    for (const auto& entry : node.entries) unused.push_back(&entry);
    const auto take = [&](const std::string& key) { std::erase_if(unused, [&](const auto* e) { return e->key == key; }); };
    for (const Field& field : fields.all()) {
      take(field.key);
      read_field(node, field, path, origin, take);
    }
    for (const char* key : {"mark", "source", "note"}) take(key);
    if (!extra_key.empty()) take(extra_key);
    for (const auto* entry : unused) complain_unknown(*entry, fields, path, extra_key);
  }

 private:
  template <class Take>
  void read_field(const DocumentNode& node, const Field& field, const std::string& path, const Origin& origin, const Take& take) {
    const DocumentNode* value = node.find(field.key);
    const auto* number = number_behind(field.value);
    const std::string bare = number ? bare_key(field.key, *number) : "";
    const DocumentNode* bare_value = bare.empty() ? nullptr : node.find(bare);
    if (bare_value) take(bare);
    if (value && bare_value && value->kind != Kind::null && bare_value->kind != Kind::null)
      return complain(bare_value->mark, child_path(path, bare), fmt::format("given twice, as {} and as {}", bare, field.key), "keep one of the two");
    if (bare_value && bare_value->kind != Kind::null) return read_value(*bare_value, field.value, child_path(path, bare), bare, true, origin);
    if (value && value->kind != Kind::null) return read_value(*value, field.value, child_path(path, field.key), field.key, false, origin);
    if (field.is_required)
      complain(node.mark, child_path(path, field.key), "missing", field.help.empty() ? "" : "it says: " + field.help);
  }

  /// The number that a field is, or that its elements are.
  const NumberField* number_behind(const FieldValue& value) {
    if (const auto* number = std::get_if<NumberField>(&value.as)) return number;
    if (const auto* list = std::get_if<ListField>(&value.as)) {
      prototypes_.push_back(std::make_unique<FieldValue>(list->prototype()));
      return std::get_if<NumberField>(&prototypes_.back()->as);
    }
    return nullptr;
  }

  /// @param has_bare_key Whether the key left the unit to the value.
  void read_value(const DocumentNode& node, const FieldValue& value, const std::string& path, const std::string& key,
                  bool has_bare_key, const Origin& around) {
    const bool is_structure = std::holds_alternative<ObjectField>(value.as) || std::holds_alternative<MapField>(value.as) ||
                              std::holds_alternative<TaggedField>(value.as);
    if (!is_structure && node.kind == Kind::mapping) return read_with_provenance(node, value, path, key, has_bare_key, around);
    std::visit([&](const auto& field) { read(node, field, path, key, has_bare_key, around); }, value.as);
  }

  // {value: 255, mark: R, source: S29, note: ...}
  void read_with_provenance(const DocumentNode& node, const FieldValue& value, const std::string& path, const std::string& key,
                            bool has_bare_key, const Origin& around) {
    const DocumentNode* inner = node.find("value");
    if (!inner || inner->kind == Kind::mapping)
      return complain(node.mark, path, "found a mapping without 'value'", "write a value, or {value: ..., mark: ..., source: ...}");
    for (const auto& entry : node.entries)
      if (entry.key != "value" && entry.key != "mark" && entry.key != "source" && entry.key != "note")
        complain(entry.key_mark, child_path(path, entry.key), "unknown key", "allowed beside a value: mark, source, note");
    if (!node.find("mark")) complain(node.mark, path, "a value with its provenance lacks its mark", "add mark: O, R, E or I, or -M behind it");
    read_value(*inner, value, path, key, has_bare_key, origin_of(node, Fields(), around, path));
  }

  void read(const DocumentNode& node, const NumberField& field, const std::string& path, const std::string& key, bool has_bare_key,
            const Origin& origin) {
    if (node.kind != Kind::scalar) return complain(node.mark, path, "found " + found(node), "write a number");
    const NumberText text = has_bare_key ? read_quantity(node.scalar, field) : read_plain_number(node.scalar, field, key);
    if (!text.value) return complain(node.mark, path, text.problem, text.remedy);
    if (const auto broken = broken_limit(*text.value, field)) return complain(node.mark, path, *broken, "allowed: " + allowed_numbers(field));
    field.set(*text.value);
    if (!in_list_) record(node, path, node.scalar, origin);
  }

  void read(const DocumentNode& node, const FlagField& field, const std::string& path, const std::string&, bool, const Origin&) {
    if (node.kind == Kind::scalar && !node.is_quoted && (node.scalar == "true" || node.scalar == "false"))
      return field.set(node.scalar == "true");
    complain(node.mark, path, "found " + found(node), "allowed: true, false");
  }

  void read(const DocumentNode& node, const TextField& field, const std::string& path, const std::string&, bool, const Origin&) {
    if (node.kind != Kind::scalar) return complain(node.mark, path, "found " + found(node), "write text");
    if (field.is_identifier && !is_identifier(node.scalar)) return complain(node.mark, path, found(node) + " is not an id", identifier_rule);
    field.set(node.scalar);
  }

  void read(const DocumentNode& node, const DateField& field, const std::string& path, const std::string&, bool, const Origin&) {
    const auto date = node.kind == Kind::scalar ? parse_date(node.scalar) : std::nullopt;
    if (!date) return complain(node.mark, path, found(node) + " is not a date", "write a day such as 2030-01-01");
    field.set(*date);
  }

  void read(const DocumentNode& node, const ChoiceField& field, const std::string& path, const std::string&, bool, const Origin&) {
    if (node.kind == Kind::scalar && std::find(field.names.begin(), field.names.end(), node.scalar) != field.names.end())
      return field.set(node.scalar);
    complain_choice(node, field.names, path);
  }

  void read(const DocumentNode& node, const ObjectField& field, const std::string& path, const std::string&, bool, const Origin& origin) {
    read_object(node, field, path, origin);
  }

  void read(const DocumentNode& node, const ListField& field, const std::string& path, const std::string& key, bool has_bare_key,
            const Origin& origin) {
    if (node.kind != Kind::sequence) return complain(node.mark, path, "found " + found(node), "write a list, [ ... ]");
    if (field.size && node.items.size() != *field.size)
      return complain(node.mark, path, fmt::format("found {} elements", node.items.size()), fmt::format("allowed: exactly {}", *field.size));
    field.clear();
    const bool is_numbers = number_behind({field}) != nullptr;
    const bool was_in_list = in_list_;
    in_list_ = in_list_ || is_numbers;
    for (std::size_t i = 0; i < node.items.size(); ++i)
      read_value(node.items[i], field.append(), fmt::format("{}[{}]", path, i), key, has_bare_key, origin);
    in_list_ = was_in_list;
    if (is_numbers && !in_list_) record(node, path, fmt::format("[{} figures]", node.items.size()), origin);
  }

  void read(const DocumentNode& node, const MapField& field, const std::string& path, const std::string&, bool, const Origin& around) {
    if (node.kind != Kind::mapping) return complain(node.mark, path, "found " + found(node), "write a mapping of ids");
    const Origin origin = origin_of(node, Fields(), around, path);
    for (const auto& entry : node.entries) {
      if (entry.key == "mark" || entry.key == "source" || entry.key == "note") continue;
      if (!is_identifier(entry.key)) {
        complain(entry.key_mark, child_path(path, entry.key), "'" + entry.key + "' is not an id", identifier_rule);
        continue;
      }
      const FieldValue element = field.insert(entry.key);
      if (entry.value.kind == Kind::null && !std::holds_alternative<ObjectField>(element.as)) {
        complain(entry.key_mark, child_path(path, entry.key), "found nothing", "write a value");
        continue;
      }
      read_value(entry.value, element, child_path(path, entry.key), entry.key, false, origin);
    }
  }

  void read(const DocumentNode& node, const TaggedField& field, const std::string& path, const std::string&, bool, const Origin& origin) {
    const DocumentNode* tag = node.kind == Kind::mapping ? node.find(field.tag) : &node;
    if (!tag || tag->kind != Kind::scalar)
      return complain(node.mark, path, tag ? "found " + found(*tag) : "missing '" + field.tag + "'", fmt::format("write {}: and one of: {}", field.tag, names_of(field)));
    std::vector<std::string> names;
    for (const auto& each : field.alternatives) names.push_back(each.name);
    if (std::find(names.begin(), names.end(), tag->scalar) == names.end())
      return complain_choice(*tag, names, node.kind == Kind::mapping ? child_path(path, field.tag) : path);
    const ObjectField object = field.select(tag->scalar);
    DocumentNode empty;
    empty.mark = node.mark;
    read_object(node.kind == Kind::mapping ? node : empty, object, path, origin, field.tag);
  }

  static std::string names_of(const TaggedField& field) {
    std::string names;
    for (const auto& each : field.alternatives) names += (names.empty() ? "" : ", ") + each.name;
    return names;
  }

  Origin origin_of(const DocumentNode& node, const Fields& own, const Origin& around, const std::string& path) {
    Origin origin = around;
    const auto is_own = [&](const char* key) {
      return std::any_of(own.all().begin(), own.all().end(), [&](const Field& f) { return f.key == key; });
    };
    if (const DocumentNode* mark = node.find("mark"); mark && !is_own("mark")) {
      if (mark->kind != Kind::scalar || std::find(known_marks.begin(), known_marks.end(), mark->scalar) == known_marks.end())
        complain(mark->mark, child_path(path, "mark"), found(*mark) + " is not a confidence mark", fmt::format("allowed: {}", fmt::join(known_marks, ", ")));
      origin = {mark->scalar, "", ""};  // a new mark does not keep an old source
    }
    if (const DocumentNode* source = node.find("source"); source && !is_own("source")) {
      origin.sources.clear();
      if (source->kind == Kind::scalar) origin.sources = source->scalar;
      for (const DocumentNode& item : source->items) origin.sources += (origin.sources.empty() ? "" : ", ") + item.scalar;
    }
    if (const DocumentNode* note = node.find("note"); note && !is_own("note")) origin.note = note->scalar;
    return origin;
  }

  void record(const DocumentNode& node, const std::string& path, std::string value, const Origin& origin) {
    result_.provenance.push_back({path, std::move(value), origin.mark, origin.sources, origin.note, node.mark});
  }

  void complain(const Mark& mark, const std::string& path, std::string problem, std::string remedy) {
    result_.issues.push_back(make_issue(mark, path, std::move(problem), std::move(remedy)));
  }

  void complain_choice(const DocumentNode& node, const std::vector<std::string>& names, const std::string& path) {
    const std::string near = node.kind == Kind::scalar ? nearest_spelling(node.scalar, names) : "";
    complain(node.mark, path, found(node) + " is not known",
             (near.empty() ? "" : "did you mean '" + near + "'? ") + fmt::format("allowed: {}", fmt::join(names, ", ")));
  }

  void complain_unknown(const DocumentNode::Entry& entry, const Fields& fields, const std::string& path, const std::string& extra_key) {
    std::vector<std::string> keys;
    if (!extra_key.empty()) keys.push_back(extra_key);
    for (const Field& field : fields.all()) keys.push_back(field.key);
    const std::string near = nearest_spelling(entry.key, keys);
    complain(entry.key_mark, child_path(path, entry.key), "unknown key",
             (near.empty() ? "" : "did you mean '" + near + "'? ") +
                 (keys.empty() ? std::string("no keys are allowed here") : fmt::format("allowed: {}", fmt::join(keys, ", "))));
  }

  ReadResult& result_;
  bool in_list_ = false;
  std::vector<std::unique_ptr<FieldValue>> prototypes_;
};

}  // namespace

void read_fields(const DocumentNode& root, const std::function<void(Fields&)>& fields, ReadResult& result) {
  Reader(result).read_object(root, ObjectField{fields}, "", {});
}

}  // namespace suanwang
