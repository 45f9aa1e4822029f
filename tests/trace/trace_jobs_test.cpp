#include "suanwang/trace/trace_jobs.hpp"

#include <cmath>
#include <map>

#include <fmt/format.h>

#include "trace_files.hpp"

namespace suanwang {
namespace {

constexpr const char* head = "submit_s,run_s,requested_s,accelerators,class,user,origin,input_gb,end\n";

class TraceJobsTest : public ::testing::Test {
 protected:
  TracePlan plan_of(const std::string& rows) const {
    TracePlan plan;
    plan.id = "trace";
    plan.file = files.write("a.csv", head + rows);
    TracePlan::Draws training{JobClassId(0),
                              {Distribution::Kind::constant, 7.0},
                              {},
                              {{Distribution::Kind::uniform, 1.0, 2.0}},
                              {}};
    TracePlan::Draws tuning = training;
    tuning.job_class = JobClassId(1);
    plan.classes = {training, tuning};
    plan.class_of_label = {{"SFT", 1}};
    plan.other_class = 0;
    plan.shares = {{NodeId(0), 0.25}, {NodeId(1), 0.75}};
    plan.nodes = {{"east", NodeId(0)}, {"west", NodeId(1)}};
    plan.end = TimePoint(240h);
    plan.seed = 1;
    return plan;
  }
  static std::vector<Job> all(TraceJobs& source) {
    std::vector<Job> jobs;
    while (const auto job = source.next()) jobs.push_back(*job);
    return jobs;
  }
  static std::vector<Job> all(const TracePlan& plan) {
    TraceJobs source(plan);
    return all(source);
  }
  testing::ScenarioFiles files;
};

TEST_F(TraceJobsTest, RecordsBecomeJobs) {
  TraceJobs source(
      plan_of("100,10,30,2,SFT,ua,west,5,failed\n160,20,,0.5,x,ub,east,,completed\n170,20,5,1,x,ub,east,,"
              "cancelled\n"));
  const std::vector<Job> jobs = all(source);
  ASSERT_EQ(jobs.size(), 3u);
  EXPECT_EQ(jobs[0].job_class, JobClassId(1));
  EXPECT_EQ(jobs[0].submitted, TimePoint(0s));
  EXPECT_EQ(jobs[0].run_time, Duration(10s));
  EXPECT_EQ(jobs[0].estimate, Duration(30s));
  EXPECT_EQ(jobs[0].input, Gigabytes(5));
  EXPECT_EQ(jobs[0].end, JobEnd::fails);
  EXPECT_EQ(jobs[1].job_class, JobClassId(0));
  EXPECT_EQ(jobs[1].submitted, TimePoint(60s));
  EXPECT_EQ(jobs[1].accelerators, 1u);         // a half, rounded up
  EXPECT_EQ(jobs[1].input, Gigabytes(7));      // drawn by the class
  EXPECT_GE(jobs[1].estimate, Duration(20s));  // up to twice the run time
  EXPECT_LE(jobs[1].estimate, Duration(40s));
  EXPECT_EQ(jobs[1].end, JobEnd::completes);
  EXPECT_EQ(jobs[2].end, JobEnd::cancelled);
  EXPECT_EQ(jobs[2].estimate, Duration(20s));  // never below the run time
  EXPECT_NE(jobs[0].tenant, jobs[1].tenant);
  EXPECT_EQ(jobs[1].tenant, jobs[2].tenant);
  const TraceReport report = source.report();
  EXPECT_EQ(report.records, 3u);
  EXPECT_EQ(report.jobs, 3u);
  EXPECT_EQ(report.rounded, 1u);
  EXPECT_TRUE(report.is_guessed);
  EXPECT_EQ(report.format, "csv");
  EXPECT_DOUBLE_EQ(report.accelerator_hours, (2 * 10 + 20 + 20) / 3600.0);
}

TEST_F(TraceJobsTest, LabelsWithoutAClassAndUnknownOriginsAreLeftOut) {
  TracePlan plan =
      plan_of("0,10,,1,SFT,u,west,,\n1,10,,1,other,u,west,,\n2,10,,1,SFT,u,north,,\n3,10,,1,SFT,u,east,,\n");
  plan.other_class.reset();
  plan.origin = TraceOrigin::recorded;
  TraceJobs source(plan);
  const std::vector<Job> jobs = all(source);
  ASSERT_EQ(jobs.size(), 2u);
  EXPECT_EQ(jobs[0].origin, NodeId(1));
  EXPECT_EQ(jobs[1].origin, NodeId(0));
  EXPECT_EQ(source.report().skipped,
            (std::map<std::string, std::uint64_t>{{"no job class for its label", 1}, {"unknown origin", 1}}));
  plan.options.reading.on_invalid = OnInvalid::error;
  EXPECT_EQ(files.complaint([&] { all(plan); }),
            "a.csv:3:9: no job class for its label; correct it, or skip what is invalid\n"
            "a.csv:4:15: unknown origin; correct it, or skip what is invalid");
}

std::string many_rows(int count, int users) {
  std::string text;
  for (int i = 0; i < count; ++i) text += fmt::format("{},10,,1,x,user-{},east,,\n", i, (i * 31) % users);
  return text;
}

TEST_F(TraceJobsTest, SharesOfOriginsHold) {
  int west = 0;
  const std::vector<Job> jobs = all(plan_of(many_rows(10'000, 50)));
  for (const Job& job : jobs) west += job.origin == NodeId(1);
  EXPECT_NEAR(west, 7500, 175);  // four standard deviations
}

TEST_F(TraceJobsTest, AllJobsOfAUserComeFromOnePlace) {
  TracePlan plan = plan_of(many_rows(20'000, 4000));
  plan.origin = TraceOrigin::user_hash;
  std::map<std::uint32_t, NodeId> place;
  for (const Job& job : all(plan)) {
    const auto [known, is_new] = place.emplace(job.tenant, job.origin);
    ASSERT_EQ(known->second, job.origin);
  }
  ASSERT_EQ(place.size(), 4000u);
  int west = 0;
  for (const auto& [user, origin] : place) west += origin == NodeId(1);
  EXPECT_NEAR(west, 3000, 110);  // users are spread by the shares
  plan.seed = 99;
  for (const Job& job : all(plan)) ASSERT_EQ(place.at(job.tenant), job.origin);  // whatever the seed
}

TEST_F(TraceJobsTest, RepeatsUntilTheHorizonEnds) {
  TracePlan plan = plan_of("50,10,,1,x,u,east,,\n60,10,,1,x,u,east,,\n100,10,,1,x,u,east,,\n");
  plan.end = TimePoint(200s);
  plan.start_offset = 5s;
  plan.repeat_every = 45s;  // the third record lies beyond it
  TraceJobs source(plan);
  std::vector<std::int64_t> at_s;
  for (const Job& job : all(source)) at_s.push_back(job.submitted.time_since_epoch().count() / 1000);
  EXPECT_EQ(at_s, (std::vector<std::int64_t>{5, 15, 50, 60, 95, 105, 140, 150, 185, 195}));
  EXPECT_EQ(source.report().passes, 5u);
  EXPECT_EQ(source.report().records, 3u);
  EXPECT_EQ(source.report().jobs, 10u);
  plan.options.window.from = 1h;  // nothing is left: it must not go round for ever
  EXPECT_TRUE(all(plan).empty());
}

TEST_F(TraceJobsTest, EndsWithTheHorizon) {
  TracePlan plan = plan_of(many_rows(1000, 3));
  plan.end = TimePoint(100s);
  EXPECT_EQ(all(plan).size(), 100u);
}

TEST_F(TraceJobsTest, UsersThatAreNotRecordedAreSpreadByShares) {
  TracePlan plan = plan_of("0,10,,1,x,,east,,\n1,10,,1,x,,east,,\n");
  plan.origin = TraceOrigin::user_hash;
  TraceJobs source(plan);
  EXPECT_EQ(all(source).size(), 2u);
  EXPECT_EQ(source.report().without_user, 2u);
}

}  // namespace
}  // namespace suanwang
