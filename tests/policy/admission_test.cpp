#include "suanwang/policy/admission.hpp"

#include <gtest/gtest.h>

#include "hub_series.hpp"

namespace suanwang {
namespace {

using testing::job;
using testing::run_route;

/// Two hubs of 16 accelerators from 7 January on: a fair share is 16 x 31 x 24 = 11,904 accelerator-hours.
World two_hubs(double rent_cny_per_hour) {
  testing::SmallWorld small;
  small.calendar = testing::days(40);
  small.pool_sizes = {16, 16};
  WorldParts parts = small.build().parts();
  parts.chips[ChipId(0)].rent = CnyPerHour(rent_cny_per_hour);
  return World(std::move(parts));
}

/// Room for ten accelerators for ten hours, also in February.
AdmissionControlRoute::Parameters tight(double voucher_cny) {
  AdmissionControlRoute::Parameters parameters;
  parameters.quota_share = 115.0 / 11'904.0;
  parameters.voucher = Cny(voucher_cny);
  return parameters;
}

TEST(AdmissionControl, RejectsWhatNeitherQuotaNorVouchersCover) {
  const auto result = run_route<AdmissionControlRoute>(
      two_hubs(2.0), {job(0min, 10, 10h), job(1h, 10, 10h), job(2h, 10, 10h)}, tight(250));
  ASSERT_EQ(result.jobs.size(), 3u);
  for (const JobRecord& record : result.jobs) {
    if (record.job.number < 2) {
      EXPECT_EQ(record.end_state, JobState::completed) << record.job.number;
    } else {
      EXPECT_EQ(record.rejection, RejectionRule::refused_by_policy);  // 200 of the 250 CNY are spent
      EXPECT_EQ(record.left - record.job.submitted, 72h);
    }
  }
}

TEST(AdmissionControl, AChipWithoutAPriceIsNotForRent) {
  const auto result =
      run_route<AdmissionControlRoute>(two_hubs(0.0), {job(0min, 10, 10h), job(1h, 10, 10h)}, tight(1e9));
  EXPECT_EQ(result.jobs.back().end_state, JobState::rejected);
}

TEST(AdmissionControl, EachHubHasAQuotaOfItsOwn) {
  std::vector<Job> jobs{job(0min, 10, 10h), job(1h, 10, 10h)};
  jobs[1].origin = NodeId(2);
  const auto result = run_route<AdmissionControlRoute>(two_hubs(2.0), jobs, tight(0));
  for (const JobRecord& record : result.jobs) EXPECT_EQ(record.end_state, JobState::completed);
}

TEST(AdmissionControl, AJobMayWaitForTheNextMonth) {
  AdmissionControlRoute::Parameters parameters = tight(0);
  parameters.longest_wait = 30 * 24h;
  const auto result =
      run_route<AdmissionControlRoute>(two_hubs(2.0), {job(0min, 10, 10h), job(1h, 10, 10h)}, parameters);
  ASSERT_EQ(result.jobs.size(), 2u);
  EXPECT_EQ(result.jobs[1].started, TimePoint(25 * 24h));  // 1 February
}

TEST(AdmissionControl, PlacesByItsPreference) {
  World world = testing::with_tariff(two_hubs(2.0), HubId(1), std::vector<double>(960, 100.0));
  AdmissionControlRoute::Parameters parameters;
  EXPECT_EQ(run_route<AdmissionControlRoute>(world, {job(0min, 1, 1h)}, parameters).jobs[0].pool, PoolId(0));
  parameters.prefer = PlacePreference::cheapest;
  EXPECT_EQ(run_route<AdmissionControlRoute>(world, {job(0min, 1, 1h)}, parameters).jobs[0].pool, PoolId(1));
}

}  // namespace
}  // namespace suanwang
