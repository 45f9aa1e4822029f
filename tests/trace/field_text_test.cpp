#include "suanwang/trace/field_text.hpp"

#include <charconv>
#include <cmath>
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "suanwang/core/random_stream.hpp"

namespace suanwang {
namespace {

TEST(FieldText, DecimalsAreThoseOfTheStandardLibrary) {
  RandomStream stream(1, RandomPurpose::trace_record, 0);
  for (int i = 0; i < 20'000; ++i) {
    const double value = (stream.uniform() - 0.5) * std::pow(10.0, 30.0 * stream.uniform() - 10.0);
    const std::string text = i % 3 == 0 ? fmt::format("{}", value) : fmt::format("{:.{}f}", value, i % 12);
    double expected = 0.0, found = 0.0;
    std::from_chars(text.data(), text.data() + text.size(), expected);
    ASSERT_TRUE(parse_decimal(text, found)) << text;
    ASSERT_EQ(found, expected) << text;
  }
}

TEST(FieldText, NumbersAreWholeFieldsOrNone) {
  double number = 0.0;
  std::int64_t whole = 0;
  for (const char* text : {"", "-", ".", "1 ", " 1", "1e", "0x1", "inf", "nan", "1.2.3", "1,5"})
    EXPECT_FALSE(parse_decimal(text, number)) << text;
  for (const char* text : {"", "-", "1.0", "1 ", "12345678901234567890"})
    EXPECT_FALSE(parse_whole(text, whole)) << text;
  EXPECT_TRUE(parse_whole("-42", whole));
  EXPECT_EQ(whole, -42);
  EXPECT_TRUE(parse_decimal("5.", number) && parse_decimal(".5", number));
}

TEST(FieldText, SecondsAreRoundedToTheMillisecond) {
  const auto milliseconds = [](const char* text) {
    std::int64_t value = -7;
    return parse_seconds(text, value) ? value : -7;
  };
  EXPECT_EQ(milliseconds("12"), 12'000);
  EXPECT_EQ(milliseconds("12.0005"), 12'001);
  EXPECT_EQ(milliseconds("-1.5"), -1'500);
  EXPECT_EQ(milliseconds("1e3"), 1'000'000);
  EXPECT_EQ(milliseconds("1e30"), -7);
}

TEST(FieldText, TimestampsCountFromTheEpoch) {
  const auto time = [](const char* text) {
    std::int64_t value = 0;
    return parse_timestamp(text, value) ? value : -1;
  };
  EXPECT_EQ(time("1970-01-02 00:00:00"), 86'400'000);
  EXPECT_EQ(time("2023-11-16 18:17:03.9799600"), 1'700'158'623'979);  // date -u -d ... +%s
  EXPECT_EQ(time("2023-11-17T02:17:03.979+08:00"), 1'700'158'623'979);
  EXPECT_EQ(time("2023-11-16 18:17:03.979Z"), time("2023-11-16T13:17:03.979-0500"));
  EXPECT_EQ(time("2024-02-29 00:00"), time("2024-02-28T23:59:59") + 1000);
  for (const char* text : {"2023-02-29 00:00:00", "2023-13-01 00:00:00", "2023-01-01", "2023-01-01 25:00:00",
                           "2023-01-01 00:00:00 PDT", "2023-01-01 00:00:00.", "x"})
    EXPECT_EQ(time(text), -1) << text;
}

TEST(FieldText, KnowsUtf8) {
  EXPECT_TRUE(is_utf8("gCO₂eq/kWh 算网 \xF0\x9F\x98\x80"));
  for (const char* text :
       {"\xFF", "\xC3", "\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "a\x80"})
    EXPECT_FALSE(is_utf8(text));
}

}  // namespace
}  // namespace suanwang
