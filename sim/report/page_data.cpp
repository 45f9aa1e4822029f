#include "page_data.hpp"

#include "suanwang/core/error.hpp"
#include "suanwang/store/folder.hpp"

namespace suanwang {

Json json_in(const std::filesystem::path& file) try {
  return Json::parse(content_of(file));
} catch (const nlohmann::json::exception& error) {
  throw InputError(file.string() + ": is damaged: " + error.what());
}

Json rows_of(Database& database, const std::string& sql) {
  Statement rows(database, sql);
  Json all = Json::array();
  while (rows.next()) {
    Json row = Json::object();
    for (int column = 0; column < rows.column_count(); ++column) {
      Json& value = row[rows.column_name(column)];
      if (rows.is_text(column))
        value = rows.text(column);
      else if (!rows.is_null(column))
        value = rows.real(column);
    }
    all.push_back(std::move(row));
  }
  return all;
}

}  // namespace suanwang
