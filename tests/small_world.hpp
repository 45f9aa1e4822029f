#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "suanwang/engine/observer.hpp"
#include "suanwang/engine/simulator.hpp"
#include "suanwang/model/workload/generator.hpp"
#include "suanwang/policy/catalogue.hpp"

#include "seeds.hpp"

namespace suanwang::testing {

using std::chrono::sys_days;

inline CivilCalendar days(int count) {
  const sys_days start = std::chrono::year(2030) / 1 / 7;
  return CivilCalendar(start, start + std::chrono::days(count), 1h);
}

template <class QuantityType>
Series<QuantityType> constant(const CivilCalendar& calendar, double value) {
  return Series<QuantityType>::constant(calendar.interval_count(), QuantityType(value));
}

inline HubSupply supply(const CivilCalendar& calendar, Megawatts renewable, Megawatts grid_limit,
                        Storage storage = {}) {
  HubSupply s;
  s.wind = {renewable, constant<Fraction>(calendar, 0.5)};
  s.storage = storage;
  s.grid_limit = grid_limit;
  s.prices.tariff = constant<CnyPerMegawattHour>(calendar, 500);
  s.prices.contracted = CnyPerMegawattHour(300);
  s.carbon.location = constant<TonnesCo2PerMegawattHour>(calendar, 0.5);
  s.carbon.market = constant<TonnesCo2PerMegawattHour>(calendar, 0.6);
  s.carbon.marginal = constant<TonnesCo2PerMegawattHour>(calendar, 0.8);
  return s;
}

/// The same power both ways, half of the loss each way.
inline Storage storage(Megawatts power, MegawattHours energy, double round_trip_efficiency,
                       double minimum_charge = 0.0, double maximum_charge = 1.0,
                       double initial_charge = 0.5) {
  const double one_way = std::sqrt(round_trip_efficiency);
  return {power, power, energy, one_way, one_way, 0.0, minimum_charge, maximum_charge, initial_charge};
}

/// An overhead that depends neither on weather nor on load.
inline FacilityModel facility(const CivilCalendar& calendar, double pue) {
  Cooling cooling;
  cooling.annual_pue = pue;
  cooling.fixed_share = 0.0;
  const auto mild = constant<Celsius>(calendar, 10.0);
  return FacilityModel(cooling, mild, mild);
}

/// What a test may choose of a small world. Every hub has one cluster with one pool; work comes from the
/// hubs.
struct SmallWorld {
  CivilCalendar calendar = days(2);
  std::vector<std::uint32_t> pool_sizes{16};
  double general_mw = 1.0;
  double serving_share = 0.0;
  Megawatts renewable{0.0};
  Megawatts grid_limit{1000.0};
  Storage storage{};
  Gbps capacity{80.0};
  Gbps flow_limit{8.0};
  std::optional<Delay> job_bound{};
  Gigabytes memory{0.0};
  double speed = 1.0;
  Delay token_bound{100.0};
  TokensPerSecond token_demand{0.0};  ///< from each hub
  double serving_floor = 1.0;
  double highest_load = 1.0;
  double server_overhead = 0.0;
  std::optional<Megawatts> it_power_cap{};
  Megawatts line_capacity{0.0};  ///< of lines from each hub to the one before

