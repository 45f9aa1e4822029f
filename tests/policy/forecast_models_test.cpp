#include "suanwang/policy/forecast_models.hpp"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "suanwang/core/random_stream.hpp"
#include "suanwang/policy/catalogue.hpp"

namespace suanwang {
namespace {

/// Ten days of hours that rise by 1 each, so that a value tells its hour.
std::vector<double> rising(std::size_t hours = 240) {
  std::vector<double> values(hours);
  for (std::size_t i = 0; i < hours; ++i) values[i] = static_cast<double>(i);
  return values;
}

ForecastTarget target_of(const std::vector<double>& truth, double mean = 1.0, std::uint32_t stream = 3) {
  return {truth, mean, 1h, 7, stream, true};
}

std::vector<double> expect(ForecastModel& model, const ForecastTarget& target, std::size_t now,
                           std::size_t count) {
  std::vector<double> expected(count);
  model.expect(target, now, expected);
  return expected;
}

TEST(Forecasts, ThePresentIsKnownToAll) {
  const std::vector<double> truth = rising();
  const PolicyCatalogue catalogue = built_in_policies();
  for (const auto& entry : catalogue.forecast.entries()) {
    const auto model = entry.maker()->make();
    for (const std::size_t now : {0u, 5u, 100u, 239u})
      EXPECT_EQ(expect(*model, target_of(truth), now, 1)[0], truth[now]) << entry.name;
  }
}

TEST(Forecasts, PerfectIsWhatWillBe) {
  PerfectForecast model({});
  EXPECT_EQ(expect(model, target_of(rising()), 10, 3), (std::vector<double>{10, 11, 12}));
}

TEST(Forecasts, PersistenceRepeatsTheDayBefore) {
  PersistenceForecast model({});
  const auto expected = expect(model, target_of(rising()), 30, 50);
  EXPECT_EQ(expected[0], 30);
  EXPECT_EQ(expected[1], 7);    // 31 - 24
  EXPECT_EQ(expected[24], 30);  // 54 - 24 is the present
  EXPECT_EQ(expected[25], 7);   // 55 - 48
  EXPECT_EQ(expect(model, target_of(rising()), 2, 3)[1], 2) << "no day before: as it is now";
}

TEST(Forecasts, PersistenceOfNoPeriodKeepsThePresent) {
  PersistenceForecast model({Duration(0)});
  EXPECT_EQ(expect(model, target_of(rising()), 30, 4), (std::vector<double>{30, 30, 30, 30}));
}

TEST(Forecasts, ClimatologyIsTheMeanOfTheSameHour) {
  ClimatologyForecast model({3});
  const auto expected = expect(model, target_of(rising()), 100, 49);
  EXPECT_DOUBLE_EQ(expected[1], (77.0 + 53.0 + 29.0) / 3.0);
  EXPECT_DOUBLE_EQ(expected[25], expected[1]);
  EXPECT_EQ(expect(model, target_of(rising()), 3, 3)[2], 3) << "nothing is known yet";
}

TEST(Forecasts, NoModelButPerfectAndNoisyKnowsTheFuture) {
  std::vector<double> truth = rising(), other = rising();
  for (std::size_t i = 101; i < other.size(); ++i) other[i] = -5.0;
  for (const auto* name : {"persistence", "climatology"}) {
    const auto model = built_in_policies().forecast.find(name)->maker()->make();
    EXPECT_EQ(expect(*model, target_of(truth), 100, 60), expect(*model, target_of(other), 100, 60)) << name;
  }
}

TEST(Forecasts, NoiseHasTheDeviationBiasAndCorrelationStated) {
  const std::vector<double> truth(40'000, 100.0);
  NoisyForecast::Parameters parameters;
  parameters.error = 0.04;
  parameters.bias = 0.02;
  parameters.correlation = 0.8;
  NoisyForecast model(parameters);
  const ForecastTarget target = target_of(truth, 50.0);
  double sum = 0, squares = 0, products = 0, previous = 0;
  std::size_t count = 0;
  for (std::size_t now = 0; now + 5 < truth.size(); ++now, ++count) {
    const double error = expect(model, target, now, 5)[4] - 100.0;
    sum += error;
    squares += error * error;
    if (count > 0) products += (error - 1.0) * (previous - 1.0);
    previous = error;
  }
  const double mean = sum / static_cast<double>(count);
  const double variance = squares / static_cast<double>(count) - mean * mean;
  EXPECT_NEAR(mean, 0.02 * 50.0, 0.2);
  EXPECT_NEAR(std::sqrt(variance), 0.04 * 50.0 * std::sqrt(4.0), 0.1) << "four hours ahead: twice one hour's";
  EXPECT_NEAR(products / static_cast<double>(count) / variance, 0.8, 0.02);
}

TEST(Forecasts, NoiseIsSeededAndNeverNegative) {
  const std::vector<double> truth(100, 1.0);
  NoisyForecast::Parameters parameters;
  parameters.error = 2.0;
  NoisyForecast one(parameters), same(parameters);
  const auto expected = expect(one, target_of(truth), 3, 50);
  EXPECT_EQ(expected, expect(same, target_of(truth), 3, 50));
  EXPECT_NE(expected, expect(same, target_of(truth, 1.0, 4), 3, 50)) << "another place, another error";
  for (const double value : expected) EXPECT_GE(value, 0.0);
}

TEST(Forecasts, AnErrorShrinksAsTheHourComesNearer) {
  const std::vector<double> truth(100, 1000.0);
  NoisyForecast model({});
  double last = 1e9;
  for (std::size_t now = 20; now <= 50; ++now) {
    const double error = std::abs(expect(model, target_of(truth, 100.0), now, 51 - now)[50 - now] - 1000.0);
    EXPECT_LE(error, last);
    last = error;
  }
  EXPECT_EQ(last, 0.0);
}

}  // namespace
}  // namespace suanwang
