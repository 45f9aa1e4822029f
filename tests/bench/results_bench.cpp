// What results cost: the same run without them, with them, with a row per job and its CSV; and its report.
// Run: build/bench/tests/bench/bench_results
#include <cstdlib>
#include <filesystem>

#include <benchmark/benchmark.h>

#include "suanwang/experiment/run.hpp"
#include "suanwang/report/report.hpp"

#include "national.hpp"

namespace suanwang {
namespace {

/// Gone when the program ends.
class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "suanwang-bench-XXXXXX").string();
    if (!mkdtemp(name.data())) std::abort();
    path_ = name;
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] std::filesystem::path result() const { return path_ / "result"; }

 private:
  std::filesystem::path path_;
};

const std::filesystem::path& result_folder() {
  static const Folder folder;
  static const std::filesystem::path result = folder.result();
  return result;
}

enum Kept : std::int64_t { nothing, summary_and_hours, rows_of_jobs, csv_too };

/// A month of 2030 mid.
Summary run_month(Kept kept) {
  static const LoadedScenario scenario =
      china_2030_mid({"time.end=2030-02-01", "power_scenario.calibration=none"});
  RunOptions options;
  if (kept != nothing) options.folder = result_folder();
  options.overwrite = true;
  options.store_jobs = kept >= rows_of_jobs;
  options.write_csv = kept == csv_too;
  return run_scenario(scenario, options);
}

void month_with_results(benchmark::State& state) {
  double records = 0.0;
  for (auto _ : state) records = static_cast<double>(run_month(static_cast<Kept>(state.range(0))).events);
  constexpr const char* labels[] = {"nothing kept", "summary and hours", "rows of jobs", "rows and CSV"};
  state.SetLabel(labels[state.range(0)]);
  state.counters["events"] = records;
}
BENCHMARK(month_with_results)->DenseRange(nothing, csv_too)->Unit(benchmark::kMillisecond);

void report_of_a_month(benchmark::State& state) {
  run_month(summary_and_hours);
  std::size_t bytes = 0;
  for (auto _ : state) bytes = report_of(result_folder()).size();
  state.counters["bytes"] = static_cast<double>(bytes);
}
BENCHMARK(report_of_a_month)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace suanwang
