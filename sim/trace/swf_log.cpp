#include "suanwang/trace/swf_log.hpp"

#include <algorithm>

#include "suanwang/core/error.hpp"
#include "suanwang/trace/field_text.hpp"

#include "swf_reader.hpp"

namespace suanwang {

namespace {

std::uint32_t machine_size(const TraceDirectives& directives, const std::filesystem::path& path) {
  for (const char* key : {"MaxProcs", "MaxNodes"}) {
    std::int64_t size = 0;
    const auto value = find_directive(directives, key);
    constexpr std::int64_t most = 1'000'000'000;
    if (value && parse_whole(*value, size) && size > 0 && size <= most)
      return static_cast<std::uint32_t>(size);
  }
  throw InputError(
      path.string() +
      ": its header does not say how many processors the machine has (MaxProcs, MaxNodes); state it "
      "with --processors");
}

class LogReader {
 public:
  LogReader(const std::filesystem::path& path, const SwfOptions& options)
      : path_(path), options_(options), reader_(path, {}), tally_(path, options.on_invalid) {}

  SwfLog read() {
    reserve();
    TraceJob job;
    while (reader_.next(job, tally_)) {
      if (log_.processors == 0)
        log_.processors =
            options_.processors ? *options_.processors : machine_size(reader_.directives(), path_);
      take(job);
    }
    drop_without_request();
    tally_.throw_errors();
    if (log_.jobs.empty())
      throw InputError(path_.string() + ": holds no job that can be replayed" + tally_.skipped_text());
    log_.records = tally_.records();
    log_.dropped = tally_.skipped();
    const auto is_before = [](const SwfJob& a, const SwfJob& b) { return a.submit_s < b.submit_s; };
    if (!std::is_sorted(log_.jobs.begin(), log_.jobs.end(), is_before))  // nearly all logs are
      std::stable_sort(log_.jobs.begin(), log_.jobs.end(), is_before);
    return std::move(log_);
  }

 private:
  /// As many jobs as the file can hold: a vector that grows copies all of them again and again. Memory that
  /// is not used is never touched.
  void reserve() {
    constexpr std::uintmax_t shortest_line = 36;  // 18 digits and what stands between them
    constexpr std::uintmax_t most = 100'000'000;
    std::error_code unknown;
    const std::uintmax_t bytes = std::filesystem::file_size(path_, unknown);
    if (!unknown) log_.jobs.reserve(static_cast<std::size_t>(std::min(bytes / shortest_line, most)));
  }

  static std::int64_t seconds(Duration span) {
    return std::chrono::floor<std::chrono::seconds>(span).count();
  }

  TraceFault fault_of(const TraceJob& job) const {
    constexpr Duration longest = std::chrono::seconds(3'000'000'000);  // a hundred years
    if (job.submitted < Duration(0)) return TraceFault::submitted_before_start;
    if (job.accelerators < 1.0) return TraceFault::no_processors;
    if (job.accelerators > log_.processors) return TraceFault::too_large;
    if (!job.run_time || seconds(*job.run_time) <= 0) return TraceFault::no_run_time;
    if (std::max(job.submitted, *job.run_time) > longest) return TraceFault::too_long;
    return TraceFault::none;
  }

  void take(const TraceJob& job) {
    log_.has_requests |= job.requested.has_value();
    if (const TraceFault fault = fault_of(job); fault != TraceFault::none)
      return tally_.refuse(fault, reader_.place_of(fault));
    SwfJob kept;
    kept.submit_s = seconds(job.submitted);
    kept.run_s = static_cast<std::uint32_t>(seconds(*job.run_time));  // of `fault_of`: not above 3e9
    kept.processors = static_cast<std::uint32_t>(job.accelerators);
    if (job.requested)
      kept.requested_s =
          static_cast<std::uint32_t>(std::min<std::int64_t>(seconds(*job.requested), UINT32_MAX));
    if (kept.requested_s > 0) kept.run_s = std::min(kept.run_s, kept.requested_s);
    std::int64_t user = 0;
    if (parse_whole(job.user, user) && user > 0) kept.user = static_cast<std::uint32_t>(user);
    if (kept.requested_s == 0) places_.push_back(reader_.place_of(TraceFault::no_request));
    log_.jobs.push_back(kept);
  }

  /// Where some jobs state the time asked for, those that do not are invalid.
  void drop_without_request() {
    if (!log_.has_requests) return;
    for (const TracePlace place : places_) tally_.refuse(TraceFault::no_request, place);
    std::erase_if(log_.jobs, [](const SwfJob& job) { return job.requested_s == 0; });
  }

  const std::filesystem::path& path_;
  const SwfOptions& options_;
  SwfReader reader_;
  TraceTally tally_;
  SwfLog log_;
  std::vector<TracePlace> places_;  // of jobs that state no time asked for
};

}  // namespace

SwfLog read_swf(const std::filesystem::path& path, const SwfOptions& options) {
  return LogReader(path, options).read();
}

}  // namespace suanwang
