#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "suanwang/trace/line_source.hpp"

namespace suanwang {

/// Rows of a CSV file (RFC 4180 within a line: quotes around fields, "" for a quote), plain or gzip, one by
/// one. Blank lines are passed over. Reading a row allocates nothing.
class CsvTable {
 public:
  /// The first line names the columns. @throws InputError if there is none, or it is not UTF-8 text.
  explicit CsvTable(const std::filesystem::path& path);
  /// A file without such a line.
  CsvTable(const std::filesystem::path& path, std::vector<std::string> columns);

  [[nodiscard]] const std::vector<std::string>& columns() const { return columns_; }
  [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const;
  /// The columns of these names. @throws InputError that names those missing or there twice, the columns
  /// found, and the nearest spelling.
  [[nodiscard]] std::vector<std::size_t> require(const std::vector<std::string>& names) const;

  /// The next row; false at the end. @throws InputError as LineSource does.
  [[nodiscard]] bool next();
  /// Whether the row has a field for each column and no quote is left open.
  [[nodiscard]] bool is_whole() const { return found_ == columns_.size() && !is_open_; }
  [[nodiscard]] std::size_t field_count() const { return found_; }
  /// Valid until the next call of `next`, if the row is whole.
  [[nodiscard]] std::string_view operator[](std::size_t column) const { return fields_[column]; }
  /// Those that are there, up to the number of columns.
  [[nodiscard]] std::span<const std::string_view> fields() const {
    return {fields_.data(), std::min(found_, fields_.size())};
  }
  /// Of the row read last, from 1.
  [[nodiscard]] int line() const { return lines_.line(); }
  /// Where field `column` of the row begins, in characters from 1.
  [[nodiscard]] int character_of(std::size_t column) const;
  [[nodiscard]] const std::filesystem::path& path() const { return lines_.path(); }

 private:
  void split();
  void split_quoted();
  void add(std::string_view field) {
    if (found_ < fields_.size()) fields_[found_] = field;
    ++found_;
  }

  LineSource lines_;
  std::string_view line_;
  std::vector<std::string> columns_;
  std::vector<std::string_view> fields_;
  std::size_t found_ = 0;
  bool is_open_ = false;
  std::string unquoted_;  // fields that hold quotes, without their doubles
};

}  // namespace suanwang
