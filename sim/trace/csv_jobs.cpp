#include "csv_jobs.hpp"

#include <array>

#include "suanwang/trace/field_text.hpp"

#include "readers.hpp"

namespace suanwang {

template <class Value, class Parse>
std::optional<Value> CsvRow::value(Column column, TraceFault fault, const Parse& parse) {
  if (!column) return std::nullopt;
  std::string_view text = table_[*column];
  if (text.empty()) return std::nullopt;
  Value value{};
  if (parse(text, value)) return value;
  text = trimmed(text);
  if (is_missing(text)) return std::nullopt;
  if (parse(text, value)) return value;
  refuse(fault, column);
  return std::nullopt;
}

std::string_view CsvRow::text(Column column) {
  if (!column) return {};
  const std::string_view text = trimmed(table_[*column]);
  if (!is_utf8(text)) refuse(TraceFault::not_utf8, column);
  return is_missing(text) ? std::string_view() : text;
}

std::optional<double> CsvRow::number(Column column) {
  return value<double>(column, TraceFault::unreadable_number, parse_decimal);
}

std::int64_t CsvRow::whole(Column column) {
  return value<std::int64_t>(column, TraceFault::unreadable_number, parse_whole).value_or(0);
}

std::optional<Gigabytes> CsvRow::gigabytes(Column column) {
  const std::optional<double> size = number(column);
  return size ? std::optional(Gigabytes(*size)) : std::nullopt;
}

std::optional<Duration> CsvRow::seconds(Column column) {
  const auto found = value<std::int64_t>(column, TraceFault::unreadable_number, parse_seconds);
  return found ? std::optional(Duration(*found)) : std::nullopt;
}

std::optional<Duration> CsvRow::date(Column column) {
  const auto found = value<std::int64_t>(column, TraceFault::unreadable_time, parse_timestamp);
  return found ? std::optional(Duration(*found)) : std::nullopt;
}

std::optional<Duration> CsvRow::time(Column column) {
  const auto parse = [](std::string_view text, std::int64_t& milliseconds) {
    return parse_seconds(text, milliseconds) || parse_timestamp(text, milliseconds);
  };
  const auto found = value<std::int64_t>(column, TraceFault::unreadable_time, parse);
  return found ? std::optional(Duration(*found)) : std::nullopt;
}

bool CsvJobs::next(TraceJob& job, TraceTally& tally) {
  while (!tally.is_full() && table_.next()) {
    tally.record();
    row_.begin();
    if (table_.is_whole()) {
      job = TraceJob();
      read(job);
    } else {
      row_.refuse(TraceFault::wrong_field_count);
    }
    if (row_.fault() == TraceFault::none) return true;
    tally.refuse(row_.fault(), row_.place());
  }
  return false;
}

TracePlace CsvJobs::place_of(TraceFault fault) const {
  switch (fault) {
    case TraceFault::submitted_before_start:
    case TraceFault::out_of_order:
      return row_.place(places_.submit);
    case TraceFault::no_run_time:
    case TraceFault::negative_run_time:
    case TraceFault::too_long:
      return row_.place(places_.run);
    case TraceFault::no_processors:
    case TraceFault::no_accelerators:
    case TraceFault::too_large:
      return row_.place(places_.accelerators);
    case TraceFault::no_class:
      return row_.place(places_.label);
    case TraceFault::unknown_origin:
      return row_.place(places_.origin);
    default:
      return row_.place(std::nullopt);
  }
}

void CsvJobs::find_label(const std::string& wanted, const char* usual) {
  places_.label = wanted.empty() ? table_.find(usual) : table_.require({wanted})[0];
}

void CsvJobs::set_times(TraceJob& job, std::optional<Duration> submitted, std::optional<Duration> start,
                        std::optional<Duration> end) {
  if (!start) return row_.refuse(TraceFault::never_started, places_.run);
  if (!end) return row_.refuse(TraceFault::not_ended, places_.run);
  if (!submitted) return row_.refuse(TraceFault::unreadable_time, places_.submit);
  job.submitted = *submitted;
  job.wait = *start - *submitted;
  job.run_time = *end - *start;
}

namespace {

/// Our own format, and files of others whose columns are mapped to it.
class OwnCsvJobs final : public CsvJobs {
 public:
  OwnCsvJobs(const std::filesystem::path& path, const TraceReading& reading) : CsvJobs(CsvTable(path)) {
    const TraceColumnsSpec& names = reading.columns;
    const auto column = [this](const std::string& mapped, const char* ours, bool is_needed = false) {
      if (mapped.empty() && !is_needed) return table_.find(ours);
      return CsvRow::Column(table_.require({mapped.empty() ? ours : mapped})[0]);
    };
    places_ = {column(names.submit_s, "submit_s", true),
               column(names.run_s, "run_s", true),
               column(names.accelerators, "accelerators", true),
               {},
               column(names.origin, "origin")};
    find_label(reading.label.empty() ? names.job_class : reading.label, "class");
    job_ = column(names.job, "job");
    wait_ = column(names.wait_s, "wait_s");
    requested_ = column(names.requested_s, "requested_s");
    memory_ = column(names.memory_gb, "memory_gb");
    end_ = column(names.end, "end");
    user_ = column(names.user, "user");
    group_ = column(names.group, "group");
    executable_ = column(names.executable, "executable");
    queue_ = column(names.queue, "queue");
    partition_ = column(names.partition, "partition");
    input_ = column(names.input_gb, "input_gb");
    output_ = column(names.output_gb, "output_gb");
  }

 private:
  void read(TraceJob& job) override {
    if (const auto submitted = row_.time(places_.submit))
      job.submitted = *submitted;
    else
      row_.refuse(TraceFault::unreadable_time, places_.submit);
    job.run_time = row_.seconds(places_.run);
    job.accelerators = row_.number(places_.accelerators).value_or(0.0);
    job.number = row_.whole(job_);
    job.wait = row_.seconds(wait_);
    job.requested = row_.seconds(requested_);
    job.memory = row_.gigabytes(memory_);
    job.input = row_.gigabytes(input_);
    job.output = row_.gigabytes(output_);
    job.end = end_of(row_.text(end_));
    job.user = row_.text(user_);
    job.group = row_.text(group_);
    job.executable = row_.text(executable_);
    job.queue = row_.text(queue_);
    job.partition = row_.text(partition_);
    job.label = row_.text(places_.label);
    job.origin = row_.text(places_.origin);
  }

  static TraceEnd end_of(std::string_view text) {
    return text == "completed"   ? TraceEnd::completed
           : text == "failed"    ? TraceEnd::failed
           : text == "cancelled" ? TraceEnd::cancelled
                                 : TraceEnd::unknown;
  }

  CsvRow::Column job_, wait_, requested_, memory_, end_, user_, group_, executable_, queue_, partition_,
      input_, output_;
};

}  // namespace

std::unique_ptr<JobReader> open_csv(const std::filesystem::path& path, const TraceReading& reading) {
  return std::make_unique<OwnCsvJobs>(path, reading);
}

}  // namespace suanwang
