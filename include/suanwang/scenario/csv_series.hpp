#pragma once
#include <filesystem>
#include <optional>
#include <string>

#include <Eigen/Core>

#include "suanwang/core/civil_calendar.hpp"
namespace suanwang {
struct CsvSeriesSource {
  std::filesystem::path file;
  std::string column;
  std::string time_column;
  Duration utc_offset = 8h;
};
struct CsvLimits {
  std::optional<double> minimum, maximum;
};
Eigen::ArrayXd read_csv_series(const CsvSeriesSource& source, const CsvLimits& limits,
                               const CivilCalendar& calendar);
}  // namespace suanwang
