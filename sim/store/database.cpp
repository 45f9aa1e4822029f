#include "suanwang/store/database.hpp"

#include <array>
#include <fstream>
#include <new>
#include <set>

#include <sqlite3.h>

#include "suanwang/core/error.hpp"

namespace suanwang {

namespace {

/// A query may compute and read what is there; everything else is denied.
int reading_alone(void*, int action, const char*, const char*, const char*, const char*) {
  const bool is_harmless = action == SQLITE_SELECT || action == SQLITE_READ || action == SQLITE_FUNCTION ||
                           action == SQLITE_RECURSIVE;
  return is_harmless ? SQLITE_OK : SQLITE_DENY;
}

int conditions_alone(void* data, int action, const char* first, const char* second, const char* third,
                     const char* fourth) {
  static const std::set<std::string, std::less<>> fickle{
      "random",   "randomblob", "date",    "time",         "datetime",     "julianday",        "unixepoch",
      "strftime", "timediff",   "changes", "current_date", "current_time", "current_timestamp"};
  if (action == SQLITE_FUNCTION && second && fickle.contains(std::string_view(second))) return SQLITE_DENY;
  if (action == SQLITE_RECURSIVE) return SQLITE_DENY;  // could go on for ever
  return reading_alone(data, action, first, second, third, fourth);
}

constexpr int most_steps = 1'000'000'000, steps_at_once = 1'000'000;

constexpr const char* written_at_once =
    "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; BEGIN";

int no_other_file(void*, int action, const char*, const char*, const char*, const char*) {
  return action == SQLITE_ATTACH || action == SQLITE_DETACH ? SQLITE_DENY : SQLITE_OK;
}

}  // namespace

void Database::Close::operator()(sqlite3* handle) const { sqlite3_close(handle); }

Database::Database(std::string path, int flags) : path_(std::move(path)) {
  sqlite3* raw = nullptr;
  const int code = sqlite3_open_v2(path_.c_str(), &raw, flags, nullptr);
  handle_.reset(raw);
  if (code != SQLITE_OK) fail("cannot be opened");
  // "cost" is a column or a fault, never a text.
  sqlite3_db_config(raw, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
  sqlite3_db_config(raw, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
}

Database Database::create(const std::filesystem::path& path) {
  Database database(path.string(), SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  database.execute(written_at_once);
  return database;
}

Database Database::go_on(const std::filesystem::path& path) {
  Database database(path.string(), SQLITE_OPEN_READWRITE);
  database.execute(written_at_once);
  return database;
}

void Database::checkpoint() { execute("COMMIT; BEGIN"); }

void forget_checkpoints(const std::filesystem::path& path) {
  std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
  constexpr std::array<char, 4> one{0, 0, 0, 1};  // big endian
  for (const std::streamoff place : {24, 92}) {
    file.seekp(place);
    file.write(one.data(), one.size());
  }
  file.close();
  if (!file) throw InputError(path.string() + ": cannot be written");
}

Database Database::open(const std::filesystem::path& path) {
  Database database(path.string(), SQLITE_OPEN_READONLY);
  Statement check(database, "PRAGMA quick_check(1)");
  if (!check.next() || check.text(0) != "ok")
    throw InputError(database.path_ + ": is damaged: " + check.text(0));
  sqlite3_set_authorizer(database.handle(), reading_alone, nullptr);
  return database;
}

Database Database::in_memory(const std::string& name) {
  Database database(":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  database.path_ = name;
  sqlite3_set_authorizer(database.handle(), no_other_file, nullptr);
  return database;
}

void Database::execute(const std::string& sql) {
  if (sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
    fail("cannot be written");
}

void Database::allow_conditions_alone() {
  sqlite3_set_authorizer(handle_.get(), conditions_alone, nullptr);
  steps_left_ = std::make_unique<int>(most_steps / steps_at_once);
  const auto is_too_much = [](void* left) -> int { return --*static_cast<int*>(left) < 0; };
  sqlite3_progress_handler(handle_.get(), steps_at_once, is_too_much, steps_left_.get());
}

void Database::fail(const std::string& what) const {
  // With neither file nor memory there is no handle.
  if (!handle_ || sqlite3_errcode(handle_.get()) == SQLITE_NOMEM) throw std::bad_alloc();
  if (sqlite3_errcode(handle_.get()) == SQLITE_INTERRUPT)
    throw InputError(path_ + ": " + what +
                     ": conditions take more than a billion steps of SQL; simplify them");
  const char* remedy = sqlite3_errcode(handle_.get()) == SQLITE_FULL ? "; make room and start again" : "";
  throw InputError(path_ + ": " + what + ": " + sqlite3_errmsg(handle_.get()) + remedy);
}

std::string sql_name(const std::string& name) { return '"' + name + '"'; }

std::vector<bool> rows_that_meet(Database& database, const std::string& table, const std::string& order,
                                 const std::string& condition, std::size_t count) {
  Statement rows(database,
                 "SELECT (" + condition + ") FROM " + sql_name(table) + " ORDER BY " + sql_name(order));
  std::vector<bool> meets;
  while (meets.size() < count && rows.next()) meets.push_back(rows.real(0) != 0.0);
  // A condition has an answer for every row, and one for each.
  if (rows.column_count() != 1 || meets.size() < count || rows.next())
    throw InputError("'" + condition + "' is not one condition");
  return meets;
}

void Statement::Finalize::operator()(sqlite3_stmt* handle) const { sqlite3_finalize(handle); }

Statement::Statement(Database& database, const std::string& sql) : database_(database) {
  sqlite3_stmt* raw = nullptr;
  const char* rest = nullptr;
  if (sqlite3_prepare_v2(database.handle(), sql.c_str(), -1, &raw, &rest) != SQLITE_OK)
    database.fail("cannot be asked this");
  handle_.reset(raw);
  if (!raw || std::string_view(rest).find_first_not_of(" \t\r\n;") != std::string_view::npos)
    throw InputError(database.path_ + ": cannot be asked this: not one statement of SQL");
}

void Statement::check(int code) {
  if (code != SQLITE_OK) database_.fail("cannot be written");
}

void Statement::bind(int column, double value) { check(sqlite3_bind_double(handle_.get(), column, value)); }

void Statement::bind(int column, std::int64_t value) {
  check(sqlite3_bind_int64(handle_.get(), column, value));
}

void Statement::bind(int column, std::string_view value) {
  check(
      sqlite3_bind_text64(handle_.get(), column, value.data(), value.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
}

void Statement::bind(int column, std::nullptr_t) { check(sqlite3_bind_null(handle_.get(), column)); }

void Statement::step() {
  if (sqlite3_step(handle_.get()) != SQLITE_DONE) database_.fail("cannot be written");
  sqlite3_reset(handle_.get());
}

bool Statement::next() {
  const int code = sqlite3_step(handle_.get());
  if (code != SQLITE_ROW && code != SQLITE_DONE) database_.fail("cannot be read");
  return code == SQLITE_ROW;
}

int Statement::column_count() const { return sqlite3_column_count(handle_.get()); }

std::string Statement::column_name(int column) const { return sqlite3_column_name(handle_.get(), column); }

bool Statement::is_text(int column) const {
  return sqlite3_column_type(handle_.get(), column) == SQLITE_TEXT;
}

bool Statement::is_real(int column) const {
  return sqlite3_column_type(handle_.get(), column) == SQLITE_FLOAT;
}

bool Statement::is_null(int column) const {
  return sqlite3_column_type(handle_.get(), column) == SQLITE_NULL;
}

double Statement::real(int column) const { return sqlite3_column_double(handle_.get(), column); }

std::int64_t Statement::whole(int column) const { return sqlite3_column_int64(handle_.get(), column); }

std::string Statement::text(int column) const {
  const unsigned char* text = sqlite3_column_text(handle_.get(), column);
  return text ? std::string(reinterpret_cast<const char*>(text),
                            static_cast<std::size_t>(sqlite3_column_bytes(handle_.get(), column)))
              : "";
}

}  // namespace suanwang
