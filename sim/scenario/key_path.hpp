#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "suanwang/scenario/document.hpp"

namespace suanwang {

/// The steps of a key path such as `hubs.bth.list[2]` or `hubs.bth.list.2`: keys and indices. Empty if it is
/// not one: nothing between two dots, an open bracket, a bracket without a number.
[[nodiscard]] std::optional<std::vector<std::string>> key_path_steps(std::string_view key_path);

/// The element that `step` counts from 0; null if `step` is no number or beyond the end.
[[nodiscard]] const DocumentNode* item_at(const DocumentNode& sequence, std::string_view step);

/// Whether a mapping is one figure with its provenance, `{value: ..., mark: ...}`, and nothing else.
[[nodiscard]] bool is_figure(const DocumentNode& node);

}  // namespace suanwang
