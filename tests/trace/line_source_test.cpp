#include "suanwang/trace/line_source.hpp"

#include "trace_files.hpp"

namespace suanwang {
namespace {

using testing::gzip;

std::vector<std::string> lines_of(const std::filesystem::path& path) {
  LineSource source(path);
  std::vector<std::string> lines;
  for (std::string_view line; source.next(line);) lines.emplace_back(line);
  return lines;
}

TEST(LineSource, TakesLfAndCrLfAndALastLineWithoutEnd) {
  const testing::ScenarioFiles files;
  const std::string text = "\xEF\xBB\xBFone\r\n\ntwo\nthree";
  const std::vector<std::string> expected{"one", "", "two", "three"};
  EXPECT_EQ(lines_of(files.write("a.txt", text)), expected);
  EXPECT_EQ(lines_of(files.write("a.txt.gz", gzip(text))), expected);
  EXPECT_EQ(lines_of(files.write("b.txt", "one\n")), std::vector<std::string>{"one"});
}

TEST(LineSource, ReadsTheSameFromPlainGzipAndSeveralMembers) {
  const testing::ScenarioFiles files;
  std::string text;
  std::vector<std::string> expected;
  for (int i = 0; i < 60'000; ++i) {  // several buffers, lines of all lengths
    expected.push_back(std::string(static_cast<std::size_t>(i % 97), 'x') + std::to_string(i));
    text += expected.back() + "\n";
  }
  EXPECT_EQ(lines_of(files.write("a.txt", text)), expected);
  EXPECT_EQ(lines_of(files.write("a.gz", gzip(text))), expected);
  const std::size_t half = text.find('\n', text.size() / 2) - 3;  // within a line
  EXPECT_EQ(lines_of(files.write("b.gz", gzip(text.substr(0, half)) + gzip(text.substr(half)))), expected);
}

TEST(LineSource, CarriesALineLongerThanItsBuffer) {
  const testing::ScenarioFiles files;
  const std::string line(3'000'000, 'y');
  EXPECT_EQ(lines_of(files.write("a.gz", gzip("a\n" + line + "\nb"))),
            (std::vector<std::string>{"a", line, "b"}));
}

TEST(LineSource, SaysWhereAGzipStreamIsCutOff) {
  const testing::ScenarioFiles files;
  std::string text;
  for (int i = 0; i < 100'000; ++i) text += std::to_string(i * 7919) + "\n";
  const std::string packed = gzip(text);
  const auto path = files.write("cut.gz", packed.substr(0, packed.size() / 2));
  const std::string complaint = files.complaint([&] { lines_of(path); });
  EXPECT_NE(complaint.find("the gzip stream is cut off behind this line"), std::string::npos) << complaint;
  const int line = std::atoi(complaint.substr(complaint.find("cut.gz:") + 7).c_str());
  EXPECT_GT(line, 40'000);
  EXPECT_LT(line, 60'000);
  std::string broken = packed;
  for (std::size_t i = packed.size() / 2; i < packed.size() / 2 + 50; ++i) broken[i] = '\x55';
  EXPECT_NE(
      files.complaint([&] { lines_of(files.write("broken.gz", broken)); }).find("the gzip stream is broken"),
      std::string::npos);
}

TEST(LineSource, RefusesWhatIsNotText) {
  const testing::ScenarioFiles files;
  const auto complaint = [&](const std::string& text) {
    return files.complaint([&] { lines_of(files.write("a", text)); });
  };
  EXPECT_EQ(complaint(""), "a: is empty");
  EXPECT_EQ(complaint(gzip("")), "a: is empty");
  EXPECT_EQ(complaint(std::string("\xFF\xFE"
                                  "a\0b\0",
                                  6)),
            "a: is UTF-16 text; save it as UTF-8");
  EXPECT_EQ(complaint(std::string("one\ntw\0o\n", 9)),
            "a:2: NUL bytes, which text does not have; unpack it first if it is an archive");
  EXPECT_EQ(complaint("a\n" + std::string((16u << 20) + 1, 'x')),
            "a:2: a line of more than 16 MB; is this a text file with lines?");
  EXPECT_EQ(complaint(gzip(std::string((17u << 20), 'x'))),
            "a:1: a line of more than 16 MB; is this a text file with lines?");
  EXPECT_NE(files.complaint([&] { lines_of(files.folder()); }).find("is a folder"), std::string::npos);
  EXPECT_EQ(files.complaint([&] { lines_of(files.folder() / "none"); }),
            "none: cannot be read; is the name right?");
}

}  // namespace
}  // namespace suanwang
