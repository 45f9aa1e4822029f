#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <set>

namespace suanwang {

/// Memory that this process holds, in bytes (Linux: resident pages); 0 where it cannot be told.
[[nodiscard]] std::uint64_t resident_bytes();

/// Keeps a process below a ceiling by making runs wait: a run begins if what the largest so far added still
/// fits, and if memory runs short all the same, the run that began last gives way and begins again once it is
/// alone.
class MemoryGuard {
 public:
  explicit MemoryGuard(std::optional<std::uint64_t> ceiling) : ceiling_(ceiling) {}

  /// The run has to begin again, alone.
  class GiveWay {};

  /// The run alone is above the ceiling.
  class TooLarge {};

  /// A run's stay. Waits until there is room.
  class Stay {
   public:
    /// @param is_alone No other run may go on beside it.
    Stay(MemoryGuard& guard, bool is_alone);
    ~Stay();
    Stay(const Stay&) = delete;
    Stay& operator=(const Stay&) = delete;
    /// To be called now and then. @throws GiveWay; TooLarge.
    void check();

   private:
    MemoryGuard& guard_;
    bool is_alone_;
    std::uint64_t number_ = 0, at_start_ = 0;
    std::chrono::steady_clock::time_point looked_;
  };

 private:
  std::optional<std::uint64_t> ceiling_;
  std::mutex mutex_;
  std::condition_variable left_;
  std::set<std::uint64_t> present_;  ///< runs, by the number in which they began
  bool is_taken_alone_ = false;
  std::uint64_t last_number_ = 0;
  std::uint64_t largest_growth_ = 0;  ///< bytes that a run added
};

}  // namespace suanwang
