#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include <Eigen/Core>

#include "suanwang/core/civil_calendar.hpp"

namespace suanwang {

/// A column of a CSV file, plain or gzip, whose first line names its columns.
struct CsvSeriesSource {
  std::filesystem::path file;
  std::string column;
  std::string time_column;   ///< start of each step; empty: the first column
  Duration utc_offset = 8h;  ///< of times that carry none
};

/// What a value may be.
struct CsvLimits {
  std::optional<double> minimum, maximum;
};

/// Values of a column, one per power interval of `calendar`.
///
/// Times are `2030-01-31 14:30`, with T, seconds or an offset (`Z`, `+08:00`) if they carry them, or hours of
/// a year, counted from 0 or 1. Steps are of 5, 10, 15, 20, 30 or 60 minutes, without gap or repetition. A
/// finer file is averaged over each power interval, a coarser one holds.
///
/// A file that covers the calendar gives its values. A file of exactly one year stands for every year, by
/// month, day and time: 29 February is dropped in a common year; a leap year that the file does not have
/// repeats 28 February. A year of another time zone is wrapped around.
/// @throws InputError with up to 20 issues, each with its line: what cannot be read, a step out of order, a
/// value that
///         is missing or outside `limits`, or a file that neither covers the calendar nor holds one year.
[[nodiscard]] Eigen::ArrayXd read_csv_series(const CsvSeriesSource& source, const CsvLimits& limits,
                                             const CivilCalendar& calendar);

}  // namespace suanwang
