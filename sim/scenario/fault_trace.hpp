#pragma once

#include <filesystem>

#include "suanwang/core/error.hpp"
#include "suanwang/scenario/scenario_spec.hpp"

namespace suanwang {

/// Adds the outages of a CSV file to the spec's: columns start, end (local time), cluster or link, servers,
/// kind (failure or maintenance; failure by default), in any order, named in the first row.
/// @param issues Receives every fault with its line.
void read_fault_trace(const std::filesystem::path& path, ScenarioSpec& spec, Issues& issues);

}  // namespace suanwang
