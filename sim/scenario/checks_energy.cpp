#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "suanwang/core/civil_calendar.hpp"
#include "suanwang/core/error.hpp"

#include "check_rules.hpp"
#include "series_files.hpp"

namespace suanwang {

namespace {

void hub_supplies_are_sound(const ScenarioSpec& spec, const Complain& complain) {
  for (const auto& [id, hub] : spec.hubs) {
    const std::string path = "hubs." + id + ".supply";
    check_reference(hub.supply.tariff, spec.tariffs.ids(), "tariff", path + ".tariff", complain);
    if (!hub.supply.location_shape.empty())
      check_reference(hub.supply.location_shape, spec.day_shapes.ids(), "day shape", path + ".location_shape",
                      complain);
    if (!hub.supply.storage) continue;
    const StorageSpec& storage = *hub.supply.storage;
    if (storage.minimum_charge > storage.maximum_charge)
      complain(
          path + ".storage.minimum_charge",
          fmt::format("{:g} is above maximum_charge, {:g}", storage.minimum_charge, storage.maximum_charge),
          "write a share that is not above it");
    else if (storage.initial_charge < storage.minimum_charge ||
             storage.initial_charge > storage.maximum_charge)
      complain(path + ".storage.initial_charge",
               fmt::format("{:g} is outside the charge limits", storage.initial_charge),
               fmt::format("allowed: {:g} to {:g}", storage.minimum_charge, storage.maximum_charge));
    if ((storage.power > Megawatts(0)) != (storage.energy > MegawattHours(0)))
      complain(path + ".storage", "of power and energy one is 0 and the other is not",
               "write both above 0, or leave the storage out");
  }
}

/// Wherever there is generation: under contract and on direct lines.
template <class Visit>
void for_each_generation(const ScenarioSpec& spec, const Visit& visit) {
  for (const auto& [id, hub] : spec.hubs) {
    const std::string path = "hubs." + id + ".supply";
    const SupplySpec& supply = hub.supply;
    if (supply.wind) visit(*supply.wind, path + ".wind");
    if (supply.solar) visit(*supply.solar, path + ".solar");
    if (supply.hydro) visit(*supply.hydro, path + ".hydro");
    if (supply.direct && supply.direct->wind) visit(*supply.direct->wind, path + ".direct.wind");
    if (supply.direct && supply.direct->solar) visit(*supply.direct->solar, path + ".direct.solar");
  }
}

double share_above_zero(const std::vector<double>& factors) {
  const auto count =
      std::count_if(factors.begin(), factors.end(), [](double factor) { return factor > 0.0; });
  return static_cast<double>(count) / static_cast<double>(factors.size());
}

/// However strong the wind or the inflow, a plant gives nothing where its factors are 0.
double reachable_share(const ScenarioSpec& spec, const WindSpec& wind) {
  const WindShapeSpec* shape = spec.wind_shapes.find(wind.shape);
  return shape ? share_above_zero(shape->month_factor) * share_above_zero(shape->hour_factor) : 1.0;
}
double reachable_share(const ScenarioSpec&, const HydroSpec& hydro) {
  return share_above_zero(hydro.month_factor);
}
double reachable_share(const ScenarioSpec&, const SolarSpec&) { return 1.0; }  // its range says it already

void generation_is_sound(const ScenarioSpec& spec, const Complain& complain) {
  for_each_generation(spec, [&](const auto& generation, const std::string& path) {
    if (generation.series) return;
    if constexpr (std::is_same_v<std::decay_t<decltype(generation)>, WindSpec>) {
      check_reference(generation.shape, spec.wind_shapes.ids(), "wind shape", path + ".shape", complain);
    }
    if (!generation.full_load_hours)
      return complain(path + ".full_load_hours", "missing", "needed: full-load hours a year, or a series");
    constexpr double almost_all = 0.97;  // months differ in length
    const double reachable = 8760.0 * almost_all * reachable_share(spec, generation);
    if (*generation.full_load_hours > reachable)
      complain(
          path + ".full_load_hours",
          fmt::format("{:g} hours are beyond what its factors above 0 allow", *generation.full_load_hours),
          fmt::format("allowed: at most {:.0f}", std::floor(reachable)));
  });
}

void tariffs_have_prices(const ScenarioSpec& spec, const Complain& complain) {
  for (const auto& [id, tariff] : spec.tariffs) {
    const std::string path = "tariffs." + id;
    if (tariff.series && (tariff.flat || !tariff.ratio.empty() || !tariff.seasons.empty()))
      complain(path + ".series", "prices are given by a file and by ratios", "keep one of the two");
    if (tariff.series) continue;
    if (!tariff.flat) complain(path, "no price", "write flat_cny_per_kwh and ratio, or a series");
    if (tariff.flat && tariff.ratio.empty())
      complain(path, "no ratio by hour", "write ratio: a list of 24, midnight first; 1 is the flat price");
  }
}

void tariff_seasons_do_not_overlap(const ScenarioSpec& spec, const Complain& complain) {
  for (const auto& [id, tariff] : spec.tariffs) {
    std::map<std::uint32_t, std::string> season_of;
    for (const auto& [season, each] : tariff.seasons)
      for (std::size_t i = 0; i < each.months.size(); ++i) {
        const auto [first, is_new] = season_of.try_emplace(each.months[i], season);
        if (!is_new)
          complain(fmt::format("tariffs.{}.seasons.{}.months[{}]", id, season, i),
                   fmt::format("month {} is in season '{}' already", each.months[i], first->second),
                   "a month belongs to one season");
      }
  }
}

void lines_join_hubs(const ScenarioSpec& spec, const Complain& complain) {
  for (const auto& [id, line] : spec.transfer_lines) {
    const std::string path = "transfer_lines." + id;
    check_reference(line.from, spec.hubs.ids(), "hub", path + ".from", complain);
    check_reference(line.to, spec.hubs.ids(), "hub", path + ".to", complain);
    if (line.from == line.to) complain(path + ".to", "the line ends where it begins", "write another hub");
  }
}

void power_events_are_sound(const ScenarioSpec& spec, const Complain& complain) {
  for (const auto& [id, event] : spec.power_events) {
    const std::string path = "power_events." + id;
    const bool is_of_line = event.kind == PowerEventKind::outage && event.of == OutageOf::line;
    if (is_of_line)
      check_reference(event.line, spec.transfer_lines.ids(), "transfer line", path + ".line", complain);
    else
      check_reference(event.hub, spec.hubs.ids(), "hub", path + ".hub", complain);
    if (event.end <= event.start) complain(path + ".end", "it ends before it begins", "write a later time");
    if (event.end <= spec.time.start || event.start >= spec.time.end)
      complain(path + ".start", "it lies outside the horizon", "write a time within time.start and time.end");
    if (event.kind == PowerEventKind::demand_response && !event.load_limit)
      complain(path, "a demand-response call without load_limit_mw", "write the load that it allows");
  }
}

void cooling_is_sound(const ScenarioSpec& spec, const Complain& complain) {
  for_each_cluster(spec, [&](const std::string& path, const ClusterSpec& cluster) {
    if (cluster.cooling.full_mechanical_above <= cluster.cooling.free_cooling_below)
      complain(path + ".cooling.full_mechanical_above_degc",
               fmt::format("{:g} is not above free_cooling_below_degc, {:g}",
                           cluster.cooling.full_mechanical_above.value(),
                           cluster.cooling.free_cooling_below.value()),
               "write a higher temperature");
    if (cluster.climate && cluster.climate->month_mean.empty() == !cluster.climate->series)
      complain(path + ".climate",
               cluster.climate->series ? "temperatures are given by month and by a file" : "no temperature",
               "write one of month_mean_degc and series");
  });
}

void power_scenario_is_consistent(const ScenarioSpec& spec, const Complain& complain) {
  if (!spec.power_scenario || !spec.power_scenario->data_centre_share) return;
  const PowerScenarioSpec& power = *spec.power_scenario;
  const double share = power.data_centres / power.national_electricity;
  constexpr double rounding_of_published_shares = 0.02;
  if (std::abs(share - *power.data_centre_share) > rounding_of_published_shares * *power.data_centre_share)
    complain(
        "power_scenario.data_centre_share",
        fmt::format("{:.4g} of {:.6g} TWh is not {:.6g} TWh", *power.data_centre_share,
                    in_terawatt_hours(power.national_electricity), in_terawatt_hours(power.data_centres)),
        fmt::format("write {:.4f}, or correct the other two", share));
}

/// Reads every file once, so that its faults are known before anything runs.
void series_fit(const ScenarioSpec& spec, const Complain& complain) {
  if (spec.time.end <= spec.time.start || 1h % spec.time.interval != 0ms) return;
  const CivilCalendar calendar(spec.time.start, spec.time.end, spec.time.interval);
  for_each_series(spec, [&](const SeriesSpec& series, const std::string& path, const SeriesRange& range) {
    try {
      static_cast<void>(read_series(series, range, range.needs_whole_years ? whole_years(calendar) : calendar,
                                    *spec.inputs));
    } catch (const InputError& error) {
      std::string faults = error.what();
      complain(path, faults.substr(0, faults.find('\n')), "correct the file, or name another");
    }
  });
}

}  // namespace

void check_energy(const ScenarioSpec& spec, const Complain& complain) {
  for (const auto rule :
       {hub_supplies_are_sound, generation_is_sound, tariffs_have_prices, tariff_seasons_do_not_overlap,
        lines_join_hubs, power_events_are_sound, cooling_is_sound, power_scenario_is_consistent, series_fit})
    rule(spec, complain);
}

}  // namespace suanwang
