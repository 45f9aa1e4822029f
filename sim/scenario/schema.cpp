#include "suanwang/scenario/schema.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "number_text.hpp"

namespace suanwang {

namespace {

using Json = nlohmann::ordered_json;

Fields fields_of(const ObjectField& object) {
  Fields fields;
  object.fields(fields);
  return fields;
}

Json reference(const char* definition) { return {{"$ref", std::string("#/$defs/") + definition}}; }

/// A figure may stand alone or with its provenance.
Json with_provenance(const Json& plain) {
  return {{"anyOf",
           Json::array({plain, Json{{"type", "object"},
                                    {"properties", {{"value", plain}, {"mark", reference("mark")}, {"source", reference("source")}, {"note", {{"type", "string"}}}}},
                                    {"required", {"value", "mark"}},
                                    {"additionalProperties", false}}})}};
}

Json number_schema(const NumberField& number) {
  Json schema = {{"type", number.whole ? "integer" : "number"}};
  const double factor = number.unit ? number.unit->in_base_units : 1.0;
  if (number.minimum) schema[number.excludes_minimum ? "exclusiveMinimum" : "minimum"] = *number.minimum / factor;
  if (number.maximum) schema["maximum"] = *number.maximum / factor;
  return schema;
}

Json quantity_schema(const NumberField& number) {
  std::string units;
  for (const UnitDefinition& unit : unit_table())
    if (unit.dimension == number.dimension) units += (units.empty() ? "" : "|") + std::string(unit.symbol);
  return {{"type", "string"}, {"pattern", "^[-+]?[0-9.]+([eE][-+]?[0-9]+)? *(" + units + ")$"}};
}

Json value_schema(const FieldValue& value, bool has_bare_key);

Json object_schema(const ObjectField& object, const std::string& tag = {}, const std::string& name = {}) {
  Json properties = Json::object();
  Json required = Json::array();
  Json pairs = Json::array();
  if (!tag.empty()) {
    properties[tag] = {{"const", name}};
    required.push_back(tag);
  }
  const Fields fields = fields_of(object);
  for (const Field& field : fields.all()) {
    Json schema = value_schema(field.value, false);
    schema["description"] = field.help;
    properties[field.key] = schema;
    const FieldValue* element = &field.value;
    FieldValue prototype;
    if (const auto* list = std::get_if<ListField>(&field.value.as)) {
      prototype = list->prototype();
      element = &prototype;
    }
    const auto* number = std::get_if<NumberField>(&element->as);
    const std::string bare = number ? bare_key(field.key, *number) : "";
    if (!bare.empty()) {
      Json bare_schema = value_schema(field.value, true);
      bare_schema["description"] = field.help;
      properties[bare] = bare_schema;
    }
    if (!field.is_required) continue;
    if (bare.empty()) required.push_back(field.key);
    else pairs.push_back({{"anyOf", Json::array({Json{{"required", {field.key}}}, Json{{"required", {bare}}}})}});
  }
  properties["mark"] = reference("mark");
  properties["source"] = reference("source");
  properties["note"] = {{"type", "string"}};
  Json schema = {{"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
  if (!required.empty()) schema["required"] = std::move(required);
  if (!pairs.empty()) schema["allOf"] = std::move(pairs);
  return schema;
}

Json tagged_schema(const TaggedField& tagged) {
  Json names = Json::array(), alternatives = Json::array();
  for (const auto& each : tagged.alternatives) {
    names.push_back(each.name);
    Json object = object_schema(tagged.prototype(each.name), tagged.tag, each.name);
    object["description"] = each.help;
    alternatives.push_back(std::move(object));
  }
  alternatives.insert(alternatives.begin(), Json{{"enum", std::move(names)}});
  return {{"anyOf", std::move(alternatives)}};
}

Json value_schema(const FieldValue& value, bool has_bare_key) {
  struct Visitor {
    bool has_bare_key;
    Json operator()(const NumberField& number) const { return with_provenance(has_bare_key ? quantity_schema(number) : number_schema(number)); }
    Json operator()(const FlagField&) const { return with_provenance({{"type", "boolean"}}); }
    Json operator()(const TextField& text) const {
      return with_provenance(text.is_identifier ? reference("id") : Json{{"type", Json::array({"string", "number", "boolean"})}});
    }
    Json operator()(const DateField&) const { return with_provenance({{"type", "string"}, {"pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}}); }
    Json operator()(const ChoiceField& choice) const { return with_provenance({{"enum", choice.names}}); }
    Json operator()(const ObjectField& object) const { return object_schema(object); }
    Json operator()(const ListField& list) const {
      Json schema = {{"type", "array"}, {"items", value_schema(list.prototype(), has_bare_key)}};
      if (list.size) schema["minItems"] = schema["maxItems"] = *list.size;
      return with_provenance(schema);
    }
    Json operator()(const MapField& map) const {
      return {{"type", "object"},
              {"propertyNames", reference("id")},
              {"properties", {{"mark", reference("mark")}, {"source", reference("source")}, {"note", {{"type", "string"}}}}},
              {"additionalProperties", value_schema(map.prototype(), false)}};
    }
    Json operator()(const TaggedField& tagged) const { return tagged_schema(tagged); }
  };
  return std::visit(Visitor{has_bare_key}, value.as);
}

/// Empty values take inherited keys away, and a file that is extended may leave out what the other states.
void loosen(Json& schema) {
  if (schema.is_object()) {
    if (schema.contains("properties") && schema.contains("additionalProperties")) {
      const bool is_figure = schema["properties"].contains("value") && schema.contains("required");
      if (!is_figure) {
        schema.erase("required");
        schema.erase("allOf");
      }
    }
    for (auto& [key, child] : schema.items()) loosen(child);
  } else if (schema.is_array()) {
    for (Json& child : schema) loosen(child);
  }
}

std::string type_text(const FieldValue& value) {
  struct Visitor {
    std::string operator()(const NumberField& number) const {
      return number.unit ? std::string(number.unit->symbol) : number.whole ? "integer" : "number";
    }
    std::string operator()(const FlagField&) const { return "true or false"; }
    std::string operator()(const TextField& text) const { return text.is_identifier ? "id" : "text"; }
    std::string operator()(const DateField&) const { return "date"; }
    std::string operator()(const ChoiceField& choice) const { return fmt::format("one of {}", fmt::join(choice.names, ", ")); }
    std::string operator()(const ObjectField&) const { return "mapping"; }
    std::string operator()(const ListField& list) const {
      return (list.size ? fmt::format("list of {}", *list.size) : std::string("list")) + ", " + type_text(list.prototype());
    }
    std::string operator()(const MapField& map) const { return "by id: " + type_text(map.prototype()); }
    std::string operator()(const TaggedField& tagged) const {
      std::string names;
      for (const auto& each : tagged.alternatives) names += (names.empty() ? "" : ", ") + each.name;
      return "one of " + names;
    }
  };
  return std::visit(Visitor{}, value.as);
}

std::string limits_text(const FieldValue& value) {
  if (const auto* number = std::get_if<NumberField>(&value.as)) return allowed_numbers(*number);
  if (const auto* list = std::get_if<ListField>(&value.as)) return limits_text(list->prototype());
  if (const auto* map = std::get_if<MapField>(&value.as)) return limits_text(map->prototype());
  return "";
}

void add_section(std::string& page, const std::string& path, const ObjectField& object);

void add_inner_sections(std::string& page, const std::string& path, const FieldValue& value) {
  if (const auto* object = std::get_if<ObjectField>(&value.as)) add_section(page, path, *object);
  if (const auto* list = std::get_if<ListField>(&value.as)) add_inner_sections(page, path + "[]", list->prototype());
  if (const auto* map = std::get_if<MapField>(&value.as)) add_inner_sections(page, path + ".<id>", map->prototype());
  if (const auto* tagged = std::get_if<TaggedField>(&value.as))
    for (const auto& each : tagged->alternatives) {
      const ObjectField inner = tagged->prototype(each.name);
      if (!fields_of(inner).all().empty()) add_section(page, fmt::format("{} with {}: {}", path, tagged->tag, each.name), inner);
    }
}

void add_section(std::string& page, const std::string& path, const ObjectField& object) {
  const Fields fields = fields_of(object);
  page += fmt::format("\n## {}\n\n| key | type or unit | default | allowed | meaning |\n|---|---|---|---|---|\n", path.empty() ? "Top level" : "`" + path + "`");
  for (const Field& field : fields.all())
    page += fmt::format("| `{}` | {} | {} | {} | {} |\n", field.key, type_text(field.value), field.is_required ? "**required**" : default_text(field.value),
                        limits_text(field.value), field.help);
  for (const Field& field : fields.all()) add_inner_sections(page, path.empty() ? field.key : path + "." + field.key, field.value);
}

}  // namespace

std::string default_text(const FieldValue& value) {
  if (const auto* number = std::get_if<NumberField>(&value.as)) {
    const auto current = number->get ? number->get() : std::nullopt;
    return current ? fmt::format("{:g}", *current / (number->unit ? number->unit->in_base_units : 1.0)) : "none";
  }
  if (const auto* flag = std::get_if<FlagField>(&value.as)) return flag->get() ? "true" : "false";
  if (const auto* choice = std::get_if<ChoiceField>(&value.as)) return choice->get().empty() ? "none" : choice->get();
  if (const auto* tagged = std::get_if<TaggedField>(&value.as)) return tagged->get().empty() ? "none" : tagged->get();
  return "none";
}

std::string json_schema(const std::function<void(Fields&)>& fields) {
  Json schema = {{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                 {"title", "suanwang scenario"},
                 {"description", "Keys of a scenario file, format 1. A file may leave out what the files that it extends state."}};
  Json root = object_schema({fields});
  root["properties"]["extends"] = {
      {"description", "Files to start from, relative to this one."},
      {"anyOf", Json::array({Json{{"type", "string"}}, Json{{"type", "array"}, {"items", {{"type", "string"}}}}})}};
  loosen(root);
  schema.update(root);
  schema["$defs"] = {
      {"id", {{"type", "string"}, {"pattern", "^[A-Za-z][A-Za-z0-9_-]{0,63}$"}}},
      {"mark", {{"enum", {"O", "R", "E", "I", "O-M", "R-M", "E-M", "I-M"}}, {"description", "Confidence: official, reported, estimate, inference; -M from memory."}}},
      {"source", {{"description", "Ids of `sources`."}, {"anyOf", Json::array({Json{{"type", "string"}}, Json{{"type", "array"}, {"items", {{"type", "string"}}}}})}}}};
  return schema.dump(2) + "\n";
}

std::string reference_page(const std::function<void(Fields&)>& fields) {
  std::string page =
      "# Scenario reference\n\n"
      "<!-- Generated by `suanwang schema --markdown`; a test compares. -->\n\n"
      "A scenario is one YAML mapping. `extends: file.yaml`, or a list of files, starts from others: mappings merge, everything\n"
      "else is replaced, an empty value takes an inherited key away.\n\n"
      "A key that ends with a unit takes a number in that unit (`power_mw: 400`). The bare key takes a number and a unit\n"
      "(`power: 0.4 GW`).\n\n"
      "Any figure may state where it comes from: `{value: 255, mark: R, source: S29, note: June 2025}`. `mark`, `source` and `note`\n"
      "beside the keys of a mapping hold for all figures in it. Marks: O official, R reported, E estimate, I inference, with -M from memory.\n";
  add_section(page, "", {fields});
  return page;
}

}  // namespace suanwang
