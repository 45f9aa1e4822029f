#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "suanwang/policy/catalogue.hpp"
#include "suanwang/trace/swf_log.hpp"

namespace suanwang {

struct ReplayOptions {
  std::uint32_t processors = 0;
  std::string queue = "easy_backfill";
  std::vector<std::string> settings = {};  ///< parameters of the queue, "key=value"
  bool exact_estimates = false;            ///< the scheduler knows run times instead of what users asked for
  std::function<void(double share)> on_progress = {};
  const std::atomic<bool>* should_stop = nullptr;
};

/// What a queue made of a log. Waits and the like are in seconds.
struct ReplaySummary {
  std::string log, queue, estimates, version;
  std::uint32_t processors = 0;
  std::uint64_t records = 0, jobs = 0;
  std::map<std::string, std::uint64_t> dropped;
  double processor_seconds = 0.0;
  double mean_wait_s = 0.0;
  double mean_bounded_slowdown = 0.0, max_bounded_slowdown = 0.0;  ///< runs count as 10 s at least
  double mean_flow_time_s = 0.0;                                   ///< from submission to end
  double makespan_s = 0.0;                                         ///< last end, since the log's start
  double utilisation = 0.0;                                        ///< over the makespan
  std::uint64_t events = 0;
  double wall_seconds = 0.0;  ///< of the simulation

  /// The content of summary.json. Everything but `wall_seconds` and `events_per_second` follows from log and
  /// options.
  [[nodiscard]] std::string json() const;
};

/// Replays a log on one machine through the same engine that runs scenarios: one cluster, one pool, no limit
/// of power.
/// @throws InputError if the queue is not known, or if it needs estimates that the log does not have;
/// Interrupted.
[[nodiscard]] ReplaySummary replay(const SwfLog& log, const std::string& name,
                                   const PolicyCatalogue& catalogue, const ReplayOptions& options);

/// Writes summary.json into a folder, as a whole. @throws InputError if it exists and may not be overwritten.
void write_replay(const ReplaySummary& summary, const std::filesystem::path& folder, bool overwrite);

}  // namespace suanwang
