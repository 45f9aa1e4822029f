// Readers against the files as published, where they are there, and against rows invented in their layout.
#include <algorithm>

#include "trace_files.hpp"

namespace suanwang {
namespace {

using testing::all_jobs;
using testing::KeptJob;
using testing::published;

std::map<std::string, std::uint64_t> skipped(const std::filesystem::path& path,
                                             const TraceOptions& options = {}) {
  TraceJobStream stream(path, options, TraceZero::first_record, 1, 0);
  all_jobs(stream);
  return stream.tally().skipped();
}

TraceFormat guessed(const std::filesystem::path& path) { return guess_trace_format(path, {}); }

TEST(PublishedJobs, OpenbPodsAreThoseOfThePublisher) {
  const auto path = published("jobs/openb-pods-default.csv.gz");
  SKIP_WITHOUT(path);
  EXPECT_EQ(guessed(path), TraceFormat::openb_2023);
  TraceJobStream stream(path, {}, TraceZero::first_record, 1, 0);
  const std::vector<KeptJob> jobs = all_jobs(stream);
  EXPECT_EQ(stream.tally().records(), 8152u);
  EXPECT_EQ(stream.tally().count(TraceFault::no_accelerators), 1088u);
  EXPECT_EQ(stream.tally().count(TraceFault::never_started), 861u);  // of 897 pending pods those with a GPU
  EXPECT_EQ(jobs.size(), 8152u - 1088u - 861u);
  double gpu_hours = 0.0;
  for (const KeptJob& each : jobs) gpu_hours += each.job.accelerators * each.run_s() / 3600.0;
  EXPECT_NEAR(gpu_hours, 51'470.7, 0.05);
  EXPECT_EQ(
      std::count_if(jobs.begin(), jobs.end(), [](const KeptJob& each) { return each.label == "LS"; }) > 0,
      true);
  EXPECT_EQ(jobs.front().submit_s(), 0.0);
}

TEST(PublishedJobs, LogsOfTheParallelWorkloadsArchive) {
  const auto hpc = published("jobs/hpc2n-2002-3k.swf.gz"), nasa = published("jobs/nasa-ipsc-1993-cln.swf.gz");
  SKIP_WITHOUT(hpc);
  EXPECT_EQ(guessed(hpc), TraceFormat::swf);
  TraceJobStream stream(hpc, {}, TraceZero::first_record, 1, 0);
  double processor_s = 0.0;
  for (const KeptJob& each : all_jobs(stream))
    processor_s += each.job.accelerators * std::min(each.run_s(), in_seconds(*each.job.requested));
  EXPECT_EQ(stream.tally().records(), 3170u);
  EXPECT_EQ(processor_s, 502'018'364.0);
  EXPECT_EQ(find_directive(stream.directives(), "MaxProcs"), "240");
  EXPECT_EQ(find_directive(stream.directives(), "UnixStartTime"), "1027839845");

  const std::vector<KeptJob> jobs = all_jobs(nasa);
  EXPECT_EQ(jobs.size(), 18'066u);
  processor_s = 0.0;
  for (const KeptJob& each : jobs) processor_s += each.job.accelerators * each.run_s();
  EXPECT_EQ(processor_s, 474'238'015.0);
  EXPECT_FALSE(jobs.front().job.requested);
  EXPECT_FALSE(jobs.front().job.wait);
}

TEST(PublishedJobs, ColumnsOfAForeignCsvAreMapped) {
  const auto path = published("jobs/pai-1k.csv");
  SKIP_WITHOUT(path);
  TraceOptions options;
  options.reading.columns.submit_s = "arrival_time";
  options.reading.columns.run_s = "length";
  options.reading.columns.accelerators = "cpus";
  std::vector<KeptJob> jobs = all_jobs(path, options);
  ASSERT_EQ(jobs.size(), 1000u);
  EXPECT_EQ(jobs.back().submit_s(), 604'756.0);
  double sum = 0.0, work = 0.0;
  for (const KeptJob& each : jobs) {
    sum += each.run_s();
    work += each.run_s() * each.job.accelerators;
  }
  EXPECT_NEAR(sum / 1000.0, 9066.1, 0.05);
  EXPECT_EQ(work, 11'493'272.0);
  std::sort(jobs.begin(), jobs.end(),
            [](const KeptJob& a, const KeptJob& b) { return a.run_s() < b.run_s(); });
  EXPECT_EQ((jobs[499].run_s() + jobs[500].run_s()) / 2.0, 3019.5);
}

constexpr const char* seren =
    "job_id,user,node_num,gpu_num,cpu_num,type,state,submit_time,start_time,end_time,duration,queue,gpu_"
    "time\n"
    "1,ua,1,8,128,Pretrain,COMPLETED,2023-04-01 00:00:10+08:00,2023-04-01 00:01:10+08:00,2023-04-01 "
    "01:01:10+08:00,3600,60,28800.0\n"
    "2,ub,1,0,16,Other,COMPLETED,2023-04-01 00:00:20+08:00,2023-04-01 00:00:20+08:00,2023-04-01 "
    "00:00:30+08:00,10,0,0.0\n"
    "3,ub,2,16,16,SFT,NODE_FAIL,2023-04-01 00:00:40+08:00,2023-04-01 00:00:41+08:00,2023-04-01 "
    "00:00:51+08:00,10,1,160.0\n"
    "4,ub,2,16,16,SFT,CANCELLED,2023-04-01 00:00:50+08:00,,,,,\n"
    "5,ub,2,16,16,SFT,RUNNING,2023-04-01 00:00:50+08:00,2023-04-01 00:00:50+08:00,,,,\n";

TEST(PublishedJobs, AcmeSeren) {
  const testing::ScenarioFiles files;
  const auto path = files.write("trace.csv", seren);
  EXPECT_EQ(guessed(path), TraceFormat::acme);
  const std::vector<KeptJob> jobs = all_jobs(path);
  ASSERT_EQ(jobs.size(), 2u);
  EXPECT_EQ(jobs[0].submit_s(), 0.0);
  EXPECT_EQ(jobs[0].run_s(), 3600.0);
  EXPECT_EQ(jobs[0].job.wait, Duration(60s));
  EXPECT_EQ(jobs[0].job.accelerators, 8.0);
  EXPECT_EQ(jobs[0].label, "Pretrain");
  EXPECT_EQ(jobs[0].user, "ua");
  EXPECT_EQ(jobs[0].job.end, TraceEnd::completed);
  EXPECT_EQ(jobs[1].submit_s(), 30.0);
  EXPECT_EQ(jobs[1].job.end, TraceEnd::failed);
  EXPECT_EQ(skipped(path),
            (std::map<std::string, std::uint64_t>{
                {"no accelerators", 1}, {"never started", 1}, {"not ended when the trace ends", 1}}));
}

// The column `duration` of Kalos counts from the submission.
TEST(PublishedJobs, AcmeKalosRunsFromStartToEnd) {
  const testing::ScenarioFiles files;
  const auto path = files.write("trace.csv",
                                "job_id,user,node_num,gpu_num,cpu_num,mem_per_pod_GB,shared_mem_per_pod,type,"
                                "state,submit_time,start_time,"
                                "end_time,fail_time,stop_time,duration,queue,gpu_time\n"
                                "dlx,ua,8,64,960,1000,100.0,Other,FAILED,2023-05-17 "
                                "10:00:00+00:00,2023-05-17 10:00:12+00:00,2023-05-17 "
                                "10:01:22+00:00,2023-05-17 10:01:22+00:00,,82,12.0,5248.0\n");
  EXPECT_EQ(guessed(path), TraceFormat::acme);
  const std::vector<KeptJob> jobs = all_jobs(path);
  ASSERT_EQ(jobs.size(), 1u);
  EXPECT_EQ(jobs[0].run_s(), 70.0);
  EXPECT_EQ(jobs[0].job.memory, Gigabytes(1000));
}

TEST(PublishedJobs, Helios) {
  const testing::ScenarioFiles files;
  const auto path = files.write(
      "cluster_log.csv",
      "job_id,user,vc,gpu_num,cpu_num,node_num,state,submit_time,start_time,end_time,duration,queue\n"
      "7,uA,vcX,4,16,1,TIMEOUT,2020-06-09 18:41:01,2020-06-09 18:41:03,2020-06-09 19:41:03,3600,2\n"
      "8,uB,vcY,1,1,1,CANCELLED,2020-06-09 18:41:02,2020-06-09 18:41:02,2020-06-09 18:41:12,10,0\n");
  EXPECT_EQ(guessed(path), TraceFormat::helios);
  const std::vector<KeptJob> jobs = all_jobs(path);
  ASSERT_EQ(jobs.size(), 2u);
  EXPECT_EQ(jobs[0].label, "vcX");
  EXPECT_EQ(jobs[0].job.end, TraceEnd::failed);
  EXPECT_EQ(jobs[0].run_s(), 3600.0);
  EXPECT_EQ(jobs[1].job.end, TraceEnd::cancelled);
  EXPECT_EQ(jobs[1].submit_s(), 1.0);
}

TEST(PublishedJobs, PaiTasksShareGpusAndComeUnsorted) {
  const testing::ScenarioFiles files;
  const auto path = files.write("pai_task_table.csv",
                                "j1,worker,4.0,Terminated,2000.0,2600.0,600.0,29.3,50.0,T4\n"
                                "j1,ps,1.0,Terminated,2000.0,2600.0,600.0,29.3,,\n"
                                "j2,tensorflow,1.0,Failed,1000.0,1100.0,600.0,29.3,100.0,V100\n"
                                "j3,tensorflow,1.0,Running,1500.0,,600.0,29.3,100.0,V100\n"
                                "j4,tensorflow,1.0,Waiting,,,600.0,29.3,100.0,V100\n");
  EXPECT_EQ(guessed(path), TraceFormat::alibaba_gpu_2020);
  const std::vector<KeptJob> jobs = all_jobs(path);
  ASSERT_EQ(jobs.size(), 2u);
  EXPECT_EQ(jobs[0].label, "tensorflow");
  EXPECT_EQ(jobs[0].job.end, TraceEnd::failed);
  EXPECT_EQ(jobs[1].submit_s(), 1000.0);
  EXPECT_EQ(jobs[1].job.accelerators, 2.0);  // four halves
  TraceOptions by_gpu;
  by_gpu.reading.label = "gpu_type";
  EXPECT_EQ(all_jobs(path, by_gpu)[1].label, "T4");
  EXPECT_EQ(skipped(path),
            (std::map<std::string, std::uint64_t>{
                {"no accelerators", 1}, {"never started", 1}, {"not ended when the trace ends", 1}}));
}

constexpr const char* philly = R"([
  {"status": "Pass", "vc": "v1", "jobid": "a_2", "attempts": [
     {"start_time": "2017-10-07 01:12:09", "end_time": "2017-10-07 01:13:23",
      "detail": [{"ip": "m1", "gpus": ["gpu0", "gpu1"]}, {"ip": "m2", "gpus": ["gpu0"]}]},
     {"start_time": "2017-10-07 01:13:30", "end_time": "2017-10-07 02:12:09",
      "detail": [{"ip": "m3", "gpus": ["gpu0", "gpu1", "gpu2"]}]}],
   "submitted_time": "2017-10-07 01:11:39", "user": "u1"},
  {"status": "Killed", "vc": "v2", "jobid": "a_1", "attempts": [
     {"start_time": "2017-10-07 01:00:00", "end_time": "2017-10-07 01:00:05", "detail": [{"ip": "m1", "gpus": ["gpu0"]}]}],
   "submitted_time": "2017-10-07 01:00:00", "user": null},
  {"status": "Failed", "vc": "v2", "jobid": "a_3", "attempts": [], "submitted_time": "2017-10-07 01:00:00", "user": "u2"},
  {"status": "Pass", "vc": "v2", "jobid": "a_4", "attempts": [
     {"start_time": "2017-10-07 01:00:00", "end_time": null, "detail": [{"ip": "m1", "gpus": ["gpu0"]}]}],
   "submitted_time": "2017-10-07 01:00:00", "user": "u2"}
]
)";

TEST(PublishedJobs, PhillyAttemptsMakeOneJob) {
  const testing::ScenarioFiles files;
  for (const auto& path :
       {files.write("cluster_job_log", philly), files.write("a.gz", testing::gzip(philly))}) {
    EXPECT_EQ(guessed(path), TraceFormat::philly);
    const std::vector<KeptJob> jobs = all_jobs(path);
    ASSERT_EQ(jobs.size(), 2u);
    EXPECT_EQ(jobs[0].job.end, TraceEnd::cancelled);
    EXPECT_EQ(jobs[0].user, "");
    EXPECT_EQ(jobs[1].run_s(), 3600.0);
    EXPECT_EQ(jobs[1].job.accelerators, 3.0);
    EXPECT_EQ(jobs[1].job.wait, Duration(30s));
    EXPECT_EQ(jobs[1].label, "v1");
    EXPECT_EQ(jobs[1].submit_s(), 699.0);
    EXPECT_EQ(skipped(path), (std::map<std::string, std::uint64_t>{{"never started", 1},
                                                                   {"not ended when the trace ends", 1}}));
  }
}

TEST(PublishedJobs, PhillySaysWhereItsJsonBreaks) {
  const testing::ScenarioFiles files;
  const std::string text = philly;
  const auto complaint = [&](const std::string& content) {
    return files.complaint([&] { all_jobs(files.write("log", content)); });
  };
  EXPECT_NE(complaint(text.substr(0, text.size() - 3)).find("log:14:58: the array is cut off"),
            std::string::npos)
      << complaint(text.substr(0, text.size() - 3));
  EXPECT_NE(complaint("[{\"status\": \"Pass\",,}]").find("log:1:21: [json.exception"), std::string::npos)
      << complaint("[{\"status\": \"Pass\",,}]");
}

TEST(PublishedJobs, UnknownFilesSayWhatThereIs) {
  const testing::ScenarioFiles files;
  EXPECT_NE(
      files.complaint([&] { all_jobs(files.write("a.csv", "a,b,c\n1,2,3\n")); })
          .find("a.csv:1: the first line does not tell which format this is; write format: one of swf, "),
      std::string::npos);
  EXPECT_NE(
      files.complaint([&] { all_jobs(files.write("b.csv", "TIMESTAMP,ContextTokens,GeneratedTokens\n")); })
          .find("azure_llm is a trace of requests, where one of jobs is needed"),
      std::string::npos);
}

}  // namespace
}  // namespace suanwang
