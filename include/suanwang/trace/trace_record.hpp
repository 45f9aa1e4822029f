#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "suanwang/core/time.hpp"
#include "suanwang/core/units.hpp"

namespace suanwang {

enum class TraceEnd { unknown, completed, failed, cancelled };

/// One job as a trace records it. Texts are views into the reader's line: they hold until the next record.
struct TraceJob {
  Duration submitted{};                    ///< since the trace's zero; see `TraceFormatEntry`
  std::optional<Duration> wait = {};       ///< in the old machine's queue: a record, not an input
  std::optional<Duration> run_time = {};   ///< from the first start to the last end
  std::optional<Duration> requested = {};  ///< what the user asked for
  double accelerators = 0.0;               ///< or processors; may be a share of one
  std::optional<Gigabytes> memory = {};    ///< main memory asked for by one process, pod or instance
  std::optional<Gigabytes> input = {}, output = {};
  TraceEnd end = TraceEnd::unknown;
  std::int64_t number = 0;  ///< as the trace numbers it; 0 where it does not
  std::string_view user, group, executable, queue, partition;
  std::string_view label;   ///< what job classes are told apart by
  std::string_view origin;  ///< id of a node
};

/// One request to a language model.
struct TraceRequest {
  Duration time{};  ///< since the trace's zero
  std::uint64_t input_tokens = 0, output_tokens = 0;
  std::optional<std::uint64_t> cached_tokens = {};  ///< of the input, found in the prefix cache
  std::string_view model;
};

/// The same number for the same text on every machine (FNV-1a with a finaliser): for users, whose jobs stay
/// together.
[[nodiscard]] std::uint64_t stable_hash(std::string_view text);

}  // namespace suanwang
