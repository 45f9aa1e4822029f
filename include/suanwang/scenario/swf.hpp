#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace suanwang {

/// One job of a log in the Standard Workload Format (Chapin et al., JSSPP 1999; Parallel Workloads Archive).
/// Times in whole seconds.
struct SwfJob {
  std::int64_t id = 0;
  std::int64_t submit_s = 0;  ///< since the log's start
  std::int64_t run_s = 0;
  std::uint32_t processors = 0;
  std::int64_t requested_s = 0;  ///< what the user asked for; 0: the log does not say
  std::int64_t user = -1;
};

/// What is done with a job that cannot be replayed.
enum class OnInvalid { skip, error };

struct SwfOptions {
  std::uint32_t processors = 0;  ///< of the machine; a job that needs more is invalid
  OnInvalid on_invalid = OnInvalid::skip;
};

/// A log, read. Jobs stand in order of submission; of equals in the log's order.
struct SwfLog {
  std::vector<SwfJob> jobs;
  std::uint64_t records = 0;                     ///< lines with a job
  std::map<std::string, std::uint64_t> dropped;  ///< invalid jobs by reason
  bool has_requests = false;                     ///< whether any job states the time asked for
};

/// Reads a log, plain or gzip. Processors are those asked for, or those used where that is
/// missing; a run
/// ends at the time asked for, if the log has it. Invalid are: no processors, more than the machine has, no
/// run time, a negative submission, and, where other jobs state one, no time asked for.
/// @throws InputError for a line that is not 18 numbers, and for an invalid job if `on_invalid` says so; with
/// up to 20
///         issues, each with its line.
[[nodiscard]] SwfLog read_swf(const std::filesystem::path& path, const SwfOptions& options);

}  // namespace suanwang
