#include "suanwang/trace/csv_table.hpp"

#include "suanwang/core/random_stream.hpp"

#include "trace_files.hpp"

namespace suanwang {
namespace {

TEST(CsvTable, TakesQuotesAndDoubledQuotes) {
  const testing::ScenarioFiles files;
  CsvTable table(files.write("a.csv", "a, b ,c\n\n1,\"x, \"\"y\"\"\",\n\"2\",\"\",z\r\n"));
  EXPECT_EQ(table.columns(), (std::vector<std::string>{"a", "b", "c"}));
  ASSERT_TRUE(table.next());
  EXPECT_EQ(table.line(), 3);
  EXPECT_EQ(table[0], "1");
  EXPECT_EQ(table[1], "x, \"y\"");
  EXPECT_EQ(table[2], "");
  EXPECT_EQ(table.character_of(2), 14);
  ASSERT_TRUE(table.next());
  EXPECT_EQ(table[0], "2");
  EXPECT_EQ(table[1], "");
  EXPECT_EQ(table[2], "z");
  EXPECT_FALSE(table.next());
}

// Whatever fields are written by the rules of RFC 4180 come back as they were.
TEST(CsvTableProperty, FieldsSurvive) {
  const testing::ScenarioFiles files;
  RandomStream stream(1, RandomPurpose::trace_record, 0);
  constexpr std::string_view alphabet = "ab\",; 9\xC3\xA9";
  std::vector<std::vector<std::string>> rows(500, std::vector<std::string>(4));
  std::string text = "a,b,c,d\n";
  for (auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      for (double n = 8.0 * stream.uniform(); n > 1.0; --n)
        row[i] += alphabet[static_cast<std::size_t>(7.0 * stream.uniform())];
      std::string quoted = "\"";
      for (const char c : row[i]) quoted += c == '"' ? "\"\"" : std::string(1, c);
      const bool is_plain = row[i].find_first_of(",\"") == std::string::npos && stream.uniform() < 0.5;
      text += (i > 0 ? "," : "") + (is_plain ? row[i] : quoted + "\"");
    }
    text += "\n";
  }
  CsvTable table(files.write("a.csv", text));
  for (const auto& row : rows) {
    ASSERT_TRUE(table.next());
    ASSERT_TRUE(table.is_whole());
    for (std::size_t i = 0; i < row.size(); ++i) ASSERT_EQ(table[i], row[i]);
  }
}

TEST(CsvTable, TellsRowsThatAreNotWhole) {
  const testing::ScenarioFiles files;
  CsvTable table(files.write("a.csv", "a,b\n1\n1,2,3\n1,\"2\n1,2\n"));
  for (const bool is_whole : {false, false, false, true}) {
    ASSERT_TRUE(table.next());
    EXPECT_EQ(table.is_whole(), is_whole) << table.line();
  }
}

TEST(CsvTable, NamesColumnsThatAreMissing) {
  const testing::ScenarioFiles files;
  const CsvTable table(files.write("a.csv", "submit_tme,run,run\n"));
  EXPECT_EQ(
      files.complaint([&] {
        static_cast<void>(table.require({"submit_time", "run", "gpu_num"}));
      }),
      "a.csv:1: there is no column 'submit_time'; did you mean 'submit_tme'? columns found: submit_tme, run, "
      "run\n"
      "a.csv:1: column 'run' stands there twice; give columns different names\n"
      "a.csv:1: there is no column 'gpu_num'; columns found: submit_tme, run, run");
  EXPECT_EQ(files.complaint([&] { CsvTable(files.write("b.csv", "a,\xC4\xE3\n")); }),
            "b.csv:1: not UTF-8 text; save the file as UTF-8");
}

}  // namespace
}  // namespace suanwang
