#include "map_data.hpp"

#include <cmath>

#include <fmt/format.h>

#include "suanwang/core/error.hpp"

namespace suanwang {

namespace {

/// Rounds positions, at whatever depth they stand. @return Whether all are numbers within the globe.
bool round_positions(Json& coordinates, int depth = 0) {
  constexpr int deepest = 4;  // polygons, of a polygon rings, of a ring positions, of a position numbers
  if (!coordinates.is_array() || coordinates.empty() || depth > deepest) return false;
  if (coordinates[0].is_array()) {
    for (Json& each : coordinates)
      if (!round_positions(each, depth + 1)) return false;
    return true;
  }
  if (coordinates.size() < 2 || !coordinates[0].is_number() || !coordinates[1].is_number()) return false;
  const auto in_degrees = [&](std::size_t i) {
    return std::round(coordinates[i].get<double>() * 1000.0) / 1000.0;
  };
  const double longitude = in_degrees(0), latitude = in_degrees(1);
  coordinates = {longitude, latitude};
  return std::abs(longitude) <= 360.0 && std::abs(latitude) <= 90.0;
}

/// Adds the geometries in a node of GeoJSON that have lines.
void add_shapes(const Json& node, const std::string& file, Json& shapes, int depth = 0) {
  constexpr int deepest = 16;
  if (depth > deepest) throw InputError(fmt::format("{}: is nested more than {} deep", file, deepest));
  const std::string type = node.is_object() && node.contains("type") && node["type"].is_string()
                               ? node["type"].get<std::string>()
                               : "";
  if (type == "FeatureCollection") {
    for (const Json& each : node.value("features", Json::array())) add_shapes(each, file, shapes, depth + 1);
  } else if (type == "Feature") {
    if (node.contains("geometry") && !node["geometry"].is_null())
      add_shapes(node["geometry"], file, shapes, depth + 1);
  } else if (type == "GeometryCollection") {
    for (const Json& each : node.value("geometries", Json::array()))
      add_shapes(each, file, shapes, depth + 1);
  } else if (type == "LineString" || type == "MultiLineString" || type == "Polygon" ||
             type == "MultiPolygon") {
    Json coordinates = node.value("coordinates", Json());
    if (!round_positions(coordinates))
      throw InputError(file + ": a " + type +
                       " has coordinates that are no longitudes and latitudes in degrees");
    shapes.push_back({{"type", type}, {"coordinates", std::move(coordinates)}});
  } else if (type != "Point" && type != "MultiPoint") {
    throw InputError(file + ": is no GeoJSON: " + (type.empty() ? "no type" : "type '" + type + "'") +
                     "; allowed: a FeatureCollection, a Feature or a geometry");
  }
}

}  // namespace

Json map_data(const std::filesystem::path& file) {
  Json shapes = Json::array();
  add_shapes(json_in(file), file.string(), shapes);
  if (shapes.empty()) throw InputError(file.string() + ": has neither a line nor a polygon to draw");
  return {{"type", "GeometryCollection"}, {"geometries", std::move(shapes)}};
}

}  // namespace suanwang
