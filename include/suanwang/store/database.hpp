#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace suanwang {

/// A SQLite database. Every failure is an InputError that names the file.
class Database {
 public:
  /// One that is written once, in one transaction that `execute("COMMIT")` ends, by one process, before
  /// anyone else can know of it: without journal and locks.
  [[nodiscard]] static Database create(const std::filesystem::path& path);
  /// One that `create` began and `checkpoint` put on the disk, or a copy of that.
  [[nodiscard]] static Database go_on(const std::filesystem::path& path);
  /// Puts what was written so far on the disk.
  void checkpoint();
  /// A finished one, to read. What SQL it is asked cannot change it, nor reach any other file.
  /// @throws InputError if it is not there, is no database or is damaged.
  [[nodiscard]] static Database open(const std::filesystem::path& path);
  /// An empty one of this process alone. SQL can do with it what it likes, but reaches no file.
  /// @param name In messages.
  [[nodiscard]] static Database in_memory(const std::string& name);

  void execute(const std::string& sql);
  /// From now on SQL may read what is there, and ask for nothing that differs from one time to the next:
  /// neither chance nor the clock. What takes more than a billion steps, or might never end, is an error.
  void allow_conditions_alone();
  [[nodiscard]] sqlite3* handle() const { return handle_.get(); }
  [[noreturn]] void fail(const std::string& what) const;

 private:
  friend class Statement;
  struct Close {
    void operator()(sqlite3* handle) const;
  };
  Database(std::string path, int flags);

  std::string path_;
  std::unique_ptr<int> steps_left_;  // outlives the handle, which counts it down
  std::unique_ptr<sqlite3, Close> handle_;
};

/// Of a finished database that nobody has open: its header counts how often it was put on the disk ("Database
/// File Format", section 1.3, bytes 24 to 27 and 92 to 95). From now on it says once, as if there had been no
/// checkpoint.
void forget_checkpoints(const std::filesystem::path& path);

/// The name of a table or column as SQL has it. @param name Without quotes in it.
[[nodiscard]] std::string sql_name(const std::string& name);

/// Whether each row of a table meets a condition. @param count Rows of the table. @param order Column that
/// numbers them.
/// @throws InputError for what is no condition.
[[nodiscard]] std::vector<bool> rows_that_meet(Database& database, const std::string& table,
                                               const std::string& order, const std::string& condition,
                                               std::size_t count);

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

  // One value after the other, for rows whose width is known at run time. Columns count from 1.
  void bind(int column, double value);
  void bind(int column, std::int64_t value);
  void bind(int column, std::uint64_t value) { bind(column, static_cast<std::int64_t>(value)); }
  void bind(int column, std::uint32_t value) { bind(column, static_cast<std::int64_t>(value)); }
  void bind(int column, std::string_view value);
  void bind(int column, std::nullptr_t);
  template <class T>
  void bind(int column, const std::optional<T>& value) {
    if (value)
      bind(column, *value);
    else
      bind(column, nullptr);
  }
  void step();

  /// For reading: false when there are no more rows. Columns count from 0.
  bool next();
  [[nodiscard]] int column_count() const;
  [[nodiscard]] std::string column_name(int column) const;
  [[nodiscard]] bool is_text(int column) const;
  [[nodiscard]] bool is_real(int column) const;
  [[nodiscard]] bool is_null(int column) const;
  [[nodiscard]] double real(int column) const;
  [[nodiscard]] std::int64_t whole(int column) const;
  [[nodiscard]] std::string text(int column) const;

 private:
  void check(int code);
  struct Finalize {
    void operator()(sqlite3_stmt* handle) const;
  };
  Database& database_;
  std::unique_ptr<sqlite3_stmt, Finalize> handle_;
};

}  // namespace suanwang
