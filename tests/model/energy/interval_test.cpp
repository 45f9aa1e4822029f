#include "suanwang/model/energy/interval.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "suanwang/core/error.hpp"

#include "seeds.hpp"

namespace suanwang {
namespace {

struct AnyInterval {
  explicit AnyInterval(std::uint64_t seed) {
    testing::Draw draw(seed);
    load = Megawatts(draw.chance(0.1) ? 0.0 : draw.within(0, 1000));
    supply.renewable = Megawatts(draw.chance(0.2) ? 0.0 : draw.within(0, 1500));
    supply.grid_limit = Megawatts(draw.within(0, 600));
    if (draw.chance(0.8))
      supply.storage = {Megawatts(draw.within(1, 400)), MegawattHours(draw.within(1, 2000)),
                        draw.within(0.5, 1.0),          draw.within(0.0, 0.3),
                        draw.within(0.7, 1.0),          0.5};
    const Storage& storage = supply.storage;
    stored = storage.floor() + (storage.ceiling() - storage.floor()) * draw.within(0, 1);
    span = draw.chance(0.5) ? Duration(1h) : Duration(5min);
    const double wish = draw.within(-1, 1);
    setpoint.power =
        wish > 0 ? storage.most_discharge(stored, span) * wish : storage.most_charge(stored, span) * wish;
    setpoint.may_charge_from_grid = draw.chance(0.5);
  }
  Megawatts load;
  IntervalSupply supply;
  MegawattHours stored;
  Duration span{};
  StorageSetpoint setpoint;
};

TEST(ServeIntervalProperty, BooksBalanceAndLimitsHold) {
  for (const std::uint64_t seed : testing::first_seeds(2000)) {
    SCOPED_TRACE(seed);
    const AnyInterval given(seed);
    const auto [flows, stored, loss] =
        serve_interval(given.load, given.supply, given.stored, given.span, given.setpoint);
    EXPECT_NEAR((flows.served() + flows.shortfall).value(), given.load.value(), 1e-9);
    EXPECT_NEAR((flows.renewable_to_load + flows.renewable_to_storage + flows.curtailed).value(),
                given.supply.renewable.value(), 1e-9);
    EXPECT_LE(flows.grid_import().value(), given.supply.grid_limit.value() + 1e-9);
    for (const Megawatts flow :
         {flows.renewable_to_load, flows.renewable_to_storage, flows.curtailed, flows.storage_to_load,
          flows.grid_to_load, flows.grid_to_storage, flows.shortfall})
      EXPECT_GE(flow.value(), 0.0);
    EXPECT_GE(stored.value(), given.supply.storage.floor().value() - 1e-9);
    EXPECT_LE(stored.value(), given.supply.storage.ceiling().value() + 1e-9);
  }
}

TEST(ServeIntervalProperty, StorageNeverCreatesEnergy) {
  for (const std::uint64_t seed : testing::first_seeds(2000)) {
    SCOPED_TRACE(seed);
    const AnyInterval given(seed);
    const auto [flows, stored, loss] =
        serve_interval(given.load, given.supply, given.stored, given.span, given.setpoint);
    const MegawattHours in = (flows.renewable_to_storage + flows.grid_to_storage) * given.span;
    const MegawattHours out = flows.storage_to_load * given.span;
    EXPECT_GE(loss.value(), -1e-12);
    EXPECT_NEAR((given.stored + in - out - loss).value(), stored.value(), 1e-8);
  }
}

TEST(ServeIntervalProperty, MoreRenewablesNeverRaiseGridImportOrShortfall) {
  for (const std::uint64_t seed : testing::first_seeds(1000)) {
    SCOPED_TRACE(seed);
    AnyInterval given(seed);
    given.setpoint = {};
    const auto before =
        serve_interval(given.load, given.supply, given.stored, given.span, given.setpoint).flows;
    given.supply.renewable += Megawatts(100);
    const auto after =
        serve_interval(given.load, given.supply, given.stored, given.span, given.setpoint).flows;
    EXPECT_LE(after.grid_import().value(), before.grid_import().value() + 1e-12);
    EXPECT_LE(after.shortfall.value(), before.shortfall.value() + 1e-12);
  }
}

// Worked by hand: 100 MW of load, 40 of renewables, 30 from storage at 81 % round trip, 20 of grid, 10 short.
TEST(ServeInterval, WorkedExample) {
  IntervalSupply supply{
      Megawatts(40), Megawatts(20), {Megawatts(30), MegawattHours(100), 0.81, 0.0, 1.0, 0.5}};
  const auto [flows, stored, loss] =
      serve_interval(Megawatts(100), supply, MegawattHours(50), 1h, {Megawatts(30), false});
  EXPECT_DOUBLE_EQ(flows.renewable_to_load.value(), 40);
  EXPECT_DOUBLE_EQ(flows.storage_to_load.value(), 30);
  EXPECT_DOUBLE_EQ(flows.grid_to_load.value(), 20);
  EXPECT_DOUBLE_EQ(flows.shortfall.value(), 10);
  EXPECT_NEAR(stored.value(), 50 - 30 / 0.9, 1e-12);
  EXPECT_NEAR(loss.value(), 30 / 0.9 - 30, 1e-12);
}

TEST(ServeInterval, RefusesWhatTheStorageCannotDo) {
  IntervalSupply supply{
      Megawatts(0), Megawatts(20), {Megawatts(30), MegawattHours(100), 0.81, 0.1, 1.0, 0.5}};
  EXPECT_THROW(static_cast<void>(
                   serve_interval(Megawatts(100), supply, MegawattHours(50), 1h, {Megawatts(31), false})),
               InvariantError);
  EXPECT_THROW(static_cast<void>(serve_interval(Megawatts(100), supply, MegawattHours(5), 1h, {})),
               InvariantError);
}

}  // namespace
}  // namespace suanwang
