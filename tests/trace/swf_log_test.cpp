#include "suanwang/trace/swf_log.hpp"

#include <cstring>

#include "suanwang/core/error.hpp"

#include "trace_files.hpp"

namespace suanwang {
namespace {

constexpr const char* three_jobs =
    "; MaxProcs: 8\r\n"
    "\r\n"
    "  2 10 -1 30 4 -1 -1 4 60 -1 1 7 1 1 1 1 -1 -1\r\n"
    "1 0 5 20 -1 0.5 -1 2 10 -1 1 7 1 1 1 1 -1 -1\r\n"
    "3 10 -1 5 8 -1 -1 -1 5 -1 1 7 1 1 1 1 -1 -1";

SwfLog read(const testing::ScenarioFiles& files, const std::string& text, std::uint32_t processors = 8,
            OnInvalid on_invalid = OnInvalid::skip) {
  return read_swf(files.write("log.swf", text), {processors, on_invalid});
}

TEST(Swf, ReadsJobsInOrderOfSubmission) {
  const testing::ScenarioFiles files;
  const SwfLog log = read(files, three_jobs);
  ASSERT_EQ(log.jobs.size(), 3u);
  EXPECT_EQ(log.records, 3u);
  EXPECT_TRUE(log.has_requests);
  EXPECT_EQ(log.jobs[0].submit_s, 0);
  EXPECT_EQ(log.jobs[0].processors, 2u);  // asked for; those used are not known
  EXPECT_EQ(log.jobs[0].run_s, 10u);      // ends at the time asked for
  EXPECT_EQ(log.jobs[0].user, 7u);
  EXPECT_EQ(log.jobs[1].requested_s, 60u);  // of equals the first in the log
  EXPECT_EQ(log.jobs[2].processors, 8u);    // used; those asked for are not known
}

TEST(Swf, CountsWhatItDropsByReason) {
  const testing::ScenarioFiles files;
  const std::string text = std::string(three_jobs) +
                           "\n4 11 -1 0 4 -1 -1 4 60 -1 1 7 1 1 1 1 -1 -1"
                           "\n5 11 -1 9 16 -1 -1 16 60 -1 1 7 1 1 1 1 -1 -1"
                           "\n6 -3 -1 9 4 -1 -1 4 60 -1 1 7 1 1 1 1 -1 -1"
                           "\n7 11 -1 9 -1 -1 -1 -1 60 -1 1 7 1 1 1 1 -1 -1"
                           "\n8 11 -1 9 4 -1 -1 4 0 -1 1 7 1 1 1 1 -1 -1\n";
  const SwfLog log = read(files, text);
  EXPECT_EQ(log.jobs.size(), 3u);
  EXPECT_EQ(log.records, 8u);
  for (const char* reason : {"no run time", "more processors than the machine has",
                             "submitted before the log begins", "no processors", "no time asked for"})
    EXPECT_EQ(log.dropped.at(reason), 1u) << reason;
  const std::string refused =
      files.complaint([&] { static_cast<void>(read(files, text, 8, OnInvalid::error)); });
  EXPECT_NE(refused.find("log.swf:6:9: no run time; correct it, or skip what is invalid"), std::string::npos)
      << refused;
  EXPECT_NE(refused.find("log.swf:10:21: no time asked for"), std::string::npos) << refused;
}

TEST(Swf, RefusesOrCountsLinesThatAreNoJobs) {
  const testing::ScenarioFiles files;
  for (const auto& [line, column] :
       {std::pair("1 2 3", 6), std::pair("1 0 -1 20 2 -1 -1 2 10 -1 1 7 1 1 1 1 -1 x", 42),
        std::pair("1 0 -1 20 2 -1 -1 2 10 -1 1 7 1 1 1 1 -1 -1 9", 45),
        std::pair("one 0 -1 20 2 -1 -1 2 10 -1 1 7 1 1 1 1 -1 -1", 1)}) {
    const std::string text = std::string("; head\n") + line + "\n" + three_jobs;
    const std::string refused =
        files.complaint([&] { static_cast<void>(read(files, text, 8, OnInvalid::error)); });
    EXPECT_EQ(refused.find("log.swf:2:" + std::to_string(column) + ": not a record"), 0u) << refused;
    EXPECT_EQ(read(files, text).dropped.at("not a record"), 1u);
  }
  EXPECT_NE(files.complaint([&] { static_cast<void>(read(files, "; nothing\n")); }).find("holds no job"),
            std::string::npos);
  EXPECT_NE(files.complaint([&] { static_cast<void>(read_swf(files.folder() / "none.swf", {8})); })
                .find("cannot be read"),
            std::string::npos);
}

TEST(Swf, TakesTheMachineFromTheHeader) {
  const testing::ScenarioFiles files;
  const auto log = [&](const std::string& head) {
    return read_swf(files.write("log.swf", head + (three_jobs + std::strlen("; MaxProcs: 8\r\n"))), {});
  };
  EXPECT_EQ(log("; MaxNodes: 4\n; MaxProcs: 8\n").processors, 8u);
  EXPECT_EQ(log("; MaxNodes: 4\n").processors, 4u);
  EXPECT_EQ(log("; MaxNodes: 4\n").dropped.at("more processors than the machine has"), 1u);
  EXPECT_NE(files.complaint([&] { log("; Computer: none\n"); }).find("does not say how many processors"),
            std::string::npos);
}

// A job that was swapped out is listed as a whole, then by its parts.
TEST(Swf, LeavesOutPartsOfAJob) {
  const testing::ScenarioFiles files;
  const SwfLog log = read(files, std::string(three_jobs) +
                                     "\n4 11 -1 9 4 -1 -1 4 60 -1 1 7 1 1 1 1 -1 -1"
                                     "\n4 11 -1 4 4 -1 -1 4 60 -1 2 7 1 1 1 1 -1 -1"
                                     "\n4 15 -1 5 4 -1 -1 4 60 -1 3 7 1 1 1 1 -1 -1");
  EXPECT_EQ(log.jobs.size(), 4u);
  EXPECT_EQ(log.dropped.at("part of a job that is listed as a whole"), 2u);
}

}  // namespace
}  // namespace suanwang
