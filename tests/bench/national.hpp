#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "suanwang/scenario/load.hpp"

namespace suanwang {

/// China 2030 mid, which benchmarks measure.
inline LoadedScenario china_2030_mid(const std::vector<std::string>& overrides = {}) {
  static const PolicyCatalogue catalogue = built_in_policies();
  return load_scenario(std::filesystem::path(SUANWANG_SOURCE_DIR) / "scenarios/china-2030-mid.yaml",
                       overrides, catalogue);
}

}  // namespace suanwang
