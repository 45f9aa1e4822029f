#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "suanwang/trace/trace_format.hpp"

namespace suanwang {

/// Writes jobs in our own CSV format (docs/traces.md).
class CsvJobText {
 public:
  [[nodiscard]] static std::string header();
  static void append(const TraceJob& job, std::string& text);
};

/// Writes jobs in the Standard Workload Format. Its header states figures of the whole and its columns hold
/// numbers: every job is surveyed before the first is written.
class SwfJobText {
 public:
  void survey(const TraceJob& job);
  /// @param directives Of the source, if it is a log in this format: they are kept where they still hold.
  /// @param unix_start_s When the trace begins, where that is known.
  [[nodiscard]] std::string header(const TraceDirectives& directives,
                                   std::optional<std::int64_t> unix_start_s) const;
  /// Whole seconds: submissions rounded down, run times up. Whole processors: rounded up.
  void append(const TraceJob& job, std::string& text);

 private:
  /// Numbers for the texts of a column: themselves if all are numbers, else in order of appearance.
  class Numbers {
   public:
    void survey(std::string_view text);
    [[nodiscard]] std::int64_t of(std::string_view text) const;
    [[nodiscard]] bool are_given() const { return are_given_; }
    [[nodiscard]] const std::map<std::string, std::int64_t, std::less<>>& all() const { return numbers_; }

   private:
    std::map<std::string, std::int64_t, std::less<>> numbers_;
    bool are_given_ = false;  // by us
  };
  /// The queue, or else the label, so that classes survive.
  [[nodiscard]] std::string_view queue_of(const TraceJob& job) const {
    return has_queues_ ? job.queue : job.label;
  }

  Numbers users_, groups_, executables_, queues_, labels_, partitions_;
  bool has_queues_ = false;
  std::uint64_t jobs_ = 0, written_ = 0;
  double most_processors_ = 0.0;
};

}  // namespace suanwang
