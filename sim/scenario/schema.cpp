#include "suanwang/scenario/schema.hpp"

#include <unordered_map>
#include <unordered_set>

#include <nlohmann/json.hpp>

#include "suanwang/core/fields.hpp"

#include "number_limits.hpp"

namespace suanwang {

namespace {

using Json = nlohmann::ordered_json;

/// Decimal digits as the reader takes them: no leading zeros, no separators, no inf or nan.
constexpr const char* decimal = R"([-+]?((0|[1-9][0-9]*)(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?)";

Json reference(const std::string& definition) { return {{"$ref", "#/$defs/" + definition}}; }

Json text_or_list() {
  const Json text = {{"type", "string"}};
  return Json::array({text, Json{{"type", "array"}, {"items", text}}});
}

/// A figure may stand alone or with its provenance.
Json figure(const Json& plain) {
  const Json inner = {{"properties", {{"value", plain}}}};
  return {{"anyOf", Json::array({plain, Json{{"allOf", Json::array({reference("figure"), inner})}}})}};
}

/// An empty value takes an inherited key away.
Json or_empty(Json schema) {
  const Json empty = {{"type", "null"}};
  if (!schema.contains("anyOf")) return {{"anyOf", Json::array({std::move(schema), empty})}};
  schema["anyOf"].push_back(empty);
  return schema;
}

Json number_schema(const NumberField& number) {
  Json schema = {{"type", number.whole ? "integer" : "number"}};
  const double factor = factor_of(number);
  if (number.minimum)
    schema[number.excludes_minimum ? "exclusiveMinimum" : "minimum"] = *number.minimum / factor;
  if (number.maximum) schema["maximum"] = *number.maximum / factor;
  return schema;
}

std::string quantity_name(Dimension dimension) {
  for (const UnitDefinition& unit : unit_table())
    if (unit.dimension == dimension) return "quantity_" + std::string(unit.suffix);
  return "";
}

/// Builds the schema, and collects the quantities that it refers to.
class SchemaWriter {
 public:
  Json object_schema(const ObjectField& object, const std::string& tag = {}, const std::string& name = {}) {
    Fields fields;
    object.fields(fields);
    std::unordered_set<std::string> listed;
    for (const Field& field : fields.all()) listed.insert(field.key);
    Json properties = Json::object();
    if (!tag.empty()) properties[tag] = {{"const", name}};
    for (const Field& field : fields.all()) {
      const auto number = number_behind(field.value);
      const std::string bare = number ? bare_key(field.key, *number) : "";
      add_property(properties, field.key, field, false);
      if (!bare.empty() && !listed.contains(bare)) add_property(properties, bare, field, true);
    }
    for (const char* key : {"mark", "source", "note"})
      if (!listed.contains(key)) properties[key] = reference(key);
    return {{"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
  }

  [[nodiscard]] Json definitions() const {
    Json all = {{"id", {{"type", "string"}, {"pattern", "^[A-Za-z][A-Za-z0-9_-]{0,63}$"}}},
                {"text", {{"type", Json::array({"string", "number", "boolean"})}}},
                {"date", {{"type", "string"}, {"pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}}},
                {"local_time",
                 {{"type", "string"}, {"pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}([ T][0-9]{2}:[0-9]{2})?$"}}},
                {"mark",
                 {{"enum", {"O", "R", "E", "I", "O-M", "R-M", "E-M", "I-M"}},
                  {"description", "Confidence: official, reported, estimate, inference; -M from memory."}}},
                {"source", {{"description", "Ids of `sources`."}, {"anyOf", text_or_list()}}},
                {"note", {{"type", Json::array({"string", "number", "boolean"})}}},
                {"figure",
                 {{"type", "object"},
                  {"properties",
                   {{"value", true},
                    {"mark", reference("mark")},
                    {"source", reference("source")},
                    {"note", reference("note")}}},
                  {"required", {"value", "mark"}},
                  {"additionalProperties", false}}}};
    all.update(quantities_);
    return all;
  }

 private:
  void add_property(Json& properties, const std::string& key, const Field& field, bool has_bare_key) {
    Json schema = or_empty(value_schema(field.value, has_bare_key));
    schema["description"] = field.help + (field.is_required ? " Required." : "");
    properties[key] = std::move(schema);
  }

  Json quantity_schema(const NumberField& number) {
    const std::string name = quantity_name(number.dimension);
    std::string symbols;
    for (const UnitDefinition& unit : unit_table())
      if (unit.dimension == number.dimension)
        symbols += (symbols.empty() ? "" : "|") + std::string(unit.symbol);
    quantities_[name] = {{"type", "string"},
                         {"pattern", "^" + std::string(decimal) + " *(" + symbols + ") *$"}};
    return reference(name);
  }

  Json map_schema(const MapField& map, bool has_bare_key) {
    return {{"type", "object"},
            {"propertyNames", reference("id")},
            {"properties",
             {{"mark", reference("mark")}, {"source", reference("source")}, {"note", reference("note")}}},
            {"additionalProperties", or_empty(value_schema(map.prototype(), has_bare_key))}};
  }

  Json list_schema(const ListField& list, bool has_bare_key) {
    Json schema = {{"type", "array"}, {"items", value_schema(list.prototype(), has_bare_key)}};
    if (list.size) schema["minItems"] = schema["maxItems"] = *list.size;
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
    if (const auto* number = std::get_if<NumberField>(&value.as))
      return figure(has_bare_key ? quantity_schema(*number) : number_schema(*number));
    if (std::holds_alternative<FlagField>(value.as)) return figure({{"type", "boolean"}});
    if (const auto* text = std::get_if<TextField>(&value.as))
      return figure(reference(text->is_identifier ? "id" : "text"));
    if (const auto* date = std::get_if<DateField>(&value.as))
      return figure(reference(date->has_time ? "local_time" : "date"));
    if (const auto* choice = std::get_if<ChoiceField>(&value.as)) return figure({{"enum", choice->names}});
    if (const auto* list = std::get_if<ListField>(&value.as)) return figure(list_schema(*list, has_bare_key));
    if (const auto* map = std::get_if<MapField>(&value.as)) return map_schema(*map, has_bare_key);
    if (const auto* tagged = std::get_if<TaggedField>(&value.as)) return tagged_schema(*tagged);
    return object_schema(std::get<ObjectField>(value.as));
  }

  Json quantities_ = Json::object();
};

/// Writes objects that stand at several places (a wind farm, a series, a cluster) once, among the
/// definitions.
class RepeatedObjects {
 public:
  explicit RepeatedObjects(const Json& schema) { count(schema); }
  void share(Json& node, Json& definitions) {
    if (is_object_schema(node) && counts_[node.dump()] > 1) {
      const auto [name, is_new] =
          names_.try_emplace(node.dump(), "object_" + std::to_string(names_.size() + 1));
      const std::string shared_name = name->second;
      if (is_new) {
        Json shared = node;
        share_children(shared, definitions);
        definitions[shared_name] = std::move(shared);
      }
      node = reference(shared_name);
      return;
    }
    share_children(node, definitions);
  }

 private:
  static bool is_object_schema(const Json& node) {
    constexpr std::size_t worth_a_name = 1500;  // characters
    return node.is_object() && node.contains("properties") && node.dump().size() > worth_a_name;
  }
  void count(const Json& node) {
    if (is_object_schema(node) && ++counts_[node.dump()] > 1) return;
    if (node.is_structured())
      for (const auto& child : node) count(child);
  }
  void share_children(Json& node, Json& definitions) {
    if (node.is_structured())
      for (auto& child : node) share(child, definitions);
  }

  std::unordered_map<std::string, int> counts_;
  std::unordered_map<std::string, std::string> names_;
};

}  // namespace

std::string json_schema(const std::function<void(Fields&)>& fields, const std::string& title) {
  Json schema = {{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                 {"title", title},
                 {"description", "A file may leave out what the files that it extends state."}};
  SchemaWriter writer;
  Json root = writer.object_schema({fields});
  root["properties"]["extends"] = {{"description", "Files to start from, relative to this one."},
                                   {"anyOf", text_or_list()}};
  schema.update(root);
  Json definitions = writer.definitions();
  RepeatedObjects repeated(schema);
  for (auto& [key, property] : schema["properties"].items()) repeated.share(property, definitions);
  schema["$defs"] = std::move(definitions);
  return schema.dump(2) + "\n";
}

}  // namespace suanwang
