#pragma once

#include <atomic>
#include <cstdint>

#include "suanwang/core/time.hpp"

namespace suanwang {

/// The four interfaces of policies.
enum class PolicyKind : std::uint8_t { route, queue, serve, power };

[[nodiscard]] constexpr const char* text_of(PolicyKind kind) {
  constexpr const char* names[] = {"route", "queue", "serve", "power"};
  return names[static_cast<std::size_t>(kind)];
}

/// Lets another thread see whether a policy of a run is thinking, and about what, so that one that never
/// answers can be found. Written by the run's thread alone.
class PolicyWatch {
 public:
  void enter(PolicyKind kind, TimePoint now) {
    kind_.store(kind, std::memory_order_relaxed);
    now_ms_.store(now.time_since_epoch().count(), std::memory_order_relaxed);
    step();
  }
  void leave() { step(); }

  /// Rises with every entry and exit: odd while a policy thinks.
  [[nodiscard]] std::uint64_t steps() const { return steps_.load(std::memory_order_acquire); }
  /// Of the call that goes on, or the last one.
  [[nodiscard]] PolicyKind kind() const { return kind_.load(std::memory_order_relaxed); }
  [[nodiscard]] TimePoint now() const { return TimePoint(Duration(now_ms_.load(std::memory_order_relaxed))); }

 private:
  // One writer: no need for a read-modify-write.
  void step() { steps_.store(steps_.load(std::memory_order_relaxed) + 1, std::memory_order_release); }

  std::atomic<std::uint64_t> steps_{0};
  std::atomic<Duration::rep> now_ms_{0};
  std::atomic<PolicyKind> kind_{PolicyKind::route};
};

}  // namespace suanwang
