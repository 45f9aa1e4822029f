#include "series_files.hpp"

#include "suanwang/scenario/csv_series.hpp"

namespace suanwang {

Eigen::ArrayXd read_series(const SeriesSpec& series, const SeriesRange& range,
                           const CivilCalendar& calendar) {
  const auto unscaled = [&](std::optional<double> limit) {
    return limit ? std::optional(*limit / series.scale) : std::nullopt;
  };
  const CsvSeriesSource source{series.file, series.column, series.time_column,
                               duration_from_seconds(series.utc_offset_hours * 3600.0)};
  return read_csv_series(source, {unscaled(range.minimum), unscaled(range.maximum)}, calendar) * series.scale;
}

}  // namespace suanwang
