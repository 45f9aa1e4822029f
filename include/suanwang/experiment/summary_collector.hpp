#pragma once

#include <string>
#include <vector>

#include "suanwang/engine/observer.hpp"
#include "suanwang/engine/simulator.hpp"
#include "suanwang/experiment/quantiles.hpp"
#include "suanwang/experiment/service_collector.hpp"
#include "suanwang/experiment/summary.hpp"
#include "suanwang/model/world.hpp"

namespace suanwang {

/// Adds up a run while it goes, in memory that does not grow with the number of jobs.
class SummaryCollector final : public Observer {
 public:
  explicit SummaryCollector(const World& world);
  void on_interval(const IntervalReport& report) override;
  void on_job(const JobRecord& record) override;

  /// Once the run is over. Fills all but scenario, version, wall time and reconciliation target.
  [[nodiscard]] Summary summary(const Simulator& simulator) const;
  template <class Archive>
  void serialize(Archive& archive) {  // for `Snapshot`
    archive(nation_, hubs_, clusters_, pools_, classes_, down_accelerator_hours_, flows_, served_tokens_,
            unserved_tokens_, services_, blocks_, work_);
  }

 private:
  struct Waits {
    DurationQuantiles quantiles;
    double slowdown_sum = 0.0;
    template <class Archive>
    void serialize(Archive& archive) {
      archive(quantiles, slowdown_sum);
    }
    void add(const JobRecord& record);
    [[nodiscard]] WaitTotals totals() const;
  };
  struct Place {
    JobCounts jobs;
    Waits waits;
    EnergyTotals energy;
    CarbonTotals carbon;
    CostTotals cost;
    double busy_accelerator_hours = 0.0, lent_accelerator_hours = 0.0, serving_share_hours = 0.0;
    double held_accelerator_hours = 0.0, free_cooling_hours = 0.0;
    Megawatts peak_load;
    std::size_t peak_interval = 0;
    double supply_bound_hours = 0.0;
    template <class Archive>
    void serialize(Archive& archive) {
      archive(jobs, waits, energy, carbon, cost, busy_accelerator_hours, lent_accelerator_hours,
              serving_share_hours, held_accelerator_hours, free_cooling_hours, peak_load, peak_interval,
              supply_bound_hours);
    }
    void see_load(Megawatts load, std::size_t interval);
    void add_hub_share(const HubInterval& hub, Duration span, double share);
  };
  struct PoolHours {
    double busy = 0.0, held = 0.0, used = 0.0;  // accelerator-hours
  };
  struct ClassTotals {
    JobCounts jobs;
    std::uint64_t arrivals = 0;
    Waits waits;
    double accelerator_hours = 0.0;
    HoursByEnd hours_by_end;
    MegawattHours it_energy;
    WorkTotals work;
    ServiceLevel service_level;
    double turnaround_s = 0.0;
    template <class Archive>
    void serialize(Archive& archive) {
      archive(jobs, arrivals, waits, accelerator_hours, hours_by_end, it_energy, work, service_level,
              turnaround_s);
    }
  };
  struct Flow {
    std::uint64_t jobs = 0;
    double accelerator_hours = 0.0;
    Gigabytes input;
    double tokens = 0.0;
  };

  [[nodiscard]] PlaceSummary place_summary(const Place& place) const;
  void add_pool(PoolId id, std::vector<PoolSummary>& by_chip) const;
  void add_hub(HubId id, const IntervalReport& report);
  void add_cluster(ClusterId id, const IntervalReport& report);
  void add_tokens(const IntervalReport& report);
  void add_places(Summary& summary) const;
  void add_latency(Summary& summary) const;
  void add_classes_and_flows(Summary& summary) const;
  void add_active_jobs(const Simulator& simulator);
  void add_work(const Job& job, double done_share);
  [[nodiscard]] Flow& flow(NodeId origin, ClusterId cluster) {
    return flows_[origin.index() * world_.clusters().size() + cluster.index()];
  }

  const World& world_;
  Place nation_;
  Table<HubId, Place> hubs_;
  Table<ClusterId, Place> clusters_;
  Table<PoolId, PoolHours> pools_;
  Table<JobClassId, ClassTotals> classes_;
  double down_accelerator_hours_ = 0.0;
  std::vector<Flow> flows_;            // by origin node, then cluster
  std::vector<double> served_tokens_;  // by stream, then cluster
  Table<TokenStreamId, double> unserved_tokens_;
  ServiceCollector services_;
  Reconciliation blocks_;
  WorkOffered work_;
};

}  // namespace suanwang
