// Policies that answer at random, often nonsense: whatever they say, a run is refused with a PolicyError or
// its books balance.
#include <gtest/gtest.h>

#include "suanwang/core/error.hpp"

#include "mad_policies.hpp"
#include "seeds.hpp"

namespace suanwang {
namespace {

testing::Mischief drawn_mischief(std::uint64_t seed, std::uint32_t policy, double madness) {
  return {[draw = testing::Draw(seed * 8 + policy)]() mutable { return draw.within(0.0, 1.0); }, madness};
}

/// @return How many of the runs were refused.
int refused_runs(double madness, std::uint64_t count) {
  int refused = 0;
  for (const std::uint64_t seed : testing::first_seeds(count)) {
    SCOPED_TRACE(seed);
    testing::Mischief choice = drawn_mischief(seed, 0, 0.0);
    const World world = testing::any_world(choice);
    try {
      testing::run(world, testing::any_jobs(choice), testing::mad_policies([=](std::uint32_t policy) {
                     return drawn_mischief(seed, policy, madness);
                   }));  // with audits
    } catch (const PolicyError& error) {
      ++refused;
      EXPECT_NE(std::string(error.what()).find("policy 'mad_"), std::string::npos) << error.what();
      EXPECT_GT(madness, 0.0) << error.what();
    }
  }
  return refused;
}

TEST(AdversarialPolicies, ThatAreMadAreRefusedOrTheBooksBalance) { EXPECT_GT(refused_runs(0.2, 200), 100); }

TEST(AdversarialPolicies, ThatSlipNowAndThenAreRefusedOrTheBooksBalance) {
  const int refused = refused_runs(0.002, 200);
  EXPECT_GT(refused, 10);
  EXPECT_LT(refused, 200);
}

TEST(AdversarialPolicies, ThatAreOnlyArbitraryAreNeverRefused) { EXPECT_EQ(refused_runs(0.0, 100), 0); }

}  // namespace
}  // namespace suanwang
