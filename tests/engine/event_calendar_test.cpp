#include "suanwang/engine/event_calendar.hpp"

#include <set>
#include <tuple>

#include <gtest/gtest.h>

#include "suanwang/engine/min_tree.hpp"
#include "suanwang/engine/pending_expiries.hpp"

#include "seeds.hpp"

namespace suanwang {
namespace {

TEST(PendingExpiriesProperty, HandsOverThoseOfAnIntervalOnce) {
  for (const std::uint64_t seed : testing::first_seeds(50)) {
    SCOPED_TRACE(seed);
    testing::Draw draw(seed);
    constexpr std::size_t intervals = 12;
    PendingExpiries pending(intervals);
    std::vector<std::multiset<std::uint32_t>> reference(intervals);
    for (std::uint32_t number = 0; number < 500; ++number) {
      const std::size_t interval = draw.below(intervals);
      if (draw.chance(0.8)) {
        pending.add(interval, {TimePoint(Duration(number)), EventKind::expiry, number, number + 7});
        reference[interval].insert(number);
        continue;
      }
      std::multiset<std::uint32_t> taken;
      pending.take(interval, [&](const Event& expiry) {
        ASSERT_EQ(expiry.slot, expiry.job_number + 7);
        taken.insert(expiry.job_number);
      });
      ASSERT_EQ(taken, reference[interval]);
      reference[interval].clear();
    }
  }
}

TEST(EventCalendarProperty, PopsInOrderOfTimeKindAndJob) {
  for (const std::uint64_t seed : testing::first_seeds(100)) {
    SCOPED_TRACE(seed);
    testing::Draw draw(seed);
    EventCalendar calendar;
    std::set<std::tuple<TimePoint, EventKind, std::uint32_t>> reference;
    for (std::uint32_t number = 0; number < 300; ++number) {
      const Event event{TimePoint(Duration(draw.below(20))), static_cast<EventKind>(draw.below(3)), number,
                        number + 7};
      calendar.push(event);
      reference.emplace(event.time, event.kind, number);
      if (draw.chance(0.4)) {
        ASSERT_EQ(calendar.next_time(), std::get<0>(*reference.begin()));
        const Event popped = calendar.pop();
        ASSERT_EQ(std::tuple(popped.time, popped.kind, popped.job_number), *reference.begin());
        ASSERT_EQ(popped.slot, popped.job_number + 7);
        reference.erase(reference.begin());
      }
    }
    while (!reference.empty()) {
      const Event popped = calendar.pop();
      ASSERT_EQ(std::tuple(popped.time, popped.kind, popped.job_number), *reference.begin());
      reference.erase(reference.begin());
    }
    ASSERT_TRUE(calendar.empty());
  }
}

TEST(MinTreeProperty, FindsTheLeastAndItsFirstPlace) {
  for (const std::uint64_t seed : testing::first_seeds(50)) {
    SCOPED_TRACE(seed);
    testing::Draw draw(seed);
    MinTree tree;
    std::vector<std::int64_t> reference;
    EXPECT_EQ(tree.least(), MinTree::none);
    for (int step = 0; step < 300; ++step) {
      const auto value = static_cast<std::int64_t>(draw.below(50));
      if (reference.empty() || draw.chance(0.3)) {
        tree.add(value);
        reference.push_back(value);
      } else {
        const std::size_t at = draw.below(reference.size());
        tree.set(at, value);
        reference[at] = value;
      }
      const auto least = std::min_element(reference.begin(), reference.end());
      ASSERT_EQ(tree.least(), *least);
      ASSERT_EQ(tree.index_of_least(), static_cast<std::size_t>(least - reference.begin()));
    }
  }
}

}  // namespace
}  // namespace suanwang
