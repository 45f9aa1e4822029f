#include "suanwang/trace/trace_stream.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "suanwang/core/random_stream.hpp"

#include "trace_files.hpp"

namespace suanwang {
namespace {

using testing::all_jobs;
using testing::KeptJob;

constexpr const char* columns = "submit_s,run_s,accelerators,class,user\n";

std::string row(double submit_s, double run_s, double accelerators) {
  return fmt::format("{},{},{},a,u{}\n", submit_s, run_s, accelerators, static_cast<int>(submit_s) % 7);
}

/// A day of jobs, one every 100 s.
std::string a_day() {
  std::string text = columns;
  for (int i = 0; i < 864; ++i) text += row(100.0 * i, 50.0 + i % 10, 1 + i % 4);
  return text;
}

TEST(TraceStream, CountsWhatIsNotSoundByReason) {
  const testing::ScenarioFiles files;
  const auto path =
      files.write("a.csv", std::string(columns) + row(0, 10, 1) + row(-5, 10, 1) + row(1, 0, 1) +
                               row(2, -3, 1) + row(3, 10, 0) + "4,x,1,a,u\n5,1,1\n6,,1,a,u\n,7,1,a,u\n" +
                               row(8, 10, 99) + row(9, 4e9, 1) + "10,5,1,\xFF,u\n");
  TraceOptions options;
  options.most_accelerators = 64;
  TraceJobStream stream(path, options, TraceZero::first_record, 1, 0);
  EXPECT_EQ(all_jobs(stream).size(), 1u);
  EXPECT_EQ(stream.tally().records(), 12u);
  EXPECT_EQ(stream.tally().skipped(),
            (std::map<std::string, std::uint64_t>{{"submitted before the log begins", 1},
                                                  {"no run time", 2},
                                                  {"negative run time", 1},
                                                  {"no processors", 1},
                                                  {"unreadable number", 1},
                                                  {"unreadable time", 1},
                                                  {"wrong number of fields", 1},
                                                  {"more processors than the machine has", 1},
                                                  {"longer than a hundred years", 1},
                                                  {"not UTF-8 text", 1}}));
}

TEST(TraceStream, ErrorsHaveTheirPlaceAndAreTwentyAtMost) {
  const testing::ScenarioFiles files;
  TraceOptions options;
  options.reading.on_invalid = OnInvalid::error;
  const auto path = files.write(
      "a.csv", std::string(columns) + row(0, 10, 1) + row(3, 10, 0) + "4,x,1,a,u\n" + row(5, -1, 1));
  EXPECT_EQ(files.complaint([&] { all_jobs(path, options); }),
            "a.csv:3:6: no processors; correct it, or skip what is invalid\n"
            "a.csv:4:3: unreadable number; correct it, or skip what is invalid\n"
            "a.csv:5:3: negative run time; correct it, or skip what is invalid");
  std::string text = columns;
  for (int i = 0; i < 100; ++i) text += row(i, 0, 1);
  try {
    all_jobs(files.write("b.csv", text), options);
    FAIL();
  } catch (const InputError& error) {
    EXPECT_EQ(error.issues().size(), 20u);
  }
}

TEST(TraceStream, OrderIsRestoredSkippedOrDemanded) {
  const testing::ScenarioFiles files;
  const auto path = files.write(
      "a.csv", std::string(columns) + row(10, 1, 1) + row(5, 2, 1) + row(20, 3, 1) + row(20, 4, 1));
  EXPECT_EQ(files.complaint([&] { all_jobs(path); }),
            "a.csv:3:1: submitted out of order; write out_of_order: sort, which holds the trace in memory, "
            "or skip");
  TraceOptions options;
  options.out_of_order = OutOfOrder::skip;
  std::vector<KeptJob> jobs = all_jobs(path, options);
  ASSERT_EQ(jobs.size(), 3u);
  EXPECT_EQ(jobs[1].run_s(), 3.0);
  options.out_of_order = OutOfOrder::sort;
  jobs = all_jobs(path, options);
  ASSERT_EQ(jobs.size(), 4u);
  EXPECT_EQ(jobs[0].run_s(), 2.0);
  EXPECT_EQ(jobs[0].submit_s(), 0.0);  // the earliest is the start
  EXPECT_EQ(jobs[1].submit_s(), 5.0);
  EXPECT_EQ(jobs[0].user, "u5");  // texts are kept while others are read
  EXPECT_EQ(jobs[3].run_s(), 4.0);
}

TEST(TraceStreamProperty, AWindowIsAPartOfTheTrace) {
  const testing::ScenarioFiles files;
  const auto path = files.write("a.csv", a_day());
  const std::vector<KeptJob> whole = all_jobs(path);
  for (int from_h = 0; from_h < 23; from_h += 3) {
    TraceOptions options;
    options.window.from = std::chrono::hours(from_h);
    options.window.to = std::chrono::hours(from_h + 4);
    std::size_t i = 0;
    const std::vector<KeptJob> part = all_jobs(path, options);
    for (const KeptJob& each : whole) {
      if (each.submit_s() < from_h * 3600.0 || each.submit_s() >= (from_h + 4) * 3600.0) continue;
      ASSERT_LT(i, part.size());
      ASSERT_EQ(part[i].submit_s(), each.submit_s() - from_h * 3600.0);
      ASSERT_EQ(part[i++].run_s(), each.run_s());
    }
    EXPECT_EQ(i, part.size());
  }
}

TEST(TraceStreamProperty, ThinningKeepsTheShareAndNestsByShare) {
  const testing::ScenarioFiles files;
  std::string text = columns;
  for (int i = 0; i < 20'000; ++i) text += row(i, 10, 1);
  const auto path = files.write("a.csv", text);
  const auto times = [&](double share, std::uint64_t seed) {
    TraceOptions options;
    options.keep_share = share;
    std::vector<double> all;
    for (const KeptJob& each : all_jobs(path, options, seed)) all.push_back(each.submit_s());
    return all;
  };
  const auto tenth = times(0.1, 1), half = times(0.5, 1);
  EXPECT_NEAR(static_cast<double>(tenth.size()), 2000.0, 170.0);  // four standard deviations
  EXPECT_NEAR(static_cast<double>(half.size()), 10'000.0, 290.0);
  EXPECT_EQ(times(0.1, 1), tenth);
  EXPECT_NE(times(0.1, 2), tenth);
  EXPECT_TRUE(std::includes(half.begin(), half.end(), tenth.begin(), tenth.end()));
}

TEST(TraceStream, ScalesSizesRunTimesAndRates) {
  const testing::ScenarioFiles files;
  const auto path = files.write("a.csv", a_day());
  TraceOptions options;
  options.size_factor = 2.5;
  options.run_time_factor = 0.5;
  options.rate_factor = 4.0;
  const std::vector<KeptJob> whole = all_jobs(path), scaled = all_jobs(path, options);
  ASSERT_EQ(scaled.size(), whole.size());
  for (std::size_t i = 0; i < whole.size(); ++i) {
    EXPECT_EQ(scaled[i].submit_s(), whole[i].submit_s() / 4.0);
    EXPECT_EQ(scaled[i].run_s(), whole[i].run_s() / 2.0);
    EXPECT_EQ(scaled[i].job.accelerators, whole[i].job.accelerators * 2.5);
  }
}

TEST(TraceStream, TimesMayBeDates) {
  const testing::ScenarioFiles files;
  const std::vector<KeptJob> jobs = all_jobs(files.write(
      "a.csv", "submit_s,run_s,accelerators\n2024-01-01 00:00:00+08:00,5,1\n2023-12-31T16:00:02.5Z,5,1\n"));
  ASSERT_EQ(jobs.size(), 2u);
  EXPECT_EQ(jobs[1].submit_s(), 2.5);
}

}  // namespace
}  // namespace suanwang
