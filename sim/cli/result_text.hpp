#pragma once

#include <string>

#include "suanwang/experiment/summary.hpp"

namespace suanwang::cli {

/// Tables of a run's result by hub, cluster, job class, model class, energy and rule; then the same in plain
/// words.
[[nodiscard]] std::string result_text(const Summary& summary);

}  // namespace suanwang::cli
