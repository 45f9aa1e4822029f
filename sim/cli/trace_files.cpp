#include "trace_files.hpp"

#include <filesystem>

#include <fmt/format.h>

namespace suanwang::cli {

bool is_trace_file(const std::string& path) {
  const std::string extension = std::filesystem::path(path).extension().string();
  return extension != ".yaml" && extension != ".yml";
}

void print_trace_counts(const std::string& path, const TraceCounts& counts) {
  fmt::print("{}: {} records of format {}{}{}\n", path, counts.records, counts.format,
             counts.is_guessed ? " (by its first line)" : "",
             counts.has_dates ? "" : "; its first record counts as a Monday's midnight");
  for (const auto& [reason, count] : counts.skipped) fmt::print("  left out: {}, {}\n", count, reason);
  if (counts.outside_window > 0) fmt::print("  outside the window: {}\n", counts.outside_window);
  if (counts.thinned > 0) fmt::print("  thinned out: {}\n", counts.thinned);
  fmt::print("\n");
}

}  // namespace suanwang::cli
