// The same relations on the national scenario that we ship, cut to two days.
#include <gtest/gtest.h>

#include "suanwang/scenario/build.hpp"
#include "suanwang/scenario/load.hpp"

#include "changes.hpp"

namespace suanwang::testing {
namespace {

/// From 30 January, so that the common part of two horizons ends with a month.
Case national_case(const std::string& end) {
  const std::string file = std::string(SUANWANG_SOURCE_DIR) + "/scenarios/china-2030-mid.yaml";
  const LoadedScenario scenario =
      load_scenario(file, {"time.start=2030-01-30", "time.end=" + end}, built_in_policies());
  const World world = build_world(scenario.spec, 1);
  Case given{world.parts(), {}};
  const auto jobs = build_job_source(scenario.spec, world, 1);
  while (const auto job = jobs->next()) {
    if (job->submitted >= world.calendar().end()) break;
    given.jobs.push_back(*job);
  }
  return given;
}

class National : public ::testing::Test {
 protected:
  static const Case& given() {
    static const Case two_days = national_case("2030-02-01");
    return two_days;
  }
  static const Books& books() {
    static const Books of_two_days = books_of(given());
    return of_two_days;
  }
};

TEST_F(National, HasJobsTokensAndAllKindsOfFlows) {
  EXPECT_GT(given().jobs.size(), 1000u);
  for (const auto* list : {&books().energy, &books().energy_money, &books().charges, &books().network_money,
                           &books().carbon, &books().data, &books().work})
    EXPECT_GT(sum(*list), 0.0);
}

TEST_F(National, TwiceThePowerIsTwiceTheEnergyToTheLastBit) {
  Case twice = given();
  scale_power(twice.parts, 2.0);
  expect_books(books_of(twice), books(), 0.0, {2, 2, 2, 1, 2, 1, 1, 1});
}

TEST_F(National, ALongerHorizonDoesNotRewriteThePast) {
  const Case longer = national_case("2030-02-03");
  ASSERT_GT(longer.jobs.size(), given().jobs.size());
  const Recorder first = given().run();
  Selection common = everything(given().parts);
  for (const JobRecord& record : first.jobs) common.jobs.push_back(record.job.number);
  std::sort(common.jobs.begin(), common.jobs.end());
  expect_books(books_of(longer.run(), common), books_of(first, common));
}

TEST_F(National, CostsFollowPricesAndCarbonItsFactors) {
  Case other = given();
  scale_prices(other.parts, 2.0);
  scale_carbon(other.parts, 4.0);
  expect_books(books_of(other), books(), 0.0, {1, 2, 2, 2, 4, 1, 1, 1});
}

TEST_F(National, NothingIsOwedOnAFreeAndCleanGrid) {
  Case other = given();
  scale_prices(other.parts, 0.0);
  scale_carbon(other.parts, 0.0);
  expect_books(books_of(other), books(), 0.0, {1, 0, 0, 0, 0, 1, 1, 1});
}

TEST_F(National, AHubWithoutClustersOrDemandChangesNothing) {
  Case other = given();
  add_idle_hub(other.parts);
  expect_books(books_of(other.run(), everything(given().parts)), books());
}

TEST_F(National, ATwinFarAwayChangesNothing) {
  const Recorder both = twins(given()).run();
  for (const std::size_t which : {0u, 1u}) expect_books(books_of(both, twin(given(), which)), books());
}

}  // namespace
}  // namespace suanwang::testing
