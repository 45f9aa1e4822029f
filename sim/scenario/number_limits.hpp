#pragma once

#include <optional>
#include <string>

#include "suanwang/core/fields.hpp"

namespace suanwang {

/// One unit of the key, in the base unit of the dimension.
[[nodiscard]] double factor_of(const NumberField& field);

/// "at least 0 MW", "0 to 1", "a whole number, at least 1"; empty if anything goes.
[[nodiscard]] std::string allowed_numbers(const NumberField& field);
/// The same; where the field sets no limits, what holds for all numbers.
[[nodiscard]] std::string allowed_or_any(const NumberField& field);
/// "-4 is below 0", in the unit of the key, if the value breaks a limit.
[[nodiscard]] std::optional<std::string> broken_limit(double value, const NumberField& field);

/// The number that a field is, or that the elements of its lists and maps are.
[[nodiscard]] std::optional<NumberField> number_behind(const FieldValue& value);

/// The key without its unit: `power` for `power_mw`. Empty where there is none.
[[nodiscard]] std::string bare_key(const std::string& key, const NumberField& field);

/// As short as it can be without losing what a person would write.
[[nodiscard]] std::string shown_number(double value);

}  // namespace suanwang
