#include "sqlite.hpp"

#include "suanwang/core/error.hpp"

namespace suanwang {

Database::Database(const std::filesystem::path& path)
    : path_(path.string()), handle_(nullptr, sqlite3_close) {
  sqlite3* raw = nullptr;
  const int code = sqlite3_open(path_.c_str(), &raw);
  handle_.reset(raw);
  if (code != SQLITE_OK) fail("cannot be opened");
  // Nobody else reads it before it is renamed, so neither a journal nor a lock is needed.
  execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; BEGIN");
}

void Database::execute(const std::string& sql) {
  if (sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
    fail("cannot be written");
}

void Database::fail(const std::string& what) const {
  throw InputError(path_ + ": " + what + ": " + sqlite3_errmsg(handle_.get()));
}

Statement::Statement(Database& database, const std::string& sql)
    : database_(database), handle_(nullptr, sqlite3_finalize) {
  sqlite3_stmt* raw = nullptr;
  if (sqlite3_prepare_v2(database.handle(), sql.c_str(), -1, &raw, nullptr) != SQLITE_OK)
    database.fail("cannot be prepared");
  handle_.reset(raw);
}

void Statement::step() {
  if (sqlite3_step(handle_.get()) != SQLITE_DONE) database_.fail("cannot be written");
  sqlite3_reset(handle_.get());
}

bool Statement::next() {
  const int code = sqlite3_step(handle_.get());
  if (code != SQLITE_ROW && code != SQLITE_DONE) database_.fail("cannot be read");
  return code == SQLITE_ROW;
}

std::string Statement::text(int column) const {
  const unsigned char* text = sqlite3_column_text(handle_.get(), column);
  return text ? std::string(reinterpret_cast<const char*>(text),
                            static_cast<std::size_t>(sqlite3_column_bytes(handle_.get(), column)))
              : "";
}

}  // namespace suanwang
