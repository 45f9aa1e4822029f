// That relations are tried on something: what the generated cases bring about.
#include "any_case.hpp"

#include <gtest/gtest.h>

namespace suanwang::testing {
namespace {

/// Sums over runs, MWh where not said otherwise.
struct Happened {
  double charged = 0, discharged = 0, over_lines = 0, exported = 0, curtailed = 0, restricted = 0,
         short_of = 0, called_cny = 0, lent = 0, unserved = 0, served_elsewhere = 0, waited_h = 0;
  std::size_t rejected = 0, ran = 0, carried_intervals = 0;

  void add(const Case& given) {
    const Recorder run = given.run();
    for (const auto& interval : run.hubs)
      for (const HubInterval& hub : interval) {
        charged += hub.flows.renewable_to_storage.value();
        discharged += hub.flows.storage_to_load.value();
        over_lines += hub.flows.lines_to_load.value();
        exported += hub.flows.exported.value();
        curtailed += hub.flows.curtailed.value();
        restricted += hub.restricted.value();
        short_of += hub.flows.shortfall.value();
        called_cny += hub.response_income.value();
      }
    for (const auto& interval : run.clusters)
      for (const ClusterInterval& cluster : interval) lent += cluster.lent_accelerators;
    for (const auto& interval : run.carried)
      for (const Gigabytes each : interval) carried_intervals += each > Gigabytes(0);
    for (const ServedTokens& each : run.served)
      served_elsewhere += each.round_trip > Delay(6) ? each.rate.value() : 0.0;
    unserved += run.unserved.value();
    for (const JobRecord& record : run.jobs) {
      ran += record.has_run();
      rejected += record.end_state == JobState::rejected;
      if (record.has_run()) waited_h += in_hours(record.wait());
    }
  }
};

TEST(GeneratedCases, PutTheModelToWork) {
  Happened ample, scarce;
  for (const std::uint64_t seed : first_seeds(40)) {
    ample.add(any_case(seed));
    scarce.add(any_case(seed, short_of_power()));
  }
  for (const Happened* each : {&ample, &scarce}) {
    EXPECT_GT(each->charged, 10.0);
    EXPECT_GT(each->discharged, 10.0);
    EXPECT_GT(each->over_lines, 1.0);
    EXPECT_GT(each->exported, 10.0);
    EXPECT_GT(each->curtailed, 10.0);
    EXPECT_GT(each->unserved, 1e6);
    EXPECT_GT(each->served_elsewhere, 1e6);
    EXPECT_GT(each->waited_h, 1000.0);
    EXPECT_GT(each->ran, 1000u);
    EXPECT_GT(each->carried_intervals, 1000u);
  }
  EXPECT_EQ(ample.restricted + ample.short_of + ample.lent + ample.called_cny, 0.0);
  EXPECT_GT(scarce.restricted, 10.0);
  EXPECT_GT(scarce.short_of, 1.0);
  EXPECT_GT(scarce.lent, 1000.0);
  EXPECT_GT(scarce.called_cny, 1000.0);
}

}  // namespace
}  // namespace suanwang::testing
