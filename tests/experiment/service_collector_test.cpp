#include "suanwang/experiment/service_collector.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "suanwang/experiment/summary_collector.hpp"

#include "small_world.hpp"

namespace suanwang {
namespace {

/// Half of the tokens are output. Eight accelerators serve three quarters of what they could.
World busy_world() {
  testing::SmallWorld small;
  small.serving_share = 0.5;
  small.token_demand = TokensPerSecond(4000);
  WorldParts parts = small.build().parts();
  ModelClass& model = parts.model_classes[ModelClassId(0)];
  model.on_chip = {serving_profile({0.5, 0.0, 1000.0},
                                   {TokensPerSecond(1000), TokensPerSecond(500), TokensPerSecond(50), 20.0})};
  model.first_token_target = 3s;
  model.output_token_target = Delay(40);
  return World(std::move(parts));
}

ModelClassSummary run(const World& world) {
  SummaryCollector collector(world);
  testing::ListedJobs none({});
  Simulator simulator(world, testing::policies(), none, collector, {true, false});
  simulator.run_until(world.calendar().end());
  return collector.summary(simulator).model_classes.at(0);
}

TEST(ServiceCollector, EnergyPerTokenByHand) {
  const ModelClassSummary chat = run(busy_world());
  // Idle 200 W; a third of the time in prefill at 900 W, the rest in decoding at 600 W; PUE 1.25.
  const double watts = 8 * 200 + 6 * (900 / 3.0 + 600 * 2 / 3.0 - 200);
  EXPECT_NEAR(chat.joules_per_token(chat.it_energy), watts / 4000, 1e-9);
  EXPECT_NEAR(chat.joules_per_token(chat.facility_energy), 1.25 * watts / 4000, 1e-9);
}

TEST(ServiceCollector, ResponseTimesByHand) {
  const ModelClassSummary chat = run(busy_world());
  // The third of eight accelerators that read prompts are the servers; a prompt takes a second, the trip 2
  // ms.
  const double servers = 8 / 3.0, load = 0.75;
  const double waits = std::pow(load, std::sqrt(2 * (servers + 1)) - 1), mean_s = 1 / (servers * (1 - load));
  ASSERT_TRUE(chat.first_token && chat.output_token_ms && chat.service_level);
  EXPECT_NEAR(chat.first_token->p95_s / (1.002 - mean_s * std::log(0.05 / waits)), 1.0, 0.026);
  EXPECT_NEAR(chat.service_level->attainment, 1 - waits * std::exp(-(3 - 1.002) / mean_s), 1e-9);
  // A step takes 20 ms for one stream and 40 ms for twenty.
  const double growth_ms = 20.0 / 19;
  EXPECT_NEAR(*chat.output_token_ms, (20 - growth_ms) / (1 - load * 0.5 * growth_ms), 1e-9);
  ASSERT_EQ(chat.first_token_by_origin.size(), 1u);
  EXPECT_EQ(chat.first_token_by_origin[0].first, "h0");
}

TEST(ServiceCollector, TokensThatComeTooSlowlyMissTheirTarget) {
  WorldParts parts = busy_world().parts();
  parts.model_classes[ModelClassId(0)].output_token_target = Delay(30);  // 31.3 ms at that load
  EXPECT_EQ(run(World(std::move(parts))).service_level->attainment, 0.0);
}

}  // namespace
}  // namespace suanwang
