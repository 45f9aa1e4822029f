#include "suanwang/scenario/csv_series.hpp"

#include <filesystem>
#include <fstream>
#include <functional>
#include <zlib.h>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "suanwang/core/error.hpp"

#include "seeds.hpp"

namespace suanwang {
namespace {

using namespace std::chrono;

class CsvSeries : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() /
              ::testing::UnitTest::GetInstance()->current_test_info()->name();
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  CsvSeriesSource file(const std::string& text, const std::string& column = "v") {
    const auto path = folder_ / "series.csv";
    std::ofstream(path, std::ios::binary) << text;
    return {path, column, "", 8h};
  }

  /// `count` steps from `start`; each value is its number modulo 1,000.
  static std::string steps(
      LocalMinute start, minutes step, std::size_t count,
      const std::function<bool(std::size_t)>& skips = [](std::size_t) { return false; }) {
    std::string text = "time,v\n";
    for (std::size_t i = 0; i < count; ++i) {
      if (skips(i)) continue;
      const LocalMinute time = start + step * static_cast<std::int64_t>(i);
      const auto day = floor<days>(time);
      const year_month_day date(day);
      text += fmt::format("{:04}-{:02}-{:02} {:02}:{:02},{}\n", static_cast<int>(date.year()),
                          static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                          (time - day).count() / 60, (time - day).count() % 60, i % 1000);
    }
    return text;
  }

  static std::string refusal(const CsvSeriesSource& source, const CivilCalendar& calendar,
                             const CsvLimits& limits = {}) {
    try {
      static_cast<void>(read_csv_series(source, limits, calendar));
      return "";
    } catch (const InputError& error) {
      return error.what();
    }
  }

