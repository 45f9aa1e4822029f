#pragma once

#include <optional>
#include <string>
#include <vector>

#include "suanwang/core/fields.hpp"
#include "suanwang/scenario/document.hpp"

namespace suanwang {

/// What is wrong with a value, and what to write instead.
struct Fault {
  std::string problem, remedy;
};

/// How a value stands under its key.
struct Spelling {
  std::string key;
  bool leaves_unit_to_value = false;  ///< `power: 400 MW`, not `power_mw: 400`
};

// Each sets the target of the field, or says why it cannot.
[[nodiscard]] std::optional<Fault> set_scalar(const DocumentNode& node, const NumberField& field,
                                              const Spelling& spelling);
[[nodiscard]] std::optional<Fault> set_scalar(const DocumentNode& node, const FlagField& field,
                                              const Spelling& spelling);
[[nodiscard]] std::optional<Fault> set_scalar(const DocumentNode& node, const TextField& field,
                                              const Spelling& spelling);
[[nodiscard]] std::optional<Fault> set_scalar(const DocumentNode& node, const DateField& field,
                                              const Spelling& spelling);
[[nodiscard]] std::optional<Fault> set_scalar(const DocumentNode& node, const ChoiceField& field,
                                              const Spelling& spelling);

/// Empty if `node` is one of `names`.
[[nodiscard]] std::optional<Fault> not_one_of(const DocumentNode& node,
                                              const std::vector<std::string>& names);

}  // namespace suanwang
