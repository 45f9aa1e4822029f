#include "map_data.hpp"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "suanwang/core/error.hpp"

#include "scratch_folder.hpp"

namespace suanwang {
namespace {

using ::testing::HasSubstr;

class MapDataTest : public ::testing::Test {
 protected:
  Json map_of(const std::string& text) {
    std::ofstream(scratch_ / "map.geojson") << text;
    return map_data(scratch_ / "map.geojson");
  }
  /// What is said of a map that cannot be drawn.
  std::string complaint(const std::string& text) {
    try {
      map_of(text);
    } catch (const InputError& error) {
      return error.what();
    }
    return "";
  }

  const testing::ScratchFolder scratch_;
};

TEST_F(MapDataTest, KeepsShapesAlone) {
  const Json map = map_of(R"({"type": "FeatureCollection", "features": [
    {"type": "Feature", "properties": {"name": "</script>"}, "geometry":
      {"type": "MultiPolygon", "coordinates": [[[[100.12345, 30], [101, 30], [101, 31], [100.12345, 30]]]]}},
    {"type": "Feature", "properties": null, "geometry": null},
    {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [1, 2]}},
    {"type": "Feature", "properties": {}, "geometry": {"type": "GeometryCollection", "geometries":
      [{"type": "LineString", "coordinates": [[100, 30], [101, 31]]}]}}]})");
  EXPECT_EQ(map.dump(), R"({"type":"GeometryCollection","geometries":[{"type":"MultiPolygon","coordinates":)"
                        R"([[[[100.123,30.0],[101.0,30.0],[101.0,31.0],[100.123,30.0]]]]},)"
                        R"({"type":"LineString","coordinates":[[100.0,30.0],[101.0,31.0]]}]})");
}

TEST_F(MapDataTest, SaysWhatIsWrong) {
  EXPECT_THAT(complaint("{"), HasSubstr("map.geojson: is damaged"));
  EXPECT_THAT(complaint("[1, 2]"), HasSubstr("is no GeoJSON: no type"));
  EXPECT_THAT(complaint(R"({"type": 3})"), HasSubstr("is no GeoJSON: no type"));
  std::string nested = R"({"type": "LineString", "coordinates": [[100, 30], [101, 31]]})";
  for (int i = 0; i < 1000; ++i) nested = R"({"type": "GeometryCollection", "geometries": [)" + nested + "]}";
  EXPECT_THAT(complaint(nested), HasSubstr("nested more than 16 deep"));
  EXPECT_THAT(complaint(R"({"type": "Topology"})"),
              HasSubstr("type 'Topology'; allowed: a FeatureCollection"));
  EXPECT_THAT(complaint(R"({"type": "Point", "coordinates": [1, 2]})"),
              HasSubstr("neither a line nor a polygon"));
  EXPECT_THAT(complaint(R"({"type": "LineString"})"), HasSubstr("no longitudes and latitudes"));
  EXPECT_THAT(complaint(R"({"type": "LineString", "coordinates": [[4e6, 3e6], [4e6, 3e6]]})"),
              HasSubstr("no longitudes and latitudes"));
  EXPECT_THAT(complaint(R"({"type": "Polygon", "coordinates": [[["a", "b"]]]})"),
              HasSubstr("no longitudes and latitudes"));
  EXPECT_THAT(complaint(R"({"type": "FeatureCollection", "features": 3})"), HasSubstr("is no GeoJSON"));
  EXPECT_THROW(static_cast<void>(map_data(scratch_ / "nowhere.json")), InputError);
}

}  // namespace
}  // namespace suanwang
