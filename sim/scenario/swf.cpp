#include "suanwang/scenario/swf.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

#include <fmt/format.h>

#include "suanwang/core/error.hpp"

#include "csv_file.hpp"

namespace suanwang {

namespace {

constexpr std::size_t column_count = 18;
using Columns = std::array<std::int64_t, column_count>;
// Columns of the format, from 0.
enum Column {
  job_number = 0,
  submit = 1,
  run = 3,
  used_processors = 4,
  asked_processors = 7,
  asked_time = 8,
  user = 11
};

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

/// Whole numbers; a fraction, which some logs have in CPU times, is dropped.
bool read_columns(const char* at, const char* end, Columns& columns) {
  for (std::int64_t& column : columns) {
    while (at < end && is_blank(*at)) ++at;
    const auto [next, error] = std::from_chars(at, end, column);
    if (error != std::errc()) return false;
    at = next;
    if (at < end && *at == '.')
      for (++at; at < end && *at >= '0' && *at <= '9';) ++at;
    if (at < end && !is_blank(*at)) return false;
  }
  while (at < end && is_blank(*at)) ++at;
  return at == end;
}

class Reader {
 public:
  Reader(const std::filesystem::path& path, const SwfOptions& options) : path_(path), options_(options) {}

  SwfLog read() {
    const std::string text = read_text_file(path_);
    std::vector<std::pair<SwfJob, int>> jobs;  // with their lines
    Columns columns{};
    const char* const end = text.data() + text.size();
    int line = 0;
    for (const char* at = text.data(); at < end && issues_.size() < most_issues;) {
      ++line;
      const char* const line_end = std::find(at, end, '\n');
      const char* const begin = at;
      at = line_end < end ? line_end + 1 : end;
      const char* first = begin;
      while (first < line_end && is_blank(*first)) ++first;
      if (first == line_end || *first == ';') continue;
      ++log_.records;
      if (!read_columns(first, line_end, columns)) {
        complain(line, "is not a job", "write 18 numbers, -1 for what is not known");
        continue;
      }
      jobs.emplace_back(job_of(columns), line);
      log_.has_requests |= jobs.back().first.requested_s > 0;
    }
    for (const auto& [job, at_line] : jobs) take(job, at_line);
    if (!issues_.empty()) throw InputError(std::move(issues_));
    if (log_.jobs.empty()) throw InputError(path_.string() + ": holds no job that can be replayed");
    std::stable_sort(log_.jobs.begin(), log_.jobs.end(),
                     [](const SwfJob& a, const SwfJob& b) { return a.submit_s < b.submit_s; });
    return std::move(log_);
  }

 private:
  static constexpr std::size_t most_issues = 20;

  static SwfJob job_of(const Columns& columns) {
    SwfJob job;
    job.id = columns[job_number];
    job.submit_s = columns[submit];
    job.run_s = columns[run];
    const std::int64_t processors =
        columns[asked_processors] > 0 ? columns[asked_processors] : columns[used_processors];
    constexpr std::int64_t most = std::numeric_limits<std::uint32_t>::max();
    job.processors = static_cast<std::uint32_t>(std::clamp<std::int64_t>(processors, 0, most));
    job.requested_s = std::max<std::int64_t>(0, columns[asked_time]);
    job.user = columns[user];
    return job;
  }

  void take(SwfJob job, int line) {
    constexpr std::int64_t longest_s = 3'000'000'000;  // a hundred years: beyond it clocks would overflow
    const char* reason = job.submit_s < 0                            ? "submitted before the log begins"
                         : job.processors == 0                       ? "no processors"
                         : job.processors > options_.processors      ? "more processors than the machine has"
                         : job.run_s <= 0                            ? "no run time"
                         : log_.has_requests && job.requested_s == 0 ? "no time asked for"
                         : std::max(job.submit_s, job.run_s) > longest_s ? "longer than a hundred years"
                                                                         : nullptr;
    if (reason) {
      ++log_.dropped[reason];
      if (options_.on_invalid == OnInvalid::error)
        complain(line, fmt::format("job {}: {}", job.id, reason), "correct it, or skip what is invalid");
      return;
    }
    if (job.requested_s > 0) job.run_s = std::min(job.run_s, job.requested_s);
    log_.jobs.push_back(job);
  }

  void complain(int line, std::string problem, std::string remedy) {
    if (issues_.size() < most_issues)
      issues_.push_back({path_.string(), line, 0, "", std::move(problem), std::move(remedy)});
  }

  const std::filesystem::path& path_;
  const SwfOptions& options_;
  SwfLog log_;
  Issues issues_;
};

}  // namespace

SwfLog read_swf(const std::filesystem::path& path, const SwfOptions& options) {
  return Reader(path, options).read();
}

}  // namespace suanwang
