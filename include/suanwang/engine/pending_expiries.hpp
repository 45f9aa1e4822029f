#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "suanwang/engine/event_calendar.hpp"

namespace suanwang {

/// Expiries that lie in power intervals to come. Most jobs have started long before they would expire, so
/// their expiries never enter the calendar: they wait here, in one list for each interval, and are looked at
/// when it begins. All take the same few blocks of memory.
class PendingExpiries {
 public:
  explicit PendingExpiries(std::size_t interval_count) : newest_(interval_count, none) {}

  void add(std::size_t interval, const Event& expiry) {
    std::uint32_t place = free_;
    if (place == none) {
      place = static_cast<std::uint32_t>(entries_.size());
      entries_.emplace_back();
    } else {
      free_ = entries_[place].previous;
    }
    entries_[place] = {expiry, newest_[interval]};
    newest_[interval] = place;
  }

  /// Hands over those of an interval, in no particular order, and forgets them.
  template <class Take>
  void take(std::size_t interval, const Take& take) {
    for (std::uint32_t place = newest_[interval]; place != none;) {
      take(entries_[place].expiry);
      const std::uint32_t previous = entries_[place].previous;
      entries_[place].previous = free_;
      free_ = place;
      place = previous;
    }
    newest_[interval] = none;
  }

  template <class Archive>
  void serialize(Archive& archive) {  // for `Snapshot`
    archive(entries_, newest_, free_);
  }

 private:
  static constexpr std::uint32_t none = UINT32_MAX;
  struct Entry {
    Event expiry;
    std::uint32_t previous = none;  // of the same interval, or the next free one
  };

  std::vector<Entry> entries_;
  std::vector<std::uint32_t> newest_;  // by interval
  std::uint32_t free_ = none;
};

}  // namespace suanwang
