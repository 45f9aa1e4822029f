#include "series_blob.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "suanwang/core/random_stream.hpp"

#include "seeds.hpp"
#include "unpack.hpp"

namespace suanwang {
namespace {

/// As a page reads it.
std::vector<double> values_of(const nlohmann::ordered_json& json, std::size_t column, std::size_t count) {
  const std::string bytes = from_gzip(from_base64(json.at("blob").get<std::string>()));
  const auto& stated = json.at("columns").at(column);
  const auto width = stated.at("bytes").get<std::size_t>();
  std::size_t at = stated.at("offset");
  std::uint32_t sum = 0;
  std::vector<double> values;
  for (std::size_t i = 0; i < count; ++i, at += width) {
    std::uint32_t difference = static_cast<unsigned char>(bytes[at]);
    if (width == 2) difference |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + 1])) << 8;
    sum = (sum + difference) & (width == 1 ? 0xffu : 0xffffu);
    values.push_back(stated.at("minimum").get<double>() + sum * stated.at("step").get<double>());
  }
  return values;
}

TEST(SeriesBlobProperty, ValuesComeBackWithinHalfAStep) {
  for (const std::uint64_t seed : testing::first_seeds(50)) {
    SCOPED_TRACE(seed);
    RandomStream stream(seed, RandomPurpose::design, 3);
    SeriesBlob blob;
    std::vector<std::vector<double>> all;
    for (std::size_t column = 0; column < 4; ++column) {
      std::vector<double> values(1 + stream() % 300);
      const double scale = std::pow(10.0, static_cast<double>(stream() % 13) - 6.0);
      for (double& each : values) each = (stream.uniform() - 0.5) * scale;
      blob.add("hub", column, "x", values, 1 + static_cast<int>(column % 2), 1);
      all.push_back(std::move(values));
    }
    const auto json = blob.json();
    for (std::size_t column = 0; column < all.size(); ++column) {
      const double step = json["columns"][column]["step"];
      const auto back = values_of(json, column, all[column].size());
      for (std::size_t i = 0; i < back.size(); ++i) EXPECT_NEAR(back[i], all[column][i], step * 0.501);
    }
  }
}

TEST(SeriesBlob, AConstantIsExact) {
  SeriesBlob blob;
  blob.add("nation", std::nullopt, "x", {7.25, 7.25, 7.25}, 1, 24);
  const auto json = blob.json();
  EXPECT_EQ(values_of(json, 0, 3), (std::vector<double>{7.25, 7.25, 7.25}));
  EXPECT_TRUE(json["columns"][0]["entity"].is_null());
  EXPECT_EQ(json["columns"][0]["every"], 24);
}

}  // namespace
}  // namespace suanwang
