#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "suanwang/experiment/workload_survey.hpp"
#include "suanwang/trace/trace_stream.hpp"

namespace suanwang {

/// What is said of a trace beside its jobs or requests.
struct TraceCounts {
  std::string format;
  bool is_guessed = false;  ///< by its first line
  bool has_dates = false;   ///< else its first record counts as a Monday's midnight
  std::uint64_t records = 0, outside_window = 0, thinned = 0;
  std::map<std::string, std::uint64_t> skipped;
};

/// All sound jobs of a trace, classed by their label; the labels behind the first `most_labels` are one
/// class.
struct TraceSurvey {
  static constexpr std::size_t most_labels = 12;
  TraceCounts counts;
  WorkloadSurvey jobs;
};

/// Reads a whole trace of jobs in memory that does not grow with it, but for its users.
/// @param kept How many of the first jobs to keep.
/// @throws InputError as TraceJobStream does, and if no job is left.
[[nodiscard]] TraceSurvey survey_trace(const std::filesystem::path& path, const TraceOptions& options,
                                       std::uint64_t seed, std::size_t kept = 0);

/// Figures of a trace of requests.
struct RequestSurvey {
  TraceCounts counts;
  std::uint64_t requests = 0;
  Duration span{};  ///< from the first request to the last
  std::uint64_t input_tokens = 0, output_tokens = 0, cached_tokens = 0;
  CountQuantiles input, output;  ///< tokens of a request
  CountQuantiles gap_ms;         ///< between one request and the next
};
[[nodiscard]] RequestSurvey survey_requests(const std::filesystem::path& path, const TraceOptions& options,
                                            std::uint64_t seed);

/// Whether the trace holds requests rather than jobs. @throws InputError if its format is not known.
[[nodiscard]] bool holds_requests(const std::filesystem::path& path, const TraceOptions& options);

}  // namespace suanwang
