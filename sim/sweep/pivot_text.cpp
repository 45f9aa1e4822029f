// Tables of queries as text that other programs read.
#include <nlohmann/json.hpp>

#include "suanwang/store/csv.hpp"
#include "suanwang/sweep/pivot.hpp"

namespace suanwang {

namespace {

std::string markdown_field(std::string text) {
  for (std::size_t at = text.find('|'); at != std::string::npos; at = text.find('|', at + 2))
    text.insert(at, "\\");
  return text;
}

}  // namespace

std::string csv_of(const QueryTable& table) {
  std::string text;
  for (std::size_t i = 0; i < table.header.size(); ++i) text += (i ? "," : "") + csv_field(table.header[i]);
  text += "\r\n";
  for (const auto& row : table.rows) {
    for (std::size_t i = 0; i < row.size(); ++i) text += (i ? "," : "") + csv_field(row[i].text);
    text += "\r\n";
  }
  return text;
}

std::string markdown_of(const QueryTable& table) {
  std::string text = "|", rule = "|";
  for (const std::string& each : table.header) {
    text += ' ' + markdown_field(each) + " |";
    rule += "---|";
  }
  text += '\n' + rule + '\n';
  for (const auto& row : table.rows) {
    text += '|';
    for (const QueryTable::Cell& each : row) text += ' ' + markdown_field(each.text) + " |";
    text += '\n';
  }
  return text;
}

std::string json_of(const QueryTable& table) {
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  for (const auto& row : table.rows) {
    nlohmann::ordered_json json = nlohmann::ordered_json::object();
    for (std::size_t i = 0; i < row.size(); ++i)
      json[table.header[i]] = row[i].number         ? nlohmann::ordered_json(*row[i].number)
                              : row[i].text.empty() ? nlohmann::ordered_json()
                                                    : nlohmann::ordered_json(row[i].text);
    rows.push_back(std::move(json));
  }
  return rows.dump(2) + "\n";
}

}  // namespace suanwang
