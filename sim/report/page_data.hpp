#pragma once

#include <filesystem>
#include <string>

#include <nlohmann/json.hpp>

#include "suanwang/store/database.hpp"

namespace suanwang {

// What a page shows, by kind of folder: docs/report-data.md.

using Json = nlohmann::ordered_json;

[[nodiscard]] Json run_data(const std::filesystem::path& folder);
[[nodiscard]] Json compare_data(const std::filesystem::path& folder);
[[nodiscard]] Json sweep_data(const std::filesystem::path& folder);
[[nodiscard]] Json pathway_data(const std::filesystem::path& folder);

/// @throws InputError with the file's name if it cannot be read or is no JSON.
[[nodiscard]] Json json_in(const std::filesystem::path& file);

/// The rows of a query as objects, by the names of its columns.
[[nodiscard]] Json rows_of(Database& database, const std::string& sql);

}  // namespace suanwang
