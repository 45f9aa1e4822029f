// A cluster cut in two halves that a free link joins.
#include <gtest/gtest.h>

#include "changes.hpp"

namespace suanwang::testing {
namespace {

/// Each cluster becomes two of half its size at two nodes without delay, price or want of capacity between
/// them.
Case with_halved_clusters(const Case& given) {
  Case halved = given;
  WorldParts& parts = halved.parts;
  Table<NodeId, Node> nodes = parts.network.nodes();
  Table<LinkId, Link> links = parts.network.links();
  for (const ClusterId id : given.parts.clusters.ids()) {
    Cluster& cluster = parts.clusters[id];
    scale(cluster.general_load, 0.5);
    cluster.general_peak *= 0.5;
    Cluster other = cluster;
    other.id += "'";
    other.node = nodes.add({other.id, "", Degrees(30), Degrees(110)});
    links.add({other.id, cluster.node, other.node, Gbps(1e6), Delay(0), CnyPerGigabyte(0)});
    for (PoolId& each : other.pools) {
      Pool& pool = parts.pools[each];
      for (std::uint32_t* count : {&pool.installed, &pool.energised, &pool.serving}) *count /= 2;
      Pool half = pool;
      half.cluster = ClusterId(parts.clusters.size());
      each = parts.pools.add(half);
    }
    parts.hubs[cluster.hub].clusters.push_back(ClusterId(parts.clusters.size()));
    parts.clusters.add(std::move(other));
  }
  parts.network = Network(std::move(nodes), std::move(links));
  return halved;
}

/// With pools that can be halved.
Case even_case(std::uint64_t seed, const CaseOptions& options) {
  Case given = any_case(seed, options);
  for (Pool& pool : given.parts.pools)
    for (std::uint32_t* count : {&pool.installed, &pool.energised, &pool.serving}) *count &= ~1u;
  return given;
}

/// Jobs without their shares of what a cluster draws besides: each half has a PUE of its own.
Recorder without_overhead(Recorder run) {
  for (JobRecord& record : run.jobs) {
    const MegawattHours own = record.shares.it_energy;
    record.shares = {};
    record.shares.it_energy = own;
  }
  return run;
}

// Up to rounding, for as many accelerators are in use at the same time at the same hub. Which half a job ran
// in is left out: no pool stands for another.
TEST(HalvedClusters, ChangeNothingWhileNobodyWaits) {
  std::size_t jobs = 0;
  for (const std::uint64_t seed : first_seeds(60)) {
    SCOPED_TRACE(seed);
    CaseOptions options;
    options.largest_job = 3;
    options.job_gap_h = 2.0;
    options.most_pools = 1;  // of two, the other's first half would be asked before this one's second
    const Case given = even_case(seed, options);
    Selection hubs_and_jobs = everything(given.parts);
    for (auto* places : {&hubs_and_jobs.clusters, &hubs_and_jobs.pools, &hubs_and_jobs.links})
      places->clear();
    const Recorder one = without_overhead(given.run());
    const Recorder two = without_overhead(with_halved_clusters(given).run());
    ASSERT_NO_FATAL_FAILURE(expect_books(books_of(two, hubs_and_jobs), books_of(one, hubs_and_jobs), 1e-9));
    for (const JobRecord& record : one.jobs) jobs += record.has_run();
  }
  EXPECT_GT(jobs, 500u);
}

// A gang needs room in one half, so some start later. What is done by the end, and drawn for it, hardly
// changes.
TEST(HalvedClusters, ChangeLittleWhereJobsWait) {
  double wait_h = 0.0, drawn = 0.0, drawn_halved = 0.0, cost = 0.0, cost_halved = 0.0, carbon = 0.0,
         carbon_halved = 0.0;
  for (const std::uint64_t seed : first_seeds(40)) {
    CaseOptions options;
    options.largest_job = 6;
    options.job_gap_h = 0.08;
    const Case given = even_case(seed, options);
    const auto one = given.run(policies("least_loaded"));
    const auto two = with_halved_clusters(given).run(policies("least_loaded"));
    const auto add = [](const Recorder& run, double& energy, double& money, double& tonnes) {
      for (const auto& interval : run.hubs)
        for (const HubInterval& hub : interval) {
          energy += hub.load.value();
          money += (hub.energy_cost + hub.demand_charge).value();
          tonnes += hub.carbon_location.value();
        }
    };
    add(one, drawn, cost, carbon);
    add(two, drawn_halved, cost_halved, carbon_halved);
    for (const JobRecord& record : one.jobs)
      if (record.has_run()) wait_h += in_hours(record.wait());
  }
  EXPECT_GT(wait_h, 1000.0);  // the law is put to the test
  EXPECT_NEAR(drawn_halved / drawn, 1.0, 0.005);
  EXPECT_NEAR(cost_halved / cost, 1.0, 0.005);
  EXPECT_NEAR(carbon_halved / carbon, 1.0, 0.005);
}

}  // namespace
}  // namespace suanwang::testing
