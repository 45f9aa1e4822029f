#pragma once

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

inline HubSupply supply(const CivilCalendar& calendar, Megawatts renewable, Megawatts grid_limit,
                        Storage storage = {}) {
  const std::size_t n = calendar.interval_count();
  const auto factor = [n](double value) { return Series<Fraction>::constant(n, Fraction(value)); };
  HubSupply s;
  s.wind = {renewable, factor(0.5)};
  s.solar = {Megawatts(0), factor(0)};
  s.hydro = {Megawatts(0), factor(0)};
  s.storage = storage;
  s.grid_limit = grid_limit;
  s.tariff = Series<CnyPerMegawattHour>::constant(n, CnyPerMegawattHour(500));
  s.renewable_price = CnyPerMegawattHour(300);
  s.location_factor = TonnesCo2PerMegawattHour(0.5);
  s.market_factor = TonnesCo2PerMegawattHour(0.6);
  return s;
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

  [[nodiscard]] World build() const {
    const std::size_t n = calendar.interval_count();
    Table<NodeId, Node> nodes;
    Table<LinkId, Link> links;
    Table<HubId, Hub> hubs;
    Table<ClusterId, Cluster> clusters;
    Table<PoolId, Pool> pools;
    Table<ChipId, Chip> chips;
    chips.add({"chip", "chip", Petaflops(0.5), Gigabytes(80), Megawatts(0.001), 0.2, 0.4});
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
      clusters.add({"c" + std::to_string(i),
                    "",
                    Cluster::Kind::cluster,
                    hub,
                    node,
                    Petaflops(1),
                    {pool},
                    Series<Megawatts>::constant(n, Megawatts(general_mw)),
                    Series<Fraction>::constant(n, Fraction(1.25))});
      hubs[hub].clusters.push_back(ClusterId(i));
    }
    Table<JobClassId, JobClass> classes;
    classes.add({"training", "", job_bound, memory, 0.75});
    classes.add({"batch", "", std::nullopt, Gigabytes(0), 0.5});
    Table<ModelClassId, ModelClass> models;
    models.add({"chat", "", token_bound, TokensPerSecondPerPetaflops(1000), 0.5});
    Table<TokenStreamId, TokenStream> streams;
    if (token_demand > TokensPerSecond(0))
      for (std::size_t i = 0; i < pool_sizes.size(); ++i)
        streams.add({ModelClassId(0), NodeId(2 * i), Series<TokensPerSecond>::constant(n, token_demand)});
    return World({calendar, Network(std::move(nodes), std::move(links)), flow_limit, std::move(chips),
                  std::move(hubs), std::move(clusters), std::move(pools), std::move(classes),
                  std::move(models), std::move(streams)});
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
    for (const TokensPerSecond each : report.unserved) unserved += each;
    for (const ServedTokens& each : report.served) served.push_back(each);
  }
  void on_job(const JobRecord& record) override { jobs.push_back(record); }

  std::vector<std::vector<HubInterval>> hubs;
  std::vector<std::vector<ClusterInterval>> clusters;
  std::vector<std::vector<Gigabytes>> carried;
  std::vector<JobRecord> jobs;
  std::vector<ServedTokens> served;
  TokensPerSecond unserved;
};

inline PolicySet policies(const std::string& route = "nearest", const std::string& queue = "easy_backfill") {
  static const PolicyCatalogue catalogue = built_in_policies();
  PolicySet set;
  set.names = {route, queue, "nearest", "renewables_first"};
  set.route = catalogue.route.find(route)->maker()->make();
  set.make_queue = [queue] { return catalogue.queue.find(queue)->maker()->make(); };
  set.serve = catalogue.serve.find("nearest")->maker()->make();
  set.power = catalogue.power.find("renewables_first")->maker()->make();
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
