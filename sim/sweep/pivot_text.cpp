// Tables of queries as text that other programs read.
#include <algorithm>
#include <charconv>
#include <cstdint>

#include <nlohmann/json.hpp>

#include "suanwang/store/csv.hpp"
#include "suanwang/sweep/pivot.hpp"

namespace suanwang {

namespace {

std::string markdown_field(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  for (std::size_t at = text.find('|'); at != std::string::npos; at = text.find('|', at + 2))
    text.insert(at, "\\");
  return text;
}

nlohmann::ordered_json json_of(const QueryTable::Cell& cell) {
  if (cell.is_null) return nullptr;
  if (!cell.number) return cell.text;
  std::int64_t whole = 0;  // a seed has more digits than a double
  const auto [stop, problem] = std::from_chars(cell.text.data(), cell.text.data() + cell.text.size(), whole);
  if (problem == std::errc() && stop == cell.text.data() + cell.text.size()) return whole;
  return *cell.number;
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
    for (std::size_t i = 0; i < row.size(); ++i) json[table.header[i]] = json_of(row[i]);
    rows.push_back(std::move(json));
  }
  return rows.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

}  // namespace suanwang
