#pragma once

#include <string>

namespace suanwang {

/// A page with its style, its scripts and `data` within.
/// @param data JSON without any `<`: docs/report-data.md.
[[nodiscard]] std::string page_of(const std::string& data);

}  // namespace suanwang
