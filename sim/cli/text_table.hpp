#pragma once

#include <string>
#include <vector>

namespace suanwang::cli {

/// Columns of a terminal that the text takes: Chinese characters take two.
[[nodiscard]] std::size_t display_width(const std::string& text);

/// With blanks behind it up to so many columns.
[[nodiscard]] std::string padded(const std::string& text, std::size_t width);

/// A table of text: the first column to the left, the others to the right.
class TextTable {
 public:
  explicit TextTable(std::vector<std::string> header) : rows_{std::move(header)} {}
  void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }
  /// Rules off what follows, such as totals.
  void rule() { rules_.push_back(rows_.size()); }
  [[nodiscard]] std::string text() const;

 private:
  std::vector<std::vector<std::string>> rows_;
  std::vector<std::size_t> rules_{1};
};

/// Columns that prose takes.
inline constexpr std::size_t text_width = 110;

/// Breaks prose into lines of at most `width` columns.
[[nodiscard]] std::string wrapped(const std::string& text, std::size_t width);

}  // namespace suanwang::cli
