#include <algorithm>

#include <fmt/format.h>

#include "suanwang/scenario/field_reader.hpp"

#include "scenario/scenario_files.hpp"
#include "scenario/toy_spec.hpp"
#include "seeds.hpp"

namespace suanwang {
namespace {

using testing::Draw;
using testing::ScenarioFiles;
using testing::StorageToy;
using testing::ToySpec;

/// A sound specification, and one of the many ways to write it.
class AnySpec {
 public:
  explicit AnySpec(std::uint64_t seed) : draw_(seed) {
    text = "name: n" + std::to_string(seed) + "\n";
    spec.name = "n" + std::to_string(seed);
    spec.count = static_cast<std::uint32_t>(1 + draw_.below(10));
    write("count", std::to_string(spec.count));
    spec.seed = draw_.below(std::size_t{1} << 53);
    write("seed", std::to_string(spec.seed));
    spec.limit = Megawatts(draw_.within(-5, 5000));
    write_megawatts("limit", spec.limit.value());
    spec.is_open = draw_.chance(0.5);
    write("is_open", spec.is_open ? "true" : "false");
    spec.role = draw_.chance(0.5) ? testing::Role::east : testing::Role::west;
    write("role", name_of(spec.role));
    write_lists();
    for (std::size_t i = draw_.below(4); i > 0; --i) add_store("s" + std::to_string(i));
  }

  std::string text;
  ToySpec spec;

 private:
  /// All digits, so that the same double comes back.
  static std::string digits(double value) { return fmt::format("{}", value); }

  void write(const std::string& key, const std::string& value) {
    text += key + ": " + (draw_.chance(0.3) ? "{value: " + value + ", mark: O}" : value) + "\n";
  }
  void write_megawatts(const std::string& key, double value) {
    if (draw_.chance(0.5)) return write(key + "_mw", digits(value));
    write(key, "\"" + digits(value) + " MW\"");
  }
  void write_lists() {
    std::string steps;
    for (std::size_t i = draw_.below(5); i > 0; --i) {
      spec.steps.emplace_back(draw_.within(0, 9));
      steps += (steps.empty() ? "" : ", ") + digits(spec.steps.back().value());
    }
    write("steps_mw", "[" + steps + "]");
    for (int i = 0; i < 4; ++i) spec.factors.push_back(draw_.within(0, 2));
    write("factors", fmt::format("[{}]", fmt::join(spec.factors, ", ")));
  }
  void add_store(const std::string& id) {
    StorageToy store;
    store.power = Megawatts(draw_.within(0, 100));
    store.energy = MegawattHours(draw_.within(1, 100));
    if (spec.stores.empty()) text += "stores:\n";
    text += "  " + id + ":\n    power_mw: " + digits(store.power.value()) +
            "\n    energy: " + digits(store.energy.value()) + " MWh\n";
    spec.stores.entries.emplace_back(id, store);
  }

  Draw draw_;
};

TEST(ReadFieldsProperty, SpecsReadEqualToWhatWasWritten) {
  const ScenarioFiles files;
  for (const std::uint64_t seed : testing::first_seeds(500)) {
    SCOPED_TRACE(seed);
    const AnySpec given(seed);
    ToySpec spec;
    ReadResult result;
    read_fields(Document::load(files.write("a.yaml", given.text)), spec, result);
    ASSERT_EQ(InputError(result.issues).what(), std::string()) << given.text;
    EXPECT_EQ(spec.name, given.spec.name);
    EXPECT_EQ(spec.count, given.spec.count);
    EXPECT_EQ(spec.seed, given.spec.seed);
    EXPECT_EQ(spec.limit, given.spec.limit);
    EXPECT_EQ(spec.is_open, given.spec.is_open);
    EXPECT_EQ(spec.role, given.spec.role);
    EXPECT_EQ(spec.steps, given.spec.steps);
    EXPECT_EQ(spec.factors, given.spec.factors);
    ASSERT_EQ(spec.stores.ids(), given.spec.stores.ids());
    for (const auto& [id, store] : given.spec.stores) {
      EXPECT_EQ(spec.stores.find(id)->power, store.power);
      EXPECT_EQ(spec.stores.find(id)->energy, store.energy);
    }
  }
}

/// Whatever bytes a file holds, the outcome is a tree or an InputError with places inside the file.
TEST(DocumentProperty, NoTextIsMoreThanAnInputError) {
  const ScenarioFiles files;
  const std::string alphabet = "ab:-,[]{}&*!|>'\"#%@`? \n\n  \t~<1\\\x04\xE8\xB4\xB5";
  for (const std::uint64_t seed : testing::first_seeds(3000)) {
    SCOPED_TRACE(seed);
    Draw draw(seed);
    std::string text = draw.chance(0.5) ? "a: " : "";
    for (std::size_t i = draw.below(40); i > 0; --i) text += alphabet[draw.below(alphabet.size())];
    const auto path = files.write("a.yaml", text);
    try {
      EXPECT_EQ(Document::load(path).root().kind, DocumentNode::Kind::mapping);
    } catch (const InputError& error) {
      for (const Issue& issue : error.issues()) {
        EXPECT_GE(issue.line, 1) << issue.text();
        EXPECT_LE(issue.line, std::count(text.begin(), text.end(), '\n') + 2) << issue.text();
        EXPECT_GE(issue.column, 1) << issue.text();
      }
    }
  }
}

}  // namespace
}  // namespace suanwang
