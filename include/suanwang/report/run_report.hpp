#pragma once

#include <filesystem>
#include <string>

namespace suanwang {

/// The report of one run as a page of HTML that needs nothing else: no network, no other file.
/// @param folder With summary.json and result.sqlite, as `run` writes them.
/// @throws InputError if they are not there, are damaged, or another version wrote them.
[[nodiscard]] std::string run_report(const std::filesystem::path& folder);

/// The data of that page: docs/report-data.md.
[[nodiscard]] std::string run_report_data(const std::filesystem::path& folder);

}  // namespace suanwang
