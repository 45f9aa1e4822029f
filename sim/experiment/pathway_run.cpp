#include "suanwang/experiment/pathway_run.hpp"

#include <filesystem>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "suanwang/core/error.hpp"
#include "suanwang/store/folder.hpp"

namespace suanwang {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

double share_of_nation(const Summary& summary) {
  const auto& r = summary.reconciliation;
  return r.national_electricity ? r.national() / *r.national_electricity : 0.0;
}

Json hub_json(const PlaceSummary& hub) {
  const std::string& first = hub.supply->first_bound;
  return {{"facility_twh", in_terawatt_hours(hub.energy.facility)},
          {"green_share", hub.energy.green_share()},
          {"shortfall_gwh", hub.energy.shortfall.value() / 1000.0},
          {"restricted_gwh", hub.energy.restricted.value() / 1000.0},
          {"supply_bound_hours", hub.supply_bound_hours},
          {"first_supply_bound", first.empty() ? Json() : Json(first)}};
}

}  // namespace

std::vector<PathwaySummary::FirstBound> PathwaySummary::first_bounds() const {
  std::vector<FirstBound> all;
  for (const PlaceSummary& hub : years.front().summary.hubs) all.push_back({hub.id, std::nullopt, ""});
  for (const Year& year : years)
    for (std::size_t i = 0; i < all.size(); ++i) {
      const std::string& first = year.summary.hubs[i].supply->first_bound;
      if (all[i].year || first.empty()) continue;
      all[i].year = year.year;
      all[i].at = first;
    }
  return all;
}

std::string PathwaySummary::json() const {
  Json root = {{"pathway", name}, {"title", title}, {"version", version_text()}, {"source", source_text()}};
  Json all = Json::array();
  for (const Year& year : years) {
    const Summary& s = year.summary;
    Json hubs = Json::object();
    for (const PlaceSummary& hub : s.hubs) hubs[hub.id] = hub_json(hub);
    all.push_back(
        {{"year", year.year},
         {"is_anchor", year.is_anchor},
         {"national_twh", in_terawatt_hours(s.reconciliation.national())},
         {"target_twh", s.reconciliation.target ? Json(in_terawatt_hours(*s.reconciliation.target)) : Json()},
         {"share_of_national_electricity", share_of_nation(s)},
         {"calibration_factor", s.reconciliation.calibration_factor},
         {"modelled_twh", in_terawatt_hours(s.reconciliation.modelled)},
         {"green_share", s.nation.energy.green_share()},
         {"carbon_location_mt", s.nation.carbon.location.value() / 1e6},
         {"carbon_market_mt", s.nation.carbon.market.value() / 1e6},
         {"cost_cny", s.nation.cost.total().value()},
         {"shortfall_gwh", s.nation.energy.shortfall.value() / 1000.0},
         {"restricted_gwh", s.nation.energy.restricted.value() / 1000.0},
         {"hubs", std::move(hubs)}});
  }
  root["years"] = std::move(all);
  Json bounds = Json::object();
  for (const FirstBound& each : first_bounds())
    bounds[each.hub] = each.year ? Json{{"year", *each.year}, {"at", each.at}} : Json();
  root["first_supply_bound"] = std::move(bounds);
  return root.dump(2) + "\n";
}

std::string PathwaySummary::csv() const {
  std::string text =
      "year,national_twh,target_twh,share_of_national_electricity,calibration_factor,modelled_twh,green_"
      "share,"
      "carbon_location_mt,carbon_market_mt,cost_bn_cny,shortfall_gwh,restricted_gwh\r\n";
  for (const Year& year : years) {
    const Summary& s = year.summary;
    text += fmt::format(
        "{},{},{},{},{},{},{},{},{},{},{},{}\r\n", year.year, in_terawatt_hours(s.reconciliation.national()),
        s.reconciliation.target ? in_terawatt_hours(*s.reconciliation.target) : 0.0, share_of_nation(s),
        s.reconciliation.calibration_factor, in_terawatt_hours(s.reconciliation.modelled),
        s.nation.energy.green_share(), s.nation.carbon.location.value() / 1e6,
        s.nation.carbon.market.value() / 1e6, s.nation.cost.total().value() / 1e9,
        s.nation.energy.shortfall.value() / 1000.0, s.nation.energy.restricted.value() / 1000.0);
  }
  return text;
}

PathwaySummary run_pathway(const Pathway& pathway, const RunOptions& options) {
  PathwaySummary summary{pathway.name, pathway.title, {}};
  std::optional<PartialFolder> folder;
  if (options.folder) folder.emplace(*options.folder, options.overwrite);
  const auto count = static_cast<double>(pathway.years.size());
  for (std::size_t i = 0; i < pathway.years.size(); ++i) {
    const Pathway::Year& year = pathway.years[i];
    RunOptions of_year = options;
    if (folder) of_year.folder = folder->path() / std::to_string(year.year);
    of_year.on_progress = [&](const RunProgress& progress) {
      if (options.on_progress)
        options.on_progress(
            {progress.stage, (static_cast<double>(i) + progress.share) / count, progress.jobs});
    };
    summary.years.push_back({year.year, year.is_anchor, run_scenario(year.scenario, of_year)});
  }
  if (folder) {
    folder->write("pathway.json", summary.json());
    folder->write("pathway.csv", summary.csv());
    folder->commit();
  }
  return summary;
}

}  // namespace suanwang
