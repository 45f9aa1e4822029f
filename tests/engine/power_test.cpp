// Supply and shortage: what each hub draws, who goes slower, what it costs.
#include "suanwang/policy/power.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "suanwang/core/error.hpp"

#include "small_world.hpp"

namespace suanwang {
namespace {

using testing::job;
using testing::SmallWorld;

Job of_class_at(Job j, std::size_t job_class, std::size_t hub = 0) {
  j.job_class = JobClassId(job_class);
  j.origin = NodeId(2 * hub);
  return j;
}

/// 16 accelerators of 1 kW, 20 % idle, PUE 1.25; nothing else.
SmallWorld bare() {
  SmallWorld small;
  small.general_mw = 0.0;
  return small;
}

TEST(Shortage, AGangWaitsUntilThereIsPowerForIt) {
  SmallWorld small = bare();
  small.grid_limit = Megawatts(1.25 * (16 * 0.0002 + 8 * 0.0007));  // eight more may draw what they like
  const auto result = testing::run(small.build(), {job(0min, 8, 1h), job(1min, 8, 1h), job(2min, 12, 1h)});
  EXPECT_EQ(result.jobs.at(0).started, TimePoint(0ms));
  EXPECT_EQ(result.jobs.at(1).started, TimePoint(1h));
  EXPECT_EQ(result.jobs.size(), 2u);  // twelve never
  EXPECT_TRUE(result.hubs.at(5).at(0).is_supply_limited);
  for (const auto& interval : result.hubs) {
    EXPECT_LE(interval.at(0).flows.grid_import(), small.grid_limit);
    EXPECT_EQ(interval.at(0).flows.shortfall, Megawatts(0));
  }
}

// The gang of 12 waits for power; the four accelerators that it would leave over serve a small job that came
// later.
TEST(Shortage, SmallJobsMayPassAGangThatWaitsForPower) {
  SmallWorld small = bare();
  small.grid_limit = Megawatts(1.25 * (16 * 0.0002 + 8 * 0.0007));
  const auto result = testing::run(small.build(), {job(0min, 12, 1h), job(1min, 4, 1h), job(2min, 8, 1h)});
  ASSERT_EQ(result.jobs.size(), 1u);
  EXPECT_EQ(result.jobs.at(0).started, TimePoint(1min));
}

/// Cuts the grid to `limit` from 02:00 on.
World cut_at_two(const SmallWorld& small, Megawatts limit, Duration until = 1000h) {
  WorldParts parts = small.build().parts();
  for (Hub& hub : parts.hubs) {
    Eigen::ArrayXd share = Eigen::ArrayXd::Ones(static_cast<Eigen::Index>(parts.calendar.interval_count()));
    for (Eigen::Index i = 2;
         i < share.size() && parts.calendar.interval_start(static_cast<std::size_t>(i)) < TimePoint(until);
         ++i)
      share[i] = limit / hub.supply.grid_limit;
    hub.supply.grid_available = Series<Fraction>(share);
  }
  return World(std::move(parts));
}

// 16 cards train from 00:00 for 5 h. From 02:00 there is power for half speed: 3 h of work take 6 h.
TEST(Shortage, AnOutageMakesARunningJobLate) {
  const SmallWorld small = bare();
  const World world = cut_at_two(small, Megawatts(1.25 * 16 * 0.00035));
  const auto result = testing::run(world, {job(0min, 16, 5h)});
  const JobRecord& record = result.jobs.at(0);
  EXPECT_NEAR(in_hours(record.run()), 8.0, 1e-4);
  // 2 h at 800 W and 6 h at 350 W each.
  EXPECT_NEAR(record.shares.it_energy.value(), 16 * (2 * 0.0008 + 6 * 0.00035), 1e-9);
  EXPECT_NEAR(result.hubs.at(4).at(0).restricted.value(), 1.25 * 16 * 0.00045, 1e-9);
  EXPECT_NEAR(result.hubs.at(4).at(0).flows.shortfall.value(), 0.0, 1e-12);
  EXPECT_TRUE(result.hubs.at(4).at(0).is_supply_limited);
  EXPECT_EQ(result.hubs.at(1).at(0).restricted, Megawatts(0));
}

TEST(Shortage, FullSpeedReturnsWithThePower) {
  const World world = cut_at_two(bare(), Megawatts(1.25 * 16 * 0.00035), 4h);
  const auto result = testing::run(world, {job(0min, 16, 5h)});
  EXPECT_NEAR(in_hours(result.jobs.at(0).run()), 6.0, 1e-4);  // an hour is lost in the two
}

// Batch (priority 0, preemptible) is slowed down and paused before training (priority 1).
TEST(Shortage, LowPriorityGoesFirstAndThePreemptibleIsPaused) {
  const SmallWorld small = bare();
  // 8 batch cards idle at 200 W, 8 train at half speed: 350 W.
  const World world = cut_at_two(small, Megawatts(1.25 * 8 * (0.0002 + 0.00035)));
  const auto result =
      testing::run(world, {of_class_at(job(0min, 8, 3h), 0), of_class_at(job(0min, 8, 3h), 1)});
  ASSERT_EQ(result.jobs.size(), 2u);
  const bool is_training_first = result.jobs.at(0).job.job_class == JobClassId(0);
  const JobRecord& training = result.jobs.at(is_training_first ? 0 : 1);
  const JobRecord& batch = result.jobs.at(is_training_first ? 1 : 0);
  EXPECT_NEAR(in_hours(training.ended.time_since_epoch()), 4.0, 1e-4);  // 2 h + 1 h of work at half speed
  EXPECT_GT(batch.ended, training.ended);
  EXPECT_NEAR(result.clusters.at(2).at(0).job_power.value(), 8 * 0.00035 + 8 * 0.0002, 1e-9);
}

TEST(Shortage, PauseFirstSparesTheWorkThatCannotBePaused) {
  PolicySet set = testing::policies();
  RationParameters parameters;
  parameters.shortage_order = ShortageOrder::pause_first;
  set.power = std::make_unique<RenewablesFirstPower>(parameters);
  const World world = cut_at_two(bare(), Megawatts(1.25 * 8 * (0.0002 + 0.0008)));
  const auto result = testing::run(
      world, {of_class_at(job(0min, 8, 3h), 0), of_class_at(job(0min, 8, 3h), 1)}, std::move(set));
  ASSERT_GE(result.jobs.size(), 1u);
  EXPECT_EQ(result.jobs.at(0).job.job_class, JobClassId(0));
  EXPECT_EQ(result.jobs.at(0).ended, TimePoint(3h));  // training never noticed
}

TEST(Shortage, ACapOnItPowerHolds) {
  SmallWorld small = bare();
  small.it_power_cap = Megawatts(16 * 0.0002 + 8 * 0.0007);  // eight may draw what they like
  const auto result = testing::run(small.build(), {job(0min, 8, 1h), job(0min, 8, 1h), job(0min, 4, 1h)});
  EXPECT_EQ(result.jobs.size(), 3u);
  EXPECT_EQ(result.jobs.at(1).started, TimePoint(1h));  // no power before
  for (const auto& interval : result.clusters)
    EXPECT_LE(interval.at(0).it_power().value(), small.it_power_cap->value() + 1e-12);
}

TEST(Shortage, ACapBelowTheGeneralLoadCutsIt) {
  SmallWorld small = bare();
  small.general_mw = 1.0;
  small.it_power_cap = Megawatts(0.5);
  const auto result = testing::run(small.build(), {});
  EXPECT_NEAR(result.clusters.at(0).at(0).it_power().value(), 0.5, 1e-12);
  EXPECT_NEAR(result.clusters.at(0).at(0).restricted_power.value(), 0.5 + 16 * 0.0002, 1e-12);
}

TEST(Shortage, TokensAreServedSlowerAndTheRestElsewhere) {
  SmallWorld small;
  small.general_mw = 0.0;
  small.pool_sizes = {16, 64};
  small.serving_share = 0.5;  // 4,000 and 16,000 tokens/s
  small.token_demand = TokensPerSecond(4000);
  WorldParts parts = small.build().parts();
  // 8 serving of 16 cards: idle 200 W, decoding 600 W. Power for half speed: 300 W.
  parts.hubs[HubId(0)].supply.grid_limit = Megawatts(1.25 * (8 * 0.0002 + 8 * 0.0003));
  const auto result = testing::run(World(std::move(parts)), {});
  EXPECT_NEAR(result.clusters.at(0).at(0).tokens_served.value(), 2000, 1e-6);
  EXPECT_NEAR(result.clusters.at(0).at(1).tokens_served.value(), 6000, 1e-6);
  EXPECT_NEAR(result.hubs.at(0).at(0).flows.shortfall.value(), 0.0, 1e-12);
  EXPECT_EQ(result.unserved, TokensPerSecond(0));
}

TEST(Shortage, TokensDoNotPushAnotherHubIntoShortage) {
  SmallWorld small;
  small.general_mw = 0.0;
  small.pool_sizes = {16, 16};
  small.serving_share = 0.5;
  small.token_demand = TokensPerSecond(3000);
  small.grid_limit = Megawatts(1.25 * (8 * 0.0002 + 8 * 0.0003));
  const auto result = testing::run(small.build(), {});
  for (const auto& interval : result.hubs)
    for (const HubInterval& hub : interval) EXPECT_NEAR(hub.flows.shortfall.value(), 0.0, 1e-12);
  EXPECT_GT(result.unserved, TokensPerSecond(0));
}

TEST(DemandResponse, PaysForTheLoadThatWasNotDrawn) {
  WorldParts parts = bare().build().parts();
  const std::size_t n = parts.calendar.interval_count();
  Eigen::ArrayXd limit_mw =
      Eigen::ArrayXd::Constant(static_cast<Eigen::Index>(n), DemandResponse::unlimited_mw);
  limit_mw[1] = 1.25 * 16 * 0.00035;
  parts.hubs[HubId(0)].supply.response = {Series<Megawatts>(limit_mw),
                                          Series<CnyPerMegawattHour>::constant(n, CnyPerMegawattHour(3000))};
  const auto result = testing::run(World(std::move(parts)), {job(0min, 16, 3h)});
  const HubInterval& called = result.hubs.at(1).at(0);
  EXPECT_NEAR(called.load.value(), limit_mw[1], 1e-12);
  EXPECT_NEAR(called.response_income.value(), 1.25 * 16 * 0.00045 * 3000, 1e-9);
  EXPECT_EQ(result.hubs.at(2).at(0).response_income, Cny(0));
  EXPECT_NEAR(in_hours(result.jobs.at(0).run()), 3.5, 1e-4);
}

TEST(Money, DemandChargeIsOnTheHighestImportOfTheMonth) {
  SmallWorld small = bare();
  WorldParts parts = small.build().parts();
  parts.hubs[HubId(0)].supply.prices.demand_charge = CnyPerMegawattMonth(40000);
  parts.hubs[HubId(0)].supply.prices.standing_charge = CnyPerMegawattMonth(10);
  const double share = parts.calendar.share_of_month(TimePoint());
  const auto result = testing::run(World(std::move(parts)), {job(3h, 16, 1h), job(10h, 8, 1h)});
  double paid = 0.0;
  for (const auto& interval : result.hubs) paid += interval.at(0).demand_charge.value();
  EXPECT_NEAR(share, 2.0 / 31.0, 1e-12);
  EXPECT_NEAR(paid, (1.25 * 16 * 0.0008 * 40000 + 1000 * 10) * share, 1e-9);
}

TEST(Money, WithoutLoadThereIsNoCostButChargesThatStand) {
  SmallWorld small = bare();
  small.pool_sizes = {1};
  WorldParts parts = small.build().parts();
  parts.pools[PoolId(0)].energised = 0;
  parts.hubs[HubId(0)].supply.prices.demand_charge = CnyPerMegawattMonth(40000);
  parts.hubs[HubId(0)].supply.prices.standing_charge = CnyPerMegawattMonth(10);
  const auto result = testing::run(World(std::move(parts)), {});
  double energy = 0.0, charges = 0.0;
  for (const auto& interval : result.hubs) {
    energy += interval.at(0).energy_cost.value();
    charges += interval.at(0).demand_charge.value();
  }
  EXPECT_EQ(energy, 0.0);
  EXPECT_NEAR(charges, 1000 * 10 * 2.0 / 31.0, 1e-9);
}

/// A windy hub sends its surplus to a hub without wind: hub 1 -> hub 0, 5 % lost.
World windy_neighbour(Megawatts line) {
  SmallWorld small;
  small.pool_sizes = {16, 16};
  small.general_mw = 1.0;
  small.line_capacity = line;
  WorldParts parts = small.build().parts();
  parts.hubs[HubId(1)].supply.wind.capacity = Megawatts(6);  // 3 MW available
  return World(std::move(parts));
}

TEST(TransferLines, SendSurplusWithItsLossCostAndCarbon) {
  const auto result = testing::run(windy_neighbour(Megawatts(1.0)), {});
  const HubInterval& from = result.hubs.at(0).at(1);
  const HubInterval& to = result.hubs.at(0).at(0);
  EXPECT_NEAR(from.flows.renewable_to_lines.value(), 1.0, 1e-12);
  EXPECT_NEAR(to.flows.lines_to_load.value(), 0.95, 1e-12);
  EXPECT_NEAR(to.flows.lines_green_to_load.value(), 0.95, 1e-12);
  const double load = to.load.value();
  // The receiver pays the sender's contract for what was sent, 50 CNY/MWh of transmission for what arrived.
  EXPECT_NEAR(to.energy_cost.value(), 300 * 1.0 + 50 * 0.95 + 500 * (load - 0.95), 1e-9);
  EXPECT_NEAR(from.energy_cost.value(), 300 * from.load.value(), 1e-9);
  EXPECT_NEAR(to.carbon_location.value(), 0.5 * 1.0 + 0.5 * (load - 0.95), 1e-9);
  EXPECT_NEAR(to.carbon_market.value(), 0.6 * (load - 0.95), 1e-9);
  EXPECT_NEAR(from.carbon_location.value(), 0.5 * from.load.value(), 1e-9);
}

TEST(TransferLines, CoverWhatAHubsOwnGridCannotServe) {
  SmallWorld small;
  small.pool_sizes = {16, 16};
  small.line_capacity = Megawatts(5);
  WorldParts parts = small.build().parts();
  parts.hubs[HubId(0)].supply.grid_limit = Megawatts(0.5);
  const auto result = testing::run(World(std::move(parts)), {});
  const HubInterval& to = result.hubs.at(0).at(0);
  EXPECT_NEAR(to.flows.shortfall.value(), 0.0, 1e-9);
  EXPECT_NEAR(to.flows.lines_to_load.value(), to.load.value() - 0.5, 1e-9);
  EXPECT_NEAR(result.hubs.at(0).at(1).flows.grid_to_lines.value(), (to.load.value() - 0.5) / 0.95, 1e-9);
}

TEST(DirectSupply, HasItsOwnPriceAndNoGridCarbon) {
  WorldParts parts = bare().build().parts();
  HubSupply& supply = parts.hubs[HubId(0)].supply;
  parts.clusters[ClusterId(0)].general_load = testing::constant<Megawatts>(parts.calendar, 2.0);
  supply.direct_wind = {Megawatts(2), testing::constant<Fraction>(parts.calendar, 0.5)};
  supply.direct_line_limit = Megawatts(0.8);
  supply.prices.direct = CnyPerMegawattHour(250);
  const auto result = testing::run(World(std::move(parts)), {});
  const HubInterval& hub = result.hubs.at(0).at(0);
  EXPECT_NEAR(hub.flows.direct_used.value(), 0.8, 1e-12);
  EXPECT_NEAR(hub.energy_cost.value(), 0.8 * 250 + (hub.load.value() - 0.8) * 500, 1e-9);
  EXPECT_NEAR(hub.carbon_location.value(), (hub.load.value() - 0.8) * 0.5, 1e-9);
}

/// A battery of 1 MW and 4 MWh beside 1.25 MW of load, under a price of 100 at night and 900 by day.
WorldParts battery() {
  SmallWorld small = bare();
  small.calendar = testing::days(4);
  small.general_mw = 1.0;
  small.pool_sizes = {1};
  small.storage = testing::storage(Megawatts(1), MegawattHours(4), 0.81, 0.0, 1.0, 0.0);
  WorldParts parts = small.build().parts();
  Eigen::ArrayXd price =
      Eigen::ArrayXd::Constant(static_cast<Eigen::Index>(parts.calendar.interval_count()), 900.0);
  for (Eigen::Index i = 0; i < price.size(); ++i)
    if (i % 24 < 8) price[i] = 100.0;
  parts.hubs[HubId(0)].supply.prices.tariff = Series<CnyPerMegawattHour>(price);
  return parts;
}

double cost_under(const std::string& power, const WorldParts& parts) {
  double cost = 0.0;
  for (const auto& interval :
       testing::run(World(parts), {}, testing::policies("nearest", "fcfs", power)).hubs)
    cost += interval.at(0).energy_cost.value();
  return cost;
}

TEST(PowerPolicies, ArbitrageBuysCheapAndServesDear) {
  const auto result =
      testing::run(World(battery()), {}, testing::policies("nearest", "fcfs", "price_arbitrage"));
  EXPECT_GT(result.hubs.at(2).at(0).flows.grid_to_storage.value(), 0.5);
  EXPECT_EQ(result.hubs.at(2).at(0).flows.storage_to_load, Megawatts(0));
  EXPECT_GT(result.hubs.at(9).at(0).flows.storage_to_load.value(), 0.5);
  EXPECT_EQ(result.hubs.at(9).at(0).flows.storage_green_to_load,
            Megawatts(0));  // grid energy stays grid energy
  // Each day 4 / 0.9 MWh are bought at 100 and 4 x 0.9 sold for 900.
  EXPECT_NEAR(cost_under("renewables_first", battery()) - cost_under("price_arbitrage", battery()),
              4 * (4 * 0.9 * 900 - 4 / 0.9 * 100), 1e-6);
}

TEST(PowerPolicies, ArbitrageRestsWhereTheSpreadDoesNotPay) {
  WorldParts parts = battery();
  parts.hubs[HubId(0)].supply.prices.tariff = testing::constant<CnyPerMegawattHour>(parts.calendar, 500);
  EXPECT_DOUBLE_EQ(cost_under("price_arbitrage", parts), cost_under("renewables_first", parts));
}

TEST(PowerPolicies, PeakShavingLowersTheHighestImport) {
  SmallWorld small = bare();
  small.pool_sizes = {2000};
  small.calendar = testing::days(3);
  small.grid_limit = Megawatts(4);
  small.storage = testing::storage(Megawatts(1), MegawattHours(2), 0.9);
  const std::vector<Job> jobs{job(5h, 1500, 1h), job(30h, 1500, 1h), job(50h, 1500, 1h)};
  const auto highest = [&](const std::string& power) {
    double peak = 0.0;
    for (const auto& interval :
         testing::run(small.build(), jobs, testing::policies("nearest", "fcfs", power)).hubs)
      peak = std::max(peak, interval.at(0).flows.grid_import().value());
    return peak;
  };
  EXPECT_LT(highest("peak_shaving"), highest("renewables_first") - 0.1);
}

TEST(PowerPolicies, CarbonAwareChargesInCleanHours) {
  WorldParts parts = battery();
  Eigen::ArrayXd factor =
      Eigen::ArrayXd::Constant(static_cast<Eigen::Index>(parts.calendar.interval_count()), 0.8);
  for (Eigen::Index i = 0; i < factor.size(); ++i)
    if (i % 24 >= 10 && i % 24 < 16) factor[i] = 0.2;
  parts.hubs[HubId(0)].supply.carbon.location = Series<TonnesCo2PerMegawattHour>(factor);
  const auto carbon = [&](const std::string& power) {
    double sum = 0.0;
    for (const auto& interval :
         testing::run(World(parts), {}, testing::policies("nearest", "fcfs", power)).hubs)
      sum += interval.at(0).carbon_location.value();
    return sum;
  };
  EXPECT_LT(carbon("carbon_aware"), carbon("renewables_first") - 1.0);
}

class GreedyStorage final : public PowerPolicy {
 public:
  void dispatch(PowerPlan& plan, const View&) override { plan.discharge(HubId(0), Megawatts(99)); }
  void ration(RationPlan&, const View&) override {}
};

TEST(PowerPlan, RefusesMoreThanTheStorageCanDo) {
  PolicySet set = testing::policies();
  set.power = std::make_unique<GreedyStorage>();
  EXPECT_THROW(testing::run(World(battery()), {}, std::move(set)), PolicyError);
}

/// Asks each time for a little more than there is: by less than 1e-9 of the grid limit, 1,000 MW.
class CarelessRounding final : public PowerPolicy {
 public:
  explicit CarelessRounding(bool sends) : sends_(sends) {}
  void dispatch(PowerPlan& plan, const View&) override {
    constexpr Megawatts little{5e-7};
    const HubDispatch& near = plan.hub(HubId(0));
    const HubDispatch& windy = plan.hub(HubId(1));
    if (sends_) {
      const TransferLineId line(0);
      plan.send_surplus(line, std::min(windy.surplus(), plan.useful(line, near.need())) + little);
      plan.send_grid(line, std::min(windy.grid_spare(), plan.useful(line, near.need())) + little);
    }
    plan.discharge(HubId(0), std::min(near.need(), near.most_discharge()) + little);
    plan.charge_from_surplus(HubId(1), std::min(windy.surplus(), windy.most_charge()) + little);
    plan.charge_from_grid(HubId(1), std::min(windy.grid_spare(), windy.most_charge()) + little);
  }
  void ration(RationPlan&, const View&) override {}

 private:
  bool sends_;
};

TEST(PowerPlan, CutsOffWhatExceedsALimitByRounding) {
  for (const bool sends : {false, true}) {
    WorldParts parts = windy_neighbour(Megawatts(1)).parts();
    for (Hub& hub : parts.hubs) hub.supply.storage = testing::storage(Megawatts(0.5), MegawattHours(2), 0.8);
    PolicySet set = testing::policies();
    set.power = std::make_unique<CarelessRounding>(sends);
    const auto result = testing::run(World(std::move(parts)), {}, std::move(set));  // audits hold its books
    EXPECT_LE(result.hubs.at(0).at(0).flows.storage_to_load, Megawatts(0.5));
    EXPECT_LE(result.lines.at(0).at(0).total(), Megawatts(1.0));
  }
}

}  // namespace
}  // namespace suanwang
