#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace suanwang {

/// SHA-256 in hexadecimal, as `sha256sum` prints it.
[[nodiscard]] std::string sha256_of(std::string_view bytes);
/// @throws InputError if the file cannot be read.
[[nodiscard]] std::string sha256_of_file(const std::filesystem::path& path);

}  // namespace suanwang
