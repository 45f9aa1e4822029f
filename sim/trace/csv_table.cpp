#include "suanwang/trace/csv_table.hpp"

#include <algorithm>
#include <cstring>

#include <fmt/format.h>

#include "suanwang/core/error.hpp"
#include "suanwang/trace/field_text.hpp"

namespace suanwang {

CsvTable::CsvTable(const std::filesystem::path& path) : lines_(path) {
  constexpr std::size_t most_columns = 10'000;
  fields_.resize(most_columns);
  if (!next()) throw InputError(path.string() + ": is empty; its first line must name its columns");
  if (!is_utf8(line_)) lines_.fail("not UTF-8 text", "save the file as UTF-8");
  for (const std::string_view field : fields()) columns_.emplace_back(trimmed(field));
  fields_.resize(columns_.size());
}

CsvTable::CsvTable(const std::filesystem::path& path, std::vector<std::string> columns)
    : lines_(path), columns_(std::move(columns)), fields_(columns_.size()) {}

std::optional<std::size_t> CsvTable::find(std::string_view name) const {
  const auto found = std::find(columns_.begin(), columns_.end(), name);
  if (found == columns_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - columns_.begin());
}

std::vector<std::size_t> CsvTable::require(const std::vector<std::string>& names) const {
  std::vector<std::size_t> all;
  Issues issues;
  const auto complain = [&](std::string problem, std::string remedy) {
    issues.push_back({path().string(), line(), 0, "", std::move(problem), std::move(remedy)});
  };
  for (const std::string& name : names) {
    const std::optional<std::size_t> column = find(name);
    if (!column)
      complain(
          fmt::format("there is no column '{}'", name),
          spelling_question(name, columns_) + fmt::format("columns found: {}", fmt::join(columns_, ", ")));
    else if (std::count(columns_.begin(), columns_.end(), name) > 1)
      complain(fmt::format("column '{}' stands there twice", name), "give columns different names");
    all.push_back(column.value_or(0));
  }
  if (!issues.empty()) throw InputError(std::move(issues));
  return all;
}

bool CsvTable::next() {
  while (lines_.next(line_)) {
    if (line_.empty()) continue;
    split();
    return true;
  }
  return false;
}

void CsvTable::split() {
  found_ = 0;
  is_open_ = false;
  if (std::memchr(line_.data(), '"', line_.size())) return split_quoted();
  const char* begin = line_.data();
  const char* const end = begin + line_.size();
  for (const char* at = begin; at < end; ++at)
    if (*at == ',') {
      add({begin, static_cast<std::size_t>(at - begin)});
      begin = at + 1;
    }
  add({begin, static_cast<std::size_t>(end - begin)});
}

void CsvTable::split_quoted() {
  unquoted_.clear();
  unquoted_.reserve(line_.size());  // fields are views into it: it must not move
  std::size_t field = 0;
  for (std::size_t i = 0; i < line_.size(); ++i) {
    const char c = line_[i];
    if (c == '"' && is_open_ && i + 1 < line_.size() && line_[i + 1] == '"') {
      unquoted_ += line_[++i];
    } else if (c == '"') {
      is_open_ = !is_open_;
    } else if (c == ',' && !is_open_) {
      add(std::string_view(unquoted_).substr(field));
      field = unquoted_.size();
    } else {
      unquoted_ += c;
    }
  }
  add(std::string_view(unquoted_).substr(field));
}

int CsvTable::character_of(std::size_t column) const {
  int character = 1;
  bool is_quoted = false;
  for (const char c : line_) {
    if (column == 0) break;
    if (c == '"') is_quoted = !is_quoted;
    if (c == ',' && !is_quoted) --column;
    if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) ++character;  // a byte that begins a character
  }
  return character;
}

}  // namespace suanwang
