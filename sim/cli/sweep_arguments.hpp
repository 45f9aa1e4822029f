#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "suanwang/sweep/sweep_folder.hpp"

#include "commands.hpp"

namespace suanwang::cli {

// What the words of the command line mean. All throw InputError for what they do not understand.

/// "3/16".
[[nodiscard]] Shard shard_of(const std::string& text);
/// Bytes of "6GB", "500 MB"; empty for no text.
[[nodiscard]] std::optional<std::uint64_t> memory_of(const std::string& text);
/// How a sweep begins; also refuses options that contradict each other.
[[nodiscard]] Begin begin_of(const SweepArguments& arguments);
void check_engine(const SweepArguments& arguments);
/// The folder of `--out`; without it what goes on is found by its name, and what is new takes a free one.
[[nodiscard]] std::filesystem::path folder_of(const SweepArguments& arguments, const SweepPlan& plan);

}  // namespace suanwang::cli
