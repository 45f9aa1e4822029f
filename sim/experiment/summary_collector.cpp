#include "suanwang/experiment/summary_collector.hpp"

#include <algorithm>

namespace suanwang {

namespace {

void count_end(JobCounts& counts, JobState end, std::uint32_t copies) {
  switch (end) {
    case JobState::completed:
      counts.completed += copies;
      break;
    case JobState::failed:
      counts.failed += copies;
      break;
    case JobState::cancelled:
      counts.cancelled += copies;
      break;
    case JobState::rejected:
      counts.rejected += copies;
      break;
    case JobState::expired:
      counts.expired += copies;
      break;
    default:
      break;
  }
}

/// Least latency that covers `share` of the tokens. `sorted` rises by latency.
double latency_at(double share, const std::vector<std::pair<double, double>>& sorted, double all_tokens) {
  double seen = 0.0;
  for (const auto& [round_trip_ms, tokens] : sorted) {
    seen += tokens;
    if (seen >= share * all_tokens) return round_trip_ms;
  }
  return sorted.empty() ? 0.0 : sorted.back().first;
}

std::optional<LatencyTotals> latency_of(std::vector<std::pair<double, double>> round_trips,
                                        double asked_for) {
  double served = 0.0;
  for (const auto& [round_trip_ms, tokens] : round_trips) served += tokens;
  if (served <= 0.0) return std::nullopt;
  std::sort(round_trips.begin(), round_trips.end());
  // Nothing is served outside its bound, so what is served meets it.
  return LatencyTotals{latency_at(0.50, round_trips, served), latency_at(0.95, round_trips, served),
                       latency_at(0.99, round_trips, served),
                       asked_for > 0.0 ? std::min(1.0, served / asked_for) : 1.0};
}

}  // namespace

SummaryCollector::SummaryCollector(const World& world)
    : world_(world),
      hubs_(world.hubs().size()),
      clusters_(world.clusters().size()),
      pools_(world.pools().size()),
      classes_(world.job_classes().size()),
      flows_(world.network().nodes().size() * world.clusters().size()),
      served_tokens_(world.token_streams().size() * world.clusters().size()),
      unserved_tokens_(world.token_streams().size()),
      services_(world) {}

void SummaryCollector::Waits::add(const JobRecord& record) {
  quantiles.add(record.wait(), record.job.copies);
  const double run_s = in_seconds(std::max(record.run(), bounded_slowdown_floor));
  slowdown_sum += record.job.copies * std::max(1.0, in_seconds(record.wait() + record.run()) / run_s);
}

WaitTotals SummaryCollector::Waits::totals() const {
  if (quantiles.count() == 0) return {};
  return {quantiles.mean_seconds(), quantiles.seconds_at(0.95),
          slowdown_sum / static_cast<double>(quantiles.count())};
}

void SummaryCollector::Place::see_load(Megawatts load, std::size_t interval) {
  if (load <= peak_load) return;
  peak_load = load;
  peak_interval = interval;
}

/// Books `share` of what a hub drew in an interval.
void SummaryCollector::Place::add_hub_share(const HubInterval& hub, Duration span, double share) {
  const IntervalFlows& flows = hub.flows;
  energy.facility += flows.served() * span * share;
  energy.renewable += flows.renewable_to_load * span * share;
  energy.storage_in += (flows.renewable_to_storage + flows.grid_to_storage) * span * share;
  energy.storage_out += flows.storage_to_load * span * share;
  energy.storage_loss += hub.storage_loss * share;
  energy.direct += flows.direct_used * span * share;
  energy.lines_in += flows.lines_to_load * span * share;
  energy.lines_out += (flows.renewable_to_lines + flows.grid_to_lines) * span * share;
  energy.exported += flows.exported * span * share;
  energy.grid += flows.grid_import() * span * share;
  energy.green += flows.green_to_load() * span * share;
  energy.shortfall += flows.shortfall * span * share;
  energy.curtailed += flows.curtailed * span * share;
  carbon.location += hub.carbon_location * share;
  carbon.market += hub.carbon_market * share;
  carbon.marginal += hub.carbon_marginal * share;
  cost.energy += hub.energy_cost * share;
}

void SummaryCollector::on_interval(const IntervalReport& report) {
  Megawatts national_load;
  for (const HubId id : world_.hubs().ids()) {
    add_hub(id, report);
    for (const ClusterId cluster : world_.hubs()[id].clusters) add_cluster(cluster, report);
    national_load += report.hubs[id.index()].load;
  }
  nation_.see_load(national_load, report.interval);
  for (const PoolId id : world_.pools().ids()) {
    const PoolInterval& pool = report.pools[id.index()];
    pools_[id].busy += pool.busy * in_hours(report.span);
    pools_[id].held += pool.held * in_hours(report.span);
    pools_[id].used += pool.used * in_hours(report.span);
  }
  add_tokens(report);
  services_.add(report);
}

void SummaryCollector::add_hub(HubId id, const IntervalReport& report) {
  const HubInterval& hub = report.hubs[id.index()];
  const bool is_bound = is_supply_bound(hub, world_.hubs()[id].supply.import_limit(report.interval));
  for (Place* place : {&hubs_[id], &nation_}) {
    place->add_hub_share(hub, report.span, 1.0);
    place->energy.restricted += hub.restricted * report.span;
    place->cost.demand_charge += hub.demand_charge;
    place->cost.response_income += hub.response_income;
    if (is_bound) place->supply_bound_hours += in_hours(report.span);
  }
  hubs_[id].see_load(hub.load, report.interval);
}

void SummaryCollector::add_cluster(ClusterId id, const IntervalReport& report) {
  const ClusterInterval& cluster = report.clusters[id.index()];
  const HubId hub_id = world_.clusters()[id].hub;
  const HubInterval& hub = report.hubs[hub_id.index()];
  const Megawatts load = cluster.facility_power;
  if (hub.load > Megawatts(0)) clusters_[id].add_hub_share(hub, report.span, load / hub.load);
  clusters_[id].see_load(load, report.interval);
  if (world_.clusters()[id].facility.is_free_cooling(report.interval))
    clusters_[id].free_cooling_hours += in_hours(report.span);
  clusters_[id].serving_share_hours += cluster.serving_share * in_hours(report.span);
  for (Place* place : {&clusters_[id], &hubs_[hub_id], &nation_}) {
    place->energy.it += cluster.it_power() * hub.served_share() * report.span;
    place->cost.network += cluster.network_cost;
    place->busy_accelerator_hours += cluster.busy_accelerators * in_hours(report.span);
    place->held_accelerator_hours += cluster.held_accelerators * in_hours(report.span);
    place->lent_accelerator_hours += cluster.lent_accelerators * in_hours(report.span);
  }
  down_accelerator_hours_ += cluster.down_accelerators * in_hours(report.span);
  blocks_.jobs_it += cluster.job_power * report.span;
  blocks_.serving_it += cluster.serving_power * report.span;
  blocks_.idle_it += cluster.idle_power * report.span;
  blocks_.servers_it += cluster.server_power * report.span;
  blocks_.general_it += cluster.general_power * report.span;
  blocks_.cooling += (load - cluster.it_power()) * report.span;
  const MegawattHours restricted =
      cluster.restricted_power * world_.clusters()[id].facility.marginal_pue(report.interval) * report.span;
  blocks_.restricted += restricted;
  clusters_[id].energy.restricted += restricted;
  const std::size_t first = id.index() * world_.job_classes().size();
  for (const JobClassId job_class : world_.job_classes().ids())
    classes_[job_class].it_energy += report.class_it_energy[first + job_class.index()] * hub.served_share();
}

void SummaryCollector::add_tokens(const IntervalReport& report) {
  const double seconds = in_seconds(report.span);
  for (const ServedTokens& served : report.served) {
    const double tokens = served.rate.value() * seconds;
    served_tokens_[served.stream.index() * world_.clusters().size() + served.cluster.index()] += tokens;
    flow(world_.token_streams()[served.stream].origin, served.cluster).tokens += tokens;
  }
  for (const TokenStreamId stream : world_.token_streams().ids())
    unserved_tokens_[stream] += report.unserved[stream.index()].value() * seconds;
}

void SummaryCollector::on_job(const JobRecord& record) {
  ClassTotals& of_class = classes_[record.job.job_class];
  const std::uint32_t copies = record.job.copies;
  of_class.jobs.submitted += copies;
  of_class.arrivals += record.part == 0;
  nation_.jobs.submitted += copies;
  count_end(of_class.jobs, record.end_state, copies);
  count_end(nation_.jobs, record.end_state, copies);
  if (record.end_state != JobState::rejected || record.rejection == RejectionRule::refused_by_policy)
    add_work(record.job, record.has_run() ? 1.0 : 0.0);
  if (const auto target = world_.job_classes()[record.job.job_class].wait_target;
      target && (record.has_run() || record.left - record.job.submitted > *target)) {
    of_class.service_level.jobs += copies;
    if (record.has_run() && record.wait() <= *target) of_class.service_level.met += copies;
  }
  if (!record.has_place) return;
  const ClusterId cluster = world_.pools()[record.pool].cluster;
  for (Place* place : {&clusters_[cluster], &hubs_[world_.clusters()[cluster].hub]}) {
    place->jobs.submitted += copies;
    count_end(place->jobs, record.end_state, copies);
    if (record.has_run()) place->waits.add(record);
  }
  if (!record.has_run()) return;
  nation_.waits.add(record);
  of_class.waits.add(record);
  const double accelerator_hours = record.work.all_ms() / 3.6e6;
  of_class.work.add(record.work, copies);
  of_class.turnaround_s += in_seconds(record.left - record.job.submitted) * copies;
  of_class.accelerator_hours += accelerator_hours;
  (record.end_state == JobState::completed ? of_class.hours_by_end.completed
   : record.end_state == JobState::failed  ? of_class.hours_by_end.failed
                                           : of_class.hours_by_end.cancelled) += accelerator_hours;
  Flow& to = flow(record.job.origin, cluster);
  to.jobs += copies;
  to.accelerator_hours += accelerator_hours;
  to.input += record.job.input * copies;
}

PlaceSummary SummaryCollector::place_summary(const Place& place) const {
  PlaceSummary summary;
  summary.jobs = place.jobs;
  summary.energy = place.energy;
  summary.carbon = place.carbon;
  summary.cost = place.cost;
  summary.wait = place.waits.totals();
  summary.peak_load = place.peak_load;
  summary.peak_load_at = world_.calendar().iso_text(world_.calendar().interval_start(place.peak_interval));
  summary.free_cooling_hours = place.free_cooling_hours;
  summary.supply_bound_hours = place.supply_bound_hours;
  return summary;
}

void SummaryCollector::add_pool(PoolId id, std::vector<PoolSummary>& by_chip) const {
  const Pool& pool = world_.pools()[id];
  const std::string& chip = world_.chips()[pool.chip].id;
  auto known = std::find_if(by_chip.begin(), by_chip.end(),
                            [&](const PoolSummary& each) { return each.chip == chip; });
  if (known == by_chip.end()) known = by_chip.insert(by_chip.end(), PoolSummary{chip});
  known->energised += pool.energised;
  known->hours += pool.energised * in_hours(world_.calendar().end().time_since_epoch());
  known->busy_hours += pools_[id].busy;
  known->held_hours += pools_[id].held;
  known->used_hours += pools_[id].used;
}

void SummaryCollector::add_latency(Summary& summary) const {
  using RoundTrips = std::vector<std::pair<double, double>>;
  RoundTrips all;
  Table<HubId, RoundTrips> by_hub(world_.hubs().size());
  Table<ClusterId, RoundTrips> by_cluster(world_.clusters().size());
  Table<ModelClassId, RoundTrips> by_model(world_.model_classes().size());
  Table<ModelClassId, double> asked_by_model(world_.model_classes().size());
  std::vector<double> asked_by_node(world_.network().nodes().size());
  for (const TokenStreamId stream : world_.token_streams().ids()) {
    const NodeId origin = world_.token_streams()[stream].origin;
    const ModelClassId model = world_.token_streams()[stream].model;
    asked_by_node[origin.index()] += unserved_tokens_[stream];
    asked_by_model[model] += unserved_tokens_[stream];
    for (const ClusterId cluster : world_.clusters().ids()) {
      const double tokens = served_tokens_[stream.index() * world_.clusters().size() + cluster.index()];
      if (tokens <= 0.0) continue;
      const double ms = world_.network().route(origin, world_.clusters()[cluster].node)->round_trip().value();
      asked_by_node[origin.index()] += tokens;
      all.emplace_back(ms, tokens);
      asked_by_model[model] += tokens;
      by_model[model].emplace_back(ms, tokens);
      by_cluster[cluster].emplace_back(ms, tokens);
      for (const HubId hub : world_.hubs().ids())
        if (world_.hubs()[hub].node == origin) by_hub[hub].emplace_back(ms, tokens);
    }
  }
  const auto sum = [](const RoundTrips& each) {
    double tokens = 0.0;
    for (const auto& [ms, count] : each) tokens += count;
    return tokens;
  };
  for (const double asked : asked_by_node) summary.nation.tokens_asked_for += asked;
  summary.nation.tokens_served = sum(all);
  summary.nation.latency = latency_of(all, summary.nation.tokens_asked_for);
  for (const HubId hub : world_.hubs().ids()) {
    PlaceSummary& place = summary.hubs[hub.index()];
    place.tokens_asked_for = asked_by_node[world_.hubs()[hub].node.index()];
    place.tokens_served = sum(by_hub[hub]);
    place.latency = latency_of(by_hub[hub], place.tokens_asked_for);
  }
  for (const ModelClassId id : world_.model_classes().ids()) {
    const ModelClass& model = world_.model_classes()[id];
    const double served = sum(by_model[id]);
    ModelClassSummary& of_class = summary.model_classes.emplace_back();
    of_class.id = model.id;
    of_class.name = model.name;
    of_class.tokens_asked_for = asked_by_model[id];
    of_class.tokens_served = served;
    of_class.latency = latency_of(by_model[id], asked_by_model[id]);
  }
  services_.complete(summary.model_classes);
  std::size_t next_cluster = 0, next_site = 0;
  for (const ClusterId id : world_.clusters().ids()) {
    const bool is_cluster = world_.clusters()[id].kind == Cluster::Kind::cluster;
    PlaceSummary& place = is_cluster ? summary.clusters[next_cluster++] : summary.sites[next_site++];
    place.tokens_served = sum(by_cluster[id]);
    place.tokens_asked_for = place.tokens_served;  // what a cluster is given it serves
    place.latency = latency_of(by_cluster[id], place.tokens_served);
  }
}

Summary SummaryCollector::summary(const Simulator& simulator) const {
  SummaryCollector whole = *this;
  whole.add_active_jobs(simulator);
  Summary summary;
  summary.start = world_.calendar().iso_text(TimePoint());
  summary.end = world_.calendar().iso_text(world_.calendar().end());
  summary.events = simulator.event_count();
  summary.most_active_jobs = simulator.most_active_jobs();
  summary.rejected_by = simulator.state().ledger.rejected_by;
  summary.reconciliation = blocks_;
  summary.reconciliation.modelled = nation_.energy.asked_for();
  const State& state = simulator.state();
  const double hours = in_hours(state.now.time_since_epoch());
  if (hours > 0.0 && state.ledger.submitted > 0) {
    const auto jobs = static_cast<double>(state.ledger.submitted);
    const double job_hours = static_cast<double>(state.job_ms) / 3.6e6;
    summary.littles_law = {job_hours / hours, jobs / hours, job_hours / jobs};
  }
  summary.down_accelerator_hours = down_accelerator_hours_;
  summary.held_accelerator_hours = nation_.held_accelerator_hours;
  summary.lent_accelerator_hours = nation_.lent_accelerator_hours;
  summary.preemptions_by_services = state.service_preemptions;
  whole.add_places(summary);
  whole.add_latency(summary);
  whole.add_classes_and_flows(summary);
  summary.work_offered = whole.work_;
  return summary;
}

void SummaryCollector::add_places(Summary& summary) const {
  const double hours = in_hours(world_.calendar().end().time_since_epoch());
  const auto share = [](double part, double whole) { return whole > 0.0 ? part / whole : 0.0; };
  double all_schedulable = 0.0;
  Table<HubId, double> hub_schedulable(world_.hubs().size());
  for (const ClusterId id : world_.clusters().ids()) {
    const Cluster& cluster = world_.clusters()[id];
    double schedulable = 0.0;
    for (const PoolId pool : cluster.pools) schedulable += world_.pools()[pool].schedulable();
    all_schedulable += schedulable;
    hub_schedulable[cluster.hub] += schedulable;
    PlaceSummary place = place_summary(clusters_[id]);
    place.id = cluster.id;
    place.name = cluster.name;
    place.hub = world_.hubs()[cluster.hub].id;
    place.accelerator_utilisation = share(clusters_[id].busy_accelerator_hours,
                                          schedulable * hours + clusters_[id].lent_accelerator_hours);
    place.serving_utilisation = clusters_[id].serving_share_hours / hours;
    for (const PoolId pool : cluster.pools) add_pool(pool, place.pools);
    (cluster.kind == Cluster::Kind::cluster ? summary.clusters : summary.sites).push_back(std::move(place));
  }
  for (const HubId id : world_.hubs().ids()) {
    PlaceSummary place = place_summary(hubs_[id]);
    place.id = world_.hubs()[id].id;
    place.name = world_.hubs()[id].name;
    place.accelerator_utilisation = share(hubs_[id].busy_accelerator_hours,
                                          hub_schedulable[id] * hours + hubs_[id].lent_accelerator_hours);
    summary.hubs.push_back(std::move(place));
  }
  summary.nation = place_summary(nation_);
  summary.nation.accelerator_utilisation =
      share(nation_.busy_accelerator_hours, all_schedulable * hours + nation_.lent_accelerator_hours);
}

void SummaryCollector::add_classes_and_flows(Summary& summary) const {
  for (const JobClassId id : world_.job_classes().ids()) {
    const ClassTotals& totals = classes_[id];
    const JobClass& job_class = world_.job_classes()[id];
    JobClassSummary of_class{job_class.id,
                             job_class.name,
                             totals.jobs,
                             totals.waits.totals(),
                             totals.accelerator_hours,
                             totals.hours_by_end,
                             totals.it_energy,
                             totals.work,
                             {},
                             0.0};
    if (totals.arrivals > 0)
      of_class.jobs_per_arrival =
          static_cast<double>(totals.jobs.submitted) / static_cast<double>(totals.arrivals);
    if (job_class.wait_target) {
      of_class.service_level = totals.service_level;
      of_class.service_level->target_hours = in_hours(*job_class.wait_target);
    }
    if (const auto ran = totals.jobs.ran(); ran > 0)
      of_class.turnaround_mean_s = totals.turnaround_s / static_cast<double>(ran);
    summary.work.add(totals.work);
    summary.job_classes.push_back(std::move(of_class));
  }
  for (const NodeId origin : world_.network().nodes().ids())
    for (const ClusterId cluster : world_.clusters().ids()) {
      const Flow& flow = flows_[origin.index() * world_.clusters().size() + cluster.index()];
      if (flow.jobs > 0 || flow.tokens > 0.0)
        summary.flows.push_back({world_.network().nodes()[origin].id, world_.clusters()[cluster].id,
                                 flow.jobs, flow.accelerator_hours, flow.input, flow.tokens});
    }
}

/// Jobs that have not ended count as running, or as queued if they wait for anything.
void SummaryCollector::add_work(const Job& job, double done_share) {
  const double hours = in_hours(job.run_time) * static_cast<double>(job.all_accelerators());
  work_.offered_hours += hours;
  work_.done_hours += hours * done_share;
}

void SummaryCollector::add_active_jobs(const Simulator& simulator) {
  const State& state = simulator.state();
  for (std::uint32_t slot = 0; slot < state.jobs.slot_count(); ++slot) {
    const ActiveJob& active = state.jobs[slot];
    if (has_ended(active.state)) continue;
    add_work(active.job, simulator.done_share(slot));
    const auto count = [&](JobCounts& counts) {
      counts.submitted += active.job.copies;
      (active.state == JobState::running ? counts.running : counts.queued) += active.job.copies;
    };
    count(nation_.jobs);
    count(classes_[active.job.job_class].jobs);
    classes_[active.job.job_class].arrivals += active.part == 0;
    if (const JobPast* past = state.jobs.past_of(active))
      classes_[active.job.job_class].work.add(past->work, active.job.copies);
    if (active.state == JobState::submitted) continue;
    const ClusterId cluster = world_.pools()[active.pool].cluster;
    count(clusters_[cluster].jobs);
    count(hubs_[world_.clusters()[cluster].hub].jobs);
  }
}

}  // namespace suanwang
