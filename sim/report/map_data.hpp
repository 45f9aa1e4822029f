#pragma once

#include <string>

#include "page_data.hpp"

namespace suanwang {

/// The shapes of a map, without what else it says, to about 100 m.
/// @param file GeoJSON (RFC 7946) in degrees.
/// @throws InputError if it cannot be read, or has no line and no polygon.
[[nodiscard]] Json map_data(const std::filesystem::path& file);

}  // namespace suanwang
