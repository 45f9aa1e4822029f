#include "suanwang/trace/job_text.hpp"

#include "trace_files.hpp"

namespace suanwang {
namespace {

TraceJob a_job() {
  TraceJob job;
  job.number = 4;
  job.submitted = Duration(1500);
  job.run_time = Duration(60s);
  job.accelerators = 2.5;
  job.user = "a, \"b\"";
  job.label = "train";
  job.end = TraceEnd::cancelled;
  job.input = Gigabytes(0.25);
  return job;
}

TEST(JobText, CsvHasWhatOurReaderTakes) {
  const testing::ScenarioFiles files;
  std::string text = CsvJobText::header();
  CsvJobText::append(a_job(), text);
  EXPECT_EQ(text.substr(text.find('\n') + 1),
            "4,1.5,,60,,2.5,,cancelled,\"a, \"\"b\"\"\",,,,,train,,0.25,\n");
  const auto jobs = testing::all_jobs(files.write("a.csv", text));
  ASSERT_EQ(jobs.size(), 1u);
  EXPECT_EQ(jobs[0].user, "a, \"b\"");
  EXPECT_EQ(jobs[0].job.number, 4);
  EXPECT_EQ(jobs[0].job.end, TraceEnd::cancelled);
  EXPECT_EQ(jobs[0].job.input, Gigabytes(0.25));
  EXPECT_EQ(jobs[0].job.accelerators, 2.5);
}

TEST(JobText, SwfNumbersNamesAndRoundsUp) {
  SwfJobText swf;
  TraceJob first = a_job(), second = a_job();
  second.label = "tune";
  second.number = 0;
  second.user = "";
  swf.survey(first);
  swf.survey(second);
  std::string text = swf.header({{"Acknowledge", "someone"}, {"MaxJobs", "7"}}, 1'700'000'000);
  EXPECT_NE(text.find("; Acknowledge: someone\n; MaxJobs: 2\n; MaxRecords: 2\n; MaxProcs: 3\n; "
                      "UnixStartTime: 1700000000\n"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("; Queue: 1 train\n; Queue: 2 tune\n"), std::string::npos);
  text.clear();
  swf.append(first, text);
  swf.append(second, text);
  EXPECT_EQ(text,
            "4 1 -1 60 3 -1 -1 3 -1 -1 5 1 -1 -1 1 -1 -1 -1\n"
            "2 1 -1 60 3 -1 -1 3 -1 -1 5 -1 -1 -1 2 -1 -1 -1\n");
}

}  // namespace
}  // namespace suanwang
