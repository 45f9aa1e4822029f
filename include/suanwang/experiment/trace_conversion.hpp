#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

#include "suanwang/trace/trace_spec.hpp"

namespace suanwang {

/// Formats that traces are written in.
enum class TraceTarget { swf, csv };
template <>
struct Names<TraceTarget> {
  static constexpr std::array<std::pair<TraceTarget, const char*>, 2> all{
      {{TraceTarget::swf, "swf"}, {TraceTarget::csv, "csv"}}};
};

struct ConversionSummary {
  TraceFormat from = TraceFormat::swf;
  bool is_guessed = false;
  std::uint64_t records = 0, jobs = 0, outside_window = 0, thinned = 0;
  std::uint64_t rounded = 0;  ///< jobs whose accelerators or times were rounded to whole ones
  std::map<std::string, std::uint64_t> skipped;
};

/// Writes the jobs of one trace as another, gzip if the name ends in .gz: beside the file, then renamed. The
/// Standard Workload Format needs two readings, since its header states figures of the whole.
/// @param seed Of the thinning.
/// @throws InputError for a faulty trace, one without jobs, or a file that is there and may not be
/// overwritten.
ConversionSummary convert_trace(const std::filesystem::path& from, const std::filesystem::path& to,
                                TraceTarget target, const TraceOptions& options, std::uint64_t seed,
                                bool overwrite);

}  // namespace suanwang
