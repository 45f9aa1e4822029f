#pragma once

#include <memory>

#include "suanwang/scenario/document.hpp"
#include "suanwang/scenario/load.hpp"

namespace suanwang {

/// As `load_scenario`, of a document that was read before.
[[nodiscard]] LoadedScenario read_scenario(const Document& document, const PolicyCatalogue& catalogue,
                                           std::shared_ptr<InputFiles> inputs);

}  // namespace suanwang
