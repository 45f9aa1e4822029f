#include "memory_guard.hpp"

#include <algorithm>
#include <fstream>
#include <unistd.h>

namespace suanwang {

std::uint64_t resident_bytes() {
  std::ifstream file("/proc/self/statm");
  std::uint64_t all = 0, resident = 0;
  file >> all >> resident;
  return file ? resident * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE)) : 0;
}

MemoryGuard::Stay::Stay(MemoryGuard& guard, bool is_alone) : guard_(guard), is_alone_(is_alone) {
  std::unique_lock lock(guard_.mutex_);
  guard_.left_.wait(lock, [&] {
    if (guard_.present_.empty()) return true;
    if (is_alone_ || guard_.is_taken_alone_) return false;
    // Until a first run has shown what one needs, it goes alone.
    return !guard_.ceiling_ ||
           (guard_.largest_growth_ > 0 && resident_bytes() + guard_.largest_growth_ <= *guard_.ceiling_);
  });
  guard_.is_taken_alone_ = is_alone_;
  number_ = ++guard_.last_number_;
  guard_.present_.insert(number_);
  if (guard_.ceiling_) at_start_ = resident_bytes();
}

MemoryGuard::Stay::~Stay() {
  const std::lock_guard lock(guard_.mutex_);
  guard_.present_.erase(number_);
  if (is_alone_) guard_.is_taken_alone_ = false;
  // Memory that was freed before may be used again: a run that seems to add nothing still counts for a page.
  if (guard_.ceiling_) guard_.largest_growth_ = std::max<std::uint64_t>(guard_.largest_growth_, 1);
  guard_.left_.notify_all();
}

void MemoryGuard::Stay::check() {
  if (!guard_.ceiling_) return;
  const auto now = std::chrono::steady_clock::now();
  if (now - looked_ < std::chrono::milliseconds(20)) return;
  looked_ = now;
  const std::uint64_t held = resident_bytes();
  const std::lock_guard lock(guard_.mutex_);
  if (guard_.present_.size() == 1 && held > at_start_)
    guard_.largest_growth_ = std::max(guard_.largest_growth_, held - at_start_);
  if (held <= *guard_.ceiling_) return;
  if (guard_.present_.size() == 1) throw TooLarge();
  if (number_ == *guard_.present_.rbegin()) throw GiveWay();
}

}  // namespace suanwang
