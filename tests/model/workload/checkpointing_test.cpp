#include "suanwang/model/workload/checkpointing.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "seeds.hpp"

namespace suanwang {
namespace {

/// The run lived through millisecond by millisecond.
struct Lived {
  double work = 0, saved = 0, length = 0;
};
Lived live(const Checkpointing& c, int work, int preparation, int until) {
  Lived lived;
  int in_piece = 0, saving = 0;
  for (int now = 0;; ++now) {
    if (lived.work == work) {
      lived.length = now;
      return lived;
    }
    if (now == until) return lived;
    if (now < preparation) continue;
    if (saving > 0) {
      if (--saving == 0) lived.saved = lived.work;
      continue;
    }
    ++lived.work;
    if (c.interval > 0ms && ++in_piece == c.interval.count() && lived.work < work) {
      in_piece = 0;
      saving = static_cast<int>(c.cost.count());
      if (saving == 0) lived.saved = lived.work;
    }
  }
}

TEST(CheckpointingProperty, IsWhatOneLivesThrough) {
  for (const std::uint64_t seed : testing::first_seeds(2000)) {
    SCOPED_TRACE(seed);
    testing::Draw draw(seed);
    const Checkpointing c{Duration(draw.below(12)), Duration(draw.below(5)), {}};
    const int work = static_cast<int>(1 + draw.below(60)), preparation = static_cast<int>(draw.below(10));
    const Lived whole = live(c, work, preparation, 1'000'000);
    ASSERT_EQ(c.run_ms(work, preparation), whole.length);
    const int until = static_cast<int>(draw.below(static_cast<std::size_t>(whole.length)));
    const Lived part = live(c, work, preparation, until);
    const auto progress = c.progress(until, work, preparation);
    ASSERT_EQ(progress.work_ms, part.work);
    ASSERT_EQ(progress.saved_ms, part.saved);
  }
}

TEST(DalyInterval, IsNearYoungsAndBelowTheTimeToFailure) {
  EXPECT_NEAR(daly_interval(0.1, 24.0), std::sqrt(2 * 0.1 * 24.0) - 0.1 + std::sqrt(2 * 0.1 * 24.0) * 0.0155,
              0.01);
  EXPECT_DOUBLE_EQ(daly_interval(100.0, 10.0), 10.0);
}

// Cost 2, time to failure 16: sqrt(2 x 2 x 16) = 8 and 2 / (2 x 16) = 1/16, whose root is 1/4.
TEST(DalyInterval, OfFiguresThatHaveRoots) {
  EXPECT_DOUBLE_EQ(daly_interval(2.0, 16.0), 8.0 * (1.0 + 1.0 / 12.0 + 1.0 / 144.0) - 2.0);
}

}  // namespace
}  // namespace suanwang
