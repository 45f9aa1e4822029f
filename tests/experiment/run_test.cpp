#include "suanwang/experiment/run.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <sqlite3.h>

#include "suanwang/core/error.hpp"

namespace suanwang {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

const PolicyCatalogue& known_policies() {
  static const PolicyCatalogue all = built_in_policies();
  return all;
}

LoadedScenario tutorial(std::vector<std::string> overrides = {}) {
  return load_scenario(fs::path(SUANWANG_SOURCE_DIR) / "scenarios/tutorial.yaml", overrides,
                       known_policies());
}

/// A fresh place for results, gone with the test.
class Folder {
 public:
  Folder()
      : path_(fs::path(::testing::TempDir()) /
              ::testing::UnitTest::GetInstance()->current_test_info()->name()) {
    fs::remove_all(path_);
    fs::create_directories(path_);
  }
  ~Folder() { fs::remove_all(path_); }
  fs::path operator/(const char* name) const { return path_ / name; }
  [[nodiscard]] std::size_t entries() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(path_), {}));
  }

 private:
  fs::path path_;
};

std::string content(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

Json without_wall_time(const Summary& summary) {
  Json json = Json::parse(summary.json());
  json.erase("wall_seconds");
  return json;
}

double number(const fs::path& database, const std::string& query) {
  sqlite3* handle = nullptr;
  EXPECT_EQ(sqlite3_open_v2(database.c_str(), &handle, SQLITE_OPEN_READONLY, nullptr), SQLITE_OK);
  sqlite3_stmt* statement = nullptr;
  EXPECT_EQ(sqlite3_prepare_v2(handle, query.c_str(), -1, &statement, nullptr), SQLITE_OK)
      << sqlite3_errmsg(handle);
  EXPECT_EQ(sqlite3_step(statement), SQLITE_ROW);
  const double value = sqlite3_column_double(statement, 0);
  sqlite3_finalize(statement);
  sqlite3_close(handle);
  return value;
}

TEST(Run, TheSummaryBalances) {
  const Json json = Json::parse(run_scenario(tutorial(), {.audits = true}).json());
  const auto& jobs = json["jobs"];
  EXPECT_EQ(jobs["submitted"], jobs["completed"].get<int>() + jobs["running"].get<int>() +
                                   jobs["queued"].get<int>() + jobs["rejected"].get<int>() +
                                   jobs["expired"].get<int>() + jobs["failed"].get<int>() +
                                   jobs["cancelled"].get<int>());
  const auto& energy = json["energy"];
  EXPECT_NEAR(energy["facility_twh"].get<double>(),
              energy["renewable_twh"].get<double>() + energy["storage_out_twh"].get<double>() +
                  energy["grid_twh"].get<double>(),
              1e-15);
  double hubs = 0, clusters = 0;
  for (const auto& [id, hub] : json["hubs"].items()) hubs += hub["energy"]["facility_twh"].get<double>();
  for (const auto& [id, cluster] : json["clusters"].items())
    clusters += cluster["energy"]["facility_twh"].get<double>();
  EXPECT_NEAR(hubs, energy["facility_twh"].get<double>(), 1e-15);
  EXPECT_NEAR(clusters, hubs, 1e-15);
  EXPECT_TRUE(energy["target_twh"].is_null());
}

TEST(Run, HasEveryKeyThatTheManualPromises) {
  const Json json = Json::parse(run_scenario(tutorial(), {}).json());
  for (const char* pointer : {"/scenario",
                              "/seed",
                              "/policy/route",
                              "/version",
                              "/wall_seconds",
                              "/events",
                              "/jobs/submitted",
                              "/jobs/completed",
                              "/jobs/running",
                              "/jobs/queued",
                              "/jobs/rejected",
                              "/jobs/expired",
                              "/jobs/failed",
                              "/jobs/cancelled",
                              "/energy/target_twh",
                              "/energy/national_twh",
                              "/energy/modelled_twh",
                              "/energy/it_twh",
                              "/energy/facility_twh",
                              "/energy/renewable_twh",
                              "/energy/storage_out_twh",
                              "/energy/grid_twh",
                              "/energy/shortfall_twh",
                              "/energy/curtailed_twh",
                              "/energy/calibration_factor",
                              "/green_share",
                              "/carbon/location_mt",
                              "/carbon/market_mt",
                              "/cost/energy_cny",
                              "/cost/network_cny",
                              "/cost/total_cny",
                              "/latency/p50_ms",
                              "/latency/p95_ms",
                              "/latency/p99_ms",
                              "/latency/sla_share",
                              "/wait/mean_s",
                              "/wait/p95_s",
                              "/wait/bounded_slowdown_mean",
                              "/pue",
                              "/hubs/east/energy/facility_twh",
                              "/hubs/west/green_share",
                              "/clusters/city/wait/mean_s",
                              "/clusters/plain/pue"})
    EXPECT_TRUE(json.contains(Json::json_pointer(pointer))) << pointer;
}

TEST(Run, SameSeedSameBytes) {
  const Folder folder;
  const Summary first = run_scenario(tutorial(), {.folder = folder / "a", .store_jobs = true});
  const Summary second = run_scenario(tutorial(), {.folder = folder / "b", .store_jobs = true});
  EXPECT_EQ(without_wall_time(first), without_wall_time(second));
  EXPECT_EQ(content(folder / "a" / "result.sqlite"), content(folder / "b" / "result.sqlite"));
  EXPECT_NE(without_wall_time(first), without_wall_time(run_scenario(tutorial(), {.seed = 2})));
}

TEST(Run, AnotherPolicyMeetsTheSameArrivalsAndWeather) {
  const Folder folder;
  run_scenario(tutorial(), {.folder = folder / "a", .store_jobs = true});
  run_scenario(tutorial({"policy.route=least_loaded", "policy.queue=fcfs"}),
               {.folder = folder / "b", .store_jobs = true});
  // Jobs that have not ended in one of the runs are in no row: compare those that both know.
  const std::string attach = "ATTACH '" + (folder / "b" / "result.sqlite").string() + "' AS b";
  sqlite3* handle = nullptr;
  ASSERT_EQ(sqlite3_open((folder / "a" / "result.sqlite").c_str(), &handle), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(handle, attach.c_str(), nullptr, nullptr, nullptr), SQLITE_OK);
  const auto count = [&](const char* query) {
    sqlite3_stmt* statement = nullptr;
    EXPECT_EQ(sqlite3_prepare_v2(handle, query, -1, &statement, nullptr), SQLITE_OK)
        << sqlite3_errmsg(handle);
    EXPECT_EQ(sqlite3_step(statement), SQLITE_ROW);
    const int value = sqlite3_column_int(statement, 0);
    sqlite3_finalize(statement);
    return value;
  };
  EXPECT_GT(count("SELECT count(*) FROM main.jobs JOIN b.jobs USING (job)"), 1000);
  EXPECT_EQ(count("SELECT count(*) FROM main.jobs x JOIN b.jobs y USING (job) WHERE x.submitted_s != "
                  "y.submitted_s OR x.accelerators != "
                  "y.accelerators OR x.input_gb != y.input_gb OR x.origin != y.origin"),
            0);
  EXPECT_EQ(count("SELECT count(*) FROM main.hub_interval x JOIN b.hub_interval y USING (interval, hub) "
                  "WHERE x.renewable_available_mw "
                  "!= y.renewable_available_mw"),
            0);
  EXPECT_GT(count("SELECT count(*) FROM main.jobs x JOIN b.jobs y USING (job) WHERE x.cluster != y.cluster"),
            0);
  sqlite3_close(handle);
}

TEST(Run, TheStoreHoldsWhatTheSummarySays) {
  const Folder folder;
  const Json json = Json::parse(
      run_scenario(tutorial(), {.folder = folder / "r", .store_jobs = true, .write_csv = true}).json());
  const fs::path database = folder / "r" / "result.sqlite";
  EXPECT_NEAR(number(database, "SELECT sum(load_mw - shortfall_mw) / 1e6 FROM hub_interval"),
              json["energy"]["facility_twh"], 1e-12);
  EXPECT_NEAR(number(database, "SELECT sum(grid_to_load_mw + grid_to_storage_mw) / 1e6 FROM hub_interval"),
              json["energy"]["grid_twh"], 1e-12);
  EXPECT_NEAR(number(database, "SELECT sum(energy_cost_cny) FROM hub_interval"), json["cost"]["energy_cny"],
              1e-3);
  EXPECT_EQ(number(database, "SELECT count(*) FROM interval"), 7 * 24);
  EXPECT_EQ(number(database, "SELECT count(*) FROM jobs WHERE state = 'completed'"),
            json["jobs"]["completed"]);
  EXPECT_EQ(number(database, "SELECT sum(submitted) FROM job_class"), json["jobs"]["submitted"]);
  EXPECT_NEAR(number(database, "SELECT sum(network_cny) FROM jobs"),
              json["cost"]["network_cny"].get<double>(),
              0.05 * json["cost"]["network_cny"].get<double>() + 1.0);
  EXPECT_TRUE(fs::exists(folder / "r" / "csv" / "jobs.csv"));
  EXPECT_EQ(Json::parse(content(folder / "r" / "summary.json")), json);
}

TEST(Run, AnExistingFolderIsNotOverwritten) {
  const Folder folder;
  run_scenario(tutorial(), {.folder = folder / "r"});
  const std::string before = content(folder / "r" / "summary.json");
  EXPECT_THROW(run_scenario(tutorial(), {.seed = 5, .folder = folder / "r"}), InputError);
  EXPECT_EQ(content(folder / "r" / "summary.json"), before);
  run_scenario(tutorial(), {.seed = 5, .folder = folder / "r", .overwrite = true});
  EXPECT_NE(content(folder / "r" / "summary.json"), before);
  EXPECT_EQ(folder.entries(), 1u);  // nothing is left beside it
}

TEST(Run, AnInterruptedRunLeavesNothing) {
  const Folder folder;
  const std::atomic<bool> stop{true};
  EXPECT_THROW(run_scenario(tutorial(), {.folder = folder / "r", .should_stop = &stop}), Interrupted);
  EXPECT_EQ(folder.entries(), 0u);
}

TEST(Run, ProgressRisesToTheEnd) {
  double last = 0.0;
  run_scenario(tutorial(), {.on_progress = [&](const RunProgress& progress) {
                 EXPECT_GE(progress.share, last);
                 last = progress.share;
               }});
  EXPECT_DOUBLE_EQ(last, 1.0);
}

}  // namespace
}  // namespace suanwang
