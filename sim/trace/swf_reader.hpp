#pragma once

#include <array>
#include <string_view>

#include "suanwang/trace/line_source.hpp"
#include "suanwang/trace/trace_format.hpp"

namespace suanwang {

/// The Standard Workload Format (Chapin et al., "Benchmarks and Standards for the Evaluation of Parallel Job
/// Schedulers", JSSPP 1999; definition 2.2 of the Parallel Workloads Archive): header lines
/// "; MaxProcs: 240", then 18 numbers a line, -1 for what is not known.
class SwfReader final : public JobReader {
 public:
  /// @throws InputError if the label is not a column that tells classes apart.
  SwfReader(const std::filesystem::path& path, const TraceReading& reading);
  [[nodiscard]] bool next(TraceJob& job, TraceTally& tally) override;
  [[nodiscard]] TracePlace place_of(TraceFault fault) const override;
  [[nodiscard]] TraceDirectives directives() const override { return directives_; }

 private:
  // From 0, as the definition orders them.
  enum Column : std::size_t {
    job_number,
    submit,
    wait,
    run,
    used_processors,
    used_cpu_time,
    used_memory,
    asked_processors,
    asked_time,
    asked_memory,
    status,
    user,
    group,
    executable,
    queue,
    partition,
    preceding_job,
    think_time,
    column_count
  };
  bool split();
  bool fill(TraceJob& job) const;
  void read_directive(std::string_view comment);
  [[nodiscard]] bool is_known(std::size_t column) const { return thousandths_[column] >= 0; }
  [[nodiscard]] std::string_view text(std::size_t column) const {
    return is_known(column) ? texts_[column] : std::string_view();
  }

  LineSource lines_;
  std::string_view line_;
  std::size_t label_;
  std::size_t faulty_ = 0;  // where `split` stopped, in bytes from 1
  bool has_records_ = false;
  std::array<std::int64_t, column_count> thousandths_{};
  std::array<std::string_view, column_count> texts_;
  TraceDirectives directives_;
};

}  // namespace suanwang
