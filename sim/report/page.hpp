#pragma once

#include <string>
#include <string_view>

namespace suanwang {

/// A page with its style, its scripts and `data` within.
/// @param kind "run", "compare", "sweep" or "pathway". @param data JSON of it without any `<`:
/// docs/report-data.md.
[[nodiscard]] std::string page_of(std::string_view kind, const std::string& data);

}  // namespace suanwang
