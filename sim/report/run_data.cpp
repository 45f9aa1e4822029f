// What the report of a run shows, from the files that the run wrote.
#include <algorithm>
#include <fstream>
#include <map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "suanwang/core/error.hpp"
#include "suanwang/report/run_report.hpp"
#include "suanwang/store/database.hpp"

#include "series_blob.hpp"

namespace suanwang {

namespace fs = std::filesystem;

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* readable_schema = "5";

/// The rows of a query as objects, by the names of its columns.
Json rows_of(Database& database, const std::string& sql) {
  Statement rows(database, sql);
  Json all = Json::array();
  while (rows.next()) {
    Json row = Json::object();
    for (int column = 0; column < rows.column_count(); ++column) {
      Json& value = row[rows.column_name(column)];
      if (rows.is_text(column))
        value = rows.text(column);
      else if (!rows.is_null(column))
        value = rows.real(column);
    }
    all.push_back(std::move(row));
  }
  return all;
}

std::map<std::string, std::string> run_table(Database& database) {
  std::map<std::string, std::string> said;
  Statement rows(database, "SELECT key, value FROM run");
  while (rows.next()) said[rows.text(0)] = rows.text(1);
  return said;
}

Json meta_of(Database& database) {
  auto said = run_table(database);
  if (said["schema"] != readable_schema)
    throw InputError("result.sqlite has schema " + said["schema"] + ", and this program reads " +
                     readable_schema + ": run the scenario again");
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

Json series_of(Database& database, std::size_t per_hour) {
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
  Json json = blob.json();
  json["count"] = count_in(database, "interval") / per_hour;
  json["interval_h"] = 1;
  return json;
}

std::string content_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw InputError(path.string() + ": is not there; name the folder of a run's results");
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

std::string run_report_data(const fs::path& folder) try {
  Json data = {{"kind", "run"}};
  data["summary"] = Json::parse(content_of(folder / "summary.json"));
  data["summary"].erase("wall_seconds");  // of the machine: the same run has the same report
  Database database = Database::open(folder / "result.sqlite");
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
  data["provenance"] =
      rows_of(database, "SELECT key_path, value, mark, sources, note FROM provenance ORDER BY key_path");
  data["sources"] = rows_of(database, "SELECT id, title, date FROM source ORDER BY source");
  Statement interval(database, "SELECT value FROM run WHERE key = 'interval_minutes'");
  const std::size_t minutes = interval.next() ? std::stoul(interval.text(0)) : 60;
  data["series"] = series_of(database, 60 / minutes);
  data["series"]["start"] = data["meta"]["start"].get<std::string>().substr(0, 16);
  std::string text = data.dump(-1, ' ', false, Json::error_handler_t::replace);
  // Within a page no name may end the element that holds it.
  for (std::size_t at = text.find('<'); at != std::string::npos; at = text.find('<', at))
    text.replace(at, 1, "\\u003c");
  return text;
} catch (const nlohmann::json::exception& error) {
  throw InputError((folder / "summary.json").string() + ": is damaged: " + error.what());
}

}  // namespace suanwang
