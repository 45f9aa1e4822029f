#include "suanwang/store/folder.hpp"

#include <fstream>
#include <set>

#include <gtest/gtest.h>

#include "suanwang/core/error.hpp"

#include "scratch_folder.hpp"

namespace suanwang {
namespace {

namespace fs = std::filesystem;

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
  constexpr const char* gone = "999999999";  // no process has such a number
  std::ofstream(scratch / (std::string(".page.html.partial-") + gone)) << "half of it";
  std::ofstream(scratch / (std::string(".other.html.partial-") + gone)) << "of another file";
  write_whole(scratch / "page.html", "all of it");
  std::set<std::string> left;
  for (const auto& entry : std::filesystem::directory_iterator(scratch.path()))
    left.insert(entry.path().filename().string());
  EXPECT_EQ(left, (std::set<std::string>{"page.html", std::string(".other.html.partial-") + gone}));
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
