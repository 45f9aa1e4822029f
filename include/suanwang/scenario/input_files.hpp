#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include <Eigen/Core>

#include "suanwang/scenario/csv_series.hpp"
#include "suanwang/trace/token_trace_series.hpp"

namespace suanwang {

/// How a trace of requests is read: see `read_token_trace`.
struct TokenTraceReading {
  const TraceOptions& options;
  std::string options_text;  ///< tells options apart
  Duration interval;
  std::uint64_t seed = 0;
  std::uint32_t number = 0;
};

/// What the files hold that scenarios name, read once and shared by all runs of one process. May be called
/// from several threads at once: two that ask for the same wait for one reading. The files must not change
/// meanwhile.
class InputFiles {
 public:
  /// As `read_csv_series`.
  [[nodiscard]] const Eigen::ArrayXd& series(const CsvSeriesSource& source, const CsvLimits& limits,
                                             const CivilCalendar& calendar);
  /// As `read_token_trace`.
  [[nodiscard]] const TokenTraceSeries& token_trace(const std::filesystem::path& file,
                                                    const TokenTraceReading& reading);
  /// As `sha256_of_file`.
  [[nodiscard]] const std::string& sha256(const std::filesystem::path& file);

 private:
  template <class Value>
  class Shelf {
   public:
    const Value& get(const std::string& key, const std::function<Value()>& read);

   private:
    struct Item {
      std::once_flag once;
      Value value{};
    };
    std::mutex guard_;
    std::map<std::string, std::unique_ptr<Item>> items_;
  };

  Shelf<Eigen::ArrayXd> series_;
  Shelf<TokenTraceSeries> token_traces_;
  Shelf<std::string> digests_;
};

}  // namespace suanwang