  std::filesystem::path folder_;
};

const sys_days new_year_2030 = 2030y / 1 / 1;

CivilCalendar two_days(Duration interval = 1h, sys_days start = new_year_2030) {
  return CivilCalendar(start, start + days(2), interval);
}

TEST_F(CsvSeries, TakesWhatCoversTheHorizon) {
  const auto values = read_csv_series(file(steps(new_year_2030 - days(1), 60min, 96)), {}, two_days());
  ASSERT_EQ(values.size(), 48);
  EXPECT_EQ(values[0], 24);
  EXPECT_EQ(values[47], 71);
}

TEST_F(CsvSeries, AveragesAFinerFileAndHoldsACoarserOne) {
  const auto mean = read_csv_series(file(steps(new_year_2030, 15min, 192)), {}, two_days());
  EXPECT_DOUBLE_EQ(mean[0], 1.5);
  EXPECT_DOUBLE_EQ(mean[1], 5.5);
  const auto held = read_csv_series(file(steps(new_year_2030, 60min, 48)), {}, two_days(15min));
  EXPECT_EQ(held[3], 0);
  EXPECT_EQ(held[4], 1);
  EXPECT_NE(refusal(file(steps(new_year_2030, 20min, 144)), two_days(15min)), "");
}

TEST_F(CsvSeries, AYearStandsForEveryYear) {
  const auto source = file(steps(sys_days(2020y / 1 / 1), 60min, 8784));
  const CivilCalendar march(2030y / 2 / 28, 2030y / 3 / 2, 1h);
  const auto values = read_csv_series(source, {}, march);
  EXPECT_EQ(values[0], (31 + 27) * 24 % 1000);
  EXPECT_EQ(values[24], (31 + 29) * 24 % 1000);  // 29 February is dropped
}

TEST_F(CsvSeries, ACommonYearRepeatsADayInALeapYear) {
  const auto source = file(steps(sys_days(2023y / 1 / 1), 60min, 8760));
  const CivilCalendar leap(2028y / 2 / 28, 2028y / 3 / 2, 1h);
  const auto values = read_csv_series(source, {}, leap);
  EXPECT_EQ(values[0], values[24]);
  EXPECT_EQ(values[48], (31 + 28) * 24 % 1000);
}

TEST_F(CsvSeries, AYearOfAnotherTimeZoneIsWrappedAround) {
  auto source = file(steps(sys_days(2023y / 1 / 1), 60min, 8760));
  source.utc_offset = 0h;  // its first value is of 08:00 in China
  const auto values = read_csv_series(source, {}, two_days());
  EXPECT_EQ(values[8], 0);
  EXPECT_EQ(values[0], 8752 % 1000);  // of the year's last evening in UTC
}

TEST_F(CsvSeries, ReadsOffsetsQuotesCarriageReturnsAndHours) {
  std::string text = "\xEF\xBB\xBF\"time, of Japan\",v\r\n";
  for (int hour = 0; hour < 48; ++hour)
    text += fmt::format("\"2030-01-0{}T{:02}:00:00+09:00\", {} \r\n", 1 + hour / 24, hour % 24, hour);
  text += "2030-01-03 00:00:00.0000000+09:00,48";
  EXPECT_EQ(read_csv_series(file(text), {}, two_days())[0], 1);  // 01:00 in Japan
  text = "hour,v\n";
  for (int hour = 1; hour <= 8760; ++hour) text += fmt::format("{},{}\n", hour, hour % 1000);
  EXPECT_EQ(read_csv_series(file(text), {}, two_days())[5], 6);
}

TEST_F(CsvSeries, ReadsGzip) {
  const auto path = folder_ / "series.csv.gz";
  const std::string text = steps(new_year_2030, 60min, 48);
  gzFile packed = gzopen(path.c_str(), "wb");
  gzwrite(packed, text.data(), static_cast<unsigned>(text.size()));
  gzclose(packed);
  EXPECT_EQ(read_csv_series({path, "v", "", 8h}, {}, two_days())[7], 7);
}

TEST_F(CsvSeries, RefusesAGapWithItsLine) {
  const auto text =
      refusal(file(steps(new_year_2030, 60min, 48, [](std::size_t i) { return i == 5; })), two_days());
  EXPECT_NE(text.find("series.csv:7"), std::string::npos) << text;
  EXPECT_NE(text.find("2030-01-01 05:00 was expected"), std::string::npos) << text;
}

TEST_F(CsvSeries, RefusesAnyGapRepetitionOrStepBack) {
  for (const std::uint64_t seed : testing::first_seeds(30)) {
    SCOPED_TRACE(seed);
    testing::Draw draw(seed);
    const std::size_t gap = 2 + draw.below(40);
    EXPECT_NE(
        refusal(file(steps(new_year_2030, 60min, 48, [gap](std::size_t i) { return i == gap; })), two_days()),
        "");
  }
  EXPECT_NE(refusal(file("t,v\n2030-01-01 00:00,1\n2030-01-01 00:00,1\n"), two_days()).find("step"),
            std::string::npos);
}

TEST_F(CsvSeries, RefusesAYearThatLacksAnHour) {
  const auto text = refusal(file(steps(sys_days(2023y / 1 / 1), 60min, 8759)), two_days());
  EXPECT_NE(text.find("8759 rows"), std::string::npos) << text;
  EXPECT_NE(text.find("8760"), std::string::npos) << text;
}

TEST_F(CsvSeries, RefusesValuesThatCannotBe) {
  const CsvLimits factor{0.0, 1.0};
  const std::string head = "t,v\n2030-01-01 00:00,0.5\n2030-01-01 01:00,";
  EXPECT_NE(refusal(file(head + "1.5\n"), two_days(), factor)
                .find("series.csv:3: v: 1.5 is out of range; allowed: 0 to 1"),
            std::string::npos)
      << refusal(file(head + "1.5\n"), two_days(), factor);
  for (const char* value : {"-0.1", "nan", "", "abc", "0,5", "1e999"})
    EXPECT_NE(refusal(file(head + value + "\n"), two_days(), factor).find("series.csv:3"), std::string::npos)
        << value;
}

TEST_F(CsvSeries, RefusesColumnsTimesAndFilesThatAreNotThere) {
  EXPECT_NE(refusal(file("t,wind\n"), two_days()).find("there is no column 'v'"), std::string::npos);
  EXPECT_NE(refusal(file("t,v,v\n"), two_days()).find("twice"), std::string::npos);
  EXPECT_NE(refusal(file("t,v\nyesterday,1\n"), two_days()).find("'yesterday' is not a time"),
            std::string::npos);
  EXPECT_NE(refusal(file("t,v\n2030-01-01 00:00\n"), two_days()).find("fields"), std::string::npos);
  EXPECT_NE(refusal(file(""), two_days()).find("empty"), std::string::npos);
  EXPECT_NE(refusal({folder_ / "none.csv", "v", "", 8h}, two_days()).find("cannot be read"),
            std::string::npos);
  EXPECT_NE(refusal({folder_, "v", "", 8h}, two_days()).find("folder"), std::string::npos);
}

CsvSeriesSource published(const char* name, const char* column) {
  return {std::filesystem::path(SUANWANG_DATA_DIR) / "energy" / name, column, "", 8h};
}

TEST(CsvSeriesValidation, ReadsThePublishedSeries) {
  if (!std::filesystem::exists(published("cn-wind-cf-2020.csv.gz", "").file))
    GTEST_SKIP() << "no public series at " << SUANWANG_DATA_DIR;
  const CivilCalendar of_2020(2020y / 1 / 1, 2021y / 1 / 1, 1h), of_2030(2030y / 1 / 1, 2031y / 1 / 1, 1h);
  EXPECT_NEAR(
      read_csv_series(published("cn-wind-cf-2020.csv.gz", "InnerMongolia"), {0.0, 1.0}, of_2020).mean(),
      0.299, 0.0005);
  EXPECT_NEAR(read_csv_series(published("cn-solar-cf-2020.csv.gz", "Ningxia"), {0.0, 1.0}, of_2030).mean(),
              0.163, 0.001);
  EXPECT_NEAR(
      read_csv_series(published("cn-load-mw.csv.gz", "NM"), {0.0, std::nullopt}, of_2030).mean() * 8760 / 1e6,
      335.3, 0.5);
  auto carbon = published("de-ci-2023.csv.gz", "Carbon Intensity gCO₂eq/kWh (direct)");
  carbon.utc_offset = 0h;
  EXPECT_NEAR(read_csv_series(carbon, {0.0, std::nullopt}, of_2030).mean(), 307.662, 0.01);
}

}  // namespace
}  // namespace suanwang
