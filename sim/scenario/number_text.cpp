#include "number_text.hpp"

#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "suanwang/core/error.hpp"

#include "number_limits.hpp"

namespace suanwang {

namespace {

std::string_view dimension_name(Dimension dimension) {
  switch (dimension) {
    case Dimension::none:
      return "a plain number";
    case Dimension::power:
      return "power";
    case Dimension::energy:
      return "energy";
    case Dimension::time:
      return "time";
    case Dimension::money:
      return "money";
    case Dimension::money_per_energy:
      return "a price of energy";
    case Dimension::money_per_data:
      return "a price of data";
    case Dimension::carbon:
      return "carbon";
    case Dimension::carbon_per_energy:
      return "carbon per energy";
    case Dimension::compute:
      return "compute";
    case Dimension::data:
      return "data";
    case Dimension::data_rate:
      return "a data rate";
    case Dimension::delay:
      return "delay";
    case Dimension::distance:
      return "distance";
    case Dimension::angle:
      return "an angle";
    case Dimension::token_rate:
      return "a token rate";
    case Dimension::temperature:
      return "a temperature";
    case Dimension::water:
      return "water";
    case Dimension::water_per_energy:
      return "water per energy";
    case Dimension::money_per_power_month:
      return "a price of power for a month";
    case Dimension::money_per_carbon:
      return "a price of carbon";
    case Dimension::money_per_time:
      return "a price of time";
    case Dimension::carbon_per_power:
      return "carbon per power";
  }
  return "";
}

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

/// A decimal number and what follows it.
struct Split {
  std::optional<double> value;
  bool is_out_of_range = false;
  std::string_view number, rest;
};

Split split_number(std::string_view text) {
  Split split;
  std::string_view digits = text;
  if (digits.starts_with('+')) digits.remove_prefix(1);
  const std::string_view unsigned_digits =
      digits.substr(digits.starts_with('-') && digits.size() == text.size() ? 1 : 0);
  // from_chars also takes "inf" and "nan".
  if (unsigned_digits.empty() ||
      std::string_view("0123456789.").find(unsigned_digits[0]) == std::string_view::npos)
    return split;
  double value = 0.0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error == std::errc::invalid_argument) return split;
  split.number = text.substr(0, static_cast<std::size_t>(end - text.data()));
  split.rest = trimmed(text.substr(split.number.size()));
  split.is_out_of_range = error == std::errc::result_out_of_range;
  if (!split.is_out_of_range) split.value = value + 0.0;  // no negative zero
  return split;
}

bool has_leading_zero(std::string_view number) {
  if (number.starts_with('-') || number.starts_with('+')) number.remove_prefix(1);
  return number.size() > 1 && number[0] == '0' && number[1] >= '0' && number[1] <= '9';
}

NumberText not_a_number(std::string_view text, const NumberField& field) {
  const auto has = [&](std::string_view part) { return text.find(part) != std::string_view::npos; };
  NumberText result{std::nullopt, fmt::format("'{}' is not a number", text), ""};
  if (has("nan") || has("NaN") || has("NAN") || has("inf") || has("Inf") || has("INF"))
    result.remedy = "a figure is finite; leave the key out if it is not known";
  else if (has("0x") || has("0X") || has("0o") || has("0b"))
    result.remedy = "write it in decimal digits";
  else if (has("_") || has(","))
    result.remedy = "write digits without separators, such as 1000 or 1e3";
  else if (!field.unit && text.ends_with('%') && split_number(text).value)
    result.remedy = fmt::format("write {} for {}", shown_number(*split_number(text).value / 100.0), text);
  else
    result.remedy = "allowed: " + allowed_or_any(field);
  return result;
}

/// What is wrong with a number however it is written.
std::optional<NumberText> refusal(std::string_view text, const Split& split, const NumberField& field) {
  if (split.is_out_of_range)
    return NumberText{std::nullopt, fmt::format("'{}' is too large or too small to hold", text),
                      "allowed: up to 1e308"};
  if (!split.value) return not_a_number(text, field);
  if (has_leading_zero(split.number))
    return NumberText{std::nullopt, fmt::format("'{}' begins with 0", text),
                      "write the number without leading zeros"};
  return std::nullopt;
}

/// The value in the base unit, as long as that can hold it.
NumberText converted(std::string_view text, double value, double factor, const NumberField& field) {
  constexpr double longest = 9e12;  // seconds; the clock counts milliseconds in 64 bits
  const double result = value * factor;
  if (!std::isfinite(result) || (field.dimension == Dimension::time && std::abs(result) > longest))
    return {std::nullopt, fmt::format("'{}' is too large", text),
            field.dimension == Dimension::time ? "allowed: up to 285,000 years"
                                               : "allowed: up to 1e308 of the base unit"};
  return {result, "", ""};
}

NumberText wrong_unit(std::string_view symbol, const NumberField& field) {
  if (const auto other = find_unit_by_symbol(symbol))
    return {std::nullopt,
            fmt::format("{} measures {}, not {}", symbol, dimension_name(other->dimension),
                        dimension_name(field.dimension)),
            "allowed: " + allowed_symbols(field.dimension)};
  std::vector<std::string> symbols;
  for (const UnitDefinition& unit : unit_table())
    if (unit.dimension == field.dimension) symbols.emplace_back(unit.symbol);
  return {std::nullopt, fmt::format("'{}' is not a unit", symbol),
          spelling_question(symbol, symbols) + "allowed: " + allowed_symbols(field.dimension)};
}

/// `power_mw: 0.4 GW`: the key says the unit, and so does the value.
NumberText unit_stated_twice(std::string_view text, const Split& split, const NumberField& field,
                             const std::string& key) {
  const auto unit = find_unit_by_symbol(split.rest, field.dimension);
  if (!unit) return wrong_unit(split.rest, field);
  const std::string bare = bare_key(key, field);
  const std::string plain = shown_number(*split.value * unit->in_base_units / factor_of(field));
  const std::string remedy = fmt::format("write {}: {}", key, plain);
  return {std::nullopt, fmt::format("'{}' states a unit, and so does the key", text),
          bare.empty() ? remedy : fmt::format("{}, or {}: {}", remedy, bare, text)};
}

}  // namespace

NumberText read_plain_number(std::string_view text, const NumberField& field, const std::string& key) {
  const Split split = split_number(text);
  if (const auto refused = refusal(text, split, field)) return *refused;
  if (split.rest.empty()) return converted(text, *split.value, factor_of(field), field);
  if (!find_unit_by_symbol(split.rest)) return not_a_number(text, field);
  if (!field.unit)
    return {std::nullopt, fmt::format("'{}' has a unit, but {} is a plain number", text, key),
            "write the number alone"};
  return unit_stated_twice(text, split, field, key);
}

NumberText read_quantity(std::string_view text, const NumberField& field, const std::string& key) {
  const Split split = split_number(text);
  if (const auto refused = refusal(text, split, field)) return *refused;
  if (split.rest.empty())
    return {std::nullopt, fmt::format("'{}' lacks its unit", text),
            fmt::format("a number with a unit is needed; write '{} {}' or {}_{}: {}", text,
                        field.unit->symbol, key, field.unit->suffix, text)};
  if (const auto unit = find_unit_by_symbol(split.rest, field.dimension))
    return converted(text, *split.value, unit->in_base_units, field);
  if (split.rest.front() == '_' || split.rest.front() == ',' || split.rest.front() == '%' ||
      split.number == "0") {
    const NumberText refused = not_a_number(text, field);
    if (!refused.remedy.starts_with("allowed")) return refused;
  }
  return wrong_unit(split.rest, field);
}

}  // namespace suanwang
