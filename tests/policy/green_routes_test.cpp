#include "suanwang/policy/green_routes.hpp"

#include <limits>

#include <gtest/gtest.h>

#include "hub_series.hpp"

namespace suanwang {
namespace {

using testing::job;
using testing::run_route;

constexpr std::size_t hours_shown = 96;

testing::SmallWorld one_hub() {
  testing::SmallWorld small;
  small.calendar = testing::days(hours_shown / 24);
  small.pool_sizes = {1024};
  small.general_mw = 0.0;
  return small;
}

std::vector<double> any_series(testing::Draw& draw) {
  std::vector<double> factors(hours_shown);
  for (double& each : factors) each = std::round(draw.within(1, 20)) / 20.0;  // with ties
  return factors;
}

/// Of one unit of power from one time to another, both in hours.
double carbon_between(const std::vector<double>& factors, double from, double to) {
  double sum = 0.0;
  for (std::size_t i = 0; i < factors.size(); ++i)
    sum += factors[i] *
           std::max(0.0, std::min(to, static_cast<double>(i) + 1.0) - std::max(from, static_cast<double>(i)));
  return sum;
}

/// Carbon of the one job over its mean power, and so in the unit of `carbon_between`.
double carbon_of(const JobRecord& record, double length_hours) {
  return record.shares.carbon_location.value() / record.shares.facility_energy.value() * length_hours;
}

Job preemptible(Job base) {
  base.job_class = JobClassId(1);
  return base;
}

/// A job at a whole hour or between two, of whole or broken length.
Job any_job(testing::Draw& draw) {
  const bool is_whole = draw.chance(0.5);
  const Duration start = is_whole ? Duration(draw.below(24) * 3'600'000) : Duration(draw.below(86'400'000));
  const Duration length =
      is_whole ? Duration((1 + draw.below(5)) * 3'600'000) : Duration(60'000 + draw.below(18'000'000));
  return preemptible(job(start, 1, length));
}

TEST(WaitForGreenProperty, AnUnbrokenRunHasTheLeastCarbonOfAllStarts) {
  for (const std::uint64_t seed : testing::first_seeds(300)) {
    SCOPED_TRACE(seed);
    testing::Draw draw(seed);
    const std::vector<double> factors = any_series(draw);
    const World world = testing::with_carbon(one_hub().build(), HubId(0), factors);
    Job given = any_job(draw);
    WaitForGreenRoute::Parameters parameters;
    parameters.window = Duration(draw.below(24 * 3'600'000));
    if (draw.chance(0.3)) given.start_by = given.submitted + Duration(draw.below(12 * 3'600'000));
    const auto result = run_route<WaitForGreenRoute>(world, {given}, parameters);

    const double from = in_hours(given.submitted.time_since_epoch()), length = in_hours(given.run_time);
    const TimePoint latest = std::min(given.submitted + parameters.window, given.start_by);
    double least = carbon_between(factors, from, from + length);
    for (double start = std::floor(from) + 1.0; start <= in_hours(latest.time_since_epoch()); start += 1.0)
      least = std::min(least, carbon_between(factors, start, start + length));
    ASSERT_EQ(result.jobs.size(), 1u);
    EXPECT_EQ(result.jobs[0].end_state, JobState::completed);
    EXPECT_LE(result.jobs[0].started, latest);
    EXPECT_NEAR(carbon_of(result.jobs[0], length), least, 1e-6);
  }
}

/// Least carbon of `length` hours within [from, to]: all sets of whole slots with one more in part are tried.
double least_of_all_sets(const std::vector<double>& factors, double from, double to, double length) {
  std::vector<std::pair<double, double>> slots;  // factor, hours
  for (double at = from; at < to - 1e-9;) {
    const double end = std::min(to, std::floor(at + 1e-9) + 1.0);
    slots.emplace_back(factors[static_cast<std::size_t>(at + 1e-9)], end - at);
    at = end;
  }
  double least = std::numeric_limits<double>::infinity();
  for (std::uint32_t set = 0; set < 1u << slots.size(); ++set) {
    double carbon = 0.0, left = length;
    for (std::size_t i = 0; i < slots.size(); ++i)
      if (set >> i & 1u) carbon += slots[i].first * slots[i].second, left -= slots[i].second;
    if (left < -1e-9) continue;
    if (left < 1e-9) least = std::min(least, carbon);
    for (std::size_t i = 0; i < slots.size(); ++i)
      if (!(set >> i & 1u) && left <= slots[i].second)
        least = std::min(least, carbon + slots[i].first * left);
  }
  return least;
}

TEST(WaitForGreenProperty, ABrokenRunHasTheLeastCarbonOfAllSetsOfHours) {
  std::size_t paused = 0;
  for (const std::uint64_t seed : testing::first_seeds(200)) {
    SCOPED_TRACE(seed);
    testing::Draw draw(seed);
    const std::vector<double> factors = any_series(draw);
    const World world = testing::with_carbon(one_hub().build(), HubId(0), factors);
    const Job given = any_job(draw);
    WaitForGreenRoute::Parameters parameters;
    parameters.interruptible = true;
    parameters.window =
        draw.chance(0.5) ? Duration(draw.below(7) * 3'600'000) : Duration(draw.below(25'200'000));
    const auto result = run_route<WaitForGreenRoute>(world, {given}, parameters);

    const double from = in_hours(given.submitted.time_since_epoch()), length = in_hours(given.run_time);
    const double to = from + in_hours(parameters.window) + length;
    ASSERT_EQ(result.jobs.size(), 1u);
    const JobRecord& record = result.jobs[0];
    EXPECT_EQ(record.end_state, JobState::completed);
    EXPECT_LE(in_hours(record.ended.time_since_epoch()), to + 1e-4);
    EXPECT_NEAR(carbon_of(record, length), least_of_all_sets(factors, from, to, length), 1e-5);
    paused += record.work.preemptions;
  }
  EXPECT_GT(paused, 50u);
}

TEST(WaitForGreen, NeverWaitsOnAFlatSeries) {
  for (const double factor : {0.0, 0.1, 0.31339, 7.0})
    for (const bool is_broken : {false, true}) {
      const World world =
          testing::with_carbon(one_hub().build(), HubId(0), std::vector<double>(hours_shown, factor));
      WaitForGreenRoute::Parameters parameters;
      parameters.interruptible = is_broken;
      for (const Duration length : {Duration(5min), Duration(1h), Duration(77min), Duration(30h)}) {
        const auto result = run_route<WaitForGreenRoute>(
            world, {preemptible(job(10min, 1, length)), preemptible(job(7h, 1, length))}, parameters);
        for (const JobRecord& record : result.jobs) {
          EXPECT_EQ(record.started, record.job.submitted);
          EXPECT_EQ(record.work.preemptions, 0u);
        }
      }
    }
}

std::vector<double> low_at(std::size_t hour) {
  std::vector<double> factors(hours_shown, 0.5);
  factors[hour] = 0.1;
  return factors;
}

TEST(WaitForGreen, AJobThatMayNotBePausedRunsUnbroken) {
  const World world = testing::with_carbon(one_hub().build(), HubId(0), low_at(5));
  WaitForGreenRoute::Parameters parameters;
  parameters.interruptible = true;
  const auto result = run_route<WaitForGreenRoute>(world, {job(0min, 1, 3h)}, parameters);
  EXPECT_EQ(result.jobs[0].started, TimePoint(3h));  // the first start that has hour 5 within
  EXPECT_EQ(result.jobs[0].ended, TimePoint(6h));
}

TEST(WaitForGreen, StartsBelowAThresholdOrWhenTimeIsUp) {
  const World world = testing::with_carbon(one_hub().build(), HubId(0), low_at(5));
  WaitForGreenRoute::Parameters parameters;
  parameters.threshold = TonnesCo2PerMegawattHour(0.2);
  EXPECT_EQ(run_route<WaitForGreenRoute>(world, {job(0min, 1, 2h)}, parameters).jobs[0].started,
            TimePoint(5h));
  parameters.window = 4h;
  EXPECT_EQ(run_route<WaitForGreenRoute>(world, {job(0min, 1, 2h)}, parameters).jobs[0].started,
            TimePoint(4h));
  parameters.threshold.reset();
  parameters.threshold_quantile = 0.0;
  parameters.window = 24h;
  EXPECT_EQ(run_route<WaitForGreenRoute>(world, {job(0min, 1, 2h)}, parameters).jobs[0].started,
            TimePoint(5h));
  parameters.threshold_quantile = 1.0;
  EXPECT_EQ(run_route<WaitForGreenRoute>(world, {job(0min, 1, 2h)}, parameters).jobs[0].started,
            TimePoint(0h));
}

TEST(WaitForGreen, ChoosesAPlaceUnlessItStaysHere) {
  testing::SmallWorld small = one_hub();
  small.pool_sizes = {16, 16};
  const World world = testing::with_carbon(small.build(), HubId(1), std::vector<double>(hours_shown, 0.2));
  EXPECT_EQ(run_route<WaitForGreenRoute>(world, {job(0min, 1, 1h)}).jobs[0].pool, PoolId(1));
  WaitForGreenRoute::Parameters parameters;
  parameters.where = WaitWhere::here;
  EXPECT_EQ(run_route<WaitForGreenRoute>(world, {job(0min, 1, 1h)}, parameters).jobs[0].pool, PoolId(0));
}

TEST(PriceThreshold, WaitsForACheapHourButNotForEver) {
  std::vector<double> prices(hours_shown, 500.0);
  prices[6] = 300.0;
  for (std::size_t i = 0; i < 4; ++i) prices[i] = 600.0;
  const World world = testing::with_tariff(one_hub().build(), HubId(0), prices);
  PriceThresholdRoute::Parameters parameters;
  EXPECT_EQ(run_route<PriceThresholdRoute>(world, {job(0min, 1, 1h)}).jobs[0].started, TimePoint(4h));
  parameters.price = CnyPerMegawattHour(350);
  EXPECT_EQ(run_route<PriceThresholdRoute>(world, {job(0min, 1, 1h)}, parameters).jobs[0].started,
            TimePoint(6h));
  parameters.longest_wait = 2h;
  EXPECT_EQ(run_route<PriceThresholdRoute>(world, {job(0min, 1, 1h)}, parameters).jobs[0].started,
            TimePoint(2h));
}

TEST(MarketGreen, FillsSpareRenewablesFirstThenFollowsTheMarketFactor) {
  testing::SmallWorld small = one_hub();
  small.pool_sizes = {64, 64, 64};
  WorldParts parts = small.build().parts();
  parts.hubs[HubId(1)].supply.carbon.market =
      testing::constant<TonnesCo2PerMegawattHour>(parts.calendar, 0.1);
  // 25 kW: 64 idle accelerators draw 16 kW with cooling, 8 of them at work 6 kW more.
  parts.hubs[HubId(2)].supply.wind.capacity = Megawatts(0.05);
  const World world(std::move(parts));
  const auto result =
      run_route<MarketGreenRoute>(world, {job(0min, 8, 4h), job(1min, 8, 4h), job(61min, 8, 4h)});
  EXPECT_EQ(result.jobs[0].pool, PoolId(2));
  EXPECT_EQ(result.jobs[1].pool, PoolId(1));  // what is left would not do
  EXPECT_EQ(result.jobs[2].pool, PoolId(1));
}

}  // namespace
}  // namespace suanwang
