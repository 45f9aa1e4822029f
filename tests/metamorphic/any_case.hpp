#pragma once

#include <string>
#include <utility>
#include <vector>

#include "small_world.hpp"

// Worlds and jobs that relations between runs are tried on: nothing in them is constant in time or equal from
// place to place, so that a relation cannot hold by accident.

namespace suanwang::testing {

/// What is run: a world, still in parts so that a relation can change it, and its jobs.
struct Case {
  WorldParts parts;
  std::vector<Job> jobs;

  [[nodiscard]] Recorder run(PolicySet set = policies()) const {
    return testing::run(World(parts), jobs, std::move(set));
  }
};

/// What a relation needs of a generated case.
struct CaseOptions {
  CivilCalendar calendar = days(2);
  /// Work is slowed down and waits for power, hubs are called upon to draw less, services lend what they do
  /// not need. Else none of it ever happens, and whole accelerators are all that counts.
  bool is_short_of_power = false;
  bool has_storage = true;
  bool is_constant = false;  ///< in time
  double job_gap_h = 0.5;    ///< between two arrivals, mean
  std::uint32_t largest_job = 24;
  std::size_t most_pools = 2;  ///< of a cluster
  /// Some pools have servers that fail and are repaired; jobs come in bundles, make way, or grow and shrink.
  bool has_machines = false;
};

class CaseMaker {
 public:
  CaseMaker(std::uint64_t seed, CaseOptions options) : draw_(seed), options_(std::move(options)) {}

  Case make() {
    add_chips();
    const std::size_t hubs = 2 + draw_.below(3);
    for (std::size_t i = 0; i < hubs; ++i) add_hub(i);
    add_backbone();
    add_classes();
    add_services();
    add_lines();
    Network network(nodes_, links_);
    Case made{{options_.calendar,
               std::move(network),
               Gbps(draw_.within(2, 10)),
               chips_,
               hubs_,
               clusters_,
               pools_,
               classes_,
               models_,
               streams_,
               lines_,
               {},
               {2, 0.9}},
              {}};
    if (options_.has_machines) made.parts.faults.servers = Reliability{60h, 1.0, 3h, 1.0, 1};
    made.jobs = any_jobs();
    return made;
  }

