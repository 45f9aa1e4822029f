#pragma once

#include <filesystem>
#include <string>

namespace suanwang::cli {

/// The differences of a comparison as points with their 95 % intervals, one metric after the other.
/// @param folder With compare.json. @param width Columns that it may take.
/// @throws InputError if it is damaged.
[[nodiscard]] std::string comparison_plot(const std::filesystem::path& folder, std::size_t width);

}  // namespace suanwang::cli