  [[nodiscard]] World build() const {
    const std::size_t n = calendar.interval_count();
    Table<NodeId, Node> nodes;
    Table<LinkId, Link> links;
    Table<HubId, Hub> hubs;
    Table<ClusterId, Cluster> clusters;
    Table<PoolId, Pool> pools;
    Table<ChipId, Chip> chips;
    chips.add(
        {"chip", "chip", Petaflops(0.5), Gigabytes(80), Megawatts(0.001), 0.2, 0.8, 0.9, 0.6, 0.4, {}, {}});
    for (std::size_t i = 0; i < pool_sizes.size(); ++i) {
      const NodeId hub_node = nodes.add({"h" + std::to_string(i), "", Degrees(30), Degrees(110)});
      const HubId hub = hubs.add({"h" + std::to_string(i),
                                  "",
                                  hub_node,
                                  i == 0 ? HubRole::east : HubRole::west,
                                  supply(calendar, renewable, grid_limit, storage),
                                  {}});
      const NodeId node = nodes.add({"c" + std::to_string(i), "", Degrees(30), Degrees(110)});
      links.add({"access" + std::to_string(i), hub_node, node, capacity, Delay(1), CnyPerGigabyte(0.1)});
      if (i > 0)
        links.add(
            {"trunk" + std::to_string(i), NodeId(2 * i - 1), node, capacity, Delay(5), CnyPerGigabyte(0.2)});
      const auto serving = static_cast<std::uint32_t>(pool_sizes[i] * serving_share);
      const PoolId pool =
          pools.add({ClusterId(i), ChipId(0), pool_sizes[i] * 2, pool_sizes[i], serving, speed});
      pools[pool].lendable = serving - static_cast<std::uint32_t>(serving * serving_floor);
      Cluster cluster;
      cluster.id = "c" + std::to_string(i);
      cluster.hub = hub;
      cluster.node = node;
      cluster.claimed = Petaflops(1);
      cluster.pools = {pool};
      cluster.general_load = constant<Megawatts>(calendar, general_mw);
      cluster.general_peak = Megawatts(general_mw);
      cluster.server_overhead = server_overhead;
      cluster.it_power_cap = it_power_cap;
      cluster.facility = facility(calendar, 1.25);
      clusters.add(std::move(cluster));
      hubs[hub].clusters.push_back(ClusterId(i));
    }
    Table<JobClassId, JobClass> classes;
    classes.add({"training", "", job_bound, memory, {1.0, 0.0, 0.0}, 1, false});
    classes.add({"batch", "", std::nullopt, Gigabytes(0), {0.0, 0.0, 1.0}, 0, true});
    Table<ModelClassId, ModelClass> models;
    models.add({"chat", "", token_bound, {chat()}});
    Table<TokenStreamId, TokenStream> streams;
    if (token_demand > TokensPerSecond(0))
      for (std::size_t i = 0; i < pool_sizes.size(); ++i)
        streams.add({ModelClassId(0), NodeId(2 * i), Series<TokensPerSecond>::constant(n, token_demand)});
    Table<TransferLineId, TransferLine> lines;
    if (line_capacity > Megawatts(0))
      for (std::size_t i = 1; i < pool_sizes.size(); ++i)
        lines.add({"line" + std::to_string(i),
                   HubId(i),
                   HubId(i - 1),
                   line_capacity,
                   0.05,
                   CnyPerMegawattHour(50),
                   {}});
    return World({calendar,
                  Network(std::move(nodes), std::move(links)),
                  flow_limit,
                  std::move(chips),
                  std::move(hubs),
                  std::move(clusters),
                  std::move(pools),
                  std::move(classes),
                  std::move(models),
                  std::move(streams),
                  std::move(lines),
                  {},
                  {100, highest_load}});
  }

  /// Output only: 500 tokens/s an accelerator, always decoding; twice as long a token at full batch as alone.
  static ServingProfile chat() {
    return serving_profile({1.0, 0.0, 100.0},
                           {TokensPerSecond(5000), TokensPerSecond(500), TokensPerSecond(50), 20.0});
  }
};

/// Jobs given one by one.
class ListedJobs final : public JobSource {
 public:
  explicit ListedJobs(std::vector<Job> jobs) : jobs_(std::move(jobs)) {}
  std::optional<Job> next() override {
    return next_ < jobs_.size() ? std::optional(jobs_[next_++]) : std::nullopt;
  }

 private:
  std::vector<Job> jobs_;
  std::size_t next_ = 0;
};

inline Job job(Duration submitted, std::uint32_t accelerators, Duration run_time, Duration estimate = {}) {
  Job j;
  j.submitted = TimePoint(submitted);
  j.accelerators = accelerators;
  j.run_time = run_time;
  j.estimate = std::max(estimate, run_time);
  return j;
}

/// Keeps everything that it is told.
class Recorder final : public Observer {
 public:
  void on_interval(const IntervalReport& report) override {
    hubs.emplace_back(report.hubs.begin(), report.hubs.end());
    clusters.emplace_back(report.clusters.begin(), report.clusters.end());
    carried.emplace_back(report.carried.begin(), report.carried.end());
    lines.emplace_back(report.lines.begin(), report.lines.end());
    for (const TokensPerSecond each : report.unserved) unserved += each;
    for (const ServedTokens& each : report.served) served.push_back(each);
  }
  void on_job(const JobRecord& record) override { jobs.push_back(record); }

  std::vector<std::vector<HubInterval>> hubs;
  std::vector<std::vector<ClusterInterval>> clusters;
  std::vector<std::vector<Gigabytes>> carried;
  std::vector<std::vector<LineFlow>> lines;
  std::vector<JobRecord> jobs;
  std::vector<ServedTokens> served;
  TokensPerSecond unserved;
};

inline PolicySet policies(const std::string& route = "nearest", const std::string& queue = "easy_backfill",
                          const std::string& power = "renewables_first") {
  static const PolicyCatalogue catalogue = built_in_policies();
  PolicySet set;
  set.names = {route, queue, "nearest", power};
  set.route = catalogue.route.find(route)->maker()->make();
  set.make_queue = [queue] { return catalogue.queue.find(queue)->maker()->make(); };
  set.serve = catalogue.serve.find("nearest")->maker()->make();
  set.power = catalogue.power.find(power)->maker()->make();
  return set;
}

/// Runs listed jobs to the end of the calendar, with audits.
inline Recorder run(const World& world, std::vector<Job> jobs, PolicySet set = policies()) {
  Recorder recorder;
  ListedJobs source(std::move(jobs));
  Simulator simulator(world, std::move(set), source, recorder, {true});
  simulator.run_until(world.calendar().end());
  return recorder;
}

}  // namespace suanwang::testing
