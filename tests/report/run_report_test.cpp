#include "suanwang/report/run_report.hpp"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "suanwang/core/error.hpp"
#include "suanwang/experiment/run.hpp"

#include "scratch_folder.hpp"
#include "unpack.hpp"

namespace suanwang {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

class RunReportTest : public ::testing::Test {
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

TEST_F(RunReportTest, HoldsTheSummaryAndTheHours) {
  const fs::path folder = run();
  const Json data = Json::parse(run_report_data(folder));
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

TEST_F(RunReportTest, ShorterIntervalsBecomeHours) {
  const Json hourly = Json::parse(run_report_data(run()));
  const Json finer = Json::parse(run_report_data(run({"time.interval_minutes=15"})));
  EXPECT_EQ(finer["series"]["count"], 48);
  EXPECT_NEAR(finer["summary"]["energy"]["it_twh"].get<double>(),
              hourly["summary"]["energy"]["it_twh"].get<double>(), 1e-4);
}

TEST_F(RunReportTest, ThePageIsWholeAndAlone) {
  const fs::path folder = run();
  const std::string page = run_report(folder);
  EXPECT_EQ(data_in(page), run_report_data(folder));
  EXPECT_EQ(page.find("@data@"), std::string::npos);
  EXPECT_EQ(page.find("/*@page*/"), std::string::npos);
  for (const char* outside : {"src=\"http", "href=\"http", "url(http", "@import"})
    EXPECT_EQ(page.find(outside), std::string::npos) << outside;
  EXPECT_EQ(page, run_report(folder));
}

TEST_F(RunReportTest, HostileNamesStayInTheData) {
  const fs::path folder = run({"title='</script><script>alert(1)</script>'"});
  const std::string page = run_report(folder);
  EXPECT_EQ(page.find("<script>alert(1)"), std::string::npos);
  EXPECT_EQ(Json::parse(data_in(page))["meta"]["title"], "</script><script>alert(1)</script>");
}

TEST_F(RunReportTest, WhatIsNoResultIsRefused) {
  EXPECT_THROW(static_cast<void>(run_report(scratch_ / "nowhere")), InputError);
  const fs::path folder = run();
  std::ofstream(folder / "summary.json") << "{";
  EXPECT_THROW(static_cast<void>(run_report(folder)), InputError);
  std::ofstream(folder / "summary.json") << "{}";
  std::ofstream(folder / "result.sqlite") << "no database, but long enough to look like one to a hurried eye";
  EXPECT_THROW(static_cast<void>(run_report(folder)), InputError);
}

}  // namespace
}  // namespace suanwang
