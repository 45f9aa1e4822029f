// How fast traces are read into records, beside getline and strtod. Run:
// build/release/tests/bench/bench_trace
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include "suanwang/core/random_stream.hpp"
#include "suanwang/trace/trace_stream.hpp"

namespace suanwang {
namespace {

constexpr int lines = 1'000'000;

/// Jobs as a log of a year has them, 63 characters a line.
std::string text_of(const char* head, const char* format) {
  std::string text = head;
  RandomStream stream(42, RandomPurpose::trace_record, 0);
  double submit_s = 0.0;
  for (int i = 0; i < lines; ++i) {
    submit_s += 30.0 * stream.exponential();
    const auto run_s = static_cast<std::int64_t>(60.0 + 86'400.0 * stream.uniform());
    fmt::format_to(std::back_inserter(text), fmt::runtime(format), fmt::arg("job", i + 1),
                   fmt::arg("submit", static_cast<std::int64_t>(submit_s)), fmt::arg("run", run_s),
                   fmt::arg("size", 1u << static_cast<unsigned>(9.0 * stream.uniform())),
                   fmt::arg("asked", 2 * run_s),
                   fmt::arg("user", static_cast<int>(900.0 * stream.uniform())));
  }
  return text;
}

const std::filesystem::path& file_of(const char* name, const char* head, const char* format) {
  static std::map<std::string, std::filesystem::path> paths;
  std::filesystem::path& path = paths[name];
  if (path.empty()) {
    path = std::filesystem::temp_directory_path() / name;
    std::ofstream(path, std::ios::binary) << text_of(head, format);
  }
  return path;
}
const std::filesystem::path& swf_file() {
  return file_of("suanwang_bench.swf", "; MaxProcs: 1024\n",
                 "{job} {submit} -1 {run} {size} -1 -1 {size} {asked} -1 1 {user} 1 12 1 1 -1 -1\n");
}
const std::filesystem::path& csv_file() {
  return file_of("suanwang_bench.csv",
                 "submit_s,run_s,requested_s,accelerators,class,user,queue,partition,job\n",
                 "{submit},{run},{asked},{size},fine_tuning,user-{user},batch,gpu,{job}\n");
}

void count(benchmark::State& state, const std::filesystem::path& path) {
  state.SetItemsProcessed(state.iterations() * lines);
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(std::filesystem::file_size(path)));
}

void read_jobs(benchmark::State& state, const std::filesystem::path& path, TraceFormat format) {
  TraceOptions options;
  options.format = format;
  for (auto _ : state) {
    TraceJobStream stream(path, options, TraceZero::first_record, 1, 0);
    double work = 0.0;
    int jobs = 0;
    for (TraceJob job; stream.next(job); ++jobs) work += job.accelerators * in_seconds(*job.run_time);
    if (jobs != lines) state.SkipWithError("jobs are missing");
    benchmark::DoNotOptimize(work);
  }
  count(state, path);
}

/// What one would write first: a line at a time, a strtod for each number.
void read_plainly(benchmark::State& state, const std::filesystem::path& path, char separator, int columns) {
  for (auto _ : state) {
    std::ifstream file(path);
    double work = 0.0;
    for (std::string line; std::getline(file, line);) {
      const char* at = line.c_str();
      double fields[18] = {};
      for (int i = 0; i < columns; ++i) {
        char* end = nullptr;
        fields[i] = std::strtod(at, &end);
        while (*end && *end != separator) ++end;
        at = *end ? end + 1 : end;
      }
      work += fields[1] + fields[3];
    }
    benchmark::DoNotOptimize(work);
  }
  count(state, path);
}

void ReadSwf(benchmark::State& state) { read_jobs(state, swf_file(), TraceFormat::swf); }
void ReadSwfPlainly(benchmark::State& state) { read_plainly(state, swf_file(), ' ', 18); }
void ReadCsv(benchmark::State& state) { read_jobs(state, csv_file(), TraceFormat::csv); }
void ReadCsvPlainly(benchmark::State& state) { read_plainly(state, csv_file(), ',', 9); }

BENCHMARK(ReadSwf)->Unit(benchmark::kMillisecond);
BENCHMARK(ReadSwfPlainly)->Unit(benchmark::kMillisecond);
BENCHMARK(ReadCsv)->Unit(benchmark::kMillisecond);
BENCHMARK(ReadCsvPlainly)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace suanwang
