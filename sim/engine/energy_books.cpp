#include "suanwang/engine/energy_books.hpp"

namespace suanwang {

EnergyBooks::EnergyBooks(const World& world)
    : world_(world),
      totals_(world.clusters().size()),
      missing_(world.pools().size() * world.job_classes().size()) {
  for (History& history : totals_) {
    history.reserve(world.calendar().interval_count() + 1);
    history.push_back({});
  }
}

void EnergyBooks::add_scaled(Totals& sum, const Totals& difference, double factor) {
  sum.it_mwh += difference.it_mwh * factor;
  sum.facility_mwh += difference.facility_mwh * factor;
  sum.cost_cny += difference.cost_cny * factor;
  sum.carbon_location_t += difference.carbon_location_t * factor;
  sum.carbon_market_t += difference.carbon_market_t * factor;
}

void EnergyBooks::settle(ClusterId cluster, const ClusterInterval& interval, const HubInterval& hub) {
  // Every MWh of load in the hub has the same mix: an average, not a marginal, attribution.
  const double hours = in_hours(world_.calendar().interval());
  const double load_mwh = hub.load.value() * hours;
  const double hub_share = load_mwh > 0.0 ? interval.pue / load_mwh : 0.0;
  const Totals rate{1.0, interval.pue * hub.served_share(), hub_share * hub.energy_cost.value(),
                    hub_share * hub.carbon_location.value(), hub_share * hub.carbon_market.value()};
  Totals totals = totals_[cluster].back();
  add_scaled(totals, rate, hours);
  totals_[cluster].push_back(totals);
}

void EnergyBooks::note_power_share(PoolId pool, JobClassId job_class, double power_share) {
  History& missing = missing_[index(pool, job_class)];
  if (missing.empty() && power_share >= 1.0) return;
  const History& totals = totals_[world_.pools()[pool].cluster];
  if (missing.empty()) {
    missing.reserve(world_.calendar().interval_count() + 1);
    missing.resize(totals.size() - 1);
  }
  Totals sum = missing.back();
  add_scaled(sum, totals.back(), 1.0 - power_share);
  add_scaled(sum, totals[totals.size() - 2], power_share - 1.0);
  missing.push_back(sum);
}

EnergyBooks::Totals EnergyBooks::at(const History& history, TimePoint time) const {
  const std::size_t interval = world_.calendar().interval_of(time);
  Totals totals = history[interval];
  const Duration into = time - world_.calendar().interval_start(interval);
  if (into == 0ms) return totals;
  const double share =
      static_cast<double>(into.count()) / static_cast<double>(world_.calendar().interval().count());
  add_scaled(totals, history[interval + 1], share);
  add_scaled(totals, history[interval], -share);
  return totals;
}

EnergyBooks::Totals EnergyBooks::between(const History& history, TimePoint from, TimePoint to) const {
  Totals totals = at(history, to);
  add_scaled(totals, at(history, from), -1.0);
  return totals;
}

JobShares EnergyBooks::shares(const RunRecord& run, Megawatts full_power, Megawatts idle_power) const {
  const ClusterId cluster = world_.pools()[run.pool].cluster;
  Totals job;
  add_scaled(job, between(totals_[cluster], run.from, run.to), full_power.value());
  const History& missing = missing_[index(run.pool, run.job_class)];
  if (!missing.empty())
    add_scaled(job, between(missing, run.from, run.to), (idle_power - full_power).value());
  return {MegawattHours(job.it_mwh), MegawattHours(job.facility_mwh), Cny(job.cost_cny),
          TonnesCo2(job.carbon_location_t), TonnesCo2(job.carbon_market_t)};
}

JobShares& JobShares::operator+=(const JobShares& other) {
  it_energy += other.it_energy;
  facility_energy += other.facility_energy;
  energy_cost += other.energy_cost;
  carbon_location += other.carbon_location;
  carbon_market += other.carbon_market;
  return *this;
}

JobShares JobShares::operator*(double share) const {
  return {it_energy * share, facility_energy * share, energy_cost * share, carbon_location * share,
          carbon_market * share};
}

}  // namespace suanwang
