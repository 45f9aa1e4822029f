#include "suanwang/scenario/input_files.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "suanwang/store/digest.hpp"

namespace suanwang {

namespace {

std::string text_of(const std::optional<double>& value) { return value ? fmt::format("{}", *value) : "-"; }

}  // namespace

template <class Value>
const Value& InputFiles::Shelf<Value>::get(const std::string& key, const std::function<Value()>& read) {
  Item* item = nullptr;
  {
    const std::lock_guard lock(guard_);
    auto& place = items_[key];
    if (!place) place = std::make_unique<Item>();
    item = place.get();
  }
  std::call_once(item->once, [&] { item->value = read(); });
  return item->value;
}

const Eigen::ArrayXd& InputFiles::series(const CsvSeriesSource& source, const CsvLimits& limits,
                                         const CivilCalendar& calendar) {
  const std::string key =
      fmt::format("{}\n{}\n{}\n{} {} {} {} {} {}", source.file.string(), source.column, source.time_column,
                  source.utc_offset.count(), text_of(limits.minimum), text_of(limits.maximum),
                  calendar.start_day().time_since_epoch().count(),
                  calendar.end_day().time_since_epoch().count(), calendar.interval().count());
  return series_.get(key, [&] { return read_csv_series(source, limits, calendar); });
}

const TokenTraceSeries& InputFiles::token_trace(const std::filesystem::path& file,
                                                const TokenTraceReading& reading) {
  const std::string key = fmt::format("{}\n{}\n{} {} {}", file.string(), reading.options_text,
                                      reading.interval.count(), reading.seed, reading.number);
  return token_traces_.get(key, [&] {
    return read_token_trace(file, reading.options, reading.interval, reading.seed, reading.number);
  });
}

const std::string& InputFiles::sha256(const std::filesystem::path& file) {
  return digests_.get(file.string(), [&] { return sha256_of_file(file); });
}

}  // namespace suanwang
