#include "suanwang/sweep/sweep_folder.hpp"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "suanwang/core/error.hpp"
#include "suanwang/sweep/execute.hpp"
#include "suanwang/sweep/sweep_result.hpp"

#include "sweep_files.hpp"

namespace suanwang {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::HasSubstr;

class SweepFolderTest : public ::testing::Test {
 protected:
  std::string refusal(const SweepPlan& plan, Begin begin) const {
    try {
      const SweepFolder folder(files_.at("out"), plan, begin);
    } catch (const InputError& error) {
      return error.what();
    }
    return "";
  }
  void finish(const Sweep& sweep) const {
    SweepFolder folder(files_.at("out"), sweep.plan, Begin::anew);
    SweepRuns runs;
    Journal journal(folder.work(), sweep.plan.hash());
    execute_sweep(sweep, runs, journal, {});
    folder.finish(runs);
  }
  void leave_unfinished(const Sweep& sweep) const {
    const SweepFolder folder(files_.at("out"), sweep.plan, Begin::anew);
    SweepRun run{{0, 1}};
    run.values.resize(sweep.plan.metrics.size());
    Journal(folder.work(), sweep.plan.hash()).append(run);
  }

  const SweepFiles files_;
  const Sweep sweep_ = files_.load("seeds: {count: 2}\n");
  const Sweep other_ = files_.load("seeds: {count: 3}\n");
};

TEST_F(SweepFolderTest, WhatIsThereIsNotOverwritten) {
  leave_unfinished(sweep_);
  EXPECT_THAT(refusal(sweep_.plan, Begin::anew), AllOf(HasSubstr("unfinished"), HasSubstr("--resume")));
  EXPECT_EQ(refusal(sweep_.plan, Begin::overwrite), "");
}

TEST_F(SweepFolderTest, AResultIsNotOverwritten) {
  finish(sweep_);
  EXPECT_THAT(refusal(sweep_.plan, Begin::anew), HasSubstr("--force"));
  EXPECT_TRUE(SweepFolder(files_.at("out"), sweep_.plan, Begin::resume).is_complete());
  EXPECT_TRUE(SweepFolder(files_.at("out"), sweep_.plan, Begin::join).is_complete());
  EXPECT_FALSE(fs::exists(files_.at("out/work")));
}

TEST_F(SweepFolderTest, ForceKeepsTheOldResultUntilTheNewOneIsThere) {
  finish(sweep_);
  const std::string before = content_of(files_.at("out/sweep.sqlite"));
  { const SweepFolder folder(files_.at("out"), other_.plan, Begin::overwrite); }
  EXPECT_EQ(content_of(files_.at("out/sweep.sqlite")), before);
}

TEST_F(SweepFolderTest, AChangedPlanIsNotResumed) {
  leave_unfinished(other_);  // both were read from one file, with another content
  EXPECT_THAT(refusal(sweep_.plan, Begin::resume),
              AllOf(HasSubstr("sweep.yaml has changed"), HasSubstr("--force")));
  EXPECT_THAT(refusal(sweep_.plan, Begin::join), HasSubstr("sweep.yaml has changed"));
}

TEST_F(SweepFolderTest, AChangedPlanDoesNotPassForItsOldResult) {
  finish(sweep_);
  EXPECT_THAT(refusal(other_.plan, Begin::resume), AllOf(HasSubstr("another sweep"), HasSubstr("--reuse")));
}

TEST_F(SweepFolderTest, WhatIsNotASweepsIsNotTouched) {
  for (const char* foreign : {"out/thesis.txt", "out/summary.json", "out/work/notes"}) {
    fs::remove_all(files_.at("out"));
    fs::create_directories(files_.at(foreign).parent_path());
    files_.write(foreign, "mine");
    for (const Begin begin : {Begin::anew, Begin::overwrite, Begin::join, Begin::resume})
      EXPECT_THAT(refusal(sweep_.plan, begin), HasSubstr("no sweep's")) << foreign;
    EXPECT_EQ(content_of(files_.at(foreign)), "mine");
  }
}

TEST_F(SweepFolderTest, WhatWasBegunWithoutARunIsNotInTheWay) {
  { const SweepFolder folder(files_.at("out"), other_.plan, Begin::anew); }
  EXPECT_EQ(refusal(sweep_.plan, Begin::anew), "");
  EXPECT_EQ(SweepFolder::plan_in(files_.at("out")).hash(), sweep_.plan.hash());
}

TEST_F(SweepFolderTest, NothingIsNotResumed) {
  EXPECT_THAT(refusal(sweep_.plan, Begin::resume), HasSubstr("leave out --resume"));
  EXPECT_FALSE(fs::exists(files_.at("out")));
}

TEST_F(SweepFolderTest, TwoProcessesDoNotWorkOnOneSweep) {
  const SweepFolder first(files_.at("out"), sweep_.plan, Begin::anew);
  for (const Begin begin : {Begin::resume, Begin::overwrite, Begin::join})
    EXPECT_THAT(refusal(sweep_.plan, begin), HasSubstr("another process"));
}

TEST_F(SweepFolderTest, ThoseThatJoinMayBeMany) {
  const SweepFolder first(files_.at("out"), sweep_.plan, Begin::join);
  EXPECT_EQ(refusal(sweep_.plan, Begin::join), "");
  EXPECT_THAT(refusal(sweep_.plan, Begin::resume), HasSubstr("another process"));
}

TEST_F(SweepFolderTest, ADamagedPlanOrResultIsSaidToBe) {
  leave_unfinished(sweep_);
  files_.write("out/work/plan.json", "{\"name\": ");
  EXPECT_THAT(refusal(sweep_.plan, Begin::resume), HasSubstr("plan.json"));
  fs::remove_all(files_.at("out"));
  finish(sweep_);
  files_.write("out/sweep.sqlite", "not a database, though it has the name of one, and some length as well");
  EXPECT_THAT(refusal(sweep_.plan, Begin::resume), HasSubstr("sweep.sqlite"));
}

TEST_F(SweepFolderTest, AFolderThatCannotBeWrittenIsRefused) {
  try {
    const SweepFolder folder("/proc/suanwang", sweep_.plan, Begin::anew);
    ADD_FAILURE();
  } catch (const InputError& error) {
    EXPECT_THAT(error.what(), HasSubstr("cannot be created"));
  }
}

TEST_F(SweepFolderTest, FinishingTwiceIsHarmless) {
  finish(sweep_);
  const std::string before = content_of(files_.at("out/sweep.sqlite"));
  const SweepResult result = read_sweep_result(files_.at("out"));
  write_sweep_result(files_.at("out"), result.plan, result.runs);
  EXPECT_EQ(content_of(files_.at("out/sweep.sqlite")), before);
}

}  // namespace
}  // namespace suanwang
