#pragma once

#include <deque>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "suanwang/trace/trace_spec.hpp"

namespace suanwang {

/// Which moment becomes 0.
enum class TraceZero {
  first_record,  ///< that of the first sound record
  recorded,      ///< the trace's own zero, where it has one; else that of the first record
};

/// Sound jobs of a trace in order of submission, cut, thinned and scaled as the options say. Memory does not
/// grow with the trace unless it is sorted.
class TraceJobStream {
 public:
  /// @param seed, number Of the random stream that thins. @throws InputError if the file is not what it
  /// should be, or holds requests.
  TraceJobStream(std::filesystem::path path, TraceOptions options, TraceZero zero, std::uint64_t seed,
                 std::uint32_t number);
  ~TraceJobStream();
  TraceJobStream(const TraceJobStream&) = delete;
  TraceJobStream& operator=(const TraceJobStream&) = delete;

  /// The next job, `submitted` since the start of the window; false at the end. Texts hold until the next
  /// call.
  /// @throws InputError where the file is broken, and for records that are not sound if the options say so.
  [[nodiscard]] bool next(TraceJob& job);
  /// Refuses the job read last for a reason of the caller's.
  void refuse(TraceFault fault);
  /// Throws the errors known so far, if there are any; `next` does so at the end.
  void throw_errors() { counts_->throw_errors(); }
  /// Begins anew. What is counted from here on is not in `tally`, which tells of the file once.
  void rewind();

  [[nodiscard]] const TraceFormatEntry& format() const { return format_; }
  [[nodiscard]] bool is_guessed() const { return !options_.format; }
  [[nodiscard]] const TraceTally& tally() const { return tally_; }
  [[nodiscard]] std::uint64_t outside_window() const { return outside_window_; }
  [[nodiscard]] std::uint64_t thinned() const { return thinned_; }
  /// Records taken so far, the current one included: numbers the job read last.
  [[nodiscard]] std::uint64_t index() const { return index_; }
  /// What became 0, in the trace's own time. Known once a job was read.
  [[nodiscard]] Duration zero() const { return zero_.value_or(Duration{}); }
  [[nodiscard]] TraceDirectives directives() const { return reader_->directives(); }

 private:
  bool next_sound(TraceJob& job);
  bool next_in_order(TraceJob& job);
  void sort();
  std::string_view keep(std::string_view text);
  [[nodiscard]] TraceFault fault_of(const TraceJob& job) const;
  [[nodiscard]] bool is_kept(std::uint64_t index) const;
  void scale(TraceJob& job) const;

  std::filesystem::path path_;
  TraceOptions options_;
  TraceZero zero_rule_;
  std::uint64_t seed_;
  std::uint32_t number_;
  const TraceFormatEntry& format_;
  OutOfOrder out_of_order_;
  std::unique_ptr<JobReader> reader_;
  TraceTally tally_, later_tally_;
  TraceTally* counts_ = &tally_;
  std::optional<Duration> zero_;
  Duration last_ = Duration::min();
  std::uint64_t index_ = 0, outside_window_ = 0, thinned_ = 0;
  // Of a trace that is sorted.
  std::vector<TraceJob> sorted_;
  std::unordered_set<std::string> texts_;
  std::size_t next_sorted_ = 0;
  bool is_sorted_ = false;
};

/// Requests of a trace, likewise. Out of order they are refused or skipped; `sort` is not for them, since
/// totals by interval do not need it: they are taken as they come.
class TraceRequestStream {
 public:
  TraceRequestStream(const std::filesystem::path& path, TraceOptions options, std::uint64_t seed,
                     std::uint32_t number);
  /// The next request, `time` since the start of the window; false at the end.
  [[nodiscard]] bool next(TraceRequest& request);
  [[nodiscard]] const TraceFormatEntry& format() const { return format_; }
  [[nodiscard]] const TraceTally& tally() const { return tally_; }
  [[nodiscard]] std::uint64_t outside_window() const { return outside_window_; }
  [[nodiscard]] std::uint64_t thinned() const { return thinned_; }

 private:
  TraceOptions options_;
  std::uint64_t seed_;
  std::uint32_t number_;
  const TraceFormatEntry& format_;
  std::unique_ptr<RequestReader> reader_;
  TraceTally tally_;
  std::optional<Duration> zero_;
  Duration last_ = Duration::min();
  std::uint64_t index_ = 0, outside_window_ = 0, thinned_ = 0;
};

}  // namespace suanwang
