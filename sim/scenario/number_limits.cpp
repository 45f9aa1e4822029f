#include "number_limits.hpp"

#include <cmath>

#include <fmt/format.h>

namespace suanwang {

namespace {

constexpr double largest_number = 1e15, smallest_number = 1e-12;  // in base units
constexpr double longest_time_s = 1e10;                           // 300 years

}  // namespace

double factor_of(const NumberField& field) { return field.unit ? field.unit->in_base_units : 1.0; }

std::string allowed_numbers(const NumberField& field) {
  const std::string unit = field.unit ? " " + std::string(field.unit->symbol) : "";
  const auto shown = [&](double limit) { return shown_number(limit / factor_of(field)); };
  std::string range;
  if (field.minimum && field.maximum && field.excludes_minimum)
    range = fmt::format("above {}, at most {}{}", shown(*field.minimum), shown(*field.maximum), unit);
  else if (field.minimum && field.maximum)
    range = fmt::format("{} to {}{}", shown(*field.minimum), shown(*field.maximum), unit);
  else if (field.minimum)
    range =
        fmt::format("{} {}{}", field.excludes_minimum ? "above" : "at least", shown(*field.minimum), unit);
  else if (field.maximum)
    range = fmt::format("at most {}{}", shown(*field.maximum), unit);
  if (field.whole) return range.empty() ? "a whole number" : "a whole number, " + range;
  return range;
}

std::string allowed_or_any(const NumberField& field) {
  const std::string allowed = allowed_numbers(field);
  if (!allowed.empty()) return allowed;
  const double most = field.dimension == Dimension::time ? longest_time_s : largest_number;
  return fmt::format("a number up to {:g}", most / factor_of(field));
}

std::optional<std::string> broken_limit(double value, const NumberField& field) {
  const auto shown = [&](double each) { return shown_number(each / factor_of(field)); };
  if (field.whole && value != std::floor(value)) return shown(value) + " is not whole";
  // Beyond what any quantity here can be, sums lose digits and clocks overflow.
  const double most = field.dimension == Dimension::time ? longest_time_s : largest_number;
  if (!field.whole && std::abs(value) > most)
    return fmt::format("{} is beyond {}", shown(value), shown(most));
  if (value != 0.0 && std::abs(value) < smallest_number)
    return fmt::format("{} is nearer to 0 than {}", shown(value), shown(smallest_number));
  if (field.minimum && field.excludes_minimum && value <= *field.minimum)
    return fmt::format("{} is not above {}", shown(value), shown(*field.minimum));
  if (field.minimum && value < *field.minimum)
    return fmt::format("{} is below {}", shown(value), shown(*field.minimum));
  if (field.maximum && value > *field.maximum)
    return fmt::format("{} is above {}", shown(value), shown(*field.maximum));
  return std::nullopt;
}

std::optional<NumberField> number_behind(const FieldValue& value) {
  if (const auto* number = std::get_if<NumberField>(&value.as)) return *number;
  if (const auto* list = std::get_if<ListField>(&value.as)) return number_behind(list->prototype());
  if (const auto* map = std::get_if<MapField>(&value.as)) return number_behind(map->prototype());
  return std::nullopt;
}

std::string bare_key(const std::string& key, const NumberField& field) {
  if (!field.unit || key.size() <= field.unit->suffix.size() + 1) return "";
  return key.substr(0, key.size() - field.unit->suffix.size() - 1);
}

std::string shown_number(double value) {
  // 15 digits always survive a detour over a unit; all whole numbers up to 2^53 need 16.
  if (value == std::floor(value) && std::abs(value) < 1e16) return fmt::format("{:.0f}", value);
  return fmt::format("{:.15g}", value);
}

}  // namespace suanwang
