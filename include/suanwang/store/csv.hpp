#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "suanwang/store/database.hpp"

namespace suanwang {

/// A field of a CSV file, in quotes where it needs them (RFC 4180).
[[nodiscard]] std::string csv_field(std::string_view text);

/// What a query gives, under the names of its columns. @throws InputError if the file cannot be written.
void write_csv(Database& database, const std::string& query, const std::filesystem::path& path);

}  // namespace suanwang
