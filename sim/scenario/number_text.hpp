#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "suanwang/core/fields.hpp"

namespace suanwang {

/// A number as text and what is wrong with it.
struct NumberText {
  std::optional<double> value;  ///< in the base unit of the field's dimension
  std::string problem, remedy;
};

/// Reads the value of `key_without_unit: 0.4 GW`.
[[nodiscard]] NumberText read_quantity(std::string_view text, const NumberField& field);
/// Reads the value of `key_mw: 400`, in the unit of the key.
[[nodiscard]] NumberText read_plain_number(std::string_view text, const NumberField& field, const std::string& key);

/// "at least 0 MW", "0 to 1", "a whole number, at least 1"; empty if anything goes.
[[nodiscard]] std::string allowed_numbers(const NumberField& field);
/// What to write of `allowed_numbers` if the value breaks a limit.
[[nodiscard]] std::optional<std::string> broken_limit(double value, const NumberField& field);

/// The key without its unit: `power` for `power_mw`. Empty where there is none.
[[nodiscard]] std::string bare_key(const std::string& key, const NumberField& field);

[[nodiscard]] std::string_view dimension_name(Dimension dimension);

}  // namespace suanwang
