#include "suanwang/model/energy/hub_dispatch.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "suanwang/core/error.hpp"

#include "seeds.hpp"

namespace suanwang {
namespace {

/// A hub and an interval, and any admissible sequence of requests.
struct AnyDispatch {
  explicit AnyDispatch(std::uint64_t seed) : draw(seed) {
    load = Megawatts(draw.chance(0.1) ? 0.0 : draw.within(0, 1000));
    supply.contracted = Megawatts(draw.chance(0.2) ? 0.0 : draw.within(0, 1000));
    supply.direct = Megawatts(draw.chance(0.5) ? 0.0 : draw.within(0, 500));
    supply.grid_limit = Megawatts(draw.within(0, 600));
    supply.export_limit = Megawatts(draw.chance(0.5) ? 0.0 : draw.within(0, 300));
    if (draw.chance(0.8)) {
      Storage& s = supply.storage;
      s.charge_power = Megawatts(draw.within(1, 400));
      s.discharge_power = Megawatts(draw.within(1, 400));
      s.energy = MegawattHours(draw.within(1, 2000));
      s.charge_efficiency = draw.within(0.6, 1.0);
      s.discharge_efficiency = draw.within(0.6, 1.0);
      s.self_discharge_per_hour = draw.chance(0.5) ? 0.0 : draw.within(0, 0.05);
      s.minimum_charge = draw.within(0.0, 0.3);
      s.maximum_charge = draw.within(0.7, 1.0);
    }
    stored.total = supply.storage.floor() + supply.storage.usable() * draw.within(0, 1);
    stored.green = stored.total * draw.within(0, 1);
    span = draw.chance(0.5) ? Duration(1h) : Duration(5min);
  }

  IntervalOutcome dispatch() {
    HubDispatch hub(load, supply, stored, span);
    const auto part = [&](Megawatts limit) { return limit * draw.within(0, 1); };
    for (int i = 0; i < 6; ++i) switch (draw.below(6)) {
        case 0:
          hub.discharge(part(std::min(hub.need(), hub.most_discharge())));
          break;
        case 1:
          hub.charge_from_surplus(part(std::min(hub.surplus(), hub.most_charge())));
          break;
        case 2:
          hub.charge_from_grid(part(std::min(hub.grid_spare(), hub.most_charge())));
          break;
        case 3:
          hub.send_surplus(part(hub.surplus()));
          break;
        case 4:
          hub.send_grid(part(hub.grid_spare()));
          break;
        default: {
          const Megawatts received = part(hub.need());
          hub.receive(received * 0.5, received * 0.5);
        }
      }
    return hub.close();
  }

