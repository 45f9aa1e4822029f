#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace suanwang {

/// Many series as one block of bytes for a page: whole numbers of one or two bytes, each less the one before
/// it, packed together. docs/report-data.md describes it for those who read it.
class SeriesBlob {
 public:
  /// @param table Of the entity: "hub", "cluster" or "nation". @param bytes 1 or 2: how finely values are
  /// told apart,
  ///              in 255 or 65,535 steps between the least and the greatest. @param every_h Hours that a
  ///              value stands for.
  void add(const std::string& table, std::optional<std::size_t> entity, const std::string& name,
           const std::vector<double>& values, int bytes, std::size_t every_h);

  /// `columns` and `blob`.
  [[nodiscard]] nlohmann::ordered_json json() const;

 private:
  nlohmann::ordered_json columns_ = nlohmann::ordered_json::array();
  std::string bytes_;
};

}  // namespace suanwang
