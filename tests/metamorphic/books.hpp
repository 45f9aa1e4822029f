#pragma once

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "any_case.hpp"

namespace suanwang::testing {

/// Which rows of a run to read, and in which order: how a run of a changed world is laid beside that of the
/// first one.
struct Selection {
  std::vector<std::size_t> hubs, clusters, pools, links,
      lines;                           // pools: what stands for pool i of the first world
  std::vector<std::size_t> jobs = {};  ///< numbers; empty: all
  std::size_t first_interval = 0;
  std::size_t intervals = 0;
  Duration later{};  ///< that everything happens in this run
};

inline std::vector<std::size_t> first_indices(std::size_t count, std::size_t offset = 0) {
  std::vector<std::size_t> all(count);
  std::iota(all.begin(), all.end(), offset);
  return all;
}

/// All of a world, in its own order.
inline Selection everything(const WorldParts& parts) {
  return {first_indices(parts.hubs.size()),
          first_indices(parts.clusters.size()),
          first_indices(parts.pools.size()),
          first_indices(parts.network.links().size()),
          first_indices(parts.transfer_lines.size()),
          {},
          0,
          parts.calendar.interval_count()};
}

/// A run as lists of figures, one list for each kind of unit: intervals first to last, in each the places,
/// then the jobs by number.
struct Books {
  std::vector<double> energy;         ///< MW, MWh, and water, which goes with energy
  std::vector<double> energy_money;   ///< CNY, for energy
  std::vector<double> charges;        ///< CNY, for demand and standing charges
  std::vector<double> network_money;  ///< CNY
  std::vector<double> carbon;         ///< t
  std::vector<double> counts;         ///< accelerators, tokens a second
  std::vector<double> ratios;         ///< PUE, shares
  std::vector<double> data;           ///< GB
  std::vector<double> times;          ///< ms, of jobs
  std::vector<double> fates;          ///< where and how jobs ended, and how many run and wait
  std::vector<double> work;           ///< accelerator-ms
};

class BookReader {
 public:
  BookReader(const Recorder& run, const Selection& selection) : run_(run), selection_(selection) {
    for (std::size_t i = 0; i < selection.intervals; ++i) read_interval(selection.first_interval + i);
    read_jobs();
  }
  [[nodiscard]] Books take() { return std::move(books_); }

 private:
  template <class... QuantityType>
  static void add(std::vector<double>& list, QuantityType... values) {
    (list.push_back(values.value()), ...);
  }
  template <class... Number>
  static void count(std::vector<double>& list, Number... values) {
    (list.push_back(static_cast<double>(values)), ...);
  }

  void read_interval(std::size_t interval) {
    for (const std::size_t hub : selection_.hubs) read(run_.hubs[interval][hub]);
    for (const std::size_t cluster : selection_.clusters) read(run_.clusters[interval][cluster]);
    for (const std::size_t link : selection_.links)
      add(books_.data, run_.carried[interval][2 * link], run_.carried[interval][2 * link + 1]);
    for (const std::size_t line : selection_.lines)
      add(books_.energy, run_.lines[interval][line].green, run_.lines[interval][line].grid);
  }

  void read(const HubInterval& hub) {
    const IntervalFlows& f = hub.flows;
    add(books_.energy, hub.load, hub.restricted, f.renewable_to_load, f.renewable_to_storage,
        f.renewable_to_lines, f.exported, f.curtailed, f.storage_to_load, f.storage_green_to_load,
        f.lines_to_load, f.lines_green_to_load, f.grid_to_load, f.grid_to_storage, f.grid_to_lines,
        f.shortfall, f.direct_used, hub.stored.total, hub.stored.green, hub.storage_loss);
    add(books_.energy_money, hub.energy_cost, hub.response_income);
    add(books_.charges, hub.demand_charge);
    add(books_.carbon, hub.carbon_location, hub.carbon_market, hub.carbon_marginal);
  }

  void read(const ClusterInterval& cluster) {
    add(books_.energy, cluster.job_power, cluster.serving_power, cluster.idle_power, cluster.server_power,
        cluster.general_power, cluster.restricted_power, cluster.facility_power, cluster.water);
    count(books_.counts, cluster.busy_accelerators, cluster.held_accelerators, cluster.lent_accelerators,
          cluster.down_accelerators, cluster.tokens_served.value());
    count(books_.fates, cluster.running_jobs, cluster.queued_jobs);
    count(books_.ratios, cluster.pue, cluster.serving_share);
    add(books_.network_money, cluster.network_cost);
  }

