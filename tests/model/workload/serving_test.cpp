#include "suanwang/model/workload/serving.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace suanwang {
namespace {

/// DeepSeek V3 and R1 on 27 and 28 February 2025: 608 billion tokens in, of which 56.3 % were in a cache, and
/// 168 billion out, on 226.75 nodes of eight H800 on average. A node read 73,700 tokens a second, cached ones
/// included, or wrote 14,800.
constexpr double tokens_a_day = 776e9, cached = 0.563;
const TokenMix deepseek_mix{168.0 / 776.0, cached, 4000.0};
const ServingSpeed h800{TokensPerSecond(73700.0 / 8 * (1 - cached)), TokensPerSecond(14800.0 / 8),
                        TokensPerSecond(40), 96.0};

TEST(ServingProfile, NeedsTheFleetThatDeepSeekPublished) {
  const ServingProfile profile = serving_profile(deepseek_mix, h800);
  const double nodes = tokens_a_day / 86400.0 / profile.rate.value() / 8;
  EXPECT_NEAR(nodes / 226.75, 1.0, 0.01);
  EXPECT_NEAR(profile.phases.prefill + profile.phases.decode, 1.0, 1e-12);
  EXPECT_NEAR(profile.phases.decode, 168e9 / 86400.0 / 14800.0 / nodes, 1e-9);
}

TEST(ServingProfile, JoulesPerTokenAreThosePublished) {
  const ServingProfile profile = serving_profile(deepseek_mix, h800);
  // A node of 8 to 10 kW: 0.20 to 0.25 J per token.
  EXPECT_NEAR(8000.0 / 8 / profile.rate.value(), 0.20, 0.005);
  EXPECT_NEAR(10000.0 / 8 / profile.rate.value(), 0.25, 0.005);
  // An Ascend 910C of 1,456 W: 0.22 J per input token that is read, 0.75 J per output token.
  const ServingSpeed ascend{TokensPerSecond(6688), TokensPerSecond(1943), TokensPerSecond(40), 96.0};
  EXPECT_NEAR(1456.0 / serving_profile({0.0, 0.0, 4000.0}, ascend).rate.value(), 0.22, 0.005);
  EXPECT_NEAR(1456.0 / serving_profile({1.0, 0.0, 4000.0}, ascend).rate.value(), 0.75, 0.005);
}

TEST(ServingProfile, AFullBatchYieldsTheStatedThroughputAndOneStreamItsOwn) {
  const ServingProfile profile = serving_profile(deepseek_mix, h800);
  EXPECT_NEAR(profile.output_token_s(1.0), h800.largest_batch / h800.decode.value(), 1e-12);
  // At the load that one stream makes, its token takes as long as alone.
  const double alone = h800.decode_alone / h800.decode;
  EXPECT_NEAR(profile.output_token_s(alone), 1.0 / h800.decode_alone.value(), 1e-12);
}

TEST(ServingProfile, TimePerTokenDoublesWhereHalfTheStepIsLeft) {
  const ServingProfile profile = serving_profile(
      {1.0, 0.0, 1.0}, {TokensPerSecond(1), TokensPerSecond(1000), TokensPerSecond(25), 100.0});
  ASSERT_GT(profile.step_growth, 0.5);
  EXPECT_NEAR(profile.output_token_s(0.5 / profile.step_growth), 2.0 * profile.output_token_s(0.0), 1e-12);
  double before = 0.0;
  for (double load = 0.0; load <= 1.0; load += 0.01) {
    EXPECT_GT(profile.output_token_s(load), before);
    before = profile.output_token_s(load);
  }
}

/// Probability that an arrival waits in M/M/c.
double erlang_c(int servers, double load) {
  const double offered = servers * load;
  double blocked = 1.0;
  for (int k = 1; k <= servers; ++k) blocked = offered * blocked / (k + offered * blocked);
  return blocked / (1.0 - load * (1.0 - blocked));
}

TEST(Waiting, IsExactForOneServerWithExponentialService) {
  for (const double load : {0.1, 0.5, 0.9, 0.99}) {
    const Waiting wait = waiting(1.0, load, 2.0, 1.0);
    EXPECT_NEAR(wait.mean_s(), 2.0 * load / (1.0 - load), 1e-9);
    EXPECT_NEAR(wait.share_above(3.0), load * std::exp(-3.0 * (1.0 - load) / 2.0), 1e-12);
  }
  // Service that does not vary halves the wait (Pollaczek and Khinchine).
  EXPECT_NEAR(waiting(1.0, 0.8, 1.0, 0.0).mean_s(), 0.5 * 0.8 / 0.2, 1e-12);
}

TEST(Waiting, IsNearErlangCForManyServers) {
  double worst_wait = 0.0, worst_share = 0.0;
  for (const int servers : {1, 2, 3, 5, 10, 20, 50, 100, 200, 500})
    for (const double load : {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99}) {
      const double exact = erlang_c(servers, load);
      const Waiting wait = waiting(servers, load, 1.0, 1.0);
      worst_share = std::max(worst_share, std::abs(wait.probability - exact));
      worst_wait = std::max(worst_wait, std::abs(wait.mean_s() - exact / (servers * (1.0 - load))));
    }
  EXPECT_LT(worst_wait, 0.034);   // service times
  EXPECT_LT(worst_share, 0.051);  // of the requests
  EXPECT_GT(worst_wait, 0.01);    // it is an approximation
}

TEST(Waiting, GrowsWithLoadAndFallsWithServers) {
  for (const double servers : {1.0, 4.5, 60.0}) {
    double before = -1.0;
    for (double load = 0.0; load < 1.0; load += 0.01) {
      const double mean = waiting(servers, load, 1.0, 1.5).mean_s();
      EXPECT_GE(mean, before);
      EXPECT_LE(waiting(servers * 2, load, 1.0, 1.5).mean_s(), mean);
      before = mean;
    }
  }
  EXPECT_EQ(waiting(3.0, 0.0, 1.0, 1.0).share_above(0.0), 0.0);
  EXPECT_EQ(waiting(3.0, 0.5, 1.0, 1.0).share_above(-1.0), 1.0);
}

}  // namespace
}  // namespace suanwang
