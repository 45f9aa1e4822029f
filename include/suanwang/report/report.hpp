#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace suanwang {

/// The report of a result folder as a page of HTML that needs nothing else: no network, no other file.
/// @param folder Of a run, a comparison, a sweep or a pathway, as their commands write it.
/// @param map GeoJSON that the map of a run draws under its hubs.
/// @throws InputError if the folder is none of these, is damaged, or another version wrote it; if `map` is no
/// GeoJSON, or is given for what has no map.
[[nodiscard]] std::string report_of(const std::filesystem::path& folder,
                                    const std::optional<std::filesystem::path>& map = {});

/// The data of that page: docs/report-data.md.
[[nodiscard]] std::string report_data(const std::filesystem::path& folder,
                                      const std::optional<std::filesystem::path>& map = {});

/// @throws InputError if that is no map that `report_of` takes.
void check_map(const std::filesystem::path& map);

}  // namespace suanwang
