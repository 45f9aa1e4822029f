#include "suanwang/trace/job_text.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "suanwang/trace/field_text.hpp"

namespace suanwang {

namespace {

using Output = std::back_insert_iterator<std::string>;

/// "12.345", without zeros at the end.
void append_seconds(Duration span, std::string& text) {
  const auto ms = span.count();
  fmt::format_to(Output(text), "{}{}", ms < 0 ? "-" : "", std::abs(ms) / 1000);
  if (ms % 1000 == 0) return;
  fmt::format_to(Output(text), ".{:03}", std::abs(ms) % 1000);
  while (text.back() == '0') text.pop_back();
}

void append_seconds(const std::optional<Duration>& span, std::string& text) {
  if (span) append_seconds(*span, text);
}

void append_gigabytes(const std::optional<Gigabytes>& size, std::string& text) {
  if (size) fmt::format_to(Output(text), "{}", size->value());
}

/// RFC 4180: quoted where it has to be.
void append_text(std::string_view field, std::string& text) {
  if (field.find_first_of(",\"") == std::string_view::npos) {
    text += field;
    return;
  }
  text += '"';
  for (const char c : field) {
    if (c == '"') text += '"';
    text += c;
  }
  text += '"';
}

const char* name_of_end(TraceEnd end) {
  switch (end) {
    case TraceEnd::completed:
      return "completed";
    case TraceEnd::failed:
      return "failed";
    case TraceEnd::cancelled:
      return "cancelled";
    case TraceEnd::unknown:
      break;
  }
  return "";
}

std::int64_t seconds_down(Duration span) { return std::chrono::floor<std::chrono::seconds>(span).count(); }
std::int64_t seconds_up(Duration span) { return std::chrono::ceil<std::chrono::seconds>(span).count(); }

bool is_computed(std::string_view key) {
  return key == "Version" || key == "MaxJobs" || key == "MaxRecords" || key == "Conversion" ||
         key == "UnixStartTime" || key == "MaxProcs";
}

}  // namespace

std::string CsvJobText::header() {
  return "job,submit_s,wait_s,run_s,requested_s,accelerators,memory_gb,end,user,group,executable,queue,"
         "partition,"
         "class,origin,input_gb,output_gb\n";
}

void CsvJobText::append(const TraceJob& job, std::string& text) {
  if (job.number != 0) fmt::format_to(Output(text), "{}", job.number);
  text += ',';
  append_seconds(job.submitted, text);
  text += ',';
  append_seconds(job.wait, text);
  text += ',';
  append_seconds(job.run_time, text);
  text += ',';
  append_seconds(job.requested, text);
  fmt::format_to(Output(text), ",{},", job.accelerators);
  append_gigabytes(job.memory, text);
  text += ',';
  text += name_of_end(job.end);
  for (const std::string_view field :
       {job.user, job.group, job.executable, job.queue, job.partition, job.label, job.origin}) {
    text += ',';
    append_text(field, text);
  }
  text += ',';
  append_gigabytes(job.input, text);
  text += ',';
  append_gigabytes(job.output, text);
  text += '\n';
}

void SwfJobText::Numbers::survey(std::string_view text) {
  std::int64_t number = 0;
  if (text.empty() || numbers_.contains(text)) return;
  if (!parse_whole(text, number) || number < 0) are_given_ = true;
  numbers_.emplace(text, static_cast<std::int64_t>(numbers_.size()) + 1);
}

std::int64_t SwfJobText::Numbers::of(std::string_view text) const {
  std::int64_t number = -1;
  if (text.empty()) return number;
  if (are_given_) return numbers_.find(text)->second;
  return parse_whole(text, number) ? number : -1;
}

void SwfJobText::survey(const TraceJob& job) {
  ++jobs_;
  most_processors_ = std::max(most_processors_, std::ceil(job.accelerators));
  has_queues_ |= !job.queue.empty();
  users_.survey(job.user);
  groups_.survey(job.group);
  executables_.survey(job.executable);
  queues_.survey(job.queue);
  labels_.survey(job.label);
  partitions_.survey(job.partition);
}

std::string SwfJobText::header(const TraceDirectives& directives,
                               std::optional<std::int64_t> unix_start_s) const {
  std::string text = "; Version: 2.2\n; Conversion: suanwang\n";
  for (const auto& [key, value] : directives)
    if (!is_computed(key)) text += fmt::format("; {}: {}\n", key, value);
  text += fmt::format("; MaxJobs: {}\n; MaxRecords: {}\n", jobs_, jobs_);
  text +=
      fmt::format("; MaxProcs: {}\n",
                  find_directive(directives, "MaxProcs").value_or(fmt::format("{:.0f}", most_processors_)));
  if (const auto recorded = find_directive(directives, "UnixStartTime"))
    text += "; UnixStartTime: " + *recorded + "\n";
  else if (unix_start_s)
    text += fmt::format("; UnixStartTime: {}\n", *unix_start_s);
  if (users_.are_given()) text += "; Note: users are numbered in order of appearance\n";
  const auto list = [&text](const char* kind, const Numbers& numbers) {
    if (!numbers.are_given()) return;
    std::vector<std::string> names(numbers.all().size());
    for (const auto& [name, number] : numbers.all()) names[static_cast<std::size_t>(number - 1)] = name;
    for (std::size_t i = 0; i < names.size(); ++i)
      text += fmt::format("; {}: {} {}\n", kind, i + 1, names[i]);
  };
  list("Queue", has_queues_ ? queues_ : labels_);
  list("Partition", partitions_);
  return text;
}

void SwfJobText::append(const TraceJob& job, std::string& text) {
  ++written_;
  const std::int64_t number = job.number != 0 ? job.number : static_cast<std::int64_t>(written_);
  const auto processors = static_cast<std::int64_t>(std::ceil(job.accelerators));
  const std::int64_t wait = job.wait ? seconds_down(*job.wait) : -1;
  const std::int64_t run = job.run_time ? seconds_up(*job.run_time) : -1;
  const std::int64_t requested = job.requested ? seconds_up(*job.requested) : -1;
  constexpr double kilobytes_per_gigabyte = 1e6;
  const std::int64_t memory = job.memory ? std::llround(job.memory->value() * kilobytes_per_gigabyte) : -1;
  const int status = job.end == TraceEnd::completed   ? 1
                     : job.end == TraceEnd::failed    ? 0
                     : job.end == TraceEnd::cancelled ? 5
                                                      : -1;
  fmt::format_to(Output(text), "{} {} {} {} {} -1 -1 {} {} {} {} {} {} {} {} {} -1 -1\n", number,
                 seconds_down(job.submitted), wait, run, processors, processors, requested, memory, status,
                 users_.of(job.user), groups_.of(job.group), executables_.of(job.executable),
                 (has_queues_ ? queues_ : labels_).of(queue_of(job)), partitions_.of(job.partition));
}

}  // namespace suanwang
