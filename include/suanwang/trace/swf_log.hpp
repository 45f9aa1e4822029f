#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "suanwang/trace/trace_tally.hpp"

namespace suanwang {

/// One job of a log in the Standard Workload Format, as a replay needs it: logs of millions are held in
/// memory. Times in whole seconds, 136 years at most.
struct SwfJob {
  std::int64_t submit_s = 0;  ///< since the log's start
  std::uint32_t run_s = 0;
  std::uint32_t requested_s = 0;  ///< what the user asked for; 0: the log does not say
  std::uint32_t processors = 0;
  std::uint32_t user = 0;  ///< 0: the log does not say
};

struct SwfOptions {
  std::optional<std::uint32_t> processors;  ///< of the machine; by default what the log's header says
  OnInvalid on_invalid = OnInvalid::skip;
};

/// A whole log in memory. Jobs stand in order of submission; of equals in the log's order.
struct SwfLog {
  std::vector<SwfJob> jobs;
  std::uint64_t records = 0;                     ///< lines with a job
  std::map<std::string, std::uint64_t> dropped;  ///< invalid jobs by reason
  bool has_requests = false;                     ///< whether any job states the time asked for
  std::uint32_t processors = 0;                  ///< of the machine
};

/// Reads a log, plain or gzip. Processors are those asked for, or those used where that is missing; a run
/// ends at the time asked for, if the log has it. Invalid are: lines that are not 18 numbers, no processors,
/// more than the machine has, no run time, a negative submission, and, where other jobs state one, no time
/// asked for.
/// @throws InputError for invalid jobs if `on_invalid` says so, with up to 20 issues, each with its place; if
/// no job is left; and if neither the options nor the header (MaxProcs, or else MaxNodes) say how large the
/// machine is.
[[nodiscard]] SwfLog read_swf(const std::filesystem::path& path, const SwfOptions& options);

}  // namespace suanwang
