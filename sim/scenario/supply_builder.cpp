#include "supply_builder.hpp"

#include <algorithm>
#include <cmath>

#include "suanwang/model/energy/tariff.hpp"

#include "series_files.hpp"
#include "shape_builder.hpp"

namespace suanwang {

namespace {

std::vector<GeoPoint> places_of(const auto&... groups) {
  std::vector<GeoPoint> places;
  const auto add = [&](const auto& group) {
    for (const auto& [id, each] : group) places.push_back({each.latitude, each.longitude});
  };
  (add(groups), ...);
  return places;
}

Climate climate_of(const ClimateSpec& spec) {
  return {as_array<12>(spec.month_mean), spec.day_range, spec.deviation, spec.persistence_per_hour};
}

Storage storage_of(const StorageSpec& spec, double growth) {
  const double one_way = std::sqrt(spec.round_trip_efficiency);
  constexpr double hours_a_day = 24.0;
  Storage storage;
  storage.charge_power = spec.charge_power.value_or(spec.power) * growth;
  storage.discharge_power = spec.power * growth;
  storage.energy = spec.energy * growth;
  storage.charge_efficiency = spec.charge_efficiency.value_or(one_way);
  storage.discharge_efficiency = spec.discharge_efficiency.value_or(one_way);
  storage.self_discharge_per_hour = 1.0 - std::pow(1.0 - spec.self_discharge_per_day, 1.0 / hours_a_day);
  storage.minimum_charge = spec.minimum_charge;
  storage.maximum_charge = spec.maximum_charge;
  storage.initial_charge = spec.initial_charge;
  return storage;
}

}  // namespace

SupplyBuilder::SupplyBuilder(const ScenarioSpec& spec, const CivilCalendar& calendar, std::uint64_t seed)
    : spec_(spec),
      calendar_(calendar),
      wind_field_(places_of(spec.hubs), spec.weather.wind_correlation, calendar, seed, RandomPurpose::wind),
      cloud_field_(places_of(spec.hubs), spec.weather.cloud_correlation, calendar, seed,
                   RandomPurpose::cloud),
      temperature_field_(places_of(spec.clusters, spec.compute_sites), spec.weather.temperature_correlation,
                         calendar, seed, RandomPurpose::temperature) {}

Series<Fraction> SupplyBuilder::shape(const std::string& id) const {
  return build_day_shape(spec_, id, calendar_);
}

/// Full-load hours are of a year, so a series is scaled as whole calendar years before the horizon is cut
/// out.
Series<Fraction> SupplyBuilder::capacity_factor(const GenerationSpec& spec, const SeriesSpec& series) const {
  if (!spec.full_load_hours)
    return Series<Fraction>(read_series(series, capacity_factor_range, calendar_, *spec_.inputs));
  const CivilCalendar years = whole_years(calendar_);
  const Series<Fraction> scaled = scaled_to_full_load_hours(
      Series<Fraction>(read_series(series, capacity_factor_range, years, *spec_.inputs)),
      *spec.full_load_hours);
  const auto first = (calendar_.start_day() - years.start_day()) / calendar_.interval();
  return Series<Fraction>(scaled.raw().segment(static_cast<Eigen::Index>(first),
                                               static_cast<Eigen::Index>(calendar_.interval_count())));
}

Generation SupplyBuilder::wind(const WindSpec& spec, std::size_t place) const {
  const Megawatts capacity = spec.contracted * spec_.growth.renewables;
  if (spec.series) return {capacity, capacity_factor(spec, *spec.series)};
  const WindShapeSpec& shape = *spec_.wind_shapes.find(spec.shape);
  const WindSite site{
      *spec.full_load_hours,           spec.year_deviation,       as_array<12>(shape.month_factor),
      as_array<24>(shape.hour_factor), spec.persistence_per_hour, spec.weibull_shape};
  return {capacity, wind_capacity_factor(site, wind_field_, place, calendar_)};
}

Generation SupplyBuilder::solar(const SolarSpec& spec, const HubSpec& hub, std::size_t place) const {
  const Megawatts capacity = spec.contracted * spec_.growth.renewables;
  if (spec.series) return {capacity, capacity_factor(spec, *spec.series)};
  const SolarSite site{*spec.full_load_hours,           spec.year_deviation,
                       {hub.latitude, hub.longitude},   spec.tilt.value_or(hub.latitude),
                       spec.cloud_persistence_per_hour, spec.clearness};
  return {capacity, solar_capacity_factor(site, cloud_field_, place, calendar_)};
}

Generation SupplyBuilder::hydro(const HydroSpec& spec) const {
  const Megawatts capacity = spec.contracted * spec_.growth.renewables;
  if (spec.series) return {capacity, capacity_factor(spec, *spec.series)};
  return {capacity,
          hydro_capacity_factor({*spec.full_load_hours, as_array<12>(spec.month_factor)}, calendar_)};
}

HubSupply SupplyBuilder::supply(const std::string& id, const HubSpec& hub, std::size_t place) const {
  const SupplySpec& spec = hub.supply;
  HubSupply supply;
  if (spec.wind) supply.wind = wind(*spec.wind, place);
  if (spec.solar) supply.solar = solar(*spec.solar, hub, place);
  if (spec.hydro) supply.hydro = hydro(*spec.hydro);
  if (spec.direct) {
    if (spec.direct->wind) supply.direct_wind = wind(*spec.direct->wind, place);
    if (spec.direct->solar) supply.direct_solar = solar(*spec.direct->solar, hub, place);
    supply.direct_line_limit = spec.direct->line_limit * spec_.growth.renewables;
  }
  if (spec.storage) supply.storage = storage_of(*spec.storage, spec_.growth.storage);
  supply.grid_limit = spec.grid_limit * spec_.growth.grid_limit;
  if (spec.export_to_grid) supply.export_limit = spec.export_to_grid->limit;
  set_prices(spec, supply);
  set_carbon(spec, supply);
  apply_events(id, supply);
  return supply;
}

void SupplyBuilder::set_prices(const SupplySpec& spec, HubSupply& supply) const {
  const TariffSpec& tariff = *spec_.tariffs.find(spec.tariff);
  HubPrices& prices = supply.prices;
  if (tariff.series) {
    constexpr double cny_per_mwh = 1000.0;  // of one CNY/kWh
    prices.tariff =
        Series<CnyPerMegawattHour>(read_series(*tariff.series, price_range, calendar_, *spec_.inputs) *
                                   (cny_per_mwh * spec_.growth.tariff));
  } else {
    Tariff hourly{*tariff.flat * spec_.growth.tariff, as_array<24>(tariff.ratio), {}};
    for (const auto& [id, season] : tariff.seasons)
      hourly.seasons.push_back({{season.months.begin(), season.months.end()}, as_array<24>(season.ratio)});
    prices.tariff = tariff_series(hourly, calendar_);
  }
  prices.demand_charge = tariff.demand_charge;
  prices.standing_charge = tariff.standing_charge;
  prices.contracted = spec.renewable_price + spec.green_premium;
  if (spec.direct) prices.direct = spec.direct->price;
  if (spec.export_to_grid) prices.exported = spec.export_to_grid->price;
}

Series<TonnesCo2PerMegawattHour> SupplyBuilder::decayed(TonnesCo2PerMegawattHour factor) const {
  Eigen::ArrayXd factor_t_per_mwh(static_cast<Eigen::Index>(calendar_.interval_count()));
  int year = 0;
  double value = factor.value();
  for (std::size_t i = 0; i < calendar_.interval_count(); ++i) {
    const int current =
        static_cast<int>(std::chrono::year_month_day(calendar_.day_of(calendar_.interval_start(i))).year());
    if (current != year && spec_.carbon.reference_year) {
      const int years = current - static_cast<int>(*spec_.carbon.reference_year);
      value = factor.value() * std::pow(1.0 - spec_.carbon.decay_per_year, years);
    }
    year = current;
    factor_t_per_mwh[static_cast<Eigen::Index>(i)] = value;
  }
  return Series<TonnesCo2PerMegawattHour>(std::move(factor_t_per_mwh));
}

void SupplyBuilder::set_carbon(const SupplySpec& spec, HubSupply& supply) const {
  using Factors = Series<TonnesCo2PerMegawattHour>;
  supply.carbon.location =
      spec.location_series
          ? Factors(read_series(*spec.location_series, carbon_factor_range, calendar_, *spec_.inputs))
          : Factors(decayed(spec.location_factor).raw() * shape(spec.location_shape).raw());
  supply.carbon.market = decayed(spec.market_factor.value_or(spec.location_factor));
  supply.carbon.marginal = decayed(spec.marginal_factor.value_or(spec.location_factor));
}

std::pair<std::size_t, std::size_t> SupplyBuilder::intervals(const PowerEventSpec& event) const {
  const auto first_from = [&](LocalMinute minute) {
    const Duration into = minute - calendar_.start_day();
    const Duration step = calendar_.interval();
    const auto index = into <= 0ms ? 0 : (into + step - 1ms) / step;
    return std::min(static_cast<std::size_t>(index), calendar_.interval_count());
  };
  return {first_from(event.start), first_from(event.end)};
}

void SupplyBuilder::strike(const PowerEventSpec& event, Series<Fraction>& share) const {
  Eigen::ArrayXd left = share.size() > 0
                            ? share.raw()
                            : Eigen::ArrayXd::Ones(static_cast<Eigen::Index>(calendar_.interval_count()));
  const auto [first, end] = intervals(event);
  for (std::size_t i = first; i < end; ++i) left[static_cast<Eigen::Index>(i)] *= event.remaining_share;
  share = Series<Fraction>(std::move(left));
}

void SupplyBuilder::apply_event(const PowerEventSpec& event, HubSupply& supply) const {
  if (event.kind == PowerEventKind::demand_response) {
    const auto count = static_cast<Eigen::Index>(calendar_.interval_count());
    Eigen::ArrayXd limit_mw = supply.response.load_limit.raw(),
                   price_cny_per_mwh = supply.response.price.raw();
    if (limit_mw.size() == 0) {
      limit_mw = Eigen::ArrayXd::Constant(count, DemandResponse::unlimited_mw);
      price_cny_per_mwh = Eigen::ArrayXd::Zero(count);
    }
    const auto [first, end] = intervals(event);
    for (auto i = static_cast<Eigen::Index>(first); i < static_cast<Eigen::Index>(end); ++i) {
      limit_mw[i] = std::min(limit_mw[i], event.load_limit->value());
      price_cny_per_mwh[i] = std::max(price_cny_per_mwh[i], event.price.value());
    }
    supply.response = {Series<Megawatts>(std::move(limit_mw)),
                       Series<CnyPerMegawattHour>(std::move(price_cny_per_mwh))};
    return;
  }
  if (event.of == OutageOf::grid) strike(event, supply.grid_available);
  if (event.of == OutageOf::wind && supply.wind.capacity_factor.size() > 0)
    strike(event, supply.wind.capacity_factor);
  if (event.of == OutageOf::solar && supply.solar.capacity_factor.size() > 0)
    strike(event, supply.solar.capacity_factor);
  if (event.of == OutageOf::hydro && supply.hydro.capacity_factor.size() > 0)
    strike(event, supply.hydro.capacity_factor);
  if (event.of == OutageOf::direct)
    for (Generation* generation : {&supply.direct_wind, &supply.direct_solar})
      if (generation->capacity_factor.size() > 0) strike(event, generation->capacity_factor);
}

void SupplyBuilder::apply_events(const std::string& hub, HubSupply& supply) const {
  for (const auto& [id, event] : spec_.power_events)
    if (event.hub == hub && event.of != OutageOf::line) apply_event(event, supply);
}

TransferLine SupplyBuilder::line(const std::string& id, const TransferLineSpec& spec, HubId from,
                                 HubId to) const {
  TransferLine line{id, from, to, spec.capacity * spec_.growth.transfer_lines, spec.loss, spec.price, {}};
  for (const auto& [event_id, event] : spec_.power_events)
    if (event.of == OutageOf::line && event.line == id) strike(event, line.available);
  return line;
}

SupplyBuilder::Temperatures SupplyBuilder::temperatures(const ClusterSpec& cluster, std::size_t place) const {
  if (!cluster.climate) {  // the overhead does not depend on it then
    const auto mild =
        Series<Celsius>::constant(calendar_.interval_count(), cluster.cooling.free_cooling_below);
    return {mild, mild};
  }
  if (cluster.climate->series) {
    const Series<Celsius> outdoor(
        read_series(*cluster.climate->series, temperature_range, calendar_, *spec_.inputs));
    return {outdoor, outdoor};
  }
  const Climate climate = climate_of(*cluster.climate);
  Climate without_weather = climate;
  without_weather.deviation = Celsius(0.0);
  const std::chrono::sys_days start = std::chrono::year(2001) / 1 / 1;  // any common year
  const CivilCalendar year(start, start + std::chrono::days(365), 1h);
  const WeatherField none({GeoPoint{}}, Kilometres(0), year, 0, RandomPurpose::temperature);
  return {outdoor_temperature(climate, temperature_field_, place, calendar_),
          outdoor_temperature(without_weather, none, 0, year)};
}

}  // namespace suanwang
