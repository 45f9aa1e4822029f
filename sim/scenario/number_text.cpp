#include "number_text.hpp"

#include <charconv>
#include <cmath>

#include <fmt/format.h>

namespace suanwang {

namespace {

double factor_of(const NumberField& field) { return field.unit ? field.unit->in_base_units : 1.0; }
std::string unit_suffix(const NumberField& field) { return field.unit ? " " + std::string(field.unit->symbol) : ""; }

std::optional<double> parse_double(std::string_view text, std::string_view& rest) {
  double value = 0.0;
  const char* const begin = text.data() + (text.starts_with('+') ? 1 : 0);
  const auto [end, error] = std::from_chars(begin, text.data() + text.size(), value);
  rest = text.substr(static_cast<std::size_t>(end - text.data()));
  if (error != std::errc() || !std::isfinite(value)) return std::nullopt;
  return value;
}

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

NumberText not_a_number(std::string_view text, const NumberField& field) {
  NumberText result;
  result.problem = fmt::format("'{}' is not a number", text);
  if (text.find('_') != std::string_view::npos || text.find(',') != std::string_view::npos)
    result.remedy = "write digits without separators";
  else if (text.find("nan") != std::string_view::npos || text.find("NaN") != std::string_view::npos || text.find("inf") != std::string_view::npos)
    result.remedy = "a figure is finite; leave the key out if it is not known";
  else
    result.remedy = "allowed: " + (allowed_numbers(field).empty() ? std::string("a number") : allowed_numbers(field));
  return result;
}

bool has_leading_zero(std::string_view text) {
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  return text.size() > 1 && text[0] == '0' && text[1] >= '0' && text[1] <= '9';
}

}  // namespace

std::string_view dimension_name(Dimension dimension) {
  switch (dimension) {
    case Dimension::none: return "a plain number";
    case Dimension::power: return "power";
    case Dimension::energy: return "energy";
    case Dimension::time: return "time";
    case Dimension::money: return "money";
    case Dimension::money_per_energy: return "a price of energy";
    case Dimension::money_per_data: return "a price of data";
    case Dimension::carbon: return "carbon";
    case Dimension::carbon_per_energy: return "carbon per energy";
    case Dimension::compute: return "compute";
    case Dimension::data: return "data";
    case Dimension::data_rate: return "a data rate";
    case Dimension::delay: return "delay";
    case Dimension::distance: return "distance";
    case Dimension::angle: return "an angle";
    case Dimension::token_rate: return "a token rate";
    case Dimension::token_rate_per_compute: return "a token rate per compute";
  }
  return "";
}

NumberText read_plain_number(std::string_view text, const NumberField& field, const std::string& key) {
  std::string_view rest;
  const std::optional<double> value = parse_double(text, rest);
  if (has_leading_zero(text)) return {std::nullopt, fmt::format("'{}' begins with 0", text), "write the number without leading zeros"};
  if (!value || (!trimmed(rest).empty() && !find_unit_by_symbol(trimmed(rest)))) return not_a_number(text, field);
  if (trimmed(rest).empty()) return {*value * factor_of(field), "", ""};
  if (!field.unit) return {std::nullopt, fmt::format("'{}' has a unit, but {} is a plain number", text, key), "write the number alone"};
  const std::string bare = bare_key(key, field);
  return {std::nullopt, fmt::format("'{}' states a unit that the key states already", text),
          bare.empty() ? fmt::format("write {}: {:g}", key, *value)
                       : fmt::format("write {}: {:g}, or {}: {:g} {}", key, *value, bare, *value, field.unit->symbol)};
}

NumberText read_quantity(std::string_view text, const NumberField& field) {
  std::string_view rest;
  const std::optional<double> value = parse_double(text, rest);
  if (!value) return not_a_number(text, field);
  const std::string_view symbol = trimmed(rest);
  if (symbol.empty())
    return {std::nullopt, fmt::format("'{}' lacks its unit", text), fmt::format("write '{} {}', or put the unit into the key", text, field.unit->symbol)};
  if (const auto unit = find_unit_by_symbol(symbol, field.dimension)) return {*value * unit->in_base_units, "", ""};
  const auto other = find_unit_by_symbol(symbol);
  const std::string problem = other ? fmt::format("'{}' measures {}, not {}", symbol, dimension_name(other->dimension), dimension_name(field.dimension))
                                    : fmt::format("'{}' is not a unit", symbol);
  return {std::nullopt, problem, "allowed: " + allowed_symbols(field.dimension)};
}

std::string allowed_numbers(const NumberField& field) {
  const double factor = factor_of(field);
  const std::string unit = unit_suffix(field);
  std::string range;
  if (field.minimum && field.maximum && field.excludes_minimum)
    range = fmt::format("above {:g}, at most {:g}{}", *field.minimum / factor, *field.maximum / factor, unit);
  else if (field.minimum && field.maximum)
    range = fmt::format("{:g} to {:g}{}", *field.minimum / factor, *field.maximum / factor, unit);
  else if (field.minimum)
    range = fmt::format("{} {:g}{}", field.excludes_minimum ? "above" : "at least", *field.minimum / factor, unit);
  else if (field.maximum)
    range = fmt::format("at most {:g}{}", *field.maximum / factor, unit);
  if (field.whole) return range.empty() ? "a whole number" : "a whole number, " + range;
  return range;
}

std::optional<std::string> broken_limit(double value, const NumberField& field) {
  const double factor = factor_of(field);
  const std::string unit = unit_suffix(field);
  const std::string shown = fmt::format("{:g}{}", value / factor, unit);
  if (field.whole && value != std::floor(value)) return shown + " is not whole";
  if (field.minimum && field.excludes_minimum && value <= *field.minimum) return fmt::format("{} is not above {:g}{}", shown, *field.minimum / factor, unit);
  if (field.minimum && value < *field.minimum) return fmt::format("{} is below {:g}{}", shown, *field.minimum / factor, unit);
  if (field.maximum && value > *field.maximum) return fmt::format("{} is above {:g}{}", shown, *field.maximum / factor, unit);
  return std::nullopt;
}

std::string bare_key(const std::string& key, const NumberField& field) {
  if (!field.unit || key.size() <= field.unit->suffix.size() + 1) return "";
  return key.substr(0, key.size() - field.unit->suffix.size() - 1);
}

}  // namespace suanwang
