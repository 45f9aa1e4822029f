#pragma once

#include <functional>
#include <string>

#include "suanwang/core/spec.hpp"

namespace suanwang {

/// JSON Schema (draft 2020-12) of the scenario language, so that editors complete keys and mark faults. It
/// accepts what the reader accepts: keys with units or values with units, figures with their provenance,
/// `extends`, empty values that take an inherited key away. No key is required, since a file may leave out
/// what the files that it extends state; the descriptions say which ones a whole scenario needs.
[[nodiscard]] std::string json_schema(const std::function<void(Fields&)>& fields,
                                      const std::string& title = "suanwang scenario");

/// The same as a page of Markdown: a table of keys for every mapping.
[[nodiscard]] std::string reference_page(const std::function<void(Fields&)>& fields,
                                         const std::string& title = "Scenario reference");

/// A field's value as it stands, in the unit of its key; "none" where there is none.
[[nodiscard]] std::string default_text(const FieldValue& value);

}  // namespace suanwang