  testing::Draw draw;
  Megawatts load;
  IntervalSupply supply;
  StoredEnergy stored;
  Duration span{};
};

TEST(HubDispatchProperty, BooksBalanceAndLimitsHoldWhateverIsAsked) {
  for (const std::uint64_t seed : testing::first_seeds(5000)) {
    SCOPED_TRACE(seed);
    AnyDispatch given(seed);
    const auto [flows, stored, loss] = given.dispatch();
    EXPECT_NEAR((flows.served() + flows.shortfall).value(), given.load.value(), 1e-9);
    EXPECT_NEAR((flows.renewable_used() + flows.curtailed).value(), given.supply.renewable().value(), 1e-9);
    EXPECT_LE(flows.grid_import().value(), given.supply.grid_limit.value() + 1e-9);
    EXPECT_LE(flows.exported.value(), given.supply.export_limit.value() + 1e-9);
    EXPECT_LE(flows.green_to_load().value(), flows.served().value() + 1e-9);
    EXPECT_LE(flows.direct_used.value(),
              std::min(given.supply.direct, flows.renewable_used()).value() + 1e-9);
    for (const Megawatts flow :
         {flows.renewable_to_load, flows.renewable_to_storage, flows.renewable_to_lines, flows.exported,
          flows.curtailed, flows.storage_to_load, flows.lines_to_load, flows.grid_to_load,
          flows.grid_to_storage, flows.grid_to_lines, flows.shortfall, flows.contracted_consumed()})
      EXPECT_GE(flow.value(), -1e-9);
    const Storage& storage = given.supply.storage;
    EXPECT_GE(stored.total.value(), storage.floor().value() - 1e-9);
    EXPECT_LE(stored.total.value(), storage.ceiling().value() + 1e-9);
    EXPECT_LE(stored.green.value(), stored.total.value() + 1e-9);
    EXPECT_FALSE(flows.storage_to_load > Megawatts(1e-9) &&
                 flows.renewable_to_storage + flows.grid_to_storage > Megawatts(1e-9));
  }
}

TEST(HubDispatchProperty, StorageNeverCreatesEnergyAndGreenNeverGrowsFromTheGrid) {
  for (const std::uint64_t seed : testing::first_seeds(5000)) {
    SCOPED_TRACE(seed);
    AnyDispatch given(seed);
    const auto [flows, stored, loss] = given.dispatch();
    const MegawattHours in = (flows.renewable_to_storage + flows.grid_to_storage) * given.span;
    const MegawattHours out = flows.storage_to_load * given.span;
    EXPECT_GE(loss.value(), -1e-9);
    EXPECT_NEAR((given.stored.total + in - out - loss).value(), stored.total.value(), 1e-8);
    EXPECT_LE((stored.green + flows.storage_green_to_load * given.span).value(),
              (given.stored.green + flows.renewable_to_storage * given.span).value() + 1e-9);
  }
}

TEST(HubDispatchProperty, NoLoadGoesShortWhileThereIsSupply) {
  for (const std::uint64_t seed : testing::first_seeds(2000)) {
    SCOPED_TRACE(seed);
    AnyDispatch given(seed);
    HubDispatch hub(given.load, given.supply, given.stored, given.span);
    const Megawatts storage = hub.most_discharge();
    const IntervalFlows flows = hub.close().flows;
    if (flows.shortfall > Megawatts(1e-9)) {
      EXPECT_NEAR(flows.grid_import().value(), given.supply.grid_limit.value(), 1e-9);
      EXPECT_NEAR(flows.storage_to_load.value(), storage.value(), 1e-9);
      EXPECT_NEAR(flows.curtailed.value() + flows.exported.value(), 0.0, 1e-9);
    }
  }
}

// Worked by hand: 100 MW of load, 40 of renewables, 30 from storage at 90 % each way, 20 of grid, 10 short.
TEST(HubDispatch, WorkedExample) {
  const IntervalSupply supply{
      Megawatts(30),
      Megawatts(10),
      Megawatts(20),
      Megawatts(0),
      {Megawatts(30), Megawatts(30), MegawattHours(100), 0.9, 0.9, 0.0, 0.0, 1.0, 0.5}};
  HubDispatch hub(Megawatts(100), supply, {MegawattHours(50), MegawattHours(25)}, 1h);
  hub.discharge(Megawatts(30));
  const auto [flows, stored, loss] = hub.close();
  EXPECT_DOUBLE_EQ(flows.renewable_to_load.value(), 40);
  EXPECT_DOUBLE_EQ(flows.direct_used.value(), 10);
  EXPECT_DOUBLE_EQ(flows.storage_to_load.value(), 30);
  EXPECT_DOUBLE_EQ(flows.storage_green_to_load.value(), 15);  // half of what is stored is green
  EXPECT_DOUBLE_EQ(flows.grid_to_load.value(), 20);
  EXPECT_DOUBLE_EQ(flows.shortfall.value(), 10);
  EXPECT_NEAR(stored.total.value(), 50 - 30 / 0.9, 1e-12);
  EXPECT_NEAR(loss.value(), 30 / 0.9 - 30, 1e-12);
}

TEST(HubDispatch, AReserveServesWhatAPolicyHeldBack) {
  const IntervalSupply supply{
      Megawatts(0),
      Megawatts(0),
      Megawatts(20),
      Megawatts(0),
      {Megawatts(30), Megawatts(30), MegawattHours(100), 1.0, 1.0, 0.0, 0.0, 1.0, 0.5}};
  HubDispatch hub(Megawatts(45), supply, {MegawattHours(50), MegawattHours(0)}, 1h);
  const IntervalFlows flows = hub.close().flows;
  EXPECT_DOUBLE_EQ(flows.storage_to_load.value(), 25);
  EXPECT_DOUBLE_EQ(flows.shortfall.value(), 0);
}

TEST(HubDispatch, StandingStorageLosesEnergyDownToItsFloor) {
  Storage storage{Megawatts(1), Megawatts(1), MegawattHours(100), 1.0, 1.0, 0.1, 0.4, 1.0, 0.5};
  EXPECT_DOUBLE_EQ(storage.after_standing(MegawattHours(100), 2h).value(), 81);
  EXPECT_DOUBLE_EQ(storage.after_standing(MegawattHours(42), 10h).value(), 40);
}

// 100 MWh at 0.8 in and 0.5 out: 20 MWh of room take 25 MWh, 60 MWh above the floor give 30 MWh.
TEST(HubDispatch, StorageIsFilledAndEmptiedToTheLastOfIt) {
  const Storage storage{Megawatts(500), Megawatts(500), MegawattHours(100), 0.8, 0.5, 0.0, 0.2, 1.0, 0.5};
  EXPECT_DOUBLE_EQ(storage.most_charge(MegawattHours(80), 1h).value(), 25);
  EXPECT_DOUBLE_EQ(storage.most_charge(MegawattHours(80), 30min).value(), 50);
  EXPECT_DOUBLE_EQ(storage.most_discharge(MegawattHours(80), 1h).value(), 30);
  EXPECT_DOUBLE_EQ(storage.most_discharge(MegawattHours(80), 30min).value(), 60);
}

TEST(HubDispatch, WhatIsTakenOutHasTheMixOfWhatIsIn) {
  const Storage storage{Megawatts(50), Megawatts(50), MegawattHours(100), 0.8, 0.5, 0.0, 0.0, 1.0, 0.5};
  const IntervalSupply supply{Megawatts(0), Megawatts(0), Megawatts(0), Megawatts(0), storage};
  HubDispatch hub(Megawatts(20), supply, {MegawattHours(80), MegawattHours(60)}, 1h);
  hub.discharge(Megawatts(20));
  const IntervalOutcome outcome = hub.close();
  EXPECT_DOUBLE_EQ(outcome.flows.storage_green_to_load.value(), 15);
  EXPECT_DOUBLE_EQ(outcome.stored.total.value(), 40);
  EXPECT_DOUBLE_EQ(outcome.stored.green.value(), 30);  // as before three quarters
}

TEST(HubDispatch, RefusesWhatIsBeyondItsLimits) {
  const IntervalSupply supply{
      Megawatts(50),
      Megawatts(0),
      Megawatts(20),
      Megawatts(0),
      {Megawatts(30), Megawatts(30), MegawattHours(100), 1.0, 1.0, 0.0, 0.1, 1.0, 0.5}};
  const StoredEnergy half{MegawattHours(50), MegawattHours(0)};
  EXPECT_THROW(HubDispatch(Megawatts(100), supply, half, 1h).discharge(Megawatts(31)), InvariantError);
  EXPECT_THROW(HubDispatch(Megawatts(0), supply, half, 1h).charge_from_surplus(Megawatts(31)),
               InvariantError);
  EXPECT_THROW(HubDispatch(Megawatts(60), supply, half, 1h).charge_from_grid(Megawatts(11)), InvariantError);
  EXPECT_THROW(HubDispatch(Megawatts(60), supply, half, 1h).send_surplus(Megawatts(1)), InvariantError);
  EXPECT_THROW(HubDispatch(Megawatts(60), supply, half, 1h).receive(Megawatts(6), Megawatts(6)),
               InvariantError);
  EXPECT_THROW(HubDispatch(Megawatts(60), supply, {MegawattHours(5), {}}, 1h), InvariantError);
}

}  // namespace
}  // namespace suanwang
