#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <utility>

#include "suanwang/core/error.hpp"
#include "suanwang/core/spec.hpp"

namespace suanwang {

/// What is done with a record that is not sound.
enum class OnInvalid { skip, error };
template <>
struct Names<OnInvalid> {
  static constexpr std::array<std::pair<OnInvalid, const char*>, 2> all{
      {{OnInvalid::skip, "skip"}, {OnInvalid::error, "error"}}};
};

/// Why a record is not used.
enum class TraceFault {
  none,
  wrong_field_count,
  not_a_record,
  unreadable_number,
  unreadable_time,
  not_utf8,
  submitted_before_start,
  out_of_order,
  never_started,
  not_ended,
  no_run_time,
  negative_run_time,
  no_processors,
  no_accelerators,
  too_large,
  too_long,
  part_of_a_job,
  no_request,
  no_tokens,
  failed_request,
  no_class,
  unknown_origin,
};
template <>
struct Names<TraceFault> {
  static constexpr std::array<std::pair<TraceFault, const char*>, 21> all{
      {{TraceFault::wrong_field_count, "wrong number of fields"},
       {TraceFault::not_a_record, "not a record"},
       {TraceFault::unreadable_number, "unreadable number"},
       {TraceFault::unreadable_time, "unreadable time"},
       {TraceFault::not_utf8, "not UTF-8 text"},
       {TraceFault::submitted_before_start, "submitted before the log begins"},
       {TraceFault::out_of_order, "submitted out of order"},
       {TraceFault::never_started, "never started"},
       {TraceFault::not_ended, "not ended when the trace ends"},
       {TraceFault::no_run_time, "no run time"},
       {TraceFault::negative_run_time, "negative run time"},
       {TraceFault::no_processors, "no processors"},
       {TraceFault::no_accelerators, "no accelerators"},
       {TraceFault::too_large, "more processors than the machine has"},
       {TraceFault::too_long, "longer than a hundred years"},
       {TraceFault::part_of_a_job, "part of a job that is listed as a whole"},
       {TraceFault::no_request, "no time asked for"},
       {TraceFault::no_tokens, "no tokens"},
       {TraceFault::failed_request, "failed request"},
       {TraceFault::no_class, "no job class for its label"},
       {TraceFault::unknown_origin, "unknown origin"}}};
};

/// Where in a file a fault is. A column of 0 means the whole line.
struct TracePlace {
  int line = 0, column = 0;
};

/// Counts records and the reasons for which some are not used; keeps the places of the first, if they are
/// errors.
class TraceTally {
 public:
  TraceTally(std::filesystem::path file, OnInvalid on_invalid)
      : file_(std::move(file)), on_invalid_(on_invalid) {}

  void record() { ++records_; }
  /// Counts a record that is not sound: left out or an error, as `on_invalid` says.
  void refuse(TraceFault fault, TracePlace place) {
    on_invalid_ == OnInvalid::error ? reject(fault, place) : skip(fault);
  }
  void skip(TraceFault fault) { ++counts_[static_cast<std::size_t>(fault)]; }
  void reject(TraceFault fault, TracePlace place);
  /// Whether 20 errors are known: reading on would not help.
  [[nodiscard]] bool is_full() const { return issues_.size() >= most_issues; }
  /// Whether records are of no use any more, because the trace will be refused as a whole.
  [[nodiscard]] bool has_errors() const { return !issues_.empty(); }
  /// @throws InputError with the errors, if there are any.
  void throw_errors();

  [[nodiscard]] std::uint64_t records() const { return records_; }
  [[nodiscard]] std::uint64_t count(TraceFault fault) const {
    return counts_[static_cast<std::size_t>(fault)];
  }
  /// Records not used, by reason; without the reasons that did not occur.
  [[nodiscard]] std::map<std::string, std::uint64_t> skipped() const;
  /// The same for the end of a message: "; left out: 3 no run time"; empty if all were used.
  [[nodiscard]] std::string skipped_text() const;

 private:
  static constexpr std::size_t most_issues = 20;
  std::filesystem::path file_;
  OnInvalid on_invalid_;
  std::uint64_t records_ = 0;
  std::array<std::uint64_t, Names<TraceFault>::all.size() + 1> counts_{};
  Issues issues_;
};

}  // namespace suanwang
