#include "suanwang/store/csv.hpp"

#include <cerrno>
#include <cstring>
#include <fstream>

#include <fmt/format.h>

#include "suanwang/core/error.hpp"

namespace suanwang {

std::string csv_field(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string quoted = "\"";
  for (const char each : text) quoted += each == '"' ? "\"\"" : std::string(1, each);
  return quoted + '"';
}

void write_csv(Database& database, const std::string& query, const std::filesystem::path& path) {
  Statement rows(database, query);
  errno = 0;
  std::ofstream file(path, std::ios::binary);
  for (int column = 0; column < rows.column_count(); ++column)
    file << (column ? "," : "") << csv_field(rows.column_name(column));
  file << "\r\n";
  while (file && rows.next()) {
    std::string line;
    for (int column = 0; column < rows.column_count(); ++column) {
      if (column) line += ',';
      line += rows.is_real(column) ? fmt::format("{}", rows.real(column)) : csv_field(rows.text(column));
    }
    file << line << "\r\n";
  }
  file.close();
  if (!file)
    throw InputError(path.string() + ": cannot be written" +
                     (errno ? fmt::format(": {}", std::strerror(errno)) : ""));
}

}  // namespace suanwang
