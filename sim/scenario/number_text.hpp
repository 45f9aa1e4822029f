#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "suanwang/core/fields.hpp"

namespace suanwang {

/// A number that was read, or what is wrong with its text.
struct NumberText {
  std::optional<double> value;  ///< in the base unit of the field's dimension
  std::string problem, remedy;
};

/// Reads the value of `power: 0.4 GW`. `key` is the bare key.
[[nodiscard]] NumberText read_quantity(std::string_view text, const NumberField& field,
                                       const std::string& key);
/// Reads the value of `power_mw: 400`, in the unit of the key.
[[nodiscard]] NumberText read_plain_number(std::string_view text, const NumberField& field,
                                           const std::string& key);

}  // namespace suanwang
