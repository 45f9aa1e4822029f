#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <sqlite3.h>

namespace suanwang {

/// A database that is written once, in one transaction, by one process. Every failure is an InputError that
/// names the file.
class Database {
 public:
  explicit Database(const std::filesystem::path& path);
  void execute(const std::string& sql);
  [[nodiscard]] sqlite3* handle() const { return handle_.get(); }
  [[noreturn]] void fail(const std::string& what) const;

 private:
  std::string path_;
  std::unique_ptr<sqlite3, int (*)(sqlite3*)> handle_;
};

/// A prepared statement: `row(1, 2.5, "text")` binds and steps once.
class Statement {
 public:
  Statement(Database& database, const std::string& sql);

  template <class... Values>
  void row(const Values&... values) {
    int column = 0;
    (bind(++column, values), ...);
    step();
  }

  /// For reading: false when there are no more rows.
  bool next();
  [[nodiscard]] int column_count() const { return sqlite3_column_count(handle_.get()); }
  [[nodiscard]] std::string column_name(int column) const {
    return sqlite3_column_name(handle_.get(), column);
  }
  [[nodiscard]] bool is_text(int column) const {
    return sqlite3_column_type(handle_.get(), column) == SQLITE_TEXT;
  }
  [[nodiscard]] bool is_real(int column) const {
    return sqlite3_column_type(handle_.get(), column) == SQLITE_FLOAT;
  }
  [[nodiscard]] double real(int column) const { return sqlite3_column_double(handle_.get(), column); }
  [[nodiscard]] std::string text(int column) const;

 private:
  void bind(int column, double value) { sqlite3_bind_double(handle_.get(), column, value); }
  void bind(int column, std::int64_t value) { sqlite3_bind_int64(handle_.get(), column, value); }
  void bind(int column, std::uint64_t value) {
    sqlite3_bind_int64(handle_.get(), column, static_cast<std::int64_t>(value));
  }
  void bind(int column, std::uint32_t value) { sqlite3_bind_int64(handle_.get(), column, value); }
  void bind(int column, std::string_view value) {
    sqlite3_bind_text(handle_.get(), column, value.data(), static_cast<int>(value.size()), SQLITE_TRANSIENT);
  }
  void bind(int column, std::nullptr_t) { sqlite3_bind_null(handle_.get(), column); }
  template <class T>
  void bind(int column, const std::optional<T>& value) {
    if (value)
      bind(column, *value);
    else
      bind(column, nullptr);
  }
  void step();

  Database& database_;
  std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> handle_;
};

}  // namespace suanwang
