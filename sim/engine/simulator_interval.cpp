// The power interval: what each cluster drew, how each hub was supplied, what it cost, who is told.
#include <algorithm>

#include "suanwang/core/error.hpp"
#include "suanwang/engine/audit.hpp"
#include "suanwang/engine/simulator.hpp"

namespace suanwang {

void Simulator::settle_interval_if_over() {
  const CivilCalendar& calendar = world_.calendar();
  if (state_.now != calendar.interval_start(state_.interval + 1)) return;
  ++event_count_;
  measure_clusters();
  for (const HubId hub : world_.hubs().ids()) settle_hub(hub);
  for (auto& carried : carried_) carried = Gigabytes(0);
  transfers_.collect_carried(state_.now, carried_);
  report_interval();
  close_job_records();
  if (options_.audits) audit_state(world_, state_, transfers_);
  ++state_.interval;
  if (state_.now == calendar.end()) return;
  plan_tokens();
  to_route_.insert(to_route_.end(), waiting_for_route_.begin(), waiting_for_route_.end());
  waiting_for_route_.clear();
}

void Simulator::plan_tokens() {
  plan_.reset(state_.interval);
  policies_.serve->split(view_, plan_);
}

void Simulator::measure_clusters() {
  std::fill(class_it_energy_.begin(), class_it_energy_.end(), MegawattHours(0));
  for (const ClusterId id : world_.clusters().ids()) {
    ClusterInterval& measured = cluster_intervals_[id.index()];
    measured = {};
    measured.pue = world_.clusters()[id].pue[state_.interval].value();
    measured.general_power = world_.general_load(id, state_.interval);
    measured.network_cost = network_cost_[id];
    network_cost_[id] = Cny(0);
  }
  measure_serving();
  for (const Cluster& cluster : world_.clusters())
    for (const PoolId pool : cluster.pools)
      measure_pool(pool, cluster_intervals_[world_.pools()[pool].cluster.index()]);
}

void Simulator::measure_serving() {
  for (double& activity : serving_activity_) activity = 0.0;
  for (const ServedTokens& served : plan_.served()) {
    const ModelClass& model = world_.model_classes()[world_.token_streams()[served.stream].model];
    const double share = (served.rate / model.throughput) / plan_.capacity(served.cluster);
    ClusterInterval& measured = cluster_intervals_[served.cluster.index()];
    measured.tokens_served += served.rate;
    measured.serving_share += share;
    serving_activity_[served.cluster] += share * model.activity;
  }
}

void Simulator::measure_pool(PoolId id, ClusterInterval& measured) {
  const Duration span = world_.calendar().interval();
  const Pool& pool = world_.pools()[id];
  const Chip& chip = world_.chips()[pool.chip];
  double busy = 0.0;
  for (const JobClassId job_class : world_.job_classes().ids()) {
    PoolUse& use = state_.use(id, job_class);
    use.change(state_.now, 0);
    const double accelerators = static_cast<double>(use.accelerator_ms) / static_cast<double>(span.count());
    use.accelerator_ms = 0;
    const Megawatts power = chip.power_at(world_.job_classes()[job_class].activity) * accelerators;
    busy += accelerators;
    measured.job_power += power;
    class_it_energy_[pool.cluster.index() * world_.job_classes().size() + job_class.index()] += power * span;
  }
  measured.busy_accelerators += busy;
  measured.idle_power += chip.power_at(0.0) * (pool.schedulable() - busy);
  measured.serving_power += chip.power_at(serving_activity_[pool.cluster]) * pool.serving;
  measured.running_jobs += state_.pools[id].running_jobs;
  measured.queued_jobs += state_.pools[id].queued_jobs;
}

void Simulator::settle_hub(HubId id) {
  const Hub& hub = world_.hubs()[id];
  const Duration span = world_.calendar().interval();
  Megawatts load;
  for (const ClusterId cluster : hub.clusters) load += cluster_intervals_[cluster.index()].facility_power();

  const IntervalSupply supply = hub.supply.at(state_.interval);
  const StorageSetpoint setpoint =
      policies_.power->storage({id, load, supply, state_.stored[id], span}, view_);
  const Storage& storage = supply.storage;
  if (setpoint.power > storage.most_discharge(state_.stored[id], span) * (1.0 + 1e-9) ||
      -setpoint.power > storage.most_charge(state_.stored[id], span) * (1.0 + 1e-9))
    throw PolicyError("policy '" + policies_.names.power + "', hub '" + hub.id + "' at " +
                      world_.calendar().iso_text(state_.now) +
                      ": inadmissible decision; rule: storage is used within its power and energy limits");
  const IntervalOutcome outcome = serve_interval(load, supply, state_.stored[id], span, setpoint);
  state_.stored[id] = outcome.stored;

  HubInterval& settled = hub_intervals_[id.index()];
  const IntervalFlows& flows = outcome.flows;
  settled.load = load;
  settled.flows = flows;
  settled.stored = outcome.stored;
  settled.storage_loss = outcome.storage_loss;
  const MegawattHours imported = flows.grid_import() * span;
  const MegawattHours contracted = (flows.renewable_to_load + flows.renewable_to_storage) * span;
  settled.energy_cost =
      imported * hub.supply.tariff[state_.interval] + contracted * hub.supply.renewable_price;
  // Location-based: contracts do not count, all energy taken from the public grid has the grid's average.
  settled.carbon_location = (imported + contracted) * hub.supply.location_factor;
  settled.carbon_market = imported * hub.supply.market_factor;
  if (options_.audits) audit_hub(hub, supply, settled);
  for (const ClusterId cluster : hub.clusters)
    books_.settle(cluster, cluster_intervals_[cluster.index()], settled);
}

void Simulator::report_interval() {
  const CivilCalendar& calendar = world_.calendar();
  IntervalReport report;
  report.interval = state_.interval;
  report.start = calendar.interval_start(state_.interval);
  report.span = calendar.interval();
  report.hubs = hub_intervals_;
  report.clusters = cluster_intervals_;
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
      const double activity = world_.job_classes()[record.job.job_class].activity;
      books_.attribute(pool.cluster, world_.chips()[pool.chip].power_at(activity) * record.job.accelerators,
                       record);
    }
    observer_.on_job(record);
  }
  ended_.clear();
}

}  // namespace suanwang
