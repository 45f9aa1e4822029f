#pragma once

#include <string>

#include "suanwang/experiment/trace_survey.hpp"

namespace suanwang::cli {

/// Whether a file given on the command line is a trace; scenarios and job classes are YAML.
[[nodiscard]] bool is_trace_file(const std::string& path);

/// What was read of a trace, and what was left out and why.
void print_trace_counts(const std::string& path, const TraceCounts& counts);

}  // namespace suanwang::cli
