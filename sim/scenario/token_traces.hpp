#pragma once

#include "suanwang/scenario/document.hpp"
#include "suanwang/scenario/scenario_spec.hpp"

namespace suanwang {

/// Reads the traces of requests that model classes name: the shape of their demand, and the means that they
/// do not state themselves. @throws InputError for a trace that cannot be read or holds jobs.
void read_token_traces(ScenarioSpec& spec, const Document& document);

}  // namespace suanwang
