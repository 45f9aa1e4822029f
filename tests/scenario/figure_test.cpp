#include "suanwang/scenario/field_reader.hpp"

#include "scenario/scenario_files.hpp"
#include "scenario/toy_spec.hpp"

namespace suanwang {
namespace {

using testing::Fault;
using testing::ScenarioFiles;
using testing::ToySpec;

ReadResult read(const ScenarioFiles& files, const std::string& keys, ToySpec& spec) {
  ReadResult result;
  read_fields(Document::load(files.write("a.yaml", "name: toy\n" + keys)), spec, result);
  return result;
}

/// One line a figure: "limit_mw=400 O [S1, S2] note @2:12".
std::vector<std::string> provenance_of(const std::string& keys) {
  const ScenarioFiles files;
  ToySpec spec;
  const ReadResult result = read(files, keys, spec);
  EXPECT_EQ(InputError(result.issues).what(), std::string());
  std::vector<std::string> lines;
  for (const Provenance& each : result.provenance)
    lines.push_back(each.key_path + "=" + each.value + " " + each.mark + " [" + each.sources + "] " +
                    each.note + "@" + std::to_string(each.place.line) + ":" +
                    std::to_string(each.place.column));
  return lines;
}

using Lines = std::vector<std::string>;

TEST(Figure, StatesItsOriginInPlace) {
  EXPECT_EQ(provenance_of("limit_mw: {value: 400, mark: O, source: [S1, S2], note: June}\n"),
            Lines{"limit_mw=400 O [S1, S2] June@2:19"});
  EXPECT_EQ(provenance_of("limit: {value: 0.4 GW, mark: R-M}\n"), Lines{"limit=0.4 GW R-M [] @2:16"});
}

TEST(Figure, MayBeOfEveryKind) {
  const ScenarioFiles files;
  ToySpec spec;
  const ReadResult result = read(
      files,
      "title: {value: x, mark: O}\nis_open: {value: true, mark: O}\nstart: {value: 2030-01-01, mark: O}\n"
      "role: {value: west, mark: O}\nfactors: {value: [1, 2, 3, 4], mark: O}\nmembers: {value: [a], mark: "
      "O}\n"
      "caps_mw: {a: {value: 3, mark: O}}\nwait: {value: 2 h, mark: O}\n",
      spec);
  EXPECT_EQ(InputError(result.issues).what(), std::string());
  EXPECT_EQ(spec.title, "x");
  EXPECT_TRUE(spec.is_open);
  EXPECT_EQ(spec.role, testing::Role::west);
  EXPECT_EQ(spec.factors.size(), 4u);
  EXPECT_EQ(spec.members.size(), 1u);
  EXPECT_EQ(*spec.caps.find("a"), Megawatts(3));
  EXPECT_EQ(spec.wait, 2h);
}

TEST(Figure, IsRecordedWhetherItsOriginIsStatedOrNot) {
  EXPECT_EQ(provenance_of("count: 2\ntitle: not a figure\n"), Lines{"count=2  [] @2:8"});
}

TEST(Figure, OfAListIsOne) {
  EXPECT_EQ(provenance_of("factors: [1, 2, 3, 4]\nsteps: {value: [1 MW], mark: I}\nmembers: [a]\n"),
            (Lines{"factors=[4 figures]  [] @2:10", "steps=[1 figures] I [] @3:16"}));
}

TEST(Figure, OfAListIsFollowedByElementsWithAnOriginOfTheirOwn) {
  EXPECT_EQ(provenance_of("factors: [1, {value: 2, mark: E, source: S4}, 3, 4]\n"),
            (Lines{"factors[1]=2 E [S4] @2:22", "factors=[4 figures]  [] @2:10"}));
}

TEST(Figure, InheritsFromTheMappingsAroundIt) {
  EXPECT_EQ(
      provenance_of("mark: R\nsource: S1\nnote: all\ncount: 2\n"
                    "storage:\n  mark: E\n  source: S2\n  power_mw: 1\n  energy_mwh: {value: 2, mark: O}\n"
                    "stores:\n  source: S3\n  a: {power_mw: 1, energy_mwh: 2, note: one}\n"
                    "rule: {name: cheapest, load_limit: 0.5, mark: I}\n"),
      (Lines{"count=2 R [S1] all@5:8", "stores.a.power_mw=1 R [S3] one@13:17",
             "stores.a.energy_mwh=2 R [S3] one@13:32", "storage.power_mw=1 E [S2] @9:13",
             "storage.energy_mwh=2 O [] @10:23", "rule.load_limit=0.5 I [] @14:36"}));
}

class FaultyFigure : public ::testing::TestWithParam<Fault> {};

TEST_P(FaultyFigure, IsReportedWithPlaceAndRemedy) {
  const ScenarioFiles files;
  ToySpec spec;
  EXPECT_EQ(files.plain(InputError(read(files, GetParam().text, spec).issues).what()), GetParam().message);
}

INSTANTIATE_TEST_SUITE_P(
    Figures, FaultyFigure,
    ::testing::Values(
        Fault{"WithoutMark", "count: {value: 1}\n",
              "a.yaml:2:8: count: a value with its provenance lacks its mark; add mark: O, R, E or I, with "
              "-M if from memory"},
        Fault{"WithoutValue", "count: {mark: O}\n",
              "a.yaml:2:8: count: found a mapping without 'value'; write a value, or {value: ..., mark: ..., "
              "source: ...}"},
        Fault{
            "UnknownMark", "count: {value: 1, mark: X}\n",
            "a.yaml:2:25: count.mark: 'X' is not a confidence mark; allowed: O, R, E, I, O-M, R-M, E-M, I-M"},
        Fault{"UnknownMarkOfMapping", "storage: {power_mw: 1, energy_mwh: 1, mark: M}\n",
              "a.yaml:2:45: storage.mark: 'M' is not a confidence mark; allowed: O, R, E, I, O-M, R-M, E-M, "
              "I-M"},
        Fault{"UnknownKey", "count: {value: 1, mark: O, sorce: S1}\n",
              "a.yaml:2:28: count.sorce: unknown key; did you mean 'source'? allowed: value, mark, source, "
              "note"},
        Fault{"SourceIsAMapping", "count: {value: 1, mark: O, source: {a: 1}}\n",
              "a.yaml:2:36: count.source: found a mapping; write one source, or a list of them"},
        Fault{"SourcesInLists", "count: {value: 1, mark: O, source: [[S1]]}\n",
              "a.yaml:2:36: count.source: found a list; write one source, or a list of them"},
        Fault{"NoteIsAList", "note: [x]\n", "a.yaml:2:7: note: found a list; write text"},
        Fault{"ValueIsAMapping", "count: {value: {value: 1}, mark: O}\n",
              "a.yaml:2:16: count.value: found a mapping; write the value alone"},
        Fault{"WrongValue", "count: {value: 0, mark: O}\n",
              "a.yaml:2:16: count: 0 is below 1; allowed: a whole number, 1 to 10"},
        Fault{"EmptyValue", "count: {value: , mark: O}\n",
              "a.yaml:2:9: count: found nothing; write a number"}),
    testing::name_of_fault);

}  // namespace
}  // namespace suanwang
