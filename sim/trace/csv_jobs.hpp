#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "suanwang/trace/csv_table.hpp"
#include "suanwang/trace/trace_format.hpp"

namespace suanwang {

/// Fields of a table's current row as numbers and times. The first that cannot be read is the row's fault.
class CsvRow {
 public:
  explicit CsvRow(const CsvTable& table) : table_(table) {}
  void begin() { fault_ = TraceFault::none; }
  void refuse(TraceFault fault, std::optional<std::size_t> column = std::nullopt) {
    if (fault_ != TraceFault::none) return;
    fault_ = fault;
    column_ = column;
  }

  using Column = std::optional<std::size_t>;  ///< empty: the file does not have it
  [[nodiscard]] std::string_view text(Column column);
  [[nodiscard]] std::optional<double> number(Column column);
  [[nodiscard]] std::int64_t whole(Column column);
  [[nodiscard]] std::optional<Gigabytes> gigabytes(Column column);
  [[nodiscard]] std::optional<Duration> seconds(Column column);
  /// A date with its time, since 1970.
  [[nodiscard]] std::optional<Duration> date(Column column);
  /// Either of the two.
  [[nodiscard]] std::optional<Duration> time(Column column);

  [[nodiscard]] TraceFault fault() const { return fault_; }
  [[nodiscard]] TracePlace place(Column column) const {
    return {table_.line(), column ? table_.character_of(*column) : 0};
  }
  [[nodiscard]] TracePlace place() const { return place(column_); }

 private:
  template <class Value, class Parse>
  std::optional<Value> value(Column column, TraceFault fault, const Parse& parse);

  const CsvTable& table_;
  TraceFault fault_ = TraceFault::none;
  Column column_;
};

/// What is common to formats that are CSV files of jobs.
class CsvJobs : public JobReader {
 public:
  explicit CsvJobs(CsvTable table) : table_(std::move(table)), row_(table_) {}
  [[nodiscard]] bool next(TraceJob& job, TraceTally& tally) final;
  [[nodiscard]] TracePlace place_of(TraceFault fault) const final;

 protected:
  /// Turns the row into `job`, which is blank; refuses it through `row_`.
  virtual void read(TraceJob& job) = 0;
  /// The column of the class label: `wanted`, or else `usual`.
  void find_label(const std::string& wanted, const char* usual);
  /// Run time and wait from dates or seconds; refuses jobs that never started or did not end.
  void set_times(TraceJob& job, std::optional<Duration> submitted, std::optional<Duration> start,
                 std::optional<Duration> end);

  struct Places {
    CsvRow::Column submit, run, accelerators, label, origin;
  };

  CsvTable table_;
  CsvRow row_;
  Places places_;
};

}  // namespace suanwang
