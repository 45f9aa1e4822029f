// A record that stands for n identical jobs behaves as n records that arrive together.
#include <map>
#include <tuple>

#include <gtest/gtest.h>

#include "suanwang/policy/conservative.hpp"
#include "suanwang/policy/fair_share.hpp"
#include "suanwang/policy/queues.hpp"

#include "seeds.hpp"
#include "small_world.hpp"

namespace suanwang {
namespace {

using testing::job;

std::vector<Job> any_groups(testing::Draw& draw, std::uint32_t capacity) {
  std::vector<Job> groups;
  Duration now{};
  for (std::size_t i = 4 + draw.below(20); i > 0; --i) {
    now += Duration(draw.below(4) * 60'000);
    const Duration run(1000 * (1 + draw.below(900)));
    Job each = job(now, static_cast<std::uint32_t>(1 + draw.below(capacity)), run,
                   run * static_cast<std::int64_t>(1 + draw.below(4)));
    each.copies = static_cast<std::uint32_t>(1 + draw.below(6));
    each.job_class = JobClassId(draw.below(2));
    each.tenant = static_cast<std::uint32_t>(draw.below(3));
    each.input = Gigabytes(draw.chance(0.5) ? draw.within(0.1, 30.0) : 0.0);
    if (draw.chance(0.2)) each.start_by = each.submitted + Duration(draw.below(3'600'000));
    groups.push_back(each);
  }
  return groups;
}

/// Its number tells a group by its submission, class and size; `group_of` gives each single job that of its
/// group.
std::vector<Job> one_by_one(const std::vector<Job>& groups, std::vector<std::uint32_t>& group_of) {
  std::vector<Job> singles;
  for (std::uint32_t group = 0; group < groups.size(); ++group)
    for (std::uint32_t copy = 0; copy < groups[group].copies; ++copy) {
      singles.push_back(groups[group]);
      singles.back().copies = 1;
      group_of.push_back(group);
    }
  return singles;
}

/// How many of a group started, ended and left when, and how.
using Fates = std::map<std::tuple<std::uint32_t, TimePoint, TimePoint, JobState>, std::uint32_t>;

void expect_same_fates(const std::string& queue) {
  std::size_t parted = 0;
  for (const std::uint64_t seed : testing::first_seeds(400)) {
    SCOPED_TRACE(seed);
    testing::Draw draw(seed);
    testing::SmallWorld small;
    small.pool_sizes = {static_cast<std::uint32_t>(2 + draw.below(30))};
    small.capacity = Gbps(draw.within(4.0, 40.0));  // transfers compete
    const World world = small.build();
    const auto groups = any_groups(draw, small.pool_sizes[0]);
    std::vector<std::uint32_t> group_of;
    const auto singles = one_by_one(groups, group_of);
    const auto together = testing::run(world, groups, testing::policies("nearest", queue));
    const auto apart = testing::run(world, singles, testing::policies("nearest", queue));
    Fates of_groups, of_singles;
    for (const JobRecord& r : together.jobs) {
      of_groups[{r.job.number, r.started, r.ended, r.end_state}] += r.job.copies;
      parted += r.part > 0;
    }
    for (const JobRecord& r : apart.jobs)
      of_singles[{group_of[r.job.number], r.started, r.ended, r.end_state}] += 1;
    ASSERT_EQ(of_groups, of_singles);
    MegawattHours energy;
    for (const JobRecord& r : together.jobs) energy += r.shares.facility_energy;
    for (const JobRecord& r : apart.jobs) energy -= r.shares.facility_energy;
    ASSERT_NEAR(energy.value(), 0.0, 1e-9);
  }
  EXPECT_GT(parted, 1000u);  // copies did go separate ways
}

TEST(CopiesProperty, StartAndEndAsSingleJobsUnderFcfs) { expect_same_fates("fcfs"); }
TEST(CopiesProperty, StartAndEndAsSingleJobsUnderSjf) { expect_same_fates("sjf"); }
TEST(CopiesProperty, StartAndEndAsSingleJobsUnderPriority) { expect_same_fates("priority"); }
TEST(CopiesProperty, StartAndEndAsSingleJobsUnderFairShare) { expect_same_fates("fair_share"); }
TEST(CopiesProperty, StartAndEndAsSingleJobsUnderEasy) { expect_same_fates("easy_backfill"); }
TEST(CopiesProperty, StartAndEndAsSingleJobsUnderConservative) { expect_same_fates("conservative_backfill"); }

}  // namespace
}  // namespace suanwang
