#include "suanwang/report/report.hpp"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "suanwang/core/error.hpp"
#include "suanwang/experiment/compare.hpp"
#include "suanwang/experiment/run.hpp"
#include "suanwang/sweep/analysis.hpp"

#include "scratch_folder.hpp"
#include "unpack.hpp"

namespace suanwang {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

class ReportTest : public ::testing::Test {
 protected:
  /// Runs two days of the tutorial. @return Its folder.
  fs::path run(std::vector<std::string> overrides = {}) {
    overrides.insert(overrides.begin(), "time.end=2030-03-03");
    const PolicyCatalogue catalogue = built_in_policies();
    const LoadedScenario scenario =
        load_scenario(fs::path(SUANWANG_SOURCE_DIR) / "scenarios/tutorial.yaml", overrides, catalogue);
    RunOptions options;
    options.folder = scratch_ / "result";
    options.overwrite = true;
    summary_ = run_scenario(scenario, options);
    return *options.folder;
  }

  const testing::ScratchFolder scratch_;
  Summary summary_;
};

/// The data within a page.
std::string data_in(const std::string& page) {
  const std::string head = "<script id=\"data\"";
  const std::size_t element = page.find(head), from = page.find('>', element) + 1;
  return page.substr(from, page.find('<', from) - from);
}

TEST_F(ReportTest, HoldsTheSummaryAndTheHours) {
  const fs::path folder = run();
  const Json data = Json::parse(report_data(folder));
  EXPECT_EQ(data["summary"]["jobs"]["submitted"], summary_.nation.jobs.submitted);
  EXPECT_EQ(data["meta"]["scenario"], "tutorial");
  EXPECT_EQ(data["meta"]["files"][0]["path"], "tutorial.yaml");
  EXPECT_EQ(data["hubs"].size(), 2u);
  EXPECT_EQ(data["hubs"][1]["role"], "west");
  EXPECT_EQ(data["clusters"][0]["hub"], "east");
  EXPECT_EQ(data["series"]["count"], 48);
  EXPECT_EQ(data["series"]["start"], "2030-03-01T00:00");
  EXPECT_GT(data["provenance"].size(), 10u);
}

TEST_F(ReportTest, ShorterIntervalsBecomeHours) {
  const Json hourly = Json::parse(report_data(run()));
  const Json finer = Json::parse(report_data(run({"time.interval_minutes=15"})));
  EXPECT_EQ(finer["series"]["count"], 48);
  EXPECT_NEAR(finer["summary"]["energy"]["it_twh"].get<double>(),
              hourly["summary"]["energy"]["it_twh"].get<double>(), 1e-4);
}

TEST_F(ReportTest, ThePageIsWholeAndAlone) {
  const fs::path folder = run();
  const std::string page = report_of(folder);
  EXPECT_EQ(data_in(page), report_data(folder));
  EXPECT_EQ(page.find("@data@"), std::string::npos);
  EXPECT_EQ(page.find("/*@page*/"), std::string::npos);
  for (const char* outside : {"src=\"http", "href=\"http", "url(http", "@import"})
    EXPECT_EQ(page.find(outside), std::string::npos) << outside;
  EXPECT_EQ(page, report_of(folder));
}

/// Sums of a column over its days, undone from the blob as a page does it.
double sum_of(const Json& series, const Json& column) {
  const std::string bytes = from_gzip(from_base64(series["blob"].get<std::string>()));
  const std::size_t count = series["count"].get<std::size_t>() / column["every"].get<std::size_t>();
  double sum = 0.0;
  unsigned int q = 0;
  for (std::size_t i = 0; i < count; ++i) {
    q = (q + static_cast<unsigned char>(bytes[column["offset"].get<std::size_t>() + i])) % 256;
    sum += column["minimum"].get<double>() + q * column["step"].get<double>();
  }
  return sum;
}

TEST_F(ReportTest, FlowsByTheDaySumToThoseOfTheRun) {
  const fs::path folder = run();
  const Json data = Json::parse(report_data(folder));
  ASSERT_FALSE(data["flows"].empty());
  double accelerator_hours = 0.0, expected = 0.0;
  for (const Json& column : data["series"]["columns"])
    if (column["table"] == "flow" && column["name"] == "accelerators")
      accelerator_hours += 24.0 * sum_of(data["series"], column);
  for (const WorkFlow& each : summary_.flows) expected += each.accelerator_hours;
  EXPECT_GT(expected, 0.0);
  EXPECT_NEAR(accelerator_hours, expected, 0.01 * expected);  // in 255 steps
}

TEST_F(ReportTest, PoolsSumToTheirClusters) {
  const Json data = Json::parse(report_data(run()));
  ASSERT_FALSE(data["pools"].empty());
  for (const PlaceSummary& cluster : summary_.clusters) {
    std::uint32_t energised = 0;
    double busy = 0.0, for_jobs = 0.0;
    for (const PoolSummary& pool : cluster.pools) {
      energised += pool.energised;
      busy += pool.busy_hours;
      for_jobs += pool.hours - pool.held_hours;
    }
    EXPECT_GT(energised, 0u);
    EXPECT_NEAR(busy / for_jobs, cluster.accelerator_utilisation, 1e-9) << cluster.id;
  }
}

TEST_F(ReportTest, AComparisonShowsWhatItStored) {
  CompareOptions options;
  options.variants = {{"a", {}}, {"</script>", {"policy.route=cheapest"}}};
  options.overrides = {"time.end=2030-03-02"};
  options.seeds = 2;
  options.folder = scratch_ / "comparison";
  const Comparison comparison = compare_policies(fs::path(SUANWANG_SOURCE_DIR) / "scenarios/tutorial.yaml",
                                                 options, built_in_policies());
  const std::string text = report_data(*options.folder);
  EXPECT_EQ(text.find('<'), std::string::npos);
  const Json data = Json::parse(text);
  EXPECT_EQ(data["kind"], "compare");
  EXPECT_EQ(data["compare"], Json::parse(comparison.json()));
  EXPECT_EQ(data["compare"]["files"][0]["path"], "tutorial.yaml");
}

/// Of two factors, two seeds and one metric, one run of which failed.
SweepResult small_sweep() {
  SweepResult result;
  SweepPlan& plan = result.plan;
  plan.name = "small";
  plan.policies = {""};
  plan.seeds.count = 2;
  plan.metrics = {{"y", "what is asked", "CNY", Better::less, "", true},
                  {"hidden", "", "", Better::more, "", false}};
  plan.factors = {{"wind", "", {"k"}, true, {"1", "2"}}, {"kind", "", {"k"}, false, {"old", "new"}}};
  plan.points = {{"1", "old"}, {"2", "old"}, {"1", "new"}, {"2", "new"}};
  for (std::size_t i = 0; i < plan.points.size(); ++i) {
    plan.variants.push_back({i, 0, "s.yaml", {}});
    for (std::uint64_t seed = 1; seed <= 2; ++seed) {
      SweepRun run{{i, seed}};
      if (i == 3 && seed == 2)
        run.error = "no <room>";
      else
        run.values = {static_cast<double>(10 * i + seed), 0.0};
      result.runs.emplace(run.key, run);
    }
  }
  return result;
}

TEST_F(ReportTest, ASweepShowsItsVariantsAndItsAnalysis) {
  const SweepResult result = small_sweep();
  fs::create_directories(scratch_ / "sweep");
  write_sweep_result(scratch_ / "sweep", result.plan, result.runs);
  const Json data = Json::parse(report_data(scratch_ / "sweep"));
  EXPECT_EQ(data["kind"], "sweep");
  EXPECT_EQ(data["variants_total"], 4);
  EXPECT_EQ(data["variants"][1]["values"], Json::parse(R"([2.0, "old"])"));
  EXPECT_EQ(data["variants"][1]["means"], Json::parse("[11.5]"));  // of the metric that is shown
  EXPECT_EQ(data["variants"][3]["means"], Json::parse("[31.0]"));  // of the run that went well
  EXPECT_EQ(data["variants"][3]["failed"], 1);
  EXPECT_EQ(data["failures"][0]["message"], "no <room>");
  EXPECT_EQ(data["analysis"], Json::parse(analysis_json(result, {0})));
}

TEST_F(ReportTest, APathwayShowsItsYears) {
  const fs::path year = run();
  const fs::path folder = scratch_ / "pathway";
  fs::create_directories(folder);
  fs::rename(year, folder / "2030");
  std::ofstream(folder / "pathway.json") << R"({"pathway": "p", "years": [{"year": 2030}]})";
  const Json data = Json::parse(report_data(folder));
  EXPECT_EQ(data["kind"], "pathway");
  EXPECT_EQ(data["hubs"][1]["id"], "west");
  std::ofstream(folder / "pathway.json") << R"({"years": []})";
  EXPECT_THROW(static_cast<void>(report_data(folder)), InputError);
}

TEST_F(ReportTest, AMapIsOfARunAlone) {
  std::ofstream(scratch_ / "map.json")
      << R"({"type": "LineString", "coordinates": [[100.00049, 30], [101, 31, 5]]})";
  const Json data = Json::parse(report_data(run(), scratch_ / "map.json"));
  EXPECT_EQ(data["map"]["geometries"][0]["coordinates"], Json::parse("[[100.0, 30.0], [101.0, 31.0]]"));
  const SweepResult result = small_sweep();
  fs::create_directories(scratch_ / "sweep");
  write_sweep_result(scratch_ / "sweep", result.plan, result.runs);
  EXPECT_THROW(static_cast<void>(report_data(scratch_ / "sweep", scratch_ / "map.json")), InputError);
}

TEST_F(ReportTest, HostileNamesStayInTheData) {
  const fs::path folder = run({"title='</script><script>alert(1)</script>'"});
  const std::string page = report_of(folder);
  EXPECT_EQ(page.find("<script>alert(1)"), std::string::npos);
  EXPECT_EQ(Json::parse(data_in(page))["meta"]["title"], "</script><script>alert(1)</script>");
}

TEST_F(ReportTest, WhatIsNoResultIsRefused) {
  EXPECT_THROW(static_cast<void>(report_of(scratch_ / "nowhere")), InputError);
  EXPECT_THROW(static_cast<void>(report_of(scratch_.path())), InputError);
  const fs::path folder = run();
  std::ofstream(folder / "summary.json") << "{";
  EXPECT_THROW(static_cast<void>(report_of(folder)), InputError);
  std::ofstream(folder / "summary.json") << "{}";
  std::ofstream(folder / "result.sqlite") << "no database, but long enough to look like one to a hurried eye";
  EXPECT_THROW(static_cast<void>(report_of(folder)), InputError);
}

}  // namespace
}  // namespace suanwang
