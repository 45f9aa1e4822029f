#pragma once

#include <string>

#include "suanwang/experiment/compare.hpp"

namespace suanwang::cli {

/// Tables of a comparison: means with ranks, differences to the baseline, seeds still needed.
[[nodiscard]] std::string comparison_text(const Comparison& comparison);

}  // namespace suanwang::cli
