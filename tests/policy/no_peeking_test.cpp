// Two worlds alike until noon and different after it: whoever decides differently in the morning has peeked.
#include <gtest/gtest.h>

#include "suanwang/policy/forecast_models.hpp"

#include "small_world.hpp"

namespace suanwang {
namespace {

constexpr std::size_t noon = 12;

/// @param later What the seed of the hours from noon on is.
World world_with(std::uint64_t seed, std::uint64_t later) {
  testing::SmallWorld small;
  small.calendar = testing::days(1);
  small.pool_sizes = {12, 16, 20};
  small.renewable = Megawatts(0.03);
  small.grid_limit = Megawatts(5);
  small.general_mw = 0.01;
  small.storage = testing::storage(Megawatts(0.01), MegawattHours(0.03), 0.81);
  small.serving_share = 0.25;
  small.token_demand = TokensPerSecond(900);
  WorldParts parts = small.build().parts();
  testing::Draw morning(seed), afternoon(later);
  const auto series = [&](double low, double high) {
    Eigen::ArrayXd values(24);
    for (Eigen::Index i = 0; i < 24; ++i)
      values[i] = (i < static_cast<Eigen::Index>(noon) ? morning : afternoon).within(low, high);
    return values;
  };
  for (Hub& hub : parts.hubs) {
    hub.supply.prices.tariff = Series<CnyPerMegawattHour>(series(100, 1200));
    hub.supply.carbon.location = Series<TonnesCo2PerMegawattHour>(series(0, 1));
    hub.supply.carbon.market = Series<TonnesCo2PerMegawattHour>(series(0, 1));
    hub.supply.wind.capacity_factor = Series<Fraction>(series(0, 1));
  }
  for (TokenStream& stream : parts.token_streams) stream.demand = Series<TokensPerSecond>(series(100, 900));
  return World(std::move(parts));
}

/// The morning in words: what ran where and when, and what storage did.
std::string morning_of(const World& world, const std::vector<Job>& jobs, PolicySet set) {
  testing::Recorder recorder;
  testing::ListedJobs source(jobs);
  Simulator simulator(world, std::move(set), source, recorder, {true});
  simulator.run_until(TimePoint(1h * static_cast<int>(noon)) - 1ms);
  std::string text;
  for (const auto& interval : recorder.hubs)
    for (const HubInterval& hub : interval)
      text += std::to_string(hub.load.value()) + " " + std::to_string(hub.stored.total.value()) + " ";
  const State& state = simulator.state();
  for (std::uint32_t slot = 0; slot < state.jobs.slot_count(); ++slot)
    text += std::to_string(static_cast<int>(state.jobs[slot].state)) +
            std::to_string(state.jobs[slot].pool.index()) + " ";
  for (const JobRecord& record : recorder.jobs)
    text += std::to_string(record.pool.index()) + "@" +
            std::to_string(record.started.time_since_epoch().count()) + " ";
  return text;
}

std::vector<Job> any_jobs(std::uint64_t seed) {
  testing::Draw draw(seed);
  std::vector<Job> jobs;
  for (int i = 0; i < 30; ++i) {
    jobs.push_back(testing::job(Duration(i * 20 * 60'000), 1 + static_cast<std::uint32_t>(draw.below(6)),
                                Duration(static_cast<Duration::rep>(draw.within(0.2, 9.0) * 3.6e6))));
    jobs.back().job_class = JobClassId(draw.below(2));
  }
  return jobs;
}

PolicySet policies_of(const std::string& route, const std::string& serve, const std::string& power) {
  const PolicyCatalogue catalogue = built_in_policies();
  PolicySet set = testing::policies(route, "easy_backfill", power);
  SharedParts shared;
  set.route = catalogue.route.find(route)->maker()->make(shared);
  set.serve = catalogue.serve.find(serve)->maker()->make(shared);
  set.power = catalogue.power.find(power)->maker()->make(shared);
  return set;
}

PolicySet told_by_the_past(PolicySet set) {
  set.forecasts.renewable = std::make_unique<ClimatologyForecast>(ClimatologyForecast::Parameters{});
  set.forecasts.price = std::make_unique<PersistenceForecast>(PersistenceForecast::Parameters{});
  set.forecasts.carbon = std::make_unique<PersistenceForecast>(PersistenceForecast::Parameters{});
  set.forecasts.load = std::make_unique<PersistenceForecast>(PersistenceForecast::Parameters{});
  return set;
}

TEST(PolicyProperty, PerfectForecastsDoTellOfTheFuture) {
  const World one = world_with(1, 101), other = world_with(1, 201);
  for (const char* route : {"wait_for_green", "rolling_lp"})
    EXPECT_NE(morning_of(one, any_jobs(1), policies_of(route, "nearest", "renewables_first")),
              morning_of(other, any_jobs(1), policies_of(route, "nearest", "renewables_first")))
        << route;
}

TEST(PolicyProperty, NoneActsOnAFutureThatItIsNotTold) {
  const PolicyCatalogue catalogue = built_in_policies();
  for (const std::uint64_t seed : testing::first_seeds(1)) {
    const World one = world_with(seed, 100 + seed), other = world_with(seed, 200 + seed);
    const std::vector<Job> jobs = any_jobs(seed);
    const auto check = [&](const std::string& route, const std::string& serve, const std::string& power) {
      EXPECT_EQ(morning_of(one, jobs, told_by_the_past(policies_of(route, serve, power))),
                morning_of(other, jobs, told_by_the_past(policies_of(route, serve, power))))
          << route << ", " << serve << ", " << power << ", seed " << seed;
    };
    for (const auto& each : catalogue.route.entries()) check(each.name, "nearest", "renewables_first");
    for (const auto& each : catalogue.serve.entries()) check("rolling_lp", each.name, "renewables_first");
    for (const auto& each : catalogue.power.entries()) check("rolling_lp", "nearest", each.name);
  }
}

}  // namespace
}  // namespace suanwang
