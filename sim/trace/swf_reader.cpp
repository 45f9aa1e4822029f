#include "swf_reader.hpp"

#include <algorithm>

#include "suanwang/core/error.hpp"
#include "suanwang/trace/field_text.hpp"

#include "readers.hpp"

namespace suanwang {

namespace {

bool is_blank(char c) { return c == ' ' || c == '\t'; }

/// A number in thousandths; further digits are cut off. Null: not a number.
const char* read_thousandths(const char* at, const char* end, std::int64_t& thousandths) {
  const bool is_negative = at < end && *at == '-';
  if (is_negative) ++at;
  const char* const first = at;
  constexpr std::ptrdiff_t most_digits = 15;  // whose thousandths fit 64 bits
  std::int64_t value = 0;
  const char* const last = end - first > most_digits ? first + most_digits : end;
  for (; at < last && is_digit(*at); ++at) value = value * 10 + (*at - '0');
  if (at == first || (at < end && is_digit(*at))) return nullptr;
  value *= 1000;
  if (at < end && *at == '.') {
    int unit = 100;
    for (++at; at < end && is_digit(*at); ++at, unit /= 10) value += (*at - '0') * unit;
  }
  thousandths = is_negative ? -value : value;
  return at;
}

}  // namespace

SwfReader::SwfReader(const std::filesystem::path& path, const TraceReading& reading) : lines_(path) {
  const std::vector<std::string> names{"queue", "partition", "executable", "user", "group"};
  constexpr std::array columns{queue, partition, executable, user, group};
  const auto found = std::find(names.begin(), names.end(), reading.label.empty() ? "queue" : reading.label);
  if (found == names.end())
    throw InputError("label: '" + reading.label +
                     "' does not tell jobs of a Standard Workload Format log apart; allowed: queue, "
                     "partition, executable, user, group");
  label_ = columns[static_cast<std::size_t>(found - names.begin())];
}

bool SwfReader::split() {
  const char* at = line_.data();
  const char* const end = at + line_.size();
  const auto skip_blanks = [&] {
    while (at < end && is_blank(*at)) ++at;
  };
  skip_blanks();
  std::size_t column = 0;
  for (; column < column_count; ++column) {
    const char* const next = read_thousandths(at, end, thousandths_[column]);
    if (!next || (next < end && !is_blank(*next))) break;
    texts_[column] = {at, static_cast<std::size_t>(next - at)};
    at = next;
    skip_blanks();
  }
  faulty_ = static_cast<std::size_t>(at - line_.data()) + 1;
  return column == column_count && at == end;
}

bool SwfReader::fill(TraceJob& job) const {
  const auto duration_of = [this](std::size_t column) { return Duration(thousandths_[column]); };
  const auto known_duration = [&](std::size_t column) {
    return is_known(column) ? std::optional(duration_of(column)) : std::nullopt;
  };
  job = TraceJob();
  job.number = thousandths_[job_number] / 1000;
  job.submitted = duration_of(submit);
  job.wait = known_duration(wait);
  constexpr std::int64_t unknown = -1000;
  if (thousandths_[run] != unknown) job.run_time = duration_of(run);
  if (thousandths_[asked_time] > 0) job.requested = duration_of(asked_time);
  const std::int64_t processors =
      thousandths_[asked_processors] > 0 ? thousandths_[asked_processors] : thousandths_[used_processors];
  job.accelerators = static_cast<double>(std::max<std::int64_t>(0, processors)) / 1000.0;
  constexpr double kilobytes_per_gigabyte = 1e6, thousandth = 1e-3;
  const std::size_t memory = is_known(asked_memory) ? asked_memory : used_memory;
  if (is_known(memory))
    job.memory = Gigabytes(static_cast<double>(thousandths_[memory]) * thousandth / kilobytes_per_gigabyte);
  constexpr std::int64_t failed = 0, completed = 1, cancelled = 5;
  const std::int64_t ended = thousandths_[status] / 1000;
  job.end = ended == completed                    ? TraceEnd::completed
            : ended == cancelled                  ? TraceEnd::cancelled
            : ended == failed && is_known(status) ? TraceEnd::failed
                                                  : TraceEnd::unknown;
  job.user = text(user);
  job.group = text(group);
  job.executable = text(executable);
  job.queue = text(queue);
  job.partition = text(partition);
  job.label = text(label_);
  return ended < 2 || ended > 4;  // those are the parts of a job that was swapped out, listed as a whole too
}

bool SwfReader::next(TraceJob& job, TraceTally& tally) {
  while (!tally.is_full() && lines_.next(line_)) {
    std::string_view content = line_;
    while (!content.empty() && is_blank(content.front())) content.remove_prefix(1);
    if (content.empty()) continue;
    if (content.front() == ';') {
      read_directive(content.substr(1));
      continue;
    }
    has_records_ = true;
    tally.record();
    if (!split())
      tally.refuse(TraceFault::not_a_record, {lines_.line(), static_cast<int>(faulty_)});
    else if (!fill(job))
      tally.refuse(TraceFault::part_of_a_job, place_of(TraceFault::part_of_a_job));
    else
      return true;
  }
  return false;
}

void SwfReader::read_directive(std::string_view comment) {
  constexpr std::size_t most = 1000;
  if (has_records_ || directives_.size() >= most)
    return;  // the header is what stands before the first record
  const std::size_t colon = comment.find(':');
  if (colon == std::string_view::npos || !is_utf8(comment)) return;
  directives_.emplace_back(trimmed(comment.substr(0, colon)), trimmed(comment.substr(colon + 1)));
}

TracePlace SwfReader::place_of(TraceFault fault) const {
  std::size_t column = submit;
  switch (fault) {
    case TraceFault::no_run_time:
    case TraceFault::negative_run_time:
      column = run;
      break;
    case TraceFault::no_processors:
    case TraceFault::too_large:
      column = asked_processors;
      break;
    case TraceFault::no_request:
      column = asked_time;
      break;
    case TraceFault::part_of_a_job:
      column = status;
      break;
    case TraceFault::no_class:
      column = label_;
      break;
    default:
      break;
  }
  return {lines_.line(), static_cast<int>(texts_[column].data() - line_.data()) + 1};
}

std::unique_ptr<JobReader> open_swf(const std::filesystem::path& path, const TraceReading& reading) {
  return std::make_unique<SwfReader>(path, reading);
}

}  // namespace suanwang
