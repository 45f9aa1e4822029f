#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace suanwang::cli {

/// Columns of the terminal; 100 where there is none.
[[nodiscard]] std::size_t terminal_width();

/// Colours on a terminal, unless NO_COLOR is set (no-color.org); elsewhere none.
class Paint {
 public:
  enum class Colour { blue = 34, yellow = 33, grey = 90 };
  Paint();
  [[nodiscard]] std::string operator()(Colour colour, const std::string& text) const;

 private:
  bool is_on_;
};

/// A bar of eighths of a column. @param share Of `width`, within [0, 1].
[[nodiscard]] std::string bar(double share, std::size_t width);

/// Columns of block characters, `height` lines from top to bottom; the greatest value fills them.
[[nodiscard]] std::vector<std::string> column_chart(const std::vector<double>& values, std::size_t height);

/// One of five shades, for a share of the greatest value.
[[nodiscard]] std::string shade(double share);

/// Means of groups of days, so that there are at most `count`. Groups are whole weeks, which weekends do not
/// tell apart.
[[nodiscard]] std::vector<double> squeezed_days(const std::vector<std::uint64_t>& days, std::size_t count);

/// "45 s", "3.2 min", "6.1 h", "14 d".
[[nodiscard]] std::string span_text(double seconds);
/// "0.25", "37.2", "12800".
[[nodiscard]] std::string count_text(double value);
/// "below 1", "1", "2-3", "4-7": sizes by power of two, as `JobStatistics::by_size` has them.
[[nodiscard]] std::string size_bin_text(std::size_t bin);

}  // namespace suanwang::cli
