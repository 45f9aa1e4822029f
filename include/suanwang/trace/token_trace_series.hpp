#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "suanwang/trace/trace_stream.hpp"

namespace suanwang {

struct TokenTotals {
  std::uint64_t requests = 0;
  std::uint64_t input = 0, output = 0;
  std::uint64_t cached = 0;  ///< of the input, found in the prefix cache; 0 where the trace does not tell

  void add(const TraceRequest& request) {
    ++requests;
    input += request.input_tokens;
    output += request.output_tokens;
    cached += request.cached_tokens.value_or(0);
  }
};

/// A trace of requests as totals by interval, the first beginning with the first request (or the window).
struct TokenTraceSeries {
  TraceFormat format = TraceFormat::azure_llm;
  bool is_guessed = false;
  std::vector<TokenTotals> by_interval;  ///< up to the last that has a request
  TokenTotals total;
  bool knows_cache = false;  ///< whether the trace tells which tokens were cached
  std::map<std::string, TokenTotals, std::less<>> by_model;
  std::uint64_t records = 0, outside_window = 0, thinned = 0;
  std::map<std::string, std::uint64_t> skipped;
};

/// Reads a whole trace of requests; memory grows with the intervals, not with the requests.
/// @param interval > 0. @param seed, number Of the random stream that thins.
/// @throws InputError as TraceRequestStream does, and if no request is left.
[[nodiscard]] TokenTraceSeries read_token_trace(const std::filesystem::path& path,
                                                const TraceOptions& options, Duration interval,
                                                std::uint64_t seed, std::uint32_t number);

}  // namespace suanwang
