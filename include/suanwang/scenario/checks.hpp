#pragma once

#include <functional>
#include <string>

#include "suanwang/scenario/scenario_spec.hpp"

namespace suanwang {

/// Takes one fault: the key path, what is wrong there, and what is allowed or to be written instead.
using Complain =
    std::function<void(const std::string& key_path, const std::string& problem, const std::string& remedy)>;

/// Checks across fields: references, sums, orders, ranges that depend on each other, a connected network.
/// Every fault is reported, none is thrown.
void check_scenario(const ScenarioSpec& spec, const Complain& complain);

/// The part that holds without hubs and clusters: job classes, day shapes, holidays, growth curves.
void check_workload(const ScenarioSpec& spec, const Complain& complain);

}  // namespace suanwang
