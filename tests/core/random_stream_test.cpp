#include "suanwang/core/random_stream.hpp"

#include <gtest/gtest.h>

namespace suanwang {
namespace {

TEST(RandomStream, SameNameSameNumbers) {
  RandomStream a(42, RandomPurpose::wind, 3, 7);
  RandomStream b(42, RandomPurpose::wind, 3, 7);
  for (int i = 0; i < 20; ++i) EXPECT_EQ(a(), b());
}

TEST(RandomStream, EveryPartOfTheNameCounts) {
  const auto first = [](std::uint64_t seed, RandomPurpose purpose, std::uint32_t entity, std::uint64_t item) {
    return RandomStream(seed, purpose, entity, item)();
  };
  const auto base = first(42, RandomPurpose::wind, 3, 7);
  EXPECT_NE(base, first(43, RandomPurpose::wind, 3, 7));
  EXPECT_NE(base, first(42, RandomPurpose::cloud, 3, 7));
  EXPECT_NE(base, first(42, RandomPurpose::wind, 4, 7));
  EXPECT_NE(base, first(42, RandomPurpose::wind, 3, 8));
  EXPECT_NE(base, first(42 + (1ULL << 32), RandomPurpose::wind, 3, 7));
}

// Known answer of Random123's own kat_vectors for philox4x32-10 with counter and key 0.
TEST(RandomStream, IsPhilox4x32With10Rounds) {
  RandomStream zero(0, static_cast<RandomPurpose>(0), 0, 0);
  EXPECT_EQ(zero(), 0x6627e8d5u);
  EXPECT_EQ(zero(), 0xe169c58du);
  EXPECT_EQ(zero(), 0xbc57ac4cu);
  EXPECT_EQ(zero(), 0x9b00dbd8u);
}

TEST(RandomStream, MomentsOfTheDistributions) {
  constexpr int count = 200'000;
  RandomStream stream(1, RandomPurpose::cloud, 0);
  double uniform = 0.0, exponential = 0.0, normal = 0.0, normal_squared = 0.0;
  for (int i = 0; i < count; ++i) {
    uniform += stream.uniform();
    exponential += stream.exponential();
    const double draw = stream.normal();
    normal += draw;
    normal_squared += draw * draw;
  }
  EXPECT_NEAR(uniform / count, 0.5, 0.004);  // five standard errors each
  EXPECT_NEAR(exponential / count, 1.0, 0.012);
  EXPECT_NEAR(normal / count, 0.0, 0.012);
  EXPECT_NEAR(normal_squared / count, 1.0, 0.017);
}

}  // namespace
}  // namespace suanwang
