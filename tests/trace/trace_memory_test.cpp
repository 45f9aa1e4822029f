// Counts what the readers hold on the heap. It must not grow with the file, nor with the records read.
#include <atomic>
#include <cstdlib>
#include <fstream>
#include <new>

#include <fmt/format.h>

#include "suanwang/trace/token_trace_series.hpp"

#include "trace_files.hpp"

namespace {
std::atomic<std::uint64_t> allocations{0}, bytes{0};
}  // namespace

void* operator new(std::size_t size) {
  ++allocations;
  bytes += size;
  if (void* memory = std::malloc(size)) return memory;
  throw std::bad_alloc();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace suanwang {
namespace {

/// 50 MB of jobs, as gzip of several members so that it is made without holding it.
std::filesystem::path large(const testing::ScenarioFiles& files, const std::string& name,
                            const std::string& head, const std::function<std::string(int)>& line) {
  const auto path = files.write(name, testing::gzip(head));
  std::ofstream file(path, std::ios::binary | std::ios::app);
  std::size_t written = 0;
  for (int i = 0; written < 50'000'000;) {
    std::string text;
    while (text.size() < 4'000'000) text += line(i++);
    written += text.size();
    file << testing::gzip(text);
  }
  return path;
}

std::string swf_line(int i) {
  return fmt::format("{} {} {} {} {} -1 -1 {} {} -1 1 {} 3 -1 1 -1 -1 -1\n", i, i, i % 97, 60 + i % 1000,
                     1 + i % 64, 1 + i % 64, 3600, i % 77);
}

TEST(TraceMemory, DoesNotGrowWithTheFile) {
  const testing::ScenarioFiles files;
  const auto swf = large(files, "a.swf.gz", "; MaxProcs: 64\n", swf_line);
  const auto csv =
      large(files, "a.csv.gz", "submit_s,run_s,requested_s,accelerators,class,user\n", [](int i) {
        return fmt::format("{}.5,{},3600,{},\"class {}\",user-{}\n", i, 60 + i % 1000, 1 + i % 64, i % 5,
                           i % 99);
      });
  for (const auto& path : {swf, csv}) {
    const std::uint64_t before = bytes;
    TraceJobStream stream(path, {}, TraceZero::first_record, 1, 0);
    TraceJob job;
    for (int i = 0; i < 1000; ++i) ASSERT_TRUE(stream.next(job));
    const std::uint64_t allocations_then = allocations;
    std::uint64_t jobs = 1000;
    while (stream.next(job)) ++jobs;
    EXPECT_GT(jobs, 700'000u);
    EXPECT_LE(allocations - allocations_then, 2u) << path;  // a buffer may grow once more
    EXPECT_LT(bytes - before, 3'000'000u) << path;          // all that was ever asked for
  }
}

TEST(TraceMemory, TokensAreSummedAsTheyCome) {
  const testing::ScenarioFiles files;
  const auto path = large(files, "a.csv.gz", "TIMESTAMP,ContextTokens,GeneratedTokens\n", [](int i) {
    return fmt::format("2024-05-10 {:02}:{:02}:{:02}.1234567+00:00,{},{}\n", i / 360'000 % 24, i / 6000 % 60,
                       i / 100 % 60, 1000 + i % 777, 10);
  });
  const std::uint64_t before = bytes;
  const TokenTraceSeries series = read_token_trace(path, {}, 1h, 1, 0);
  EXPECT_GT(series.total.requests, 900'000u);
  EXPECT_LT(bytes - before, 3'000'000u);
}

}  // namespace
}  // namespace suanwang
