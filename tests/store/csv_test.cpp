#include "suanwang/store/csv.hpp"

#include <gtest/gtest.h>

namespace suanwang {
namespace {

TEST(CsvField, QuotesWhatWouldBeTakenForStructure) {
  EXPECT_EQ(csv_field("plain"), "plain");
  EXPECT_EQ(csv_field("a,b"), "\"a,b\"");
  EXPECT_EQ(csv_field("say \"no\""), "\"say \"\"no\"\"\"");
  EXPECT_EQ(csv_field("two\nlines"), "\"two\nlines\"");
  EXPECT_EQ(csv_field(""), "");
}

}  // namespace
}  // namespace suanwang
