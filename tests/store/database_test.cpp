#include "suanwang/store/database.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "suanwang/core/error.hpp"
#include "suanwang/store/csv.hpp"

#include "scratch_folder.hpp"

namespace suanwang {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class DatabaseTest : public ::testing::Test {
 protected:
  void make() const {
    Database database = Database::create(file_);
    database.execute("CREATE TABLE t (a REAL, b TEXT)");
    Statement insert(database, "INSERT INTO t VALUES (?,?)");
    insert.row(0.1, "x,y");
    insert.row(nullptr, "z");
    database.execute("COMMIT");
  }

  /// What is said of a query to the finished database.
  [[nodiscard]] std::string refusal(const std::string& sql) const {
    Database database = Database::open(file_);
    try {
      Statement statement(database, sql);
      while (statement.next()) {
      }
    } catch (const InputError& error) {
      return error.what();
    }
    return "";
  }

  const testing::ScratchFolder scratch_;
  const fs::path folder_ = scratch_.path();
  const fs::path file_ = folder_ / "x.sqlite";
};

TEST_F(DatabaseTest, HoldsWhatWasWritten) {
  make();
  Database database = Database::open(file_);
  Statement rows(database, "SELECT a, b FROM t");
  ASSERT_TRUE(rows.next());
  EXPECT_EQ(rows.real(0), 0.1);
  EXPECT_EQ(rows.text(1), "x,y");
  ASSERT_TRUE(rows.next());
  EXPECT_TRUE(rows.is_null(0));
  EXPECT_FALSE(rows.next());
}

TEST_F(DatabaseTest, BecomesCsv) {
  make();
  Database database = Database::open(file_);
  write_csv(database, "SELECT b, a FROM t", folder_ / "t.csv");
  std::ifstream file(folder_ / "t.csv", std::ios::binary);
  const std::string content{std::istreambuf_iterator<char>(file), {}};
  EXPECT_EQ(content, "b,a\r\n\"x,y\",0.1\r\nz,\r\n");
}

TEST_F(DatabaseTest, AnswersQueriesAndNothingElse) {
  make();
  EXPECT_EQ(refusal("SELECT count(*), avg(a) FROM t"), "");
  EXPECT_EQ(refusal("WITH RECURSIVE n(i) AS (SELECT 1 UNION SELECT i+1 FROM n WHERE i < 5) SELECT * FROM n"),
            "");
  for (const char* sql :
       {"DELETE FROM t", "DROP TABLE t", "INSERT INTO t VALUES (1, 'q')", "ATTACH '/tmp/other.sqlite' AS o",
        "PRAGMA journal_mode", "CREATE TEMP TABLE q (a)"})
    EXPECT_THAT(refusal(sql), HasSubstr("cannot be asked this")) << sql;
  EXPECT_THAT(refusal("SELECT load_extension('x')"), HasSubstr("not authorized"));
  EXPECT_THAT(refusal("SELECT 1; DELETE FROM t"), HasSubstr("one statement"));
  EXPECT_THAT(refusal(""), HasSubstr("one statement"));
}

TEST_F(DatabaseTest, RefusesWhatIsMissingForeignOrDamaged) {
  EXPECT_THROW(static_cast<void>(Database::open(file_)), InputError);
  std::ofstream(file_)
      << "this is not a database, but it is long enough to be taken for one at first glance\n";
  EXPECT_THROW(static_cast<void>(Database::open(file_)), InputError);
  fs::remove(file_);
  {
    Database database = Database::create(file_);
    database.execute("CREATE TABLE t (a TEXT)");
    Statement insert(database, "INSERT INTO t VALUES (?)");
    for (int i = 0; i < 2000; ++i) insert.row("a row of some length, so that there are many pages");
    database.execute("COMMIT");
  }
  fs::resize_file(file_, fs::file_size(file_) / 2);
  EXPECT_THROW(static_cast<void>(Database::open(file_)), InputError);
}

TEST(Conditions, EndInTimeOrAreRefused) {
  Database database = Database::in_memory("conditions");
  database.execute("CREATE TABLE t (id INTEGER, a REAL)");
  {
    Statement insert(database, "INSERT INTO t VALUES (?,?)");
    for (std::int64_t i = 0; i < 2000; ++i) insert.row(i, static_cast<double>(i % 7));
  }
  database.allow_conditions_alone();
  const auto meets = [&](const std::string& condition) {
    return rows_that_meet(database, "t", "id", condition, 2000);
  };
  const std::vector<bool> plain = meets("a < (SELECT avg(a) FROM t)");
  EXPECT_EQ(std::count(plain.begin(), plain.end(), true), 858);  // 0, 1 and 2 of 0 to 6
  EXPECT_THROW(
      meets("(WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c) > 0"),
      InputError);
  try {
    meets("(SELECT count(*) FROM t AS p, t AS q, t AS r WHERE p.a + q.a + r.a + t.a > 0) > 0");
    ADD_FAILURE() << "16 trillion combinations were tried";
  } catch (const InputError& error) {
    EXPECT_THAT(error.what(), HasSubstr("a billion steps"));
  }
}

}  // namespace
}  // namespace suanwang
