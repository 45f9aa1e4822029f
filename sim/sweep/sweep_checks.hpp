#pragma once

#include "suanwang/scenario/document.hpp"
#include "suanwang/sweep/sweep_spec.hpp"

namespace suanwang {

/// What must hold between the keys of a sweep file. Every fault found is added.
void check_sweep(const SweepSpec& spec, const Document& document, Issues& issues);

}  // namespace suanwang
