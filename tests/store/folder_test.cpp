#include "suanwang/store/folder.hpp"

#include <fstream>
#include <set>
#include <sys/stat.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "suanwang/core/error.hpp"

#include "scratch_folder.hpp"

namespace suanwang {
namespace {

namespace fs = std::filesystem;

std::set<std::string> names_in(const fs::path& folder) {
  std::set<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) names.insert(entry.path().filename().string());
  return names;
}

TEST(Folder, WhatIsWrittenWholeIsReadBack) {
  const testing::ScratchFolder scratch;
  for (const std::string& content : {std::string("first"), std::string(), std::string("b\0c\r\n", 5)}) {
    write_whole(scratch / "file", content);
    EXPECT_EQ(content_of(scratch / "file"), content);
  }
  EXPECT_EQ(std::distance(fs::directory_iterator(scratch.path()), fs::directory_iterator()), 1);
}

TEST(Folder, WhatAKilledProcessLeftOfAFileIsClearedAway) {
  const testing::ScratchFolder scratch;
  const std::string gone = "-999999999";  // no process has such a number
  const auto left_of = [&](const char* name) {
    const std::string own = PartialFolder::partial_path(scratch / name).filename().string();
    return own.substr(0, own.rfind('-')) + gone;
  };
  const std::string elsewhere = ".page.html.partial-another machine" + gone;
  for (const std::string& name : {left_of("page.html"), left_of("other.html"), elsewhere})
    std::ofstream(scratch / name) << "half of it";
  write_whole(scratch / "page.html", "all of it");
  EXPECT_EQ(names_in(scratch.path()), (std::set<std::string>{"page.html", left_of("other.html"), elsewhere}));
}

TEST(Folder, OneThatAppearedMeanwhileStaysAndTheNewOneIsPutBesideIt) {
  const testing::ScratchFolder scratch;
  PartialFolder ours(scratch / "result", false);
  ours.write("whose", "ours");
  fs::create_directory(scratch / "result");
  write_whole(scratch / "result" / "whose", "theirs");
  EXPECT_THROW(ours.commit(), InputError);
  EXPECT_EQ(content_of(scratch / "result" / "whose"), "theirs");
  EXPECT_EQ(content_of(scratch / "result-2" / "whose"), "ours");
  EXPECT_EQ(names_in(scratch.path()), (std::set<std::string>{"result", "result-2"}));
}

TEST(Folder, WhatCameToOneThatIsOverwrittenStays) {
  const testing::ScratchFolder scratch;
  PartialFolder ours(scratch / "result", true);
  ours.write("summary.json", "ours");
  fs::create_directory(scratch / "result");
  write_whole(scratch / "result" / "thesis.txt", "theirs");
  EXPECT_THROW(ours.commit(), InputError);
  EXPECT_EQ(content_of(scratch / "result" / "thesis.txt"), "theirs");
  EXPECT_EQ(content_of(scratch / "result-2" / "summary.json"), "ours");
}

TEST(Folder, OneThatIsOverwrittenIsReplacedAndNothingIsLeftOfIt) {
  const testing::ScratchFolder scratch;
  for (const char* content : {"old", "new"}) {
    PartialFolder folder(scratch / "result", true);
    folder.write("summary.json", content);
    folder.write(content == std::string("old") ? "means.csv" : "runs.csv", "");
    folder.commit();
  }
  EXPECT_EQ(names_in(scratch.path()), (std::set<std::string>{"result"}));
  EXPECT_EQ(names_in(scratch / "result"), (std::set<std::string>{"runs.csv", "summary.json"}));
}

/// Puts one file there, and asks to overwrite the folder.
std::string refusal_to_overwrite(const fs::path& folder, const std::vector<std::string>& files) {
  for (const std::string& file : files) {
    fs::create_directories((folder / file).parent_path());
    write_whole(folder / file, "precious");
  }
  try {
    PartialFolder(folder, true).commit();
  } catch (const InputError& error) {
    for (const std::string& file : files) EXPECT_EQ(content_of(folder / file), "precious");
    return error.what();
  }
  return "";
}

TEST(Folder, OnlyAResultIsOverwritten) {
  const testing::ScratchFolder scratch;
  using ::testing::HasSubstr;
  EXPECT_EQ(refusal_to_overwrite(scratch / "run", {"summary.json", "result.sqlite", "csv/hub.csv"}), "");
  EXPECT_EQ(refusal_to_overwrite(scratch / "pathway", {"pathway.json", "2030/report.html"}), "");
  EXPECT_EQ(refusal_to_overwrite(scratch / "killed", {"summary.json", ".report.html.partial-here-7"}), "");
  fs::create_directory(scratch / "empty");
  EXPECT_EQ(refusal_to_overwrite(scratch / "empty", {}), "");
  EXPECT_THAT(refusal_to_overwrite(scratch / "a", {"summary.json", "thesis.txt"}), HasSubstr("'thesis.txt'"));
  EXPECT_THAT(refusal_to_overwrite(scratch / "b", {"summary.json", "mine/hub.csv"}), HasSubstr("'mine'"));
  EXPECT_THAT(refusal_to_overwrite(scratch / "c", {"runs.csv"}), HasSubstr("is no result"));
  EXPECT_THAT(refusal_to_overwrite(scratch / "d", {"summary.json", "2030/runs.csv"}), HasSubstr("'2030'"));
  EXPECT_THAT(refusal_to_overwrite(scratch / "e", {"summary.json", "csv/hub.csv"}), HasSubstr("'csv'"));
  write_whole(scratch / "file", "");
  EXPECT_THAT(refusal_to_overwrite(scratch / "file", {}), HasSubstr("is not a folder"));
  EXPECT_THAT(refusal_to_overwrite(fs::current_path(), {}), HasSubstr("working directory"));
  EXPECT_THAT(refusal_to_overwrite(fs::current_path().parent_path(), {}), HasSubstr("working directory"));
}

TEST(Folder, WhatIsNoFileIsNotReplacedByOne) {
  const testing::ScratchFolder scratch;
  ASSERT_EQ(mkfifo((scratch / "pipe").c_str(), 0600), 0);
  EXPECT_THROW(write_whole(scratch / "pipe", "x"), InputError);
  EXPECT_TRUE(fs::is_fifo(scratch / "pipe"));
  EXPECT_EQ(names_in(scratch.path()), (std::set<std::string>{"pipe"}));
}

TEST(Folder, WhatCannotBeWrittenLeavesTheOldFile) {
  const testing::ScratchFolder scratch;
  EXPECT_THROW(write_whole(scratch / "nowhere" / "file", "x"), InputError);
  fs::create_directories(scratch / "taken" / "inside");
  EXPECT_THROW(write_whole(scratch / "taken", "x"), InputError);  // a folder has the name
  EXPECT_TRUE(fs::exists(scratch / "taken" / "inside"));
  EXPECT_EQ(std::distance(fs::directory_iterator(scratch.path()), fs::directory_iterator()), 1);
}

TEST(Folder, WhatIsNoFileCannotBeRead) {
  const testing::ScratchFolder scratch;
  EXPECT_THROW(static_cast<void>(content_of(scratch / "nowhere")), InputError);
  EXPECT_THROW(static_cast<void>(content_of(scratch.path())), InputError);
}

}  // namespace
}  // namespace suanwang
