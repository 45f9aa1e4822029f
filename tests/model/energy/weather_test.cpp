#include <cmath>
#include <cstdio>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "suanwang/core/error.hpp"
#include "suanwang/model/energy/outdoor_temperature.hpp"
#include "suanwang/model/energy/renewables.hpp"
#include "suanwang/model/energy/sun.hpp"

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

SolarSite ningxia() { return {1420, 0.0, {Degrees(37.52), Degrees(105.19)}, Degrees(37.52), 0.9, 0.75}; }

/// Zhangjiakou, Horinger and Shaoguan: 313 and 1,744 km from the first.
std::vector<GeoPoint> three_places() {
  return {{Degrees(40.41), Degrees(115.52)},
          {Degrees(40.50), Degrees(111.82)},
          {Degrees(24.80), Degrees(113.60)}};
}

WeatherField field(const CivilCalendar& calendar, std::uint64_t seed = 1,
                   RandomPurpose purpose = RandomPurpose::wind) {
  return WeatherField(three_places(), Kilometres(500), calendar, seed, purpose);
}

Series<Fraction> wind_of(const CivilCalendar& calendar, std::uint64_t seed = 1, std::size_t place = 0) {
  return wind_capacity_factor(windy(), field(calendar, seed), place, calendar);
}

Series<Fraction> solar_of(const SolarSite& site, const CivilCalendar& calendar, std::uint64_t seed = 1) {
  return solar_capacity_factor(site, field(calendar, seed, RandomPurpose::cloud), 0, calendar);
}

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
    EXPECT_NEAR(wind_of(year_of(number)).raw().mean(), 2400.0 / 8760.0, 1e-7);
    EXPECT_NEAR(solar_of(ningxia(), year_of(number)).raw().mean(), 1420.0 / 8760.0, 1e-7);
    HydroSite hydro{4300, {.55, .50, .55, .65, .90, 1.30, 1.60, 1.60, 1.55, 1.35, .90, .65}};
    EXPECT_NEAR(hydro_capacity_factor(hydro, year_of(number)).raw().mean(), 4300.0 / 8760.0, 1e-7);
  }
}

TEST(Weather, CapacityFactorsAreSharesOfCapacity) {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    for (const auto& factor : {wind_of(year_of(2030), seed), solar_of(ningxia(), year_of(2030), seed)}) {
      EXPECT_GE(factor.raw().minCoeff(), 0.0);
      EXPECT_LE(factor.raw().maxCoeff(), 1.0);
    }
  }
}

TEST(Weather, SameSeedAndHubSameBytesOthersDiffer) {
  const auto base = wind_of(year_of(2030));
  EXPECT_TRUE((base.raw() == wind_of(year_of(2030)).raw()).all());
  EXPECT_FALSE((base.raw() == wind_of(year_of(2030), 2).raw()).all());
  EXPECT_FALSE((base.raw() == wind_of(year_of(2030), 1, 1).raw()).all());
}

TEST(Weather, ALongerHorizonExtendsAndNeverRewrites) {
  const CivilCalendar spring(sys_days(2030y / 3 / 1), sys_days(2030y / 4 / 1), 1h);
  const CivilCalendar longer(sys_days(2030y / 3 / 1), sys_days(2031y / 2 / 1), 1h);
  const auto a = wind_of(spring), b = wind_of(longer);
  for (std::size_t i = 0; i < a.size(); ++i) ASSERT_EQ(a[i], b[i]);
}

TEST(Weather, IntervalsWithinAnHourShareItsValue) {
  const auto hourly = solar_of(ningxia(), year_of(2030));
  const auto quarters = solar_of(ningxia(), year_of(2030, 15min));
  for (std::size_t i = 0; i < quarters.size(); ++i) ASSERT_EQ(quarters[i], hourly[i / 4]);
}

