#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "suanwang/core/fields.hpp"
#include "suanwang/scenario/document.hpp"

namespace suanwang {

/// How a message names what was found: "'400'", "a list", "a mapping", "nothing".
[[nodiscard]] std::string found_text(const DocumentNode& node);

[[nodiscard]] bool is_identifier(const std::string& text);
inline constexpr const char* identifier_rule =
    "allowed: letters, digits, '_' and '-', beginning with a letter, at most 64";

/// A day of the calendar written 2030-01-01.
[[nodiscard]] std::optional<std::chrono::sys_days> parse_date(const std::string& text);
/// "2030-07-01 14:30", with a blank or a T between.
[[nodiscard]] std::optional<LocalMinute> parse_minute(const std::string& text);

/// "did you mean 'b'? allowed: a, b, c"
[[nodiscard]] std::string allowed_names(const std::string& found, const std::vector<std::string>& names);

/// "a, b, c", a long list on several lines.
[[nodiscard]] std::string joined(const std::vector<std::string>& names);

}  // namespace suanwang
