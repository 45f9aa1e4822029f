#include "suanwang/scenario/schema.hpp"

#include <regex>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "scenario/toy_spec.hpp"

namespace suanwang {
namespace {

using Json = nlohmann::json;
using testing::ToySpec;

Json toy_schema() {
  ToySpec spec;
  return Json::parse(json_schema([&](Fields& f) { spec.fields(f); }, "Toy"));
}

/// The alternatives of a key, `anyOf`.
Json alternatives(const Json& schema, const std::string& key) { return schema["properties"][key]["anyOf"]; }

TEST(JsonSchema, NamesItsDraftAndTitle) {
  const Json schema = toy_schema();
  EXPECT_EQ(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
  EXPECT_EQ(schema["title"], "Toy");
  EXPECT_EQ(schema["type"], "object");
  EXPECT_EQ(schema["additionalProperties"], false);
}

TEST(JsonSchema, ListsEveryKeyWithItsHelp) {
  const Json schema = toy_schema();
  ToySpec spec;
  Fields fields;
  spec.fields(fields);
  for (const Field& field : fields.all()) {
    ASSERT_TRUE(schema["properties"].contains(field.key)) << field.key;
    EXPECT_EQ(schema["properties"][field.key]["description"],
              field.help + (field.is_required ? " Required." : ""));
  }
  for (const char* key :
       {"extends", "mark", "source", "note", "limit", "delay", "wait", "steps", "caps", "bound"})
    EXPECT_TRUE(schema["properties"].contains(key)) << key;
  EXPECT_FALSE(schema["properties"].contains("extend"));
  EXPECT_FALSE(schema["$defs"].contains("extends"));
}

TEST(JsonSchema, StatesLimitsInTheUnitOfTheKey) {
  const Json number = alternatives(toy_schema(), "limit_mw")[0];
  EXPECT_EQ(number, Json::parse(R"({"type": "number", "minimum": -5, "maximum": 5000})"));
  EXPECT_EQ(alternatives(toy_schema(), "delay_ms")[0],
            Json::parse(R"({"type": "number", "exclusiveMinimum": 0})"));
  EXPECT_EQ(alternatives(toy_schema(), "count")[0],
            Json::parse(R"({"type": "integer", "minimum": 1, "maximum": 10})"));
}

TEST(JsonSchema, TakesQuantitiesAsTheReaderDoes) {
  const Json schema = toy_schema();
  EXPECT_EQ(alternatives(schema, "limit")[0]["$ref"], "#/$defs/quantity_mw");
  const std::regex pattern(schema["$defs"]["quantity_mw"]["pattern"].get<std::string>());
  for (const char* text : {"400 MW", "0.4 GW", "-1e3 kW", "+.5MW", "5. W", "1 万千瓦"})
    EXPECT_TRUE(std::regex_match(text, pattern)) << text;
  for (const char* text :
       {"400", "010 MW", "1_000 MW", "1,000 MW", "inf MW", "400 MWh", "1.2.3 MW", "0x10 MW", "MW"})
    EXPECT_FALSE(std::regex_match(text, pattern)) << text;
  // Symbols that two dimensions share stay within each.
  const auto unit_of = [&](const std::string& name) {
    return schema["$defs"][name]["pattern"].get<std::string>();
  };
  EXPECT_TRUE(std::regex_match("1 us", std::regex(unit_of("quantity_ms"))));
  EXPECT_FALSE(std::regex_match("1 us", std::regex(unit_of("quantity_s"))));
  EXPECT_TRUE(std::regex_match("1 ms", std::regex(unit_of("quantity_s"))));
}

TEST(JsonSchema, TakesAFigureWithItsProvenanceOrNothing) {
  const Json count = alternatives(toy_schema(), "count");
  ASSERT_EQ(count.size(), 3u);
  EXPECT_EQ(count[1]["allOf"][0]["$ref"], "#/$defs/figure");
  EXPECT_EQ(count[1]["allOf"][1]["properties"]["value"], count[0]);
  EXPECT_EQ(count[2]["type"], "null");
  const Json figure = toy_schema()["$defs"]["figure"];
  EXPECT_EQ(figure["required"], Json::parse(R"(["value", "mark"])"));
  EXPECT_EQ(figure["additionalProperties"], false);
}

TEST(JsonSchema, DescribesListsMapsAndAlternatives) {
  const Json schema = toy_schema();
  const Json factors = alternatives(schema, "factors")[0];
  EXPECT_EQ(factors["type"], "array");
  EXPECT_EQ(factors["minItems"], 4);
  EXPECT_EQ(factors["maxItems"], 4);
  EXPECT_EQ(alternatives(schema, "steps")[0]["items"]["anyOf"][0]["$ref"], "#/$defs/quantity_mw");
  EXPECT_EQ(alternatives(schema, "caps")[0]["additionalProperties"]["anyOf"][0]["$ref"],
            "#/$defs/quantity_mw");
  const Json stores = alternatives(schema, "stores")[0];
  EXPECT_EQ(stores["propertyNames"]["$ref"], "#/$defs/id");
  EXPECT_TRUE(stores["additionalProperties"]["anyOf"][0]["properties"].contains("energy"));
  const Json rule = alternatives(schema, "rule");
  EXPECT_EQ(rule[0], Json::parse(R"({"enum": ["nearest", "cheapest"]})"));
  EXPECT_EQ(rule[1]["properties"]["name"]["const"], "nearest");
  EXPECT_FALSE(rule[1]["properties"].contains("load_limit"));
  EXPECT_TRUE(rule[2]["properties"].contains("load_limit"));
  EXPECT_EQ(rule[2]["additionalProperties"], false);
}

void expect_references_resolve(const Json& schema, const Json& all) {
  if (schema.is_object() && schema.contains("$ref") && schema["$ref"].is_string()) {
    const std::string prefix = "#/$defs/";
    const std::string reference = schema["$ref"];
    ASSERT_TRUE(reference.starts_with(prefix));
    EXPECT_TRUE(all["$defs"].contains(reference.substr(prefix.size()))) << reference;
  }
  for (const Json& child : schema)
    if (child.is_structured()) expect_references_resolve(child, all);
}

TEST(JsonSchema, ResolvesEveryReference) { expect_references_resolve(toy_schema(), toy_schema()); }

TEST(JsonSchema, IsTheSameEveryTime) {
  const auto text = [] {
    ToySpec spec;
    return json_schema([&](Fields& f) { spec.fields(f); });
  };
  EXPECT_EQ(text(), text());
}

TEST(ReferencePage, HasATableForEveryMapping) {
  ToySpec spec;
  spec.limit = Megawatts(12.5);
  const std::string page = reference_page([&](Fields& f) { spec.fields(f); }, "Toy reference");
  for (const char* line : {"# Toy reference\n",
                           "\n## Top level\n",
                           "\n## `stores.<id>`\n",
                           "\n## `spares[]`\n",
                           "\n## `storage`\n",
                           "\n## `rule with name: cheapest`\n",
                           "\n| `name` | id | **required** |  | Short name. |\n",
                           "\n| `title` | text | untitled |  | One line. |\n",
                           "\n| `count` | integer | 1 | a whole number, 1 to 10 | How many. |\n",
                           "\n| `limit_mw` | MW | 12.5 | -5 to 5000 MW | Import limit. |\n",
                           "\n| `wait_minutes` | min | 1 |  | Longest wait. |\n",
                           "\n| `is_open` | true or false | false |  | Whether it is open. |\n",
                           "\n| `start` | date | none |  | First day. |\n",
                           "\n| `role` | one of east, west | east |  | Side of the country. |\n",
                           "\n| `factors` | list of 4, number | none | at least 0 | By quarter. |\n",
                           "\n| `members` | list, id | none |  | Ids. |\n",
                           "\n| `caps_mw` | by id: MW | none | at least 0 MW | By place. |\n",
                           "\n| `storage` | mapping | none |  | One more. |\n",
                           "\n| `bound_s` | s | none | at least 0 s | Latest answer. |\n",
                           "\n| `rule` | one of nearest, cheapest | nearest |  | What decides. |\n",
                           "\n| `initial_charge` | number | 0.5 | 0 to 1 | Share stored at the start. |\n",
                           "\n| `load_limit` | number | 0.8 | 0 to 1 | Load \\| share that is full. |\n"})
    EXPECT_NE(page.find(line), std::string::npos) << line;
  EXPECT_EQ(page.find("name: nearest"), std::string::npos);  // it has no keys
}

}  // namespace
}  // namespace suanwang
