#include "suanwang/scenario/csv_series.hpp"

#include "suanwang/core/error.hpp"
namespace suanwang {
Eigen::ArrayXd read_csv_series(const CsvSeriesSource&, const CsvLimits&, const CivilCalendar&) {
  throw InputError("not yet");
}
}  // namespace suanwang
