#include "suanwang/sweep/journal.hpp"

#include <fstream>

#include <gtest/gtest.h>

#include "suanwang/core/error.hpp"

#include "scratch_folder.hpp"

namespace suanwang {
namespace {

namespace fs = std::filesystem;

class JournalTest : public ::testing::Test {
 protected:
  [[nodiscard]] fs::path only_file() const { return fs::directory_iterator(folder_)->path(); }

  const testing::ScratchFolder scratch_;
  const fs::path folder_ = scratch_.path();
};

SweepRun run_of(std::size_t variant, std::uint64_t seed) {
  SweepRun run{{variant, seed}};
  run.digest = "abc";
  run.calibration_factor = 1.0 / 3.0;
  run.values = {0.1 + static_cast<double>(seed), std::nullopt, -1e300};
  run.wall_s = 2.5;
  return run;
}

void expect_equal(const SweepRun& a, const SweepRun& b) {
  EXPECT_EQ(a.key, b.key);
  EXPECT_EQ(a.error, b.error);
  EXPECT_EQ(a.digest, b.digest);
  EXPECT_EQ(a.calibration_factor, b.calibration_factor);
  EXPECT_EQ(a.values, b.values);
}

TEST_F(JournalTest, GivesBackEveryBitOfWhatItWasGiven) {
  SweepRun failed{{7, 3}};
  failed.error = "line one\nline \"two\" \xE7\xAE\x97";
  {
    Journal journal(folder_, "plan");
    journal.append(run_of(2, 9));
    journal.append(failed);
  }
  const SweepRuns runs = read_journals(folder_, "plan");
  ASSERT_EQ(runs.size(), 2u);
  expect_equal(runs.at({2, 9}), run_of(2, 9));
  expect_equal(runs.at({7, 3}), failed);
}

TEST_F(JournalTest, ItsWriterMayDieAtAnyByte) {
  {
    Journal journal(folder_, "plan");
    for (std::uint64_t seed = 0; seed < 4; ++seed) journal.append(run_of(0, seed));
  }
  const fs::path file = only_file();
  std::ifstream stream(file, std::ios::binary);
  const std::string content{std::istreambuf_iterator<char>(stream), {}};
  std::size_t seen = 0;
  for (std::size_t size = 0; size <= content.size(); ++size) {
    std::ofstream(file, std::ios::binary) << content.substr(0, size);
    const SweepRuns runs = read_journals(folder_, "plan");
    ASSERT_GE(runs.size(), seen) << size;  // what was finished stays
    seen = runs.size();
    for (const auto& [key, run] : runs) expect_equal(run, run_of(0, key.seed));
  }
  EXPECT_EQ(seen, 4u);
}

TEST_F(JournalTest, DamageIsRefusedWhereverItIs) {
  {
    Journal journal(folder_, "plan");
    for (std::uint64_t seed = 0; seed < 3; ++seed) journal.append(run_of(0, seed));
  }
  const fs::path file = only_file();
  std::ifstream stream(file, std::ios::binary);
  const std::string content{std::istreambuf_iterator<char>(stream), {}};
  const std::size_t last_line = content.rfind('\n', content.size() - 2) + 1;
  for (std::size_t at = 0; at < last_line; at += 7) {
    if (content[at] == '\n') continue;
    std::string damaged = content;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x11);
    std::ofstream(file, std::ios::binary) << damaged;
    EXPECT_THROW(static_cast<void>(read_journals(folder_, "plan")), InputError) << at;
  }
}

TEST_F(JournalTest, ThoseOfSeveralProcessesAreJoinedAndDoublesDropped) {
  {
    Journal one(folder_, "plan"), two(folder_, "plan");
    one.append(run_of(0, 1));
    two.append(run_of(0, 1));
    two.append(run_of(0, 2));
  }
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()), 2);
  EXPECT_EQ(read_journals(folder_, "plan").size(), 2u);
}

TEST_F(JournalTest, AnotherPlansAreRefused) {
  {
    Journal journal(folder_, "plan");
    journal.append(run_of(0, 1));
  }
  EXPECT_THROW(static_cast<void>(read_journals(folder_, "other")), InputError);
}

TEST_F(JournalTest, WithoutRunsThereIsNoFile) {
  { Journal journal(folder_, "plan"); }
  EXPECT_TRUE(fs::is_empty(folder_));
}

TEST_F(JournalTest, AFolderThatIsGoneIsSaidToBe) {
  Journal journal(folder_ / "nowhere", "plan");
  EXPECT_THROW(journal.append(run_of(0, 1)), InputError);
}

}  // namespace
}  // namespace suanwang
