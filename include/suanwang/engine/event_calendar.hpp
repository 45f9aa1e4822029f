#pragma once

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "suanwang/core/time.hpp"

namespace suanwang {

/// What happens to a job at a known time. At equal times the order is that of this list.
enum class EventKind : std::uint8_t {
  end,      ///< the job's run is over
  landing,  ///< data that were sent for the job have arrived
  release,  ///< a job that its route policy held back may queue
  expiry,   ///< a job has waited too long
};

struct Event {
  TimePoint time;
  EventKind kind = EventKind::end;
  std::uint32_t job_number = 0;  ///< breaks ties, so that the order never depends on the past of the heap
  std::uint32_t slot = 0;        ///< where the job lives among the active jobs
};

/// Pending events in the order of (time, kind, job number): a 4-ary heap of 16-byte entries whose hole sinks
/// to a leaf before the last entry rises into it, which touches fewer cache lines than comparing on the way
/// down.
class EventCalendar {
 public:
  [[nodiscard]] bool empty() const { return heap_.empty(); }
  [[nodiscard]] std::size_t size() const { return heap_.size(); }
  [[nodiscard]] TimePoint next_time() const {
    return heap_.empty() ? TimePoint::max() : time_of(heap_.front());
  }

  void push(const Event& event) {
    const Entry entry = packed(event);
    heap_.push_back(entry);
    rise(heap_.size() - 1, entry);
  }

  /// Removes and returns the first event. There must be one.
  Event pop() {
    assert(!heap_.empty());
    const Entry first = heap_.front();
    const Entry last = heap_.back();
    heap_.pop_back();
    if (!heap_.empty()) rise(sink_hole(), last);
    return {time_of(first), static_cast<EventKind>(first.time_and_kind & kind_mask),
            static_cast<std::uint32_t>(first.number_and_slot >> 32),
            static_cast<std::uint32_t>(first.number_and_slot)};
  }

  template <class Archive>
  void serialize(Archive& archive) {  // for `Snapshot`
    archive(heap_);
  }

 private:
  static constexpr int kind_bits = 2;
  static constexpr std::uint64_t kind_mask = (1u << kind_bits) - 1;

  struct Entry {
    std::uint64_t time_and_kind;
    std::uint64_t number_and_slot;
    friend bool operator<(const Entry& a, const Entry& b) {
      return a.time_and_kind != b.time_and_kind ? a.time_and_kind < b.time_and_kind
                                                : a.number_and_slot < b.number_and_slot;
    }
  };

  static Entry packed(const Event& event) {
    return {(static_cast<std::uint64_t>(event.time.time_since_epoch().count()) << kind_bits) |
                static_cast<std::uint64_t>(event.kind),
            (static_cast<std::uint64_t>(event.job_number) << 32) | event.slot};
  }
  static TimePoint time_of(const Entry& entry) {
    return TimePoint(Duration(static_cast<std::int64_t>(entry.time_and_kind >> kind_bits)));
  }

  /// Moves the hole at the root down along the least children; returns the leaf where it ends.
  std::size_t sink_hole() {
    std::size_t hole = 0;
    for (;;) {
      const std::size_t first_child = 4 * hole + 1;
      if (first_child >= heap_.size()) return hole;
      const std::size_t end = first_child + 4 < heap_.size() ? first_child + 4 : heap_.size();
      std::size_t least = first_child;
      for (std::size_t child = first_child + 1; child < end; ++child)
        if (heap_[child] < heap_[least]) least = child;
      heap_[hole] = heap_[least];
      hole = least;
    }
  }

  void rise(std::size_t hole, const Entry& entry) {
    while (hole > 0) {
      const std::size_t parent = (hole - 1) / 4;
      if (!(entry < heap_[parent])) break;
      heap_[hole] = heap_[parent];
      hole = parent;
    }
    heap_[hole] = entry;
  }

  std::vector<Entry> heap_;
};

}  // namespace suanwang