 private:
  /// Of a longer horizon it begins with the same values.
  template <class QuantityType>
  Series<QuantityType> any_series(double low, double high, std::size_t intervals) {
    Draw own(draw_.below(1'000'000'000));
    Eigen::ArrayXd values(static_cast<Eigen::Index>(intervals));
    const double constant = own.within(low, high);
    for (double& value : values) value = options_.is_constant ? constant : own.within(low, high);
    return Series<QuantityType>(std::move(values));
  }
  template <class QuantityType>
  Series<QuantityType> any_series(double low, double high) {
    return any_series<QuantityType>(low, high, options_.calendar.interval_count());
  }

  void add_chips() {
    for (const char* id : {"big", "small"})
      chips_.add({id,
                  id,
                  Petaflops(draw_.within(0.2, 1)),
                  Gigabytes(80),
                  Megawatts(draw_.within(0.0005, 0.002)),
                  0.2,
                  draw_.within(0.7, 1.0),
                  draw_.within(0.7, 1.0),
                  draw_.within(0.4, 0.7),
                  0.4,
                  {},
                  {}});
  }

  void add_link(NodeId from, NodeId to, double most_delay_ms) {
    links_.add({"link" + std::to_string(links_.size()), from, to, Gbps(draw_.within(4, 40)),
                Delay(draw_.within(0.2, most_delay_ms)), CnyPerGigabyte(draw_.within(0.01, 0.5))});
  }

  void add_hub(std::size_t index) {
    const std::string name = "h" + std::to_string(index);
    const NodeId node = nodes_.add({name, "", Degrees(draw_.within(20, 45)), Degrees(draw_.within(80, 120))});
    const HubRole role = draw_.chance(0.5) ? HubRole::east : HubRole::west;
    const HubId hub = hubs_.add({name, "", node, role, any_supply(), {}});
    for (std::size_t i = 1 + draw_.below(2); i > 0; --i) add_cluster(hub);
  }

  HubSupply any_supply() {
    HubSupply supply;
    supply.wind = {Megawatts(draw_.within(0, 0.2)), any_series<Fraction>(0, 1)};
    supply.solar = {Megawatts(draw_.within(0, 0.1)), any_series<Fraction>(0, 1)};
    supply.direct_wind = {Megawatts(draw_.within(0, 0.05)), any_series<Fraction>(0, 1)};
    supply.direct_line_limit = Megawatts(draw_.within(0, 0.05));
    if (options_.has_storage)
      supply.storage = storage(Megawatts(draw_.within(0.01, 0.1)), MegawattHours(draw_.within(0.05, 0.3)),
                               draw_.within(0.6, 1.0), 0.1, 0.9);
    supply.grid_limit = Megawatts(options_.is_short_of_power ? draw_.within(0.02, 0.1) : 10.0);
    supply.export_limit = Megawatts(draw_.within(0, 0.05));
    supply.prices.tariff = any_series<CnyPerMegawattHour>(200, 900);
    supply.prices.contracted = CnyPerMegawattHour(draw_.within(200, 400));
    supply.prices.direct = CnyPerMegawattHour(draw_.within(150, 300));
    supply.prices.exported = CnyPerMegawattHour(draw_.within(50, 150));
    supply.prices.demand_charge = CnyPerMegawattMonth(draw_.within(20'000, 50'000));
    supply.prices.standing_charge = CnyPerMegawattMonth(draw_.within(10'000, 30'000));
    supply.carbon.location = any_series<TonnesCo2PerMegawattHour>(0.2, 0.9);
    supply.carbon.market = any_series<TonnesCo2PerMegawattHour>(0.2, 0.9);
    supply.carbon.marginal = any_series<TonnesCo2PerMegawattHour>(0.2, 0.9);
    if (options_.is_short_of_power && !options_.is_constant && draw_.chance(0.5)) add_calls(supply);
    return supply;
  }

  /// Calls to reduce load, in a fifth of all intervals.
  void add_calls(HubSupply& supply) {
    Eigen::ArrayXd limit_mw = any_series<Megawatts>(0, 0.25).raw();
    for (double& each : limit_mw) each = each < 0.05 ? each : DemandResponse::unlimited_mw;
    supply.response.load_limit = Series<Megawatts>(std::move(limit_mw));
    supply.response.price = any_series<CnyPerMegawattHour>(500, 2000);
  }

  void add_cluster(HubId hub) {
    const std::string name = "c" + std::to_string(clusters_.size());
    const NodeId node = nodes_.add({name, "", Degrees(draw_.within(20, 45)), Degrees(draw_.within(80, 120))});
    add_link(hubs_[hub].node, node, 3.0);
    const ClusterId id(clusters_.size());
    Cluster cluster;
    cluster.id = name;
    cluster.hub = hub;
    cluster.node = node;
    cluster.claimed = Petaflops(1);
    for (std::size_t i = 1 + draw_.below(options_.most_pools); i > 0; --i) {
      const auto count = static_cast<std::uint32_t>(16 + draw_.below(48));
      const auto serving = static_cast<std::uint32_t>(draw_.below(count / 2));
      const PoolId pool = pools_.add({id, ChipId(i - 1), count + 8, count, serving, draw_.within(0.5, 2)});
      if (options_.is_short_of_power) pools_[pool].lendable = serving / 8 * 4;
      if (options_.has_machines && draw_.chance(0.5)) {
        pools_[pool].accelerators_per_server = 4;
        pools_[pool].servers_per_super_node = 2;
      }
      cluster.pools.push_back(pool);
    }
    cluster.general_load = any_series<Megawatts>(0.01, 0.03);
    cluster.general_peak = Megawatts(0.03);
    cluster.server_overhead = draw_.within(0, 0.5);
    Cooling cooling;
    cooling.annual_pue = draw_.within(1.1, 1.5);
    cooling.water_usage = CubicMetresPerMegawattHour(draw_.within(0.5, 2));
    cluster.facility = FacilityModel(cooling, any_series<Celsius>(5, 35), any_series<Celsius>(5, 35, 48));
    clusters_.add(std::move(cluster));
    hubs_[hub].clusters.push_back(id);
  }

  /// Hubs in a row, and often a shortcut.
  void add_backbone() {
    for (std::size_t i = 1; i < hubs_.size(); ++i)
      add_link(hubs_[HubId(i - 1)].node, hubs_[HubId(i)].node, 15.0);
    if (hubs_.size() > 2 && draw_.chance(0.7))
      add_link(hubs_[HubId(0)].node, hubs_[HubId(hubs_.size() - 1)].node, 20.0);
  }

  void add_classes() {
    classes_.add({"training", "", {}, {}, {1.0, 0.0, 0.0}, 1, false});
    classes_.add({"batch", "", {}, {}, {0.0, 0.3, 0.7}, 0, true});
    classes_.add({"near", "", Delay(draw_.within(8, 40)), {}, {0.5, 0.5, 0.0}, 3, false});
    for (JobClass& job_class : classes_) {
      job_class.transfer_weight = draw_.within(0.5, 4);
      if (draw_.chance(0.5)) job_class.checkpointing = {1h, 2min, 5min};
      if (!options_.has_machines) continue;
      job_class.when_preempted = draw_.chance(0.5) ? Preemption::suspend : Preemption::requeue;
      job_class.needs_one_domain = draw_.chance(0.3);
    }
    if (options_.has_machines) classes_[JobClassId(1)].elasticity = {draw_.within(0.3, 1), 2.0, 0.8};
  }

  void add_services() {
    for (const double bound_ms : {30.0, 100.0}) {
      ModelClass model{bound_ms < 50.0 ? "chat" : "agent", "", Delay(bound_ms), {}};
      for (std::size_t chip = 0; chip < chips_.size(); ++chip)
        model.on_chip.push_back(serving_profile(
            {0.3, 0.2, 1000.0}, {TokensPerSecond(draw_.within(3000, 6000)),
                                 TokensPerSecond(draw_.within(300, 600)), TokensPerSecond(60), 16.0}));
      const ModelClassId id = models_.add(std::move(model));
      for (const Hub& hub : hubs_) streams_.add({id, hub.node, any_series<TokensPerSecond>(0, 12'000)});
    }
  }

  void add_lines() {
    for (std::size_t i = 1; i < hubs_.size(); ++i)
      lines_.add({"line" + std::to_string(i),
                  HubId(i),
                  HubId(i - 1),
                  Megawatts(draw_.within(0, 0.05)),
                  draw_.within(0.01, 0.1),
                  CnyPerMegawattHour(draw_.within(10, 80)),
                  {}});
  }

  std::vector<Job> any_jobs() {
    std::vector<Job> jobs;
    const Duration horizon = options_.calendar.end().time_since_epoch();
    const auto longest_gap = static_cast<std::size_t>(2.0 * options_.job_gap_h * 3'600'000.0);
    Duration now{};
    while ((now += Duration(1 + draw_.below(longest_gap))) < horizon) {
      Job each = job(now, static_cast<std::uint32_t>(1 + draw_.below(options_.largest_job)),
                     Duration(1 + draw_.below(20'000'000)));
      each.estimate = each.run_time * static_cast<std::int64_t>(1 + draw_.below(3));
      each.job_class = JobClassId(draw_.below(classes_.size()));
      each.origin = hubs_[HubId(draw_.below(hubs_.size()))].node;
      each.input = Gigabytes(draw_.chance(0.3) ? 0.0 : draw_.within(0.1, 2000));
      each.output = Gigabytes(draw_.chance(0.5) ? 0.0 : draw_.within(0.1, 500));
      each.end = draw_.chance(0.1) ? JobEnd::fails : JobEnd::completes;
      if (options_.has_machines && each.job_class != JobClassId(1) && draw_.chance(0.3))
        each.copies = static_cast<std::uint32_t>(1 + draw_.below(3));
      jobs.push_back(each);
    }
    return jobs;
  }

  Draw draw_;
  CaseOptions options_;
  Table<NodeId, Node> nodes_;
  Table<LinkId, Link> links_;
  Table<ChipId, Chip> chips_;
  Table<HubId, Hub> hubs_;
  Table<ClusterId, Cluster> clusters_;
  Table<PoolId, Pool> pools_;
  Table<JobClassId, JobClass> classes_;
  Table<ModelClassId, ModelClass> models_;
  Table<TokenStreamId, TokenStream> streams_;
  Table<TransferLineId, TransferLine> lines_;
};

inline Case any_case(std::uint64_t seed, CaseOptions options = {}) {
  return CaseMaker(seed, std::move(options)).make();
}

inline CaseOptions short_of_power() {
  CaseOptions options;
  options.is_short_of_power = true;
  return options;
}

}  // namespace suanwang::testing
