// What the report of a run shows, from the files that the run wrote.
#include <algorithm>
#include <map>

#include "suanwang/experiment/result_store.hpp"

#include "page_data.hpp"
#include "series_blob.hpp"

namespace suanwang {

namespace fs = std::filesystem;

namespace {

std::map<std::string, std::string> run_table(Database& database) {
  std::map<std::string, std::string> said;
  Statement rows(database, "SELECT key, value FROM run");
  while (rows.next()) said[rows.text(0)] = rows.text(1);
  return said;
}

Json meta_of(Database& database) {
  auto said = run_table(database);
  Json meta = Json::object();
  for (const char* key : {"scenario", "title", "description", "version", "source", "seed", "start", "end"})
    meta[key] = said[key];
  for (const char* key : {"route", "queue", "serve", "power", "forecast"}) meta["policy"][key] = said[key];
  meta["interval_h"] = 1;
  meta["files"] = rows_of(database, "SELECT path, sha256 FROM file ORDER BY path");
  return meta;
}

/// Means over equal times of what a query gives by interval and entity, which has to be in that order.
class MeanTable {
 public:
  /// @param intervals That a mean is over; they divide a run, which is of whole days.
  MeanTable(Database& database, const std::string& sql, std::size_t entities, std::size_t intervals) {
    Statement rows(database, sql);
    for (int column = 0; column < rows.column_count(); ++column) names_.push_back(rows.column_name(column));
    values_.assign(names_.size() * entities, {});
    for (std::size_t row = 0; rows.next(); ++row)
      for (std::size_t column = 0; column < names_.size(); ++column) {
        std::vector<double>& series = values_[column * entities + row % entities];
        const std::size_t interval = row / entities;
        if (interval % intervals == 0) series.push_back(0.0);
        series.back() += rows.real(static_cast<int>(column)) / static_cast<double>(intervals);
      }
    entities_ = entities;
  }

  /// @param fine Columns that are told apart in 65,535 steps.
  void add_to(SeriesBlob& blob, const std::string& table, const std::vector<std::string>& fine,
              std::size_t every_h) const {
    for (std::size_t column = 0; column < names_.size(); ++column)
      for (std::size_t entity = 0; entity < entities_; ++entity) {
        const bool is_fine = std::find(fine.begin(), fine.end(), names_[column]) != fine.end();
        blob.add(table, table == "nation" ? std::nullopt : std::optional(entity), names_[column],
                 values_[column * entities_ + entity], is_fine ? 2 : 1, every_h);
      }
  }

 private:
  std::vector<std::string> names_;
  std::vector<std::vector<double>> values_;  // by column, then entity
  std::size_t entities_ = 0;
};

std::size_t count_in(Database& database, const std::string& table) {
  Statement rows(database, "SELECT count(*) FROM " + table);
  return rows.next() ? static_cast<std::size_t>(rows.whole(0)) : 0;
}

/// Between which hubs work went, in the order of their columns.
Json flow_pairs(Database& database) {
  return rows_of(
      database,
      "SELECT f.origin AS \"from\", h.id AS \"to\" FROM work_flow f JOIN cluster c ON c.id = f.cluster "
      "JOIN hub h USING (hub) GROUP BY f.origin, h.id ORDER BY f.origin, h.hub");
}

/// By the day: hours of each pair would be as much as all the rest.
void add_flows(Database& database, SeriesBlob& blob, const Json& pairs) {
  const std::size_t days = count_in(database, "(SELECT DISTINCT substr(start, 1, 10) FROM interval)");
  std::vector<std::vector<double>> accelerators(pairs.size(), std::vector<double>(days)),
      tokens = accelerators;
  std::map<std::pair<std::string, std::string>, std::size_t> place;
  for (std::size_t i = 0; i < pairs.size(); ++i) place[{pairs[i]["from"], pairs[i]["to"]}] = i;
  Statement rows(
      database,
      "SELECT day, origin, h.id, sum(accelerator_hours) / 24, sum(tokens) / 24 FROM work_flow_day f "
      "JOIN cluster c ON c.id = f.cluster JOIN hub h USING (hub) GROUP BY day, origin, h.id");
  while (rows.next()) {
    const auto day = static_cast<std::size_t>(rows.whole(0));
    const auto pair = place.find({rows.text(1), rows.text(2)});
    if (pair == place.end() || day >= days) continue;
    accelerators[pair->second][day] = rows.real(3);
    tokens[pair->second][day] = rows.real(4);
  }
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    blob.add("flow", i, "accelerators", accelerators[i], 1, 24);
    blob.add("flow", i, "tokens_per_h", tokens[i], 1, 24);
  }
}

Json series_of(Database& database, std::size_t per_hour, const Json& flows) {
  SeriesBlob blob;
  MeanTable(
      database,
      "SELECT load_mw, renewable_to_load_mw, storage_to_load_mw, lines_to_load_mw, grid_to_load_mw, "
      "renewable_to_load_mw + storage_green_to_load_mw + lines_green_to_load_mw AS green_mw, curtailed_mw, "
      "shortfall_mw + restricted_mw AS held_mw, stored_mwh, price_cny_per_mwh, location_factor_t_per_mwh "
      "FROM hub_interval ORDER BY interval, hub",
      count_in(database, "hub"), per_hour)
      .add_to(blob, "hub", {"price_cny_per_mwh", "location_factor_t_per_mwh"}, 1);
  // By the day: a page does not show the hours of each cluster, and they would be a third of it.
  MeanTable(
      database,
      "SELECT CASE WHEN c.energised_accelerators > 0 THEN busy_accelerators / "
      "c.energised_accelerators ELSE 0 END AS busy_share, queued_jobs FROM cluster_interval JOIN cluster c "
      "USING (cluster) ORDER BY interval, cluster",
      count_in(database, "cluster"), 24 * per_hour)
      .add_to(blob, "cluster", {}, 24);
  MeanTable(database, "SELECT jobs_running, jobs_waiting FROM interval ORDER BY interval", 1, per_hour)
      .add_to(blob, "nation", {"jobs_running", "jobs_waiting"}, 1);
  add_flows(database, blob, flows);
  Json json = blob.json();
  json["count"] = count_in(database, "interval") / per_hour;
  json["interval_h"] = 1;
  return json;
}

}  // namespace

