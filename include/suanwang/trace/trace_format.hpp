#pragma once

#include <array>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "suanwang/core/spec.hpp"
#include "suanwang/trace/trace_record.hpp"
#include "suanwang/trace/trace_tally.hpp"

namespace suanwang {

enum class TraceFormat {
  swf,
  csv,
  alibaba_gpu_2020,
  openb_2023,
  acme,
  helios,
  philly,
  azure_llm,
  burstgpt,
  mooncake,
};
template <>
struct Names<TraceFormat> {
  static constexpr std::array<std::pair<TraceFormat, const char*>, 10> all{
      {{TraceFormat::swf, "swf"},
       {TraceFormat::csv, "csv"},
       {TraceFormat::alibaba_gpu_2020, "alibaba_gpu_2020"},
       {TraceFormat::openb_2023, "openb_2023"},
       {TraceFormat::acme, "acme"},
       {TraceFormat::helios, "helios"},
       {TraceFormat::philly, "philly"},
       {TraceFormat::azure_llm, "azure_llm"},
       {TraceFormat::burstgpt, "burstgpt"},
       {TraceFormat::mooncake, "mooncake"}}};
};

enum class TraceContent { jobs, requests };

/// For `csv` files of others: which of their columns holds what of ours. Empty: a column of our own name, if
/// there is one.
struct TraceColumnsSpec {
  std::string job, submit_s, wait_s, run_s, requested_s, accelerators, memory_gb, end, user, group,
      executable, queue, partition, job_class, origin, input_gb, output_gb;

  void fields(Fields& f);
  [[nodiscard]] bool is_empty() const;
};

/// How a file is read.
struct TraceReading {
  TraceColumnsSpec columns;
  std::string label;  ///< column that holds the class label; empty: the format's own
  OnInvalid on_invalid = OnInvalid::skip;
};

/// Header lines "; Key: value" of a Standard Workload Format file, in their order.
using TraceDirectives = std::vector<std::pair<std::string, std::string>>;
[[nodiscard]] std::optional<std::string> find_directive(const TraceDirectives& directives,
                                                        std::string_view key);

/// Jobs of a file, in its order. Reading one allocates nothing, but where a format is JSON.
class JobReader {
 public:
  virtual ~JobReader() = default;
  /// The next job that could be read; false at the end. Counts records, and those it refuses, in the tally.
  /// @throws InputError where the file itself is broken.
  [[nodiscard]] virtual bool next(TraceJob& job, TraceTally& tally) = 0;
  /// Where the job read last has what `fault` is about.
  [[nodiscard]] virtual TracePlace place_of(TraceFault fault) const = 0;
  /// Those of a Standard Workload Format file; complete once a job was read.
  [[nodiscard]] virtual TraceDirectives directives() const { return {}; }
};

class RequestReader {
 public:
  virtual ~RequestReader() = default;
  [[nodiscard]] virtual bool next(TraceRequest& request, TraceTally& tally) = 0;
  [[nodiscard]] virtual TracePlace place_of(TraceFault fault) const = 0;
};

/// One format, with its publisher. docs/traces.md has their sources, columns and licences.
struct TraceFormatEntry {
  TraceFormat format;
  TraceContent content;
  const char* help;
  const char* label;  ///< column that job classes are told apart by, if no other is named
  bool is_sorted;     ///< published in order of submission
  bool has_dates;     ///< times are dates; else they count from a zero of the trace's own
  bool (*matches)(std::string_view first_line);
  std::unique_ptr<JobReader> (*open_jobs)(const std::filesystem::path&, const TraceReading&);
  std::unique_ptr<RequestReader> (*open_requests)(const std::filesystem::path&, const TraceReading&);
};

/// All formats, in the order in which a file is tried.
[[nodiscard]] std::span<const TraceFormatEntry> trace_formats();
[[nodiscard]] const TraceFormatEntry& trace_format(TraceFormat format);

/// The format that a file's first line tells. @throws InputError if none does, with the formats there are.
[[nodiscard]] TraceFormat guess_trace_format(const std::filesystem::path& path,
                                             const TraceColumnsSpec& columns);

}  // namespace suanwang
