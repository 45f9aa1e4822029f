#pragma once

#include <filesystem>
#include <string>

#include "suanwang/scenario/document.hpp"

namespace suanwang {

/// Reads one YAML file into nodes, strictly. Faults go to `issues`; what could be read is returned.
[[nodiscard]] DocumentNode parse_yaml_file(const std::filesystem::path& path, Issues& issues);

/// Parses a value given on the command line; `origin` is shown in place of a file and a line.
[[nodiscard]] DocumentNode parse_yaml_value(const std::string& text, const std::string& origin,
                                            Issues& issues);

}  // namespace suanwang
