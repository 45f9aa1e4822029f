#include "suanwang/trace/field_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>

namespace suanwang {

namespace {

/// Reads digits from `at`; how many there were.
std::size_t read_digits(const char*& at, const char* end, std::uint64_t& value) {
  const char* const begin = at;
  for (; at < end && is_digit(*at); ++at) value = value * 10 + static_cast<std::uint64_t>(*at - '0');
  return static_cast<std::size_t>(at - begin);
}

constexpr std::size_t most_digits = 18;  // that fit 64 bits
// Powers of ten that a double holds exactly: a quotient of exact numbers is rounded once, so correctly.
constexpr std::array<double, 23> power_of_ten{1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                              1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                              1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
constexpr std::uint64_t exact_integers = std::uint64_t(1) << 53;

/// Any spelling that the fast way does not know.
bool parse_any_decimal(std::string_view text, double& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() && std::isfinite(value);
}

/// Two digits of a time, at most `most`.
bool two_digits(const char*& at, const char* end, int most, int& value) {
  if (end - at < 2 || !is_digit(at[0]) || !is_digit(at[1])) return false;
  value = (at[0] - '0') * 10 + (at[1] - '0');
  at += 2;
  return value <= most;
}

bool skip(const char*& at, const char* end, char c) { return at < end && *at == c && (++at, true); }

/// "+08:00", "+0800", "+08", "Z" or nothing.
bool read_zone(const char*& at, const char* end, std::int64_t& offset_minutes) {
  offset_minutes = 0;
  if (at == end || skip(at, end, 'Z')) return at == end;
  const bool is_west = *at == '-';
  if (*at != '+' && *at != '-') return false;
  int hours = 0, minutes = 0;
  if (!two_digits(++at, end, 23, hours)) return false;
  if (at < end) {
    skip(at, end, ':');
    if (!two_digits(at, end, 59, minutes)) return false;
  }
  offset_minutes = (is_west ? -1 : 1) * (hours * 60 + minutes);
  return at == end;
}

}  // namespace

bool parse_whole(std::string_view text, std::int64_t& value) {
  const char* at = text.data();
  const char* const end = at + text.size();
  const bool is_negative = at < end && *at == '-';
  if (is_negative) ++at;
  std::uint64_t magnitude = 0;
  const std::size_t digits = read_digits(at, end, magnitude);
  if (at != end || digits == 0 || digits > most_digits) return false;
  value = is_negative ? -static_cast<std::int64_t>(magnitude) : static_cast<std::int64_t>(magnitude);
  return true;
}

bool parse_decimal(std::string_view text, double& value) {
  const char* at = text.data();
  const char* const end = at + text.size();
  const bool is_negative = at < end && *at == '-';
  if (is_negative) ++at;
  std::uint64_t digits = 0;
  std::size_t count = read_digits(at, end, digits), behind_point = 0;
  if (at < end && *at == '.') count += behind_point = read_digits(++at, end, digits);
  if (at != end || count == 0 || count > most_digits || digits >= exact_integers)
    return parse_any_decimal(text, value);
  value = static_cast<double>(digits) / power_of_ten[behind_point];
  if (is_negative) value = -value;
  return true;
}

bool parse_seconds(std::string_view text, std::int64_t& milliseconds) {
  const char* at = text.data();
  const char* const end = at + text.size();
  std::uint64_t seconds = 0;
  const std::size_t digits = read_digits(at, end, seconds);
  if (at == end && digits > 0 && digits <= 12) {
    milliseconds = static_cast<std::int64_t>(seconds) * 1000;
    return true;
  }
  double value = 0.0;
  constexpr double most_seconds = 3e12;
  if (!parse_decimal(text, value) || std::abs(value) > most_seconds) return false;
  milliseconds = std::llround(value * 1000.0);
  return true;
}

bool parse_timestamp(std::string_view text, std::int64_t& milliseconds) {
  const char* at = text.data();
  const char* const end = at + text.size();
  std::uint64_t year = 0;
  int month = 0, day = 0, hour = 0, minute = 0, second = 0;
  if (read_digits(at, end, year) != 4 || !skip(at, end, '-') || !two_digits(at, end, 12, month) ||
      !skip(at, end, '-') || !two_digits(at, end, 31, day))
    return false;
  if ((!skip(at, end, ' ') && !skip(at, end, 'T')) || !two_digits(at, end, 23, hour) || !skip(at, end, ':') ||
      !two_digits(at, end, 59, minute))
    return false;
  int fraction_ms = 0;
  if (skip(at, end, ':')) {
    if (!two_digits(at, end, 60, second)) return false;
    if (skip(at, end, '.')) {
      const char* const first = at;
      for (int unit = 100; at < end && is_digit(*at); ++at, unit /= 10) fraction_ms += (*at - '0') * unit;
      if (at == first) return false;
    }
  }
  std::int64_t offset_minutes = 0;
  if (!read_zone(at, end, offset_minutes)) return false;
  const std::chrono::year_month_day date(std::chrono::year(static_cast<int>(year)),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day)));
  if (!date.ok()) return false;
  const std::int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
  milliseconds = ((days * 24 + hour) * 60 + minute - offset_minutes) * 60'000 + second * 1000 + fraction_ms;
  return true;
}

bool is_utf8(std::string_view text) {
  const bool is_ascii = std::none_of(text.begin(), text.end(), [](char c) { return (c & 0x80) != 0; });
  if (is_ascii) return true;
  for (std::size_t i = 0; i < text.size();) {
    const auto first = static_cast<unsigned char>(text[i]);
    const std::size_t length = first < 0x80   ? 1
                               : first < 0xC2 ? 0
                               : first < 0xE0 ? 2
                               : first < 0xF0 ? 3
                               : first < 0xF5 ? 4
                                              : 0;
    if (length == 0 || i + length > text.size()) return false;
    for (std::size_t k = 1; k < length; ++k)
      if ((static_cast<unsigned char>(text[i + k]) & 0xC0) != 0x80) return false;
    if (length > 2) {  // spelt longer than need be, surrogates, beyond Unicode
      const auto second = static_cast<unsigned char>(text[i + 1]);
      if ((first == 0xE0 && second < 0xA0) || (first == 0xED && second > 0x9F) ||
          (first == 0xF0 && second < 0x90) || (first == 0xF4 && second > 0x8F))
        return false;
    }
    i += length;
  }
  return true;
}

}  // namespace suanwang