Json run_data(const fs::path& folder) {
  Json data = {{"kind", "run"}};
  data["summary"] = json_in(folder / "summary.json");
  data["summary"].erase("wall_seconds");  // of the machine: the same run has the same report
  Database database = open_result(folder);
  data["meta"] = meta_of(database);
  data["hubs"] = rows_of(
      database,
      "SELECT id, name, name_en, role, latitude_deg, longitude_deg, grid_limit_mw, wind_mw, solar_mw, "
      "hydro_mw, storage_mw, storage_mwh FROM hub ORDER BY hub");
  const auto places = [&](const std::string& kind) {
    return rows_of(database,
                   "SELECT c.id, c.name, c.name_en, h.id AS hub, c.latitude_deg, c.longitude_deg, "
                   "c.installed_accelerators, c.energised_accelerators, c.energised_it_mw FROM cluster c "
                   "JOIN hub h USING (hub) WHERE kind = '" +
                       kind + "' ORDER BY cluster");
  };
  data["clusters"] = places("cluster");  // the world has them first
  data["sites"] = places("site");
  data["demand_sites"] =
      rows_of(database, "SELECT id, name, name_en, latitude_deg, longitude_deg FROM site ORDER BY site");
  data["links"] =
      rows_of(database,
              "SELECT id, from_id AS \"from\", to_id AS \"to\", capacity_gbps, delay_ms FROM link "
              "ORDER BY link");
  data["lines"] = rows_of(database,
                          "SELECT l.id, a.id AS from_hub, b.id AS to_hub, capacity_mw FROM transfer_line l "
                          "JOIN hub a ON a.hub = l.from_hub JOIN hub b ON b.hub = l.to_hub ORDER BY line");
  data["pools"] =
      rows_of(database,
              "SELECT c.id AS cluster, chip, p.energised_accelerators, accelerator_utilisation, "
              "serving_utilisation, held_accelerator_hours FROM pool p JOIN cluster c USING (cluster) "
              "ORDER BY p.cluster, chip");
  data["provenance"] =
      rows_of(database, "SELECT key_path, value, mark, sources, note FROM provenance ORDER BY key_path");
  data["sources"] = rows_of(database, "SELECT id, title, date FROM source ORDER BY source");
  Statement interval(database, "SELECT value FROM run WHERE key = 'interval_minutes'");
  const std::size_t minutes = interval.next() ? std::stoul(interval.text(0)) : 60;
  data["flows"] = flow_pairs(database);
  data["series"] = series_of(database, 60 / minutes, data["flows"]);
  data["series"]["start"] = data["meta"]["start"].get<std::string>().substr(0, 16);
  return data;
}

}  // namespace suanwang
