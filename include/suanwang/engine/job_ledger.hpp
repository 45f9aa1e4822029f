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
  migrating,  ///< its checkpoint is on the way to another cluster
  returning,  ///< it has run, and its output is on the way to its origin
  completed,  // from here on the job has ended
  failed,
  cancelled,  ///< by its user, on the way
  rejected,
  expired,
};
inline constexpr std::size_t job_state_count = 12;

[[nodiscard]] constexpr bool has_ended(JobState state) { return state >= JobState::completed; }
[[nodiscard]] constexpr std::string_view state_name(JobState state) {
  constexpr std::array<std::string_view, job_state_count> names{
      "submitted", "staging",   "held",   "queued",    "running",  "migrating",
      "returning", "completed", "failed", "cancelled", "rejected", "expired"};
  return names[static_cast<std::size_t>(state)];
}

/// Why a job was rejected.
enum class RejectionRule : std::uint8_t {
  no_admissible_pool,    ///< none with the memory, the chips, within the latency bound and the hub roles
  larger_than_any_pool,  ///< admissible pools are all smaller than the gang
  refused_by_policy,
};
inline constexpr std::size_t rejection_rule_count = 3;
[[nodiscard]] constexpr std::string_view rule_text(RejectionRule rule) {
  constexpr std::array<std::string_view, rejection_rule_count> texts{
      "no pool admits it (memory, chips, latency bound, hub roles, or no route)",
      "it is larger than any pool that admits it", "the route policy refused it"};
  return texts[static_cast<std::size_t>(rule)];
}

/// Counts of jobs, every copy for itself, by state. Its books balance at any instant: what was submitted is
/// in exactly one state.
struct JobLedger {
  std::uint64_t submitted = 0;  ///< ever
  std::uint64_t active = 0;     ///< not ended
  std::array<std::uint64_t, job_state_count> in_state{};
  std::array<std::uint64_t, rejection_rule_count> rejected_by{};

  [[nodiscard]] std::uint64_t count(JobState state) const {
    return in_state[static_cast<std::size_t>(state)];
  }
  /// Not ended and not running: waiting for a route, for input, for a time or for accelerators.
  [[nodiscard]] std::uint64_t waiting() const {
    return count(JobState::submitted) + count(JobState::staging) + count(JobState::held) +
           count(JobState::queued) + count(JobState::migrating);
  }
  [[nodiscard]] bool balances() const {
    std::uint64_t sum = 0;
    for (const std::uint64_t each : in_state) sum += each;
    return sum == submitted;
  }

  void enter(std::uint32_t copies) {
    submitted += copies;
    active += copies;
    in_state[static_cast<std::size_t>(JobState::submitted)] += copies;
  }
  void move(JobState from, JobState to, std::uint32_t copies) {
    in_state[static_cast<std::size_t>(from)] -= copies;
    in_state[static_cast<std::size_t>(to)] += copies;
    if (has_ended(to)) active -= copies;
  }
};

}  // namespace suanwang
