#pragma once

#include <optional>
#include <string>

#include <nlohmann/json.hpp>

namespace suanwang {

/// The number at a path of summary.json, "hubs.nx.green_share"; 1 and 0 for true and false. Empty where there
/// is none, or nothing finite.
[[nodiscard]] std::optional<double> figure_at(const nlohmann::json& summary, const std::string& path);

/// What is wrong with a path: "summary.json has no 'hubs.north'; there are: east, west". Empty for a number,
/// or null.
[[nodiscard]] std::string figure_fault(const nlohmann::json& summary, const std::string& path);

}  // namespace suanwang
