#pragma once

#include <cstdint>
#include <string_view>

namespace suanwang {

// Numbers and times in the fields of a file. All take the whole text, without blanks around it, and answer
// whether it was one; none allocates.

[[nodiscard]] inline bool is_digit(char c) { return static_cast<unsigned char>(c - '0') < 10; }

/// "-12". Up to 18 digits.
[[nodiscard]] bool parse_whole(std::string_view text, std::int64_t& value);

/// "-12.5", "1e-3". Neither infinite nor NaN.
[[nodiscard]] bool parse_decimal(std::string_view text, double& value);

/// Seconds such as "12.345", to the nearest millisecond. Up to 3e12 s.
[[nodiscard]] bool parse_seconds(std::string_view text, std::int64_t& milliseconds);

/// "2023-11-16 18:17:03.9799600+08:00" in milliseconds since 1970 (UTC); the fraction is cut off behind the
/// third digit. A T may stand for the blank; seconds, fraction and zone (Z, +hh:mm, +hhmm, +hh) may be
/// missing; without a zone the text counts as UTC.
[[nodiscard]] bool parse_timestamp(std::string_view text, std::int64_t& milliseconds);

/// Empty, or what programs write for nothing: nan, NaN, NA, None, NULL, null.
[[nodiscard]] inline bool is_missing(std::string_view text) {
  if (text.empty()) return true;
  if (text.front() != 'n' && text.front() != 'N') return false;
  return text == "nan" || text == "NaN" || text == "NA" || text == "None" || text == "NULL" || text == "null";
}

[[nodiscard]] bool is_utf8(std::string_view text);

/// Without blanks and tabs around it.
[[nodiscard]] inline std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

}  // namespace suanwang