TEST(Weather, NoSunAtNightAtAnyLongitude) {
  for (const double longitude : {75.0, 90.0, 105.0, 120.0, 135.0}) {
    SolarSite site = ningxia();
    site.place.longitude = Degrees(longitude);
    const auto factor = solar_of(site, year_of(2030));
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
  const auto factor = wind_of(year_of(2030));
  std::vector<double> now, next;
  for (std::size_t i = 0; i + 1 < factor.size(); ++i)
    now.push_back(factor[i].value()), next.push_back(factor[i + 1].value());
  EXPECT_GT(correlation(now, next),
            0.93);  // 0.97 of the Gaussian behind it, less what the power curve bends away
  EXPECT_LT(correlation(now, next), 0.99);
}

// Ten years of hours; an AR(1) with persistence 0.9 leaves about 4,600 independent ones, so 3 standard errors
// are 0.045.
TEST(WeatherField, IsStandardNormalPersistentAndCorrelatedByDistance) {
  const CivilCalendar decade(sys_days(2030y / 1 / 1), sys_days(2040y / 1 / 1), 1h);
  const WeatherField noise = field(decade);
  std::vector<std::vector<double>> at(3);
  for (std::size_t place = 0; place < 3; ++place)
    for (int number = 2030; number < 2040; ++number) {
      const auto one_year = noise.noise(place, year(number), 0.9);
      at[place].insert(at[place].end(), one_year.begin(), one_year.end());
    }
  double mean = 0.0, square = 0.0;
  for (const double each : at[0]) {
    mean += each / static_cast<double>(at[0].size());
    square += each * each / static_cast<double>(at[0].size());
  }
  EXPECT_NEAR(mean, 0.0, 0.05);
  EXPECT_NEAR(square, 1.0, 0.05);
  const std::vector<double> now(at[0].begin(), at[0].end() - 1), next(at[0].begin() + 1, at[0].end());
  EXPECT_NEAR(correlation(now, next), 0.9, 0.01);
  EXPECT_NEAR(correlation(at[0], at[1]), std::exp(-313.0 / 500.0), 0.05);
  EXPECT_NEAR(correlation(at[0], at[2]), std::exp(-1744.0 / 500.0), 0.05);
}

TEST(WeatherField, WithoutALengthPlacesAreIndependentAndTwoHubsAtOnePlaceAreAlike) {
  const CivilCalendar calendar = year_of(2030);
  const WeatherField independent(three_places(), Kilometres(0), calendar, 1, RandomPurpose::wind);
  EXPECT_NEAR(correlation(independent.noise(0, 2030y, 0.0), independent.noise(1, 2030y, 0.0)), 0.0, 0.04);
  const GeoPoint here{Degrees(40), Degrees(110)};
  const WeatherField twins({here, here}, Kilometres(500), calendar, 1, RandomPurpose::wind);
  EXPECT_NEAR(correlation(twins.noise(0, 2030y, 0.9), twins.noise(1, 2030y, 0.9)), 1.0, 1e-3);
}

TEST(WeatherField, APlaceMoreLeavesTheOthersAsTheyWere) {
  const CivilCalendar calendar = year_of(2030);
  auto places = three_places();
  const WeatherField three(places, Kilometres(500), calendar, 1, RandomPurpose::wind);
  places.push_back({Degrees(30), Degrees(104)});
  const WeatherField four(places, Kilometres(500), calendar, 1, RandomPurpose::wind);
  const auto a = three.noise(1, 2030y, 0.9), b = four.noise(1, 2030y, 0.9);
  for (std::size_t hour = 0; hour < a.size(); ++hour) ASSERT_NEAR(a[hour], b[hour], 1e-12);
}

TEST(Wind, SpeedIsWeibull) {
  for (const double shape : {1.5, 2.0, 3.0})
    for (const double probability : {0.1, 0.5, 0.9}) {
      const double quantile = std::pow(-std::log(1.0 - probability), 1.0 / shape);
      // The standard normal quantiles of 0.1, 0.5, 0.9.
      const double normal =
          probability == 0.5 ? 0.0 : (probability < 0.5 ? -1.2815515655446004 : 1.2815515655446004);
      EXPECT_NEAR(weibull_speed(normal, shape), quantile, 1e-9);
    }
}

TEST(Wind, TurbineRisesFromCutInToRated) {
  EXPECT_EQ(turbine_output(0.25), 0.0);
  EXPECT_EQ(turbine_output(1.0), 1.0);
  EXPECT_EQ(turbine_output(3.0), 1.0);
  EXPECT_NEAR(turbine_output(0.5), (0.125 - 0.015625) / (1.0 - 0.015625), 1e-12);  // cubes
  double before = 0.0;
  for (double speed = 0.25; speed < 1.1; speed += 0.01) {
    EXPECT_GE(turbine_output(speed), before);
    before = turbine_output(speed);
  }
}

TEST(Wind, SeasonAndYearToYearDeviationShow) {
  const auto factor = wind_of(year_of(2030));
  const CivilCalendar calendar = year_of(2030);
  double july = 0.0, rest = 0.0;
  for (std::size_t i = 0; i < factor.size(); ++i)
    (calendar.month_of(calendar.interval_start(i)) == 7 ? july : rest) += factor[i].value();
  EXPECT_LT(july / (31 * 24), 0.8 * rest / (334 * 24));  // wind speed is 20 % less in July

  WindSite site = windy();
  site.year_deviation = 0.1;
  double square = 0.0;
  constexpr int years = 60;
  for (int seed = 1; seed <= years; ++seed) {
    const CivilCalendar one = year_of(2030);
    const auto series = wind_capacity_factor(site, field(one, static_cast<std::uint64_t>(seed)), 0, one);
    const double deviation = series.raw().mean() * 8760.0 / 2400.0 - 1.0;
    square += deviation * deviation / years;
  }
  EXPECT_NEAR(std::sqrt(square), 0.1, 0.03);
}

// Beijing: solar noon on 1 March 2030 is at 12:14 + 12 minutes of the equation of time (almanac: 12:27).
TEST(Sun, StandsHighestAtSolarNoon) {
  const GeoPoint beijing{Degrees(39.9), Degrees(116.4)};
  double best = -1.0, best_hour = 0.0;
  for (double hour = 10.0; hour < 15.0; hour += 1.0 / 60.0) {
    const double height = sun_position(beijing, 60, hour).sine_of_elevation;
    if (height > best) best = height, best_hour = hour;
  }
  EXPECT_NEAR(best_hour, 12.0 + 27.0 / 60.0, 2.0 / 60.0);
  // Height at noon of the solstices: 90 - latitude +- 23.44 degrees.
  const double degrees = 180.0 / 3.14159265358979;
  EXPECT_NEAR(std::asin(sun_position(beijing, 172, 12.24).sine_of_elevation) * degrees, 90 - 39.9 + 23.44,
              0.1);
  EXPECT_NEAR(std::asin(sun_position(beijing, 355, 12.24).sine_of_elevation) * degrees, 90 - 39.9 - 23.44,
              0.2);
}

// Spencer counts from 1 January, where the cosines are 1 and the sines 0.
TEST(Sun, TheYearBeginsOnTheFirstOfJanuary) {
  const GeoPoint on_the_meridian{Degrees(30), Degrees(120)};
  const SunPosition sun = sun_position(on_the_meridian, 1, 12.0);
  EXPECT_NEAR(sun.declination_rad, 0.006918 - 0.399912 - 0.006758 - 0.002697, 1e-12);
  const double equation_of_time_min = 229.18 * (0.000075 + 0.001868 - 0.014615);
  EXPECT_NEAR(sun.hour_angle_rad, equation_of_time_min / 60.0 * 15.0 / 180.0 * 3.14159265358979, 1e-9);
}

TEST(Sun, ClearSkyNoonIsAboutOneKilowatt) {
  const GeoPoint equator{Degrees(0), Degrees(120)};
  const double noon = clear_sky_on_panel(equator, Degrees(0), sun_position(equator, 80, 12.12));
  EXPECT_NEAR(noon, 1.353 * 0.7 * 1.1, 0.01);  // air mass 1; a tenth of the direct is diffuse
}

// At an equinox the noon sun stands as far from the zenith as the place from the equator.
TEST(Sun, APanelTiltedByTheLatitudeFacesItAtNoon) {
  const GeoPoint place{Degrees(40), Degrees(120)};
  const SunPosition noon = sun_position(place, 80, 12.12);
  const auto at_tilt = [&](double tilt) { return clear_sky_on_panel(place, Degrees(tilt), noon); };
  EXPECT_GT(at_tilt(40), at_tilt(25));
  EXPECT_GT(at_tilt(40), at_tilt(55));
  EXPECT_GT(at_tilt(40), 1.2 * at_tilt(0));
}

TEST(OutdoorTemperature, MeetsItsMonthlyNormals) {
  Climate climate;
  for (std::size_t month = 0; month < 12; ++month)
    climate.month_mean[month] =
        Celsius(10.0 - 15.0 * std::cos((static_cast<double>(month) + 0.5) / 12.0 * 6.28318));
  climate.deviation = Celsius(0.0);
  const CivilCalendar calendar = year_of(2030);
  const auto series =
      outdoor_temperature(climate, field(calendar, 1, RandomPurpose::temperature), 0, calendar);
  std::vector<double> mean(12), hours(12);
  for (std::size_t i = 0; i < series.size(); ++i) {
    const unsigned month = calendar.month_of(calendar.interval_start(i)) - 1;
    mean[month] += series[i].value();
    hours[month] += 1.0;
  }
  for (std::size_t month = 0; month < 12; ++month)
    EXPECT_NEAR(mean[month] / hours[month], climate.month_mean[month].value(), 0.8) << "month " << month + 1;
  // Warmest about 15:00, which two hours share; coldest twelve hours before.
  const Eigen::ArrayXd first_day = series.raw().head(24);
  Eigen::Index warmest = 0, coldest = 0;
  first_day.maxCoeff(&warmest);
  first_day.minCoeff(&coldest);
  EXPECT_TRUE(warmest == 14 || warmest == 15) << warmest;
  EXPECT_TRUE(coldest == 2 || coldest == 3) << coldest;
}

TEST(ScaledSeries, MeetsFullLoadHoursAndStaysWithinCapacity) {
  const auto scaled = scaled_to_full_load_hours(wind_of(year_of(2030)), 2800);
  EXPECT_NEAR(scaled.raw().mean() * 8760.0, 2800.0, 1e-3);
  EXPECT_LE(scaled.raw().maxCoeff(), 1.0);
}

TEST(Weather, RefusesHoursBeyondReach) {
  SolarSite site = ningxia();
  site.full_load_hours = 8000;  // the sun is not up that long
  EXPECT_THROW(static_cast<void>(solar_of(site, year_of(2030))), InvariantError);
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
  const auto ours = solar_of(ningxia(), year_of(2020));
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
    EXPECT_NEAR(month_ours[month] / month_theirs[month], 1.0, 0.35) << "month " << month + 1;
}

}  // namespace
}  // namespace suanwang
