#include "suanwang/scenario/scenario_reader.hpp"

#include <fstream>
#include <thread>

#include <gtest/gtest.h>

#include "suanwang/core/error.hpp"

#include "scratch_folder.hpp"

namespace suanwang {
namespace {

namespace fs = std::filesystem;

class ScenarioReaderTest : public ::testing::Test {
 protected:
  ScenarioReaderTest() {
    std::ofstream series(folder_ / "wind.csv");
    series << "hour,share\n";
    for (int hour = 0; hour < 168; ++hour) series << hour << ",0." << hour % 10 << "\n";
    std::ofstream(folder_ / "s.yaml")
        << "extends: "
        << (fs::path(SUANWANG_SOURCE_DIR) / "scenarios/tutorial.yaml").lexically_relative(folder_).string()
        << "\nname: s\nhubs: {west: {latitude_deg: {value: 41.5, mark: O}}}\n";
  }

  [[nodiscard]] ScenarioReader reader() const {
    return {folder_ / "s.yaml", catalogue_, std::make_shared<InputFiles>()};
  }

  const testing::ScratchFolder scratch_;
  const fs::path folder_ = scratch_.path();
  const PolicyCatalogue catalogue_ = built_in_policies();
};

TEST_F(ScenarioReaderTest, LoadsWhatLoadScenarioLoads) {
  const std::vector<std::string> overrides{"seed=5", "hubs.west.supply.wind.contracted_mw=7"};
  const LoadedScenario read = reader().load(overrides);
  const LoadedScenario loaded = load_scenario(folder_ / "s.yaml", overrides, catalogue_);
  EXPECT_EQ(read.spec.seed, loaded.spec.seed);
  EXPECT_EQ(read.spec.hubs.find("west")->supply.wind->contracted, Megawatts(7));
  EXPECT_EQ(read.files, loaded.files);
  EXPECT_EQ(read.provenance.size(), loaded.provenance.size());
}

TEST_F(ScenarioReaderTest, OverridesOfOneLoadDoNotReachTheNext) {
  const ScenarioReader one = reader();
  EXPECT_EQ(one.load({"seed=5"}).spec.seed, 5u);
  EXPECT_EQ(one.load({}).spec.seed, 1u);
}

TEST_F(ScenarioReaderTest, FindsNumbersWithAndWithoutProvenance) {
  using Numbers = std::vector<std::optional<double>>;
  EXPECT_EQ(reader().numbers_at(
                {"hubs.west.latitude_deg", "tariffs.flat.ratio[3]", "clusters.city.cooling.annual_pue",
                 "name", "hubs.north", "hubs.west", "clusters..city"},
                {}),
            (Numbers{41.5, 1.0, 1.3, std::nullopt, std::nullopt, std::nullopt, std::nullopt}));
  EXPECT_EQ(reader().numbers_at({"seed"}, {"seed=9"}), Numbers{9.0});
}

TEST_F(ScenarioReaderTest, TheDigestTellsContentsApart) {
  const std::string plain = reader().load({}).digest;
  EXPECT_EQ(plain, reader().load({}).digest);
  EXPECT_EQ(plain.size(), 64u);
  EXPECT_NE(plain, reader().load({"seed=2"}).digest);
  EXPECT_EQ(reader().load({"seed=2"}).digest, reader().load({"seed=3", "seed=2"}).digest);
  const std::vector<std::string> with_series{"hubs.west.supply.wind={contracted: 12 MW, series: {file: " +
                                                 (folder_ / "wind.csv").string() + ", column: share}}",
                                             "time.end=2030-03-08"};
  // Times of the file are hours of a year: they do not cover the week.
  EXPECT_THROW(static_cast<void>(reader().load(with_series)), InputError);
  std::ofstream series(folder_ / "wind.csv");
  series << "time,share\n";
  for (int day = 1; day < 8; ++day)
    for (int hour = 0; hour < 24; ++hour)
      series << "2030-03-0" << day << ' ' << hour / 10 << hour % 10 << ":00,0.5\n";
  series.close();
  const std::string before = reader().load(with_series).digest;
  std::string content;
  {
    std::ifstream file(folder_ / "wind.csv");
    content.assign(std::istreambuf_iterator<char>(file), {});
  }
  content.replace(content.rfind("0.5"), 3, "0.6");
  std::ofstream(folder_ / "wind.csv") << content;
  EXPECT_NE(before, reader().load(with_series).digest);
}

TEST_F(ScenarioReaderTest, ManyThreadsMayLoadAtOnce) {
  const ScenarioReader one = reader();
  std::vector<std::string> digests(8);
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < digests.size(); ++i)
      threads.emplace_back([&, i] { digests[i] = one.load({"seed=" + std::to_string(i / 2)}).digest; });
  }
  for (std::size_t i = 0; i < digests.size(); i += 2) EXPECT_EQ(digests[i], digests[i + 1]);
  EXPECT_NE(digests[0], digests[2]);
}

TEST_F(ScenarioReaderTest, WhatIsWrongIsSaidEachTime) {
  const ScenarioReader one = reader();
  for (int i = 0; i < 2; ++i) EXPECT_THROW(static_cast<void>(one.load({"hubs.west.latitude=3"})), InputError);
  EXPECT_NO_THROW(static_cast<void>(one.load({})));
}

TEST(InputFilesTest, ReadsASeriesOnce) {
  const testing::ScratchFolder folder;
  const fs::path file = folder / "x.csv";
  const auto write = [&](const char* value) {
    std::ofstream stream(file);
    stream << "time,x\n";
    for (int hour = 0; hour < 24; ++hour)
      stream << "2030-01-01 " << hour / 10 << hour % 10 << ":00," << value << "\n";
  };
  write("1");
  InputFiles inputs;
  const CivilCalendar calendar(std::chrono::year(2030) / 1 / 1, std::chrono::year(2030) / 1 / 2, 1h);
  const CsvSeriesSource source{file, "x", "", 8h};
  EXPECT_EQ(inputs.series(source, {}, calendar)[3], 1.0);
  write("2");
  EXPECT_EQ(inputs.series(source, {}, calendar)[3], 1.0);          // from memory
  EXPECT_EQ(inputs.series(source, {0.0, 9.0}, calendar)[3], 2.0);  // another question
  EXPECT_EQ(InputFiles().series(source, {}, calendar)[3], 2.0);
}

TEST(DocumentText, TellsValuesApart) {
  const auto text = [](const std::vector<std::string>& overrides) {
    return text_of(Document::of_overrides(overrides).root());
  };
  EXPECT_EQ(text({"a.b=1", "c=[1, 2]"}), text({"a={b: 1}", "c=[1,2]"}));
  for (const auto& [one, other] : {std::pair{"a=1", "a=2"}, std::pair{"a=1", "a='1'"},
                                   std::pair{"a=[1, 2]", "a=[12]"}, std::pair{"a={b: c}", "a='{b: c}'"},
                                   std::pair{"a=[[1], 2]", "a=[[1, 2]]"}, std::pair{"a=x,1:y=1:z", "a.x=z"}})
    EXPECT_NE(text({one}), text({other})) << one;
}

}  // namespace
}  // namespace suanwang
