#include "suanwang/experiment/replay.hpp"

#include <filesystem>

#include <gtest/gtest.h>

#include "suanwang/core/error.hpp"

namespace suanwang {
namespace {

const PolicyCatalogue& built_in() {
  static const PolicyCatalogue all = built_in_policies();
  return all;
}

SwfJob job(std::int64_t submit_s, std::uint32_t run_s, std::uint32_t processors, std::uint32_t requested_s) {
  return {submit_s, run_s, requested_s, processors, 0};
}

ReplaySummary replayed(const SwfLog& log, std::uint32_t processors, const std::string& queue,
                       bool exact = false) {
  ReplayOptions options;
  options.processors = processors;
  options.queue = queue;
  options.exact_estimates = exact;
  return replay(log, "log", built_in(), options);
}

// Four processors: A takes all to 10, B needs all, C one for 5 s: C waits for B under FCFS and passes it
// under EASY only if B is not delayed, which on a full machine it never can be here.
TEST(Replay, AnswersByHand) {
  SwfLog log;
  log.has_requests = true;
  log.jobs = {job(0, 10, 3, 10), job(0, 10, 4, 10), job(1, 5, 1, 5)};
  const ReplaySummary fcfs = replayed(log, 4, "fcfs");
  EXPECT_DOUBLE_EQ(fcfs.mean_wait_s, (0 + 10 + 19) / 3.0);
  EXPECT_DOUBLE_EQ(fcfs.makespan_s, 25);
  const ReplaySummary easy = replayed(log, 4, "easy_backfill");
  EXPECT_DOUBLE_EQ(easy.mean_wait_s, (0 + 10 + 0) / 3.0);
  EXPECT_DOUBLE_EQ(easy.makespan_s, 20);
  EXPECT_DOUBLE_EQ(easy.utilisation, (30.0 + 40 + 5) / (4 * 20));
  EXPECT_DOUBLE_EQ(easy.max_bounded_slowdown, 2.0);  // (10 + 10) / 10
  EXPECT_DOUBLE_EQ(easy.mean_flow_time_s, (10 + 20 + 5) / 3.0);
}

TEST(Replay, AQueueThatPlansNeedsEstimates) {
  SwfLog log;
  log.jobs = {job(0, 10, 3, 0)};
  EXPECT_THROW(static_cast<void>(replayed(log, 4, "easy_backfill")), InputError);
  EXPECT_NO_THROW(static_cast<void>(replayed(log, 4, "easy_backfill", true)));
  EXPECT_NO_THROW(static_cast<void>(replayed(log, 4, "fcfs")));
  EXPECT_THROW(static_cast<void>(replayed(log, 4, "eazy")), InputError);
}

std::filesystem::path published(const char* name) {
  return std::filesystem::path(SUANWANG_DATA_DIR) / "jobs" / name;
}

// The figures of an independent implementation, beside the logs.
TEST(ReplayValidation, HpcTwoNorthToTheDigit) {
  if (!std::filesystem::exists(published("hpc2n-2002-3k.swf.gz")))
    GTEST_SKIP() << "no public logs at " << SUANWANG_DATA_DIR;
  const SwfLog log = read_swf(published("hpc2n-2002-3k.swf.gz"), {240});
  EXPECT_EQ(log.jobs.size(), 3145u);
  const ReplaySummary fcfs = replayed(log, 240, "fcfs");
  EXPECT_EQ(fcfs.processor_seconds, 502'018'364);
  EXPECT_NEAR(fcfs.mean_wait_s, 5588.6343, 0.00005);
  EXPECT_NEAR(fcfs.mean_bounded_slowdown, 47.0382, 0.00005);
  EXPECT_EQ(fcfs.makespan_s, 5'309'576);
  const ReplaySummary easy = replayed(log, 240, "easy_backfill");
  EXPECT_NEAR(easy.mean_wait_s, 3470.19, 0.005);
  EXPECT_NEAR(easy.mean_bounded_slowdown, 16.214, 0.0005);
  EXPECT_EQ(easy.makespan_s, 5'282'045);
  const ReplaySummary exact = replayed(log, 240, "easy_backfill", true);
  EXPECT_NEAR(exact.mean_wait_s, 3365.38, 0.005);
  EXPECT_NEAR(exact.mean_bounded_slowdown, 15.832, 0.0005);
}

TEST(ReplayValidation, NasaToTheDigit) {
  if (!std::filesystem::exists(published("nasa-ipsc-1993-cln.swf.gz")))
    GTEST_SKIP() << "no public logs at " << SUANWANG_DATA_DIR;
  SwfLog log = read_swf(published("nasa-ipsc-1993-cln.swf.gz"), {128});
  EXPECT_EQ(log.jobs.size(), 18'066u);
  const ReplaySummary fcfs = replayed(log, 128, "fcfs");
  EXPECT_EQ(fcfs.processor_seconds, 474'238'015);
  EXPECT_NEAR(fcfs.mean_wait_s, 8.0813, 0.00005);
  EXPECT_NEAR(fcfs.mean_bounded_slowdown, 1.0262, 0.00005);
  for (SwfJob& each : log.jobs) each.submit_s /= 2;
  const ReplaySummary dense = replayed(log, 128, "fcfs");
  EXPECT_NEAR(dense.mean_wait_s, 434'117.6897, 0.00005);
  EXPECT_EQ(dense.makespan_s, 4'640'764);
}

}  // namespace
}  // namespace suanwang
