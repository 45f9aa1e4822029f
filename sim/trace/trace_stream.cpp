#include "suanwang/trace/trace_stream.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "suanwang/core/error.hpp"
#include "suanwang/core/random_stream.hpp"

namespace suanwang {

namespace {

constexpr Duration hundred_years = std::chrono::seconds(3'000'000'000);  // beyond it clocks would overflow

const TraceFormatEntry& format_of(const std::filesystem::path& path, const TraceOptions& options,
                                  TraceContent content) {
  const TraceFormatEntry& entry =
      trace_format(options.format ? *options.format : guess_trace_format(path, options.reading.columns));
  if (entry.content != content)
    throw InputError(fmt::format("{}: {} is a trace of {}, where one of {} is needed", path.string(),
                                 name_of(entry.format), content == TraceContent::jobs ? "requests" : "jobs",
                                 content == TraceContent::jobs ? "jobs" : "requests"));
  if (entry.format != TraceFormat::csv && !options.reading.columns.is_empty())
    throw InputError(fmt::format("{}: columns are mapped for format csv alone, not for {}", path.string(),
                                 name_of(entry.format)));
  return entry;
}

/// No further than a clock of milliseconds goes.
std::int64_t scaled(std::int64_t count, double factor) {
  constexpr double most = 9e15;
  return std::llround(std::clamp(static_cast<double>(count) * factor, -most, most));
}

Duration scaled(Duration span, double factor) { return Duration(scaled(span.count(), factor)); }

bool draws_below(double share, std::uint64_t seed, std::uint32_t number, std::uint64_t index) {
  return share >= 1.0 || RandomStream(seed, RandomPurpose::trace_record, number, index).uniform() < share;
}

}  // namespace

TraceJobStream::TraceJobStream(std::filesystem::path path, TraceOptions options, TraceZero zero,
                               std::uint64_t seed, std::uint32_t number)
    : path_(std::move(path)),
      options_(std::move(options)),
      zero_rule_(zero),
      seed_(seed),
      number_(number),
      format_(format_of(path_, options_, TraceContent::jobs)),
      out_of_order_(options_.out_of_order.value_or(format_.is_sorted ? OutOfOrder::error : OutOfOrder::sort)),
      reader_(format_.open_jobs(path_, options_.reading)),
      tally_(path_, options_.reading.on_invalid),
      later_tally_(path_, options_.reading.on_invalid) {}

TraceJobStream::~TraceJobStream() = default;

TraceFault TraceJobStream::fault_of(const TraceJob& job) const {
  const bool has_processors = format_.format == TraceFormat::swf || format_.format == TraceFormat::csv;
  if (!format_.has_dates && job.submitted < Duration(0)) return TraceFault::submitted_before_start;
  if (!(job.accelerators > 0.0))
    return has_processors ? TraceFault::no_processors : TraceFault::no_accelerators;
  if (options_.most_accelerators && job.accelerators > *options_.most_accelerators)
    return TraceFault::too_large;
  if (!job.run_time || *job.run_time == Duration(0)) return TraceFault::no_run_time;
  if (*job.run_time < Duration(0)) return TraceFault::negative_run_time;
  const Duration since_zero = zero_ ? job.submitted - *zero_ : Duration(0);
  if (since_zero > hundred_years || *job.run_time > hundred_years) return TraceFault::too_long;
  return TraceFault::none;
}

bool TraceJobStream::next_sound(TraceJob& job) {
  while (reader_->next(job, *counts_)) {
    const TraceFault fault = fault_of(job);
    if (fault == TraceFault::none) return true;
    refuse(fault);
  }
  return false;
}

bool TraceJobStream::next_in_order(TraceJob& job) {
  if (out_of_order_ == OutOfOrder::sort) {
    if (!is_sorted_) sort();
    if (next_sorted_ == sorted_.size()) return false;
    job = sorted_[next_sorted_++];
    return true;
  }
  while (next_sound(job)) {
    if (job.submitted >= last_) {
      last_ = job.submitted;
      return true;
    }
    if (out_of_order_ == OutOfOrder::skip)
      counts_->skip(TraceFault::out_of_order);
    else
      counts_->reject(TraceFault::out_of_order, reader_->place_of(TraceFault::out_of_order));
    if (counts_->is_full()) return false;
  }
  return false;
}

void TraceJobStream::sort() {
  TraceJob job;
  while (next_sound(job)) {
    for (std::string_view* text :
         {&job.user, &job.group, &job.executable, &job.queue, &job.partition, &job.label, &job.origin})
      *text = keep(*text);
    sorted_.push_back(job);
  }
  std::stable_sort(sorted_.begin(), sorted_.end(),
                   [](const TraceJob& a, const TraceJob& b) { return a.submitted < b.submitted; });
  is_sorted_ = true;
}

std::string_view TraceJobStream::keep(std::string_view text) {
  return text.empty() ? text : std::string_view(*texts_.emplace(text).first);
}

bool TraceJobStream::next(TraceJob& job) {
  while (next_in_order(job)) {
    if (!zero_)
      zero_ = zero_rule_ == TraceZero::first_record || format_.has_dates ? job.submitted : Duration(0);
    const Duration time = job.submitted - *zero_;
    if (time < options_.window.from) {
      if (counts_ == &tally_) ++outside_window_;
      continue;
    }
    if (options_.window.to && time >= *options_.window.to) {
      if (counts_ == &tally_) ++outside_window_;
      break;  // in order: all that follows is outside too
    }
    if (!is_kept(++index_)) {
      if (counts_ == &tally_) ++thinned_;
      continue;
    }
    job.submitted = time - options_.window.from;
    scale(job);
    return true;
  }
  counts_->throw_errors();
  return false;
}

bool TraceJobStream::is_kept(std::uint64_t index) const {
  return draws_below(options_.keep_share, seed_, number_, index);
}

void TraceJobStream::scale(TraceJob& job) const {
  if (options_.rate_factor != 1.0) job.submitted = scaled(job.submitted, 1.0 / options_.rate_factor);
  job.accelerators *= options_.size_factor;
  if (options_.run_time_factor == 1.0) return;
  job.run_time = std::max(Duration(1), scaled(*job.run_time, options_.run_time_factor));
  if (job.requested) job.requested = scaled(*job.requested, options_.run_time_factor);
}

void TraceJobStream::refuse(TraceFault fault) {
  const TracePlace place = is_sorted_ ? TracePlace() : reader_->place_of(fault);
  counts_->refuse(fault, place);
}

void TraceJobStream::rewind() {
  counts_ = &later_tally_;
  index_ = 0;
  last_ = Duration::min();
  next_sorted_ = 0;
  if (!is_sorted_) reader_ = format_.open_jobs(path_, options_.reading);
}

TraceRequestStream::TraceRequestStream(const std::filesystem::path& path, TraceOptions options,
                                       std::uint64_t seed, std::uint32_t number)
    : options_(std::move(options)),
      seed_(seed),
      number_(number),
      format_(format_of(path, options_, TraceContent::requests)),
      reader_(format_.open_requests(path, options_.reading)),
      tally_(path, options_.reading.on_invalid) {}

bool TraceRequestStream::next(TraceRequest& request) {
  while (reader_->next(request, tally_)) {
    if (!zero_) zero_ = request.time;
    const Duration time = request.time - *zero_;
    // Totals by interval need no order, but nothing may lie before the first record.
    const OutOfOrder rule = options_.out_of_order.value_or(OutOfOrder::sort);
    if (time < Duration(0) || (request.time < last_ && rule != OutOfOrder::sort)) {
      if (rule == OutOfOrder::error)
        tally_.reject(TraceFault::out_of_order, reader_->place_of(TraceFault::out_of_order));
      else
        tally_.skip(TraceFault::out_of_order);
      continue;
    }
    last_ = std::max(last_, request.time);
    if (time < options_.window.from || (options_.window.to && time >= *options_.window.to)) {
      ++outside_window_;
      continue;
    }
    if (!draws_below(options_.keep_share, seed_, number_, ++index_)) {
      ++thinned_;
      continue;
    }
    request.time = scaled(time - options_.window.from, 1.0 / options_.rate_factor);
    const auto scaled_tokens = [this](std::uint64_t tokens) {
      return options_.size_factor == 1.0 ? tokens
                                         : static_cast<std::uint64_t>(scaled(
                                               static_cast<std::int64_t>(tokens), options_.size_factor));
    };
    request.input_tokens = scaled_tokens(request.input_tokens);
    request.output_tokens = scaled_tokens(request.output_tokens);
    if (request.cached_tokens) request.cached_tokens = scaled_tokens(*request.cached_tokens);
    return true;
  }
  tally_.throw_errors();
  return false;
}

}  // namespace suanwang
