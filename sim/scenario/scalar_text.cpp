#include "scalar_text.hpp"

#include <algorithm>
#include <charconv>

namespace suanwang {

namespace {

constexpr std::size_t widest_line = 100;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::string found_text(const DocumentNode& node) {
  switch (node.kind) {
    case DocumentNode::Kind::null:
      return "nothing";
    case DocumentNode::Kind::scalar:
      return "'" + node.scalar + "'";
    case DocumentNode::Kind::sequence:
      return "a list";
    case DocumentNode::Kind::mapping:
      return "a mapping";
  }
  return "";
}

bool is_identifier(const std::string& text) {
  return !text.empty() && text.size() <= 64 && is_letter(text[0]) &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return is_letter(c) || is_digit(c) || c == '_' || c == '-'; });
}

std::optional<std::chrono::sys_days> parse_date(const std::string& text) {
  constexpr std::string_view form = "dddd-dd-dd";
  const auto fits = [](char c, char shape) { return shape == 'd' ? is_digit(c) : c == shape; };
  if (text.size() != form.size() || !std::equal(text.begin(), text.end(), form.begin(), fits))
    return std::nullopt;
  int year = 0;
  unsigned month = 0, day = 0;
  std::from_chars(text.data(), text.data() + 4, year);
  std::from_chars(text.data() + 5, text.data() + 7, month);
  std::from_chars(text.data() + 8, text.data() + 10, day);
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month),
                                         std::chrono::day(day)};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days(date);
}

std::optional<LocalMinute> parse_minute(const std::string& text) {
  if (text.size() != 16 || (text[10] != ' ' && text[10] != 'T') || text[13] != ':') return std::nullopt;
  const auto day = parse_date(text.substr(0, 10));
  int hour = 0, minute = 0;
  for (const std::size_t place : {11, 12, 14, 15})
    if (!is_digit(text[place])) return std::nullopt;
  std::from_chars(text.data() + 11, text.data() + 13, hour);
  std::from_chars(text.data() + 14, text.data() + 16, minute);
  if (!day || hour > 23 || minute > 59) return std::nullopt;
  return LocalMinute(*day) + std::chrono::hours(hour) + std::chrono::minutes(minute);
}

std::string allowed_names(const std::string& found, const std::vector<std::string>& names) {
  return spelling_question(found, names) + "allowed: " + joined(names);
}

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  std::size_t line_start = 0;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (text.size() - line_start + names[i].size() > widest_line && i > 0) {
      line_start = text.size();
      text += "\n    ";
    } else if (i > 0) {
      text += ' ';
    }
    text += names[i] + (i + 1 < names.size() ? "," : "");
  }
  return text;
}

}  // namespace suanwang
