#include "suanwang/experiment/accounts.hpp"

#include <algorithm>
#include <chrono>

#include "suanwang/core/error.hpp"

namespace suanwang {

namespace {

int calendar_year(const CivilCalendar& calendar, TimePoint time) {
  return static_cast<int>(std::chrono::year_month_day(calendar.day_of(time)).year());
}

double share(MegawattHours part, MegawattHours whole) {
  return whole > MegawattHours(0) ? part / whole : 0.0;
}

}  // namespace

Accounts::Accounts(const World& world, const ScenarioSpec& spec)
    : world_(world),
      spec_(spec),
      first_year_(calendar_year(world.calendar(), TimePoint())),
      hubs_(world.hubs().size()) {
  for (const auto& [id, voucher] : spec.compute_vouchers)
    for (const NodeId node : world.network().nodes().ids())
      if (world.network().nodes()[node].id == voucher.origin)
        vouchers_.push_back(
            {id, node, VoucherPool(voucher.rate, voucher.pool, voucher.cap_per_firm, voucher.firms), Cny(0)});
}

Accounts::Year& Accounts::year_of(HubAccount& account, TimePoint time) {
  const auto index = static_cast<std::size_t>(calendar_year(world_.calendar(), time) - first_year_);
  if (index >= account.years.size()) account.years.resize(index + 1);
  return account.years[index];
}

void Accounts::on_interval(const IntervalReport& report) {
  for (const HubId id : world_.hubs().ids()) {
    HubAccount& account = hubs_[id];
    const HubInterval& hub = report.hubs[id.index()];
    const IntervalFlows& flows = hub.flows;
    Year& year = year_of(account, report.start);
    year.served += flows.served() * report.span;
    year.green_matched += flows.green_to_load() * report.span;
    year.renewable_consumed += (flows.renewable_to_load + flows.renewable_to_storage) * report.span;
    year.exported += flows.exported * report.span;
    year.received_green += flows.lines_green_to_load * report.span;
    year.direct_used += flows.direct_used * report.span;
    year.direct_consumed += flows.renewable_consumed() * flows.direct_share() * report.span;
    year.imported += flows.grid_import() * report.span;
    add_generation(id, report);
    const Storage& storage = world_.hubs()[id].supply.storage;
    account.discharged += flows.storage_to_load * report.span / storage.discharge_efficiency;
    for (const ClusterId cluster : world_.hubs()[id].clusters) {
      account.water += report.clusters[cluster.index()].water;
      account.it += report.clusters[cluster.index()].it_power() * report.span;
      account.facility += report.clusters[cluster.index()].facility_power * report.span;
    }
    const Megawatts limit = world_.hubs()[id].supply.import_limit(report.interval);
    if (account.first_bound.empty() && is_supply_bound(hub, limit))
      account.first_bound = world_.calendar().iso_text(report.start);
    const bool is_short = flows.shortfall + hub.restricted > Megawatts(1e-6);
    if (account.first_shortfall.empty() && is_short)
      account.first_shortfall = world_.calendar().iso_text(report.start);
  }
}

void Accounts::add_generation(HubId id, const IntervalReport& report) {
  HubAccount& account = hubs_[id];
  const HubSupply& supply = world_.hubs()[id].supply;
  account.wind += supply.wind.available(report.interval) * report.span;
  account.solar += supply.solar.available(report.interval) * report.span;
  const Megawatts hydro = supply.hydro.available(report.interval);
  account.hydro += hydro * report.span;
  const Megawatts direct = supply.direct_available(report.interval);
  account.direct += direct * report.span;
  Year& year = year_of(account, report.start);
  year.direct_available += direct * report.span;
  // Contracts are taken in proportion to what they offer.
  const Megawatts contracted = supply.contracted_available(report.interval);
  if (contracted > Megawatts(0))
    year.hydro_consumed +=
        report.hubs[id.index()].flows.contracted_consumed() * (hydro / contracted) * report.span;
}

void Accounts::on_job(const JobRecord& record) {
  if (!record.has_run()) return;
  for (Voucher& voucher : vouchers_) {
    if (voucher.origin != record.job.origin) continue;
    const Chip& chip = world_.chips()[world_.pools()[record.pool].chip];
    const Cny rent = chip.rent * record.run() * static_cast<double>(record.job.all_accelerators());
    const int year = calendar_year(world_.calendar(), std::min(record.ended, world_.calendar().end() - 1ms));
    voucher.rent += rent;
    voucher.pool.grant(year, record.job.number % voucher.pool.firms(), rent);
  }
}

MegawattHours Accounts::certificates(const Year& year) const {
  if (!spec_.certificates) return MegawattHours(0);
  const MegawattHours wanted = year.served * spec_.certificates->cover_green_share;
  return std::max(MegawattHours(0), wanted - year.green_volume());
}

SupplySummary Accounts::supply_of(HubId id) const {
  const HubAccount& account = hubs_[id];
  const HubSupply& supply = world_.hubs()[id].supply;
  const double hours = in_hours(world_.calendar().end().time_since_epoch());
  SupplySummary summary;
  const auto factor = [hours](MegawattHours energy, Megawatts capacity) {
    return capacity > Megawatts(0) ? std::optional(energy.value() / (capacity.value() * hours))
                                   : std::nullopt;
  };
  summary.wind_capacity_factor = factor(account.wind, supply.wind.capacity);
  summary.solar_capacity_factor = factor(account.solar, supply.solar.capacity);
  summary.hydro_capacity_factor = factor(account.hydro, supply.hydro.capacity);
  summary.direct_available = account.direct;
  if (supply.storage.usable() > MegawattHours(0))
    summary.storage_cycles = account.discharged / supply.storage.usable();
  summary.water = account.water;
  summary.it = account.it;
  summary.first_bound = account.first_bound;
  summary.first_shortfall = account.first_shortfall;
  for (const Year& year : account.years) {
    summary.served += year.served;
    summary.green_volume += std::min(year.served, year.green_volume());
    summary.certificates += certificates(year);
  }
  if (spec_.certificates) summary.certificate_cost = summary.certificates * spec_.certificates->price;
  return summary;
}

TonnesCo2 Accounts::embodied_of(HubId id) const {
  if (!spec_.embodied) return TonnesCo2(0);
  const EmbodiedSpec& rule = *spec_.embodied;
  const double horizon_h = in_hours(world_.calendar().end().time_since_epoch());
  const auto spent = [horizon_h](Duration lifetime) { return horizon_h / in_hours(lifetime); };
  TonnesCo2 carbon = world_.hubs()[id].supply.storage.energy * rule.storage * spent(rule.storage_lifetime);
  for (const ClusterId cluster : world_.hubs()[id].clusters) {
    carbon += world_.design_it_power(cluster) * rule.building * spent(rule.building_lifetime);
    for (const PoolId pool : world_.clusters()[cluster].pools)
      carbon += world_.chips()[world_.pools()[pool].chip].embodied * world_.pools()[pool].installed *
                spent(rule.chip_lifetime);
  }
  return carbon;
}

void Accounts::add_compliance(HubId id, const PlaceSummary& place, std::vector<ComplianceRow>& rows) const {
  const HubAccount& account = hubs_[id];
  const auto& obligations = spec_.hubs.entries[id.index()].second.obligations;
  Year all;
  for (const Year& year : account.years) {
    all.served += year.served;
    all.renewable_consumed += year.renewable_consumed + year.received_green;
    all.hydro_consumed += year.hydro_consumed;
    all.direct_available += year.direct_available;
    all.direct_consumed += year.direct_consumed;
    all.direct_used += year.direct_used;
  }
  const auto add = [&](const char* rule, std::optional<double> required, double found, bool is_upper_limit) {
    if (!required) return;
    const bool is_met = is_upper_limit ? found <= *required + 1e-9 : found >= *required - 1e-9;
    rows.push_back({place.id, rule, is_upper_limit, *required, found, is_met});
  };
  if (obligations) {
    const MegawattHours certified = place.supply->certificates;
    add("green_share", obligations->green_share, place.supply->annual_green_share(), false);
    add("green_share_by_hour", obligations->green_share, place.energy.green_share(), false);
    add("renewable_weight", obligations->renewable_weight,
        share(all.renewable_consumed + certified, all.served), false);
    add("non_hydro_weight", obligations->non_hydro_weight,
        share(all.renewable_consumed - all.hydro_consumed + certified, all.served), false);
    add("pue_limit", obligations->pue_limit,
        account.it > MegawattHours(0) ? account.facility / account.it : 1.0, true);
  }
  if (!spec_.direct_supply_rules || all.direct_available <= MegawattHours(0)) return;
  const DirectSupplyRulesSpec& rules = *spec_.direct_supply_rules;
  add("direct_own_use", rules.own_use_share, share(all.direct_consumed, all.direct_available), false);
  add("direct_of_load", rules.load_share, share(all.direct_consumed, all.served), false);
  const MegawattHours sold = std::max(MegawattHours(0), all.direct_used - all.direct_consumed);  // rounding
  add("direct_export", rules.export_share, share(sold, all.direct_available), true);
}

void Accounts::add_energy_shares(Summary& summary) const {
  MegawattHours all;
  double all_stated = 0.0;
  const auto add = [&](const std::string& id, MegawattHours it, std::optional<double> stated) {
    summary.energy_shares.push_back({id, it, 0.0, stated});
    all += it;
    all_stated += stated.value_or(0.0);
  };
  for (std::size_t i = 0; i < summary.job_classes.size(); ++i)
    add(summary.job_classes[i].id, summary.job_classes[i].it_energy,
        spec_.job_classes.entries[i].second.energy_share);
  for (std::size_t i = 0; i < summary.model_classes.size(); ++i)
    add(summary.model_classes[i].id, summary.model_classes[i].it_energy,
        spec_.tokens->classes.entries[i].second.energy_share);
  for (EnergyShare& each : summary.energy_shares) {
    each.found = share(each.it, all);
    if (each.stated) *each.stated /= all_stated;
  }
}

void Accounts::complete(Summary& summary) const {
  add_energy_shares(summary);
  SupplySummary nation;
  for (const HubId id : world_.hubs().ids()) {
    PlaceSummary& place = summary.hubs[id.index()];
    place.supply = supply_of(id);
    place.carbon.embodied = embodied_of(id);
    place.cost.certificates = place.supply->certificate_cost;
    // A certificate turns import into renewable energy in the market-based account.
    MegawattHours imported;
    for (const Year& year : hubs_[id].years) imported += year.imported;
    const TonnesCo2 covered =
        place.carbon.market * std::min(1.0, share(place.supply->certificates, imported));
    place.carbon.market -= covered;
    summary.nation.carbon.market -= covered;
    summary.nation.carbon.embodied += place.carbon.embodied;
    summary.nation.cost.certificates += place.cost.certificates;
    nation.add(*place.supply);
    add_compliance(id, place, summary.compliance);
  }
  summary.nation.supply = nation;
  summary.shadow_price = spec_.carbon.shadow_price;
  for (const Voucher& voucher : vouchers_)
    summary.vouchers.push_back(
        {voucher.id, world_.network().nodes()[voucher.origin].id, voucher.rent, voucher.pool.paid()});
}

}  // namespace suanwang
