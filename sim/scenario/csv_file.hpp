#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace suanwang {

/// The whole of a plain or gzip file. @throws InputError if it cannot be read or holds more than 256 MB.
[[nodiscard]] std::string read_text_file(const std::filesystem::path& path);

/// Rows of a CSV text (RFC 4180: quotes around fields, "" for a quote), one by one. Lines end with LF or CR
/// LF; a byte order mark is dropped; blank lines are passed over.
class CsvRows {
 public:
  explicit CsvRows(std::string_view text);
  /// Fills `fields` with the next row; false at the end.
  [[nodiscard]] bool next(std::vector<std::string>& fields);
  /// Of the row read last, from 1.
  [[nodiscard]] int line() const { return line_; }

 private:
  std::string read_field();

  std::string_view text_;
  std::size_t at_ = 0;
  int line_ = 0;
  int next_line_ = 1;
};

}  // namespace suanwang
