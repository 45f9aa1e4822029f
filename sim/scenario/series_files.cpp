#include "series_files.hpp"

#include "suanwang/scenario/csv_series.hpp"

namespace suanwang {

Eigen::ArrayXd read_series(const SeriesSpec& series, const SeriesRange& range, const CivilCalendar& calendar,
                           InputFiles& inputs) {
  const auto unscaled = [&](std::optional<double> limit) {
    return limit ? std::optional(*limit / series.scale) : std::nullopt;
  };
  const CsvSeriesSource source{series.file, series.column, series.time_column,
                               duration_from_seconds(series.utc_offset_hours * 3600.0)};
  return inputs.series(source, {unscaled(range.minimum), unscaled(range.maximum)}, calendar) * series.scale;
}

CivilCalendar whole_years(const CivilCalendar& calendar) {
  using std::chrono::years;
  const auto year_of = [](std::chrono::sys_days day) { return std::chrono::year_month_day(day).year(); };
  const auto last = year_of(calendar.end_day() - std::chrono::days(1));
  return CivilCalendar(year_of(calendar.start_day()) / 1 / 1, (last + years(1)) / 1 / 1, calendar.interval());
}

}  // namespace suanwang
