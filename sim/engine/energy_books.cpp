#include "suanwang/engine/energy_books.hpp"

namespace suanwang {

EnergyBooks::EnergyBooks(const World& world) : world_(world), totals_(world.clusters().size()) {
  for (auto& totals : totals_) {
    totals.reserve(world.calendar().interval_count() + 1);
    totals.push_back({});
  }
}

void EnergyBooks::settle(ClusterId cluster, const ClusterInterval& interval, const HubInterval& hub) {
  // Every MWh of load in the hub has the same mix: an average, not a marginal, attribution.
  const double hours = in_hours(world_.calendar().interval());
  const double load_mwh = hub.load.value() * hours;
  const double facility_per_it = interval.pue * hub.served_share();
  const double hub_share = load_mwh > 0.0 ? interval.pue / load_mwh : 0.0;
  Totals totals = totals_[cluster].back();
  totals.facility_mwh += facility_per_it * hours;
  totals.cost_cny += hub_share * hub.energy_cost.value() * hours;
  totals.carbon_location_t += hub_share * hub.carbon_location.value() * hours;
  totals.carbon_market_t += hub_share * hub.carbon_market.value() * hours;
  totals_[cluster].push_back(totals);
}

EnergyBooks::Totals EnergyBooks::at(ClusterId cluster, TimePoint time) const {
  const std::size_t interval = world_.calendar().interval_of(time);
  const Totals& before = totals_[cluster][interval];
  const Duration into = time - world_.calendar().interval_start(interval);
  if (into == 0ms) return before;
  const Totals& after = totals_[cluster][interval + 1];
  const double share =
      static_cast<double>(into.count()) / static_cast<double>(world_.calendar().interval().count());
  const auto between = [share](double a, double b) { return a + share * (b - a); };
  return {between(before.facility_mwh, after.facility_mwh), between(before.cost_cny, after.cost_cny),
          between(before.carbon_location_t, after.carbon_location_t),
          between(before.carbon_market_t, after.carbon_market_t)};
}

void EnergyBooks::attribute(ClusterId cluster, Megawatts it_power, JobRecord& record) const {
  const Totals from = at(cluster, record.started);
  const Totals to = at(cluster, record.ended);
  const double power_mw = it_power.value();
  record.it_energy = it_power * record.run();
  record.facility_energy = MegawattHours(power_mw * (to.facility_mwh - from.facility_mwh));
  record.energy_cost = Cny(power_mw * (to.cost_cny - from.cost_cny));
  record.carbon_location = TonnesCo2(power_mw * (to.carbon_location_t - from.carbon_location_t));
  record.carbon_market = TonnesCo2(power_mw * (to.carbon_market_t - from.carbon_market_t));
}

}  // namespace suanwang
