// The power interval: what each cluster drew, how each hub was supplied, what it cost, who is told.
#include <algorithm>

#include "suanwang/core/error.hpp"
#include "suanwang/engine/audit.hpp"
#include "suanwang/engine/simulator.hpp"

namespace suanwang {

void Simulator::settle_interval_if_over() {
  const CivilCalendar& calendar = world_.calendar();
  if (state_.now != interval_end()) return;
  ++event_count_;
  measure_clusters();
  settle_power();
  for (auto& carried : carried_) carried = Gigabytes(0);
  transfers_.collect_carried(state_.now, carried_);
  report_interval();
  close_job_records();
  if (options_.audits) audit_state(world_, state_, transfers_);
  ++state_.interval;
  if (state_.now == calendar.end()) return;
  begin_interval();
  to_route_.insert(to_route_.end(), waiting_for_route_.begin(), waiting_for_route_.end());
  waiting_for_route_.clear();
}

void Simulator::plan_tokens() {
  plan_.reset(state_.interval, serving_limits_);
  policies_.serve->split(view_, plan_);
}

void Simulator::measure_serving(Table<ClusterId, ServingUse>& uses) const {
  for (ServingUse& use : uses) use = {};
  for (const ServedTokens& served : plan_.served()) {
    const ModelClass& model = world_.model_classes()[world_.token_streams()[served.stream].model];
    const double share = (served.rate / model.throughput) / plan_.capacity(served.cluster);
    ServingUse& use = uses[served.cluster];
    use.share += share;
    use.phases.training += share * model.phases.training;
    use.phases.prefill += share * model.phases.prefill;
    use.phases.decode += share * model.phases.decode;
  }
}

void Simulator::add_pool(PoolId id, std::span<const double> accelerators, bool at_full_speed,
                         ClusterInterval& sum) const {
  const Pool& pool = world_.pools()[id];
  const Chip& chip = world_.chips()[pool.chip];
  const double servers = 1.0 + world_.clusters()[pool.cluster].server_overhead;
  double busy = 0.0;
  for (const JobClassId job_class : world_.job_classes().ids()) {
    const double count = accelerators[job_class.index()];
    if (count == 0.0) continue;
    busy += count;
    const PhaseMix& phases = world_.job_classes()[job_class].phases;
    const Megawatts full = chip.power_in(phases) * count;
    const double speed =
        at_full_speed ? 1.0 : state_.clocks[id.index() * state_.class_count + job_class.index()].speed();
    const Megawatts drawn =
        speed >= 1.0 ? full : chip.power_in(phases, world_.throttling().power_share(speed)) * count;
    sum.job_power += drawn;
    sum.restricted_power += (full - drawn) * servers;
  }
  sum.busy_accelerators += busy;
  sum.idle_power += chip.idle_power() * (pool.schedulable() - busy);

  const ServingUse& use = serving_uses_[pool.cluster];
  const double speed = at_full_speed ? 1.0 : state_.serving_speed[pool.cluster];
  const double slowed = speed > 0.0 ? world_.throttling().power_share(speed) / speed : 0.0;
  const Megawatts above = (chip.power_in(use.phases) - chip.idle_power() * use.share) * slowed;
  sum.serving_power += (chip.idle_power() + above) * pool.serving;
}

void Simulator::finish_cluster(ClusterId id, ClusterInterval& sum) const {
  const Cluster& cluster = world_.clusters()[id];
  sum.server_power = (sum.job_power + sum.serving_power + sum.idle_power) * cluster.server_overhead;
  sum.general_power = world_.general_load(id, state_.interval) - general_cuts_[id];
  const Megawatts it = sum.it_power(), design = world_.design_it_power(id);
  sum.facility_power = cluster.facility.facility_load(it, design, state_.interval);
  sum.pue = cluster.facility.pue(it, design, state_.interval);
}

void Simulator::measure_clusters() {
  const Duration span = world_.calendar().interval();
  std::fill(class_it_energy_.begin(), class_it_energy_.end(), MegawattHours(0));
  measure_serving(serving_uses_);
  for (const ClusterId id : world_.clusters().ids()) {
    const Cluster& cluster = world_.clusters()[id];
    ClusterInterval& measured = cluster_intervals_[id.index()];
    measured = {};
    for (const PoolId pool : cluster.pools) {
      const Chip& chip = world_.chips()[world_.pools()[pool].chip];
      for (const JobClassId job_class : world_.job_classes().ids()) {
        PoolUse& use = state_.use(pool, job_class);
        use.change(state_.now, 0);
        const double count = static_cast<double>(use.accelerator_ms) / static_cast<double>(span.count());
        use.accelerator_ms = 0;
        accelerators_[job_class.index()] = count;
        const double share = world_.throttling().power_share(state_.clock(pool, job_class).speed());
        class_it_energy_[id.index() * world_.job_classes().size() + job_class.index()] +=
            chip.power_in(world_.job_classes()[job_class].phases, share) *
            (count * (1.0 + cluster.server_overhead)) * span;
      }
      add_pool(pool, accelerators_, false, measured);
      measured.running_jobs += state_.pools[pool].running_jobs;
      measured.queued_jobs += state_.pools[pool].queued_jobs;
    }
    finish_cluster(id, measured);
    const Megawatts serving_cut =
        (unrestricted_serving_[id] - measured.serving_power) * (1.0 + cluster.server_overhead);
    if (state_.serving_speed[id] < 1.0) measured.restricted_power += std::max(Megawatts(0), serving_cut);
    measured.restricted_power += general_cuts_[id];
    measured.water = cluster.facility.water(measured.it_power() * span, state_.interval);
    measured.serving_share = serving_uses_[id].share;
    measured.network_cost = network_cost_[id];
    network_cost_[id] = Cny(0);
  }
  for (const ServedTokens& served : plan_.served())
    cluster_intervals_[served.cluster.index()].tokens_served += served.rate;
}

void Simulator::report_interval() {
  const CivilCalendar& calendar = world_.calendar();
  IntervalReport report;
  report.interval = state_.interval;
  report.start = calendar.interval_start(state_.interval);
  report.span = calendar.interval();
  report.hubs = hub_intervals_;
  report.clusters = cluster_intervals_;
  report.lines = power_plan_.line_flows();
  report.carried = carried_.rows();
  report.class_it_energy = class_it_energy_;
  report.served = plan_.served();
  report.unserved = plan_.unserved();
  report.ledger = &state_.ledger;
  observer_.on_interval(report);
}

void Simulator::close_job_records() {
  for (JobRecord& record : ended_) {
    if (record.has_run()) {
      const Pool& pool = world_.pools()[record.pool];
      const Chip& chip = world_.chips()[pool.chip];
      const double count = record.job.accelerators * (1.0 + world_.clusters()[pool.cluster].server_overhead);
      books_.attribute(record, chip.power_in(world_.job_classes()[record.job.job_class].phases) * count,
                       chip.idle_power() * count);
    }
    observer_.on_job(record);
  }
  ended_.clear();
}

}  // namespace suanwang
