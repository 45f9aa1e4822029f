// A CSV file with an hourly series. The first byte says whether it has a time column of its own, and of which
// zone.
#include "suanwang/scenario/csv_series.hpp"

#include "fuzz.hpp"

namespace suanwang::fuzz {

void read(Bytes bytes) {
  using std::chrono::year;
  static const Folder folder;
  static const CivilCalendar calendar(year(2030) / 1 / 1, year(2030) / 1 / 8, Duration(1h));
  if (bytes.empty()) return;
  CsvSeriesSource source;
  source.file = folder.write("input.csv", bytes.subspan(1));
  source.column = "value";
  if (bytes[0] % 2 == 1) source.time_column = "time";
  source.utc_offset = (bytes[0] / 2 % 27 - 12) * 1h;
  read_or_refuse([&] { static_cast<void>(read_csv_series(source, {0.0, 1.0}, calendar)); });
}

}  // namespace suanwang::fuzz
