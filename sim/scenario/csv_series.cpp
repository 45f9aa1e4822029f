#include "suanwang/scenario/csv_series.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "suanwang/core/error.hpp"
#include "suanwang/trace/csv_table.hpp"
#include "suanwang/trace/field_text.hpp"

#include "scalar_text.hpp"

namespace suanwang {

namespace {

using std::chrono::days;
using std::chrono::minutes;
using std::chrono::sys_days;
using std::chrono::year_month_day;

/// Values at equal steps from `start`, China Standard Time.
struct Steps {
  LocalMinute start;
  minutes step{};
  std::vector<double> values;
  [[nodiscard]] LocalMinute end() const { return start + step * static_cast<std::int64_t>(values.size()); }
};

std::string time_text(LocalMinute time) {
  const sys_days day = std::chrono::floor<days>(time);
  const year_month_day date(day);
  const auto into = (time - day).count();
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), into / 60,
                     into % 60);
}

std::optional<double> number_of(std::string_view text) {
  double value = 0.0;
  return parse_decimal(text, value) ? std::optional(value) : std::nullopt;
}

/// "+08:00", "+0800", "-5", "Z".
std::optional<minutes> offset_of(std::string_view text) {
  if (text == "Z") return minutes(0);
  if (text.size() < 2 || (text[0] != '+' && text[0] != '-')) return std::nullopt;
  std::string digits;
  for (const char c : text.substr(1)) {
    if (c == ':') continue;
    if (c < '0' || c > '9') return std::nullopt;
    digits += c;
  }
  if (digits.empty() || digits.size() > 4) return std::nullopt;
  const int number = std::stoi(digits);
  const int total = digits.size() <= 2 ? number * 60 : number / 100 * 60 + number % 100;
  return minutes(text[0] == '-' ? -total : total);
}

/// China Standard Time of a time stamp to the minute; seconds are 0 or dropped.
std::optional<LocalMinute> stamp_of(std::string_view text, Duration utc_offset) {
  constexpr std::size_t to_minute = 16;
  if (text.size() < to_minute) return std::nullopt;
  const auto minute = parse_minute(std::string(text.substr(0, to_minute)));
  if (!minute) return std::nullopt;
  std::string_view rest = text.substr(to_minute);
  if (rest.starts_with(':')) {  // seconds, perhaps with a fraction
    rest.remove_prefix(1);
    while (!rest.empty() && ((rest[0] >= '0' && rest[0] <= '9') || rest[0] == '.')) rest.remove_prefix(1);
  }
  rest = trimmed(rest);
  const auto offset = rest.empty() ? std::chrono::duration_cast<minutes>(utc_offset) : offset_of(rest);
  if (!offset) return std::nullopt;
  return *minute + minutes(480) - *offset;
}

class SeriesReader {
 public:
  SeriesReader(const CsvSeriesSource& source, const CsvLimits& limits) : source_(source), limits_(limits) {}

  Steps read() {
    CsvTable table(source_.file);
    line_ = table.line();
    const std::size_t value = table.require({source_.column})[0];
    const std::size_t time = source_.time_column.empty() ? 0 : table.require({source_.time_column})[0];
    while (table.next() && issues_.size() < most_issues) {
      line_ = table.line();
      if (!table.is_whole()) {
        complain(fmt::format("has {} fields; the first line names {} columns", table.field_count(),
                             table.columns().size()),
                 "write as many; decimals have a point");
        continue;
      }
      add_time(trimmed(table[time]));
      add_value(trimmed(table[value]));
    }
    throw_if_any();
    if (steps_.values.size() < 2) throw InputError(source_.file.string() + ": holds fewer than two rows");
    return std::move(steps_);
  }

 private:
  static constexpr std::size_t most_issues = 20;

  void add_time(std::string_view text) {
    const bool is_hour = !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
    std::optional<LocalMinute> time;
    if (is_hour) {
      if (count_ == 0) first_hour_ = std::string(text) == "0" ? 0 : 1;
      // Hours of a year: any common one; a leap year is known by its length.
      constexpr double most_hours = 1e6;
      if (const auto hour = number_of(text); hour && *hour < most_hours)
        time = LocalMinute(sys_days(std::chrono::year(2001) / 1 / 1)) +
               std::chrono::hours(static_cast<std::int64_t>(*hour) - first_hour_);
      counts_hours_ = true;
    } else {
      time = stamp_of(text, source_.utc_offset);
    }
    if (!time)
      return complain(
          fmt::format("'{}' is not a time", text),
          "write 2030-01-31 14:30, with an offset such as +08:00 if it needs one, or an hour of the year");
    if (count_ == 0) steps_.start = *time;
    if (count_ == 1) set_step(*time - steps_.start);
    if (count_ > 1 && steps_.step > minutes(0) && *time != last_ + steps_.step)
      complain(
          fmt::format("{} follows {}", time_text(*time), time_text(last_)),
          fmt::format("{} was expected, China Standard Time: steps of {} minutes, without gap or repetition",
                      time_text(last_ + steps_.step), steps_.step.count()));
    last_ = *time;
    ++count_;
  }

  void set_step(minutes step) {
    if (step > minutes(0) && step >= minutes(5) && minutes(60) % step == minutes(0))
      steps_.step = step;
    else
      complain(fmt::format("the step from the row before is {} minutes", step.count()),
               "allowed: 5, 10, 15, 20, 30, 60");
  }

  void add_value(std::string_view text) {
    const auto value = number_of(text);
    if (text.empty())
      complain("no value", "fill the gap, or leave the file out");
    else if (!value)
      complain(fmt::format("'{}' is not a number", text), "write a number such as 0.25");
    else if ((limits_.minimum && *value < *limits_.minimum) || (limits_.maximum && *value > *limits_.maximum))
      complain(fmt::format("{:g} is out of range", *value),
               limits_.maximum ? fmt::format("allowed: {:g} to {:g}", *limits_.minimum, *limits_.maximum)
                               : fmt::format("allowed: at least {:g}", *limits_.minimum));
    steps_.values.push_back(value.value_or(0.0));
  }

