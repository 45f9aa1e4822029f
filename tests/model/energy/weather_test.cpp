#include "suanwang/model/energy/weather.hpp"

#include <cmath>
#include <cstdio>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "suanwang/core/error.hpp"

namespace suanwang {
namespace {

using namespace std::chrono;

CivilCalendar year_of(int number, Duration interval = 1h) {
  return CivilCalendar(sys_days(year(number) / 1 / 1), sys_days(year(number + 1) / 1 / 1), interval);
}

WindSite windy() {
  WindSite site;
  site.full_load_hours = 2400;
  site.month_factor.fill(1.0);
  site.month_factor[6] = 0.8;
  site.hour_factor.fill(1.0);
  return site;
}

SolarSite ningxia() { return {1420, Degrees(37.52), Degrees(105.19), 0.9, 0.75}; }

double correlation(const std::vector<double>& a, const std::vector<double>& b) {
  double mean_a = 0, mean_b = 0, ab = 0, aa = 0, bb = 0;
  for (std::size_t i = 0; i < a.size(); ++i)
    mean_a += a[i] / static_cast<double>(a.size()), mean_b += b[i] / static_cast<double>(b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    ab += (a[i] - mean_a) * (b[i] - mean_b);
    aa += (a[i] - mean_a) * (a[i] - mean_a);
    bb += (b[i] - mean_b) * (b[i] - mean_b);
  }
  return ab / std::sqrt(aa * bb);
}

TEST(Weather, MeetsTheFullLoadHoursOfTheSite) {
  for (const int number : {2024, 2030}) {
    EXPECT_NEAR(wind_capacity_factor(windy(), year_of(number), 1, HubId(0)).raw().mean(), 2400.0 / 8760.0,
                1e-7);
    EXPECT_NEAR(solar_capacity_factor(ningxia(), year_of(number), 1, HubId(0)).raw().mean(), 1420.0 / 8760.0,
                1e-7);
    HydroSite hydro{4300, {.55, .50, .55, .65, .90, 1.30, 1.60, 1.60, 1.55, 1.35, .90, .65}};
    EXPECT_NEAR(hydro_capacity_factor(hydro, year_of(number)).raw().mean(), 4300.0 / 8760.0, 1e-7);
  }
}

TEST(Weather, CapacityFactorsAreSharesOfCapacity) {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    for (const auto& factor : {wind_capacity_factor(windy(), year_of(2030), seed, HubId(1)),
                               solar_capacity_factor(ningxia(), year_of(2030), seed, HubId(1))}) {
      EXPECT_GE(factor.raw().minCoeff(), 0.0);
      EXPECT_LE(factor.raw().maxCoeff(), 1.0);
    }
  }
}

TEST(Weather, SameSeedAndHubSameBytesOthersDiffer) {
  const auto base = wind_capacity_factor(windy(), year_of(2030), 1, HubId(0));
  EXPECT_TRUE((base.raw() == wind_capacity_factor(windy(), year_of(2030), 1, HubId(0)).raw()).all());
  EXPECT_FALSE((base.raw() == wind_capacity_factor(windy(), year_of(2030), 2, HubId(0)).raw()).all());
  EXPECT_FALSE((base.raw() == wind_capacity_factor(windy(), year_of(2030), 1, HubId(1)).raw()).all());
}

TEST(Weather, ALongerHorizonExtendsAndNeverRewrites) {
  const CivilCalendar spring(sys_days(2030y / 3 / 1), sys_days(2030y / 4 / 1), 1h);
  const CivilCalendar longer(sys_days(2030y / 3 / 1), sys_days(2031y / 2 / 1), 1h);
  const auto a = wind_capacity_factor(windy(), spring, 1, HubId(0)),
             b = wind_capacity_factor(windy(), longer, 1, HubId(0));
  for (std::size_t i = 0; i < a.size(); ++i) ASSERT_EQ(a[i], b[i]);
}

TEST(Weather, IntervalsWithinAnHourShareItsValue) {
  const auto hourly = solar_capacity_factor(ningxia(), year_of(2030), 1, HubId(0));
  const auto quarters = solar_capacity_factor(ningxia(), year_of(2030, 15min), 1, HubId(0));
  for (std::size_t i = 0; i < quarters.size(); ++i) ASSERT_EQ(quarters[i], hourly[i / 4]);
}

TEST(Weather, NoSunAtNightAtAnyLongitude) {
  for (const double longitude : {75.0, 90.0, 105.0, 120.0, 135.0}) {
    SolarSite site = ningxia();
    site.longitude = Degrees(longitude);
    const auto factor = solar_capacity_factor(site, year_of(2030), 1, HubId(0));
    const double noon = 12.0 + (120.0 - longitude) / 15.0;
    for (std::size_t i = 0; i < factor.size(); ++i) {
      const double from_noon = std::abs(std::remainder(static_cast<double>(i % 24) + 0.5 - noon, 24.0));
      if (from_noon > 8.6) {
        ASSERT_EQ(factor[i].value(), 0.0) << "hour " << i << " at longitude " << longitude;
      }
    }
  }
}

TEST(Weather, WindPersistsFromHourToHour) {
  const auto factor = wind_capacity_factor(windy(), year_of(2030), 1, HubId(0));
  std::vector<double> now, next;
  for (std::size_t i = 0; i + 1 < factor.size(); ++i)
    now.push_back(factor[i].value()), next.push_back(factor[i + 1].value());
  EXPECT_GT(correlation(now, next),
            0.93);  // 0.97 of the Gaussian behind it, less what the power curve bends away
  EXPECT_LT(correlation(now, next), 0.99);
}

TEST(Weather, RefusesHoursBeyondReach) {
  SolarSite site = ningxia();
  site.full_load_hours = 8000;  // the sun is not up that long
  EXPECT_THROW(static_cast<void>(solar_capacity_factor(site, year_of(2030), 1, HubId(0))), InvariantError);
}

/// Column of a gzipped CSV of the public series; empty where the folder is absent.
std::vector<double> public_series(const std::string& file, const std::string& column) {
  const std::filesystem::path path = std::filesystem::path(SUANWANG_DATA_DIR) / "energy" / file;
  std::vector<double> values;
  if (!std::filesystem::exists(path)) return values;
  FILE* pipe = popen(("gzip -dc '" + path.string() + "'").c_str(), "r");
  std::string text;
  char buffer[65536];
  for (std::size_t count; (count = fread(buffer, 1, sizeof buffer, pipe)) > 0;) text.append(buffer, count);
  pclose(pipe);
  std::istringstream lines(text);
  std::string line, cell;
  std::getline(lines, line);
  std::size_t wanted = 0;
  for (std::istringstream cells(line); std::getline(cells, cell, ',') && cell != column;) ++wanted;
  while (std::getline(lines, line)) {
    std::istringstream cells(line);
    for (std::size_t i = 0; i <= wanted; ++i) std::getline(cells, cell, ',');
    values.push_back(std::stod(cell));
  }
  return values;
}

TEST(WeatherValidation, SolarDayAndYearOfNingxiaLikeReanalysis) {
  const std::vector<double> published = public_series("cn-solar-cf-2020.csv.gz", "Ningxia");
  if (published.empty()) GTEST_SKIP() << "no public series at " << SUANWANG_DATA_DIR;
  const auto ours = solar_capacity_factor(ningxia(), year_of(2020), 1, HubId(0));
  ASSERT_EQ(published.size(), ours.size());
  std::vector<double> day_theirs(24), day_ours(24), month_theirs(12), month_ours(12);
  const CivilCalendar calendar = year_of(2020);
  double theirs = 0.0;
  for (const double each : published) theirs += each / static_cast<double>(published.size());
  const double scale = 1420.0 / 8760.0 / theirs;  // same full-load hours
  for (std::size_t i = 0; i < published.size(); ++i) {
    const std::size_t month = calendar.month_of(calendar.interval_start(i)) - 1;
    day_theirs[i % 24] += published[i] * scale / 366, day_ours[i % 24] += ours[i].value() / 366;
    month_theirs[month] += published[i] * scale / 732, month_ours[month] += ours[i].value() / 732;
  }
  // Theirs are centred on the full hour, ours begin with it.
  std::vector<double> day_ours_centred(24);
  for (std::size_t hour = 0; hour < 24; ++hour)
    day_ours_centred[hour] = 0.5 * (day_ours[hour] + day_ours[(hour + 23) % 24]);
  EXPECT_GT(correlation(day_theirs, day_ours_centred), 0.98);
  for (std::size_t month = 0; month < 12; ++month)
    EXPECT_NEAR(month_ours[month] / month_theirs[month], 1.0, 0.3) << "month " << month + 1;
}

}  // namespace
}  // namespace suanwang
