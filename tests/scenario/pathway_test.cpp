#include "suanwang/scenario/pathway.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "suanwang/core/error.hpp"

#include "scenario_files.hpp"

namespace suanwang {
namespace {

const PolicyCatalogue& catalogue() {
  static const PolicyCatalogue all = built_in_policies();
  return all;
}

std::filesystem::path shipped(const std::string& name) {
  return std::filesystem::path(SUANWANG_SOURCE_DIR) / "scenarios" / (name + ".yaml");
}

ScenarioSpec spec(const std::string& name) { return load_scenario(shipped(name), {}, catalogue()).spec; }

TEST(Pathway, EndsAreTheAnchorsAndTheyCannotMoveFurther) {
  const ScenarioSpec from = spec("china-2024"), to = spec("china-2030-mid");
  const ScenarioSpec start = between(from, to, 0.0), end = between(from, to, 1.0);
  EXPECT_DOUBLE_EQ(start.growth.smart_compute, from.growth.smart_compute);
  EXPECT_NEAR(end.growth.smart_compute, to.growth.smart_compute, 1e-12);
  EXPECT_EQ(end.tokens->demand_series.find("end_2030")->demand,
            to.tokens->demand_series.find("end_2030")->demand);
  EXPECT_EQ(end.job_classes.find("batch_inference")->bundle, to.job_classes.find("batch_inference")->bundle);
}

TEST(Pathway, SharesMoveAlongALineAndAllElseByTheSamePercentage) {
  const ScenarioSpec half = between(spec("china-2024"), spec("china-2030-mid"), 0.5);
  EXPECT_NEAR(half.growth.smart_compute, std::sqrt(0.3 * 10), 1e-12);
  EXPECT_NEAR(in_terawatt_hours(half.power_scenario->data_centres), std::sqrt(165.5 * 400), 1e-9);
  EXPECT_NEAR(half.tokens->serving_share, 0.39, 1e-12);  // from 0.10 to 0.68
  double mix = 0.0;
  for (const auto& [chip, share] : *half.chip_mixes.find("fleet")) mix += share;
  EXPECT_NEAR(mix, 1.0, 1e-12);
  EXPECT_NEAR(*half.chip_mixes.find("fleet")->find("ascend_950"), 0.2, 1e-12);
  EXPECT_NEAR(half.hubs.find("gs")->supply.direct->line_limit.value(), 200, 1e-12);  // from 0
  EXPECT_EQ(half.job_classes.find("fine_tuning")->bundle, 3u);                       // sqrt(12), whole
}

TEST(Pathway, EveryYearReadsTheTokensOfTheLaterAnchor) {
  const ScenarioSpec from = spec("china-2025"), to = spec("china-2030-high");
  ASSERT_NE(from.tokens->demand_series.find("end_2030")->demand,
            to.tokens->demand_series.find("end_2030")->demand);
  const ScenarioSpec early = between(from, to, 0.2);
  EXPECT_EQ(early.tokens->demand_series.find("end_2030")->demand,
            to.tokens->demand_series.find("end_2030")->demand);
}

TEST(Pathway, LeavesItsAnchorsAsTheyWere) {
  const ScenarioSpec from = spec("china-2024"), to = spec("china-2030-mid");
  static_cast<void>(between(from, to, 0.5));
  EXPECT_DOUBLE_EQ(from.growth.smart_compute, 0.3);
  EXPECT_DOUBLE_EQ(to.growth.smart_compute, 10);
}

TEST(Pathway, NamesWhatOnlyOneAnchorHas) {
  ScenarioSpec from = spec("china-2024");
  ScenarioSpec to = from;
  to.hubs.entries[1].second.supply.hydro = HydroSpec();
  to.chips.entries.pop_back();
  try {
    static_cast<void>(between(from, to, 0.5));
    FAIL() << "they were joined";
  } catch (const InputError& error) {
    const std::string text = error.what();
    EXPECT_NE(text.find("hubs.yrd.supply.hydro"), std::string::npos) << text;
    EXPECT_NE(text.find("chips.domestic_other"), std::string::npos) << text;
  }
}

TEST(Pathway, LoadsSevenSoundYears) {
  ASSERT_TRUE(is_pathway(shipped("china-2024-2030-mid")));
  ASSERT_FALSE(is_pathway(shipped("china-2030-mid")));
  const Pathway pathway = load_pathway(shipped("china-2024-2030-mid"), {}, catalogue());
  ASSERT_EQ(pathway.years.size(), 7u);
  for (std::size_t i = 0; i < 7; ++i) {
    EXPECT_EQ(pathway.years[i].year, 2024 + static_cast<int>(i));
    const std::chrono::year_month_day start(pathway.years[i].scenario.spec.time.start);
    EXPECT_EQ(static_cast<int>(start.year()), pathway.years[i].year);
  }
  EXPECT_TRUE(pathway.years[1].is_anchor);
  EXPECT_FALSE(pathway.years[2].is_anchor);
}

TEST(Pathway, RefusesWrongFiles) {
  const testing::ScenarioFiles files;
  const std::string head = "suanwang: 1\nname: road\nanchors:\n";
  const auto complaint = [&](const std::string& text) {
    const auto path = files.write("road.yaml", head + text);
    return files.complaint([&] { static_cast<void>(load_pathway(path, {}, catalogue())); });
  };
  EXPECT_NE(complaint("  - {year: 2024, scenario: a.yaml}\n").find("fewer than two"), std::string::npos);
  EXPECT_NE(complaint("  - {year: 2030, scenario: a.yaml}\n  - {year: 2024, scenario: b.yaml}\n")
                .find("write the years in order"),
            std::string::npos);
  EXPECT_NE(complaint("  - {year: 2024, scenario: none.yaml}\n  - {year: 2030, scenario: b.yaml}\n")
                .find("none.yaml"),
            std::string::npos);
  EXPECT_NE(complaint("  - {yaer: 2024, scenario: a.yaml}\n").find("did you mean 'year'?"),
            std::string::npos);
}

}  // namespace
}  // namespace suanwang
