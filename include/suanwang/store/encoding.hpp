#pragma once

#include <string>
#include <string_view>

namespace suanwang {

/// The bytes as a gzip member, without time or name: the same each time.
[[nodiscard]] std::string gzip_of(std::string_view bytes);

/// In base 64 (RFC 4648), without line breaks.
[[nodiscard]] std::string base64_of(std::string_view bytes);

}  // namespace suanwang
