#include "text_table.hpp"

#include <algorithm>
#include <sstream>

namespace suanwang::cli {

namespace {

/// East Asian wide and fullwidth forms, as far as names of places and units go.
bool is_wide(char32_t c) {
  return (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7A3) ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE4F) || (c >= 0xFF00 && c <= 0xFF60) ||
         (c >= 0x1F300 && c <= 0x1FAFF) || (c >= 0x20000 && c <= 0x3FFFD);
}

}  // namespace

std::size_t display_width(const std::string& text) {
  std::size_t width = 0;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t code = length == 1 ? lead : lead & (0x7Fu >> length);
    for (std::size_t k = 1; k < length && i + k < text.size(); ++k)
      code = (code << 6) | (static_cast<unsigned char>(text[i + k]) & 0x3Fu);
    width += is_wide(code) ? 2 : 1;
    i += length;
  }
  return width;
}

std::string padded(const std::string& text, std::size_t width) {
  const std::size_t taken = display_width(text);
  return text + std::string(width > taken ? width - taken : 0, ' ');
}

std::string TextTable::text() const {
  std::vector<std::size_t> widths;
  for (const auto& row : rows_)
    for (std::size_t column = 0; column < row.size(); ++column) {
      if (column == widths.size()) widths.push_back(0);
      widths[column] = std::max(widths[column], display_width(row[column]));
    }
  std::size_t full_width = 0;
  for (const std::size_t width : widths) full_width += width + 2;
  std::string text;
  for (std::size_t line = 0; line < rows_.size(); ++line) {
    if (std::find(rules_.begin(), rules_.end(), line) != rules_.end())
      text += std::string(full_width - 2, '-') + '\n';
    std::string row_text;
    for (std::size_t column = 0; column < rows_[line].size(); ++column) {
      const std::string& cell = rows_[line][column];
      const std::string padding(widths[column] - display_width(cell), ' ');
      if (column > 0) row_text += "  ";
      row_text += column == 0 ? cell + padding : padding + cell;
    }
    while (row_text.ends_with(' ')) row_text.pop_back();
    text += row_text + '\n';
  }
  return text;
}

std::string wrapped(const std::string& text, std::size_t width) {
  std::istringstream words(text);
  std::string result, line;
  for (std::string word; words >> word;) {
    if (!line.empty() && display_width(line) + 1 + display_width(word) > width) {
      result += line + '\n';
      line.clear();
    }
    line += (line.empty() ? "" : " ") + word;
  }
  return result + line + '\n';
}

}  // namespace suanwang::cli