  void complain(std::string problem, std::string remedy) {
    if (issues_.size() < most_issues)
      issues_.push_back(
          {source_.file.string(), line_, 0, source_.column, std::move(problem), std::move(remedy)});
  }
  void throw_if_any() {
    if (!issues_.empty()) throw InputError(std::move(issues_));
  }

  const CsvSeriesSource& source_;
  const CsvLimits& limits_;
  Issues issues_;
  Steps steps_;
  LocalMinute last_;
  std::size_t count_ = 0;
  std::int64_t first_hour_ = 0;
  bool counts_hours_ = false;
  int line_ = 0;

 public:
  [[nodiscard]] bool counts_hours() const { return counts_hours_; }
};

/// One year by month, day and time of day, whatever year it was and wherever it began.
class TypicalYear {
 public:
  explicit TypicalYear(const Steps& steps, bool counts_hours)
      : steps_per_day_(static_cast<std::size_t>(days(1) / steps.step)), by_day_(366) {
    // Hours of a leap year are told by their number alone.
    const bool is_leap = steps.values.size() == 366 * steps_per_day_;
    const LocalMinute start =
        counts_hours && is_leap ? LocalMinute(sys_days(std::chrono::year(2004) / 1 / 1)) : steps.start;
    for (std::size_t i = 0; i < steps.values.size(); ++i) {
      const LocalMinute time = start + steps.step * static_cast<std::int64_t>(i);
      const sys_days day = std::chrono::floor<days>(time);
      auto& values = by_day_[slot(year_month_day(day))];
      values.resize(steps_per_day_);
      values[static_cast<std::size_t>((time - day) / steps.step)] = steps.values[i];
    }
    constexpr std::size_t leap_day = 31 + 28;
    if (by_day_[leap_day].empty()) by_day_[leap_day] = by_day_[leap_day - 1];
  }
  [[nodiscard]] double at(LocalMinute time, minutes step) const {
    const sys_days day = std::chrono::floor<days>(time);
    return by_day_[slot(year_month_day(day))][static_cast<std::size_t>((time - day) / step)];
  }

 private:
  /// Of the day in a leap year, from 0.
  static std::size_t slot(const year_month_day& date) {
    const sys_days day = std::chrono::year(2004) / date.month() / date.day();
    return static_cast<std::size_t>((day - sys_days(std::chrono::year(2004) / 1 / 1)).count());
  }

  std::size_t steps_per_day_;
  std::vector<std::vector<double>> by_day_;
};

/// Means of `value_at(time)` over each interval. @param step Of the series.
template <class ValueAt>
Eigen::ArrayXd by_interval(const CivilCalendar& calendar, minutes step, const ValueAt& value_at) {
  const auto interval = std::chrono::duration_cast<minutes>(calendar.interval());
  const auto parts = std::max<std::int64_t>(1, interval / step);
  Eigen::ArrayXd values(static_cast<Eigen::Index>(calendar.interval_count()));
  for (std::size_t i = 0; i < calendar.interval_count(); ++i) {
    const LocalMinute start = calendar.start_day() + interval * static_cast<std::int64_t>(i);
    double sum = 0.0;
    for (std::int64_t part = 0; part < parts; ++part) sum += value_at(start + step * part);
    values[static_cast<Eigen::Index>(i)] = sum / static_cast<double>(parts);
  }
  return values;
}

}  // namespace

Eigen::ArrayXd read_csv_series(const CsvSeriesSource& source, const CsvLimits& limits,
                               const CivilCalendar& calendar) {
  SeriesReader reader(source, limits);
  const Steps steps = reader.read();
  if (calendar.interval() % steps.step != 0ms && Duration(steps.step) % calendar.interval() != 0ms)
    throw InputError(
        fmt::format("{}: steps of {} minutes do not fit power intervals of {:g}; write another "
                    "time.interval_minutes",
                    source.file.string(), steps.step.count(), in_seconds(calendar.interval()) / 60.0));
  const LocalMinute from = calendar.start_day(), to = calendar.end_day();
  if (!reader.counts_hours() && steps.start <= from && steps.end() >= to)
    return by_interval(calendar, steps.step, [&](LocalMinute time) {
      return steps.values[static_cast<std::size_t>((time - steps.start) / steps.step)];
    });

  const auto steps_per_day = static_cast<std::size_t>(days(1) / steps.step);
  const std::size_t rows = steps.values.size();
  const bool has_leap_day = rows == 366 * steps_per_day;
  const year_month_day first(std::chrono::floor<days>(steps.start));
  const bool is_one_year =
      reader.counts_hours()
          ? rows == 365 * steps_per_day || has_leap_day
          : steps.end() ==
                LocalMinute(sys_days((first.year() + std::chrono::years(1)) / first.month() / first.day())) +
                    (steps.start - std::chrono::floor<days>(steps.start));
  if (!is_one_year)
    throw InputError(
        fmt::format("{}: {}: holds {} rows of {} minutes from {} on, which neither covers {} to {} nor is "
                    "one whole year; allowed: {} "
                    "rows, {} in a leap year, or the whole horizon",
                    source.file.string(), source.column, rows, steps.step.count(), time_text(steps.start),
                    time_text(from), time_text(to), 365 * steps_per_day, 366 * steps_per_day));
  const TypicalYear year(steps, reader.counts_hours());
  return by_interval(calendar, steps.step, [&](LocalMinute time) { return year.at(time, steps.step); });
}

}  // namespace suanwang
