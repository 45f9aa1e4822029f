#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace suanwang {

/// Where a job is in its life.
enum class JobState : std::uint8_t {
  submitted,  ///< not routed yet
  staging,    ///< its input is on the way
  held,       ///< routed, but its policy asked to wait
  queued,
  running,
  completed,  // from here on the job has ended
  failed,
  rejected,
  expired,
};
inline constexpr std::size_t job_state_count = 9;

[[nodiscard]] constexpr bool has_ended(JobState state) { return state >= JobState::completed; }
[[nodiscard]] constexpr std::string_view state_name(JobState state) {
  constexpr std::array<std::string_view, job_state_count> names{
      "submitted", "staging", "held", "queued", "running", "completed", "failed", "rejected", "expired"};
  return names[static_cast<std::size_t>(state)];
}

/// Why a job was rejected.
enum class RejectionRule : std::uint8_t {
  no_admissible_pool,    ///< none with the memory, within the latency bound
  larger_than_any_pool,  ///< admissible pools are all smaller than the gang
  refused_by_policy,
};
inline constexpr std::size_t rejection_rule_count = 3;

/// Counts of jobs by state. Its books balance at any instant: what was submitted is in exactly one state.
struct JobLedger {
  std::uint64_t submitted = 0;  ///< ever
  std::array<std::uint64_t, job_state_count> in_state{};
  std::array<std::uint64_t, rejection_rule_count> rejected_by{};

  [[nodiscard]] std::uint64_t count(JobState state) const {
    return in_state[static_cast<std::size_t>(state)];
  }
  /// Not ended and not running: waiting for a route, for input, for a time or for accelerators.
  [[nodiscard]] std::uint64_t waiting() const {
    return count(JobState::submitted) + count(JobState::staging) + count(JobState::held) +
           count(JobState::queued);
  }
  [[nodiscard]] bool balances() const {
    std::uint64_t sum = 0;
    for (const std::uint64_t each : in_state) sum += each;
    return sum == submitted;
  }

  void enter() {
    ++submitted;
    ++in_state[static_cast<std::size_t>(JobState::submitted)];
  }
  void move(JobState from, JobState to) {
    --in_state[static_cast<std::size_t>(from)];
    ++in_state[static_cast<std::size_t>(to)];
  }
};

}  // namespace suanwang
