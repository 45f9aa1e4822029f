#include "figures.hpp"

#include <cmath>
#include <sstream>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace suanwang {

namespace {

/// As far as the path leads. @param done What of it was found.
const nlohmann::json& follow(const nlohmann::json& summary, const std::string& path, std::string& done,
                             std::string& missing) {
  const nlohmann::json* at = &summary;
  std::istringstream steps(path);
  for (std::string step; std::getline(steps, step, '.');) {
    if (!at->is_object() || !at->contains(step)) {
      missing = step;
      break;
    }
    at = &(*at)[step];
    done += (done.empty() ? "" : ".") + step;
  }
  return *at;
}

}  // namespace

std::optional<double> figure_at(const nlohmann::json& summary, const std::string& path) {
  std::string done, missing;
  const nlohmann::json& found = follow(summary, path, done, missing);
  if (!missing.empty()) return std::nullopt;
  if (found.is_boolean()) return found.get<bool>() ? 1.0 : 0.0;
  return found.is_number() && std::isfinite(found.get<double>()) ? std::optional(found.get<double>())
                                                                 : std::nullopt;
}

std::string figure_fault(const nlohmann::json& summary, const std::string& path) {
  std::string done, missing;
  const nlohmann::json& found = follow(summary, path, done, missing);
  if (missing.empty())
    return found.is_number() || found.is_boolean() || found.is_null()
               ? ""
               : "'" + path + "' of summary.json is not a number";
  std::vector<std::string> there;
  if (found.is_object())
    for (const auto& [key, value] : found.items()) there.push_back(key);
  const std::string what = "summary.json has no '" + done + (done.empty() ? "" : ".") + missing + "'; ";
  return what + (there.empty() ? "'" + done + "' is a single value"
                               : fmt::format("there are: {}", fmt::join(there, ", ")));
}

}  // namespace suanwang
