#pragma once

#include <string>

#include "suanwang/core/fields.hpp"
#include "suanwang/scenario/document.hpp"

namespace suanwang {

/// The fault of a key that `fields` does not list, with the likeliest thing that was meant.
/// @param mapping The mapping that holds `entry`.
/// @param tag     Key that names the alternative read; empty if there is none.
[[nodiscard]] Issue unknown_key(const DocumentNode::Entry& entry, const DocumentNode& mapping,
                                const Fields& fields, const std::string& tag, const std::string& path);

}  // namespace suanwang