  void read_jobs() {
    std::vector<const JobRecord*> records;
    for (const JobRecord& record : run_.jobs)
      if (selection_.jobs.empty() ||
          std::binary_search(selection_.jobs.begin(), selection_.jobs.end(), record.job.number))
        records.push_back(&record);
    std::sort(records.begin(), records.end(), [](auto* a, auto* b) {
      return std::pair(a->job.number, a->part) < std::pair(b->job.number, b->part);
    });
    for (const JobRecord* record : records) read(*record);
  }

  void read(const JobRecord& record) {
    const auto place = std::find(selection_.pools.begin(), selection_.pools.end(), record.pool.index());
    count(books_.fates, static_cast<int>(record.end_state),
          record.has_place ? place - selection_.pools.begin() : -1);
    if (record.has_run())
      for (const TimePoint time : {record.queued_at, record.started, record.ended, record.left})
        count(books_.times, (time.time_since_epoch() - selection_.later).count());
    count(books_.work, record.work.useful_ms, record.work.lost_ms, record.work.overhead_ms);
    add(books_.energy, record.shares.it_energy, record.shares.facility_energy);
    add(books_.energy_money, record.shares.energy_cost);
    add(books_.carbon, record.shares.carbon_location, record.shares.carbon_market);
    add(books_.network_money, record.network_cost);
  }

  const Recorder& run_;
  const Selection& selection_;
  Books books_;
};

inline Books books_of(const Recorder& run, const Selection& selection) {
  return BookReader(run, selection).take();
}
inline Books books_of(const Case& given, PolicySet set = policies()) {
  return books_of(given.run(std::move(set)), everything(given.parts));
}

inline double sum(const std::vector<double>& list) { return std::accumulate(list.begin(), list.end(), 0.0); }

/// Every figure is `factor` times that of the other run. @param rounding Allowed, of the greatest figure in
/// the list; 0: to the last bit.
inline void expect_times(const char* what, const std::vector<double>& found, double factor,
                         const std::vector<double>& of, double rounding) {
  ASSERT_EQ(found.size(), of.size()) << what;
  double scale = 0.0;
  for (const double each : of) scale = std::max(scale, std::abs(each * factor));
  for (std::size_t i = 0; i < found.size(); ++i)
    ASSERT_LE(std::abs(found[i] - of[i] * factor), rounding * scale)
        << what << ", figure " << i << ": " << found[i] << " instead of " << of[i] << " x " << factor;
}

/// What each kind of figure is multiplied by.
struct Factors {
  double energy = 1.0, energy_money = 1.0, charges = 1.0, network_money = 1.0, carbon = 1.0, counts = 1.0,
         data = 1.0, work = 1.0;
};

/// @param clock_ms How far moments may be apart.
inline void expect_books(const Books& found, const Books& of, double rounding = 0.0,
                         const Factors& factors = {}, double clock_ms = 0.0) {
  // Jobs first: where one of them runs elsewhere or later, everything else follows.
  expect_times("fates", found.fates, 1.0, of.fates, 0.0);
  if (::testing::Test::HasFatalFailure()) return;
  ASSERT_EQ(found.times.size(), of.times.size());
  for (std::size_t i = 0; i < of.times.size(); ++i)
    ASSERT_NEAR(found.times[i], of.times[i], clock_ms) << "time " << i;
  expect_times("counts", found.counts, factors.counts, of.counts, rounding);
  expect_times("work", found.work, factors.work, of.work, rounding);
  expect_times("energy", found.energy, factors.energy, of.energy, rounding);
  expect_times("ratios", found.ratios, 1.0, of.ratios, rounding);
  expect_times("data", found.data, factors.data, of.data, rounding);
  expect_times("cost of energy", found.energy_money, factors.energy_money, of.energy_money, rounding);
  expect_times("charges", found.charges, factors.charges, of.charges, rounding);
  expect_times("cost of network", found.network_money, factors.network_money, of.network_money, rounding);
  expect_times("carbon", found.carbon, factors.carbon, of.carbon, rounding);
}

}  // namespace suanwang::testing
