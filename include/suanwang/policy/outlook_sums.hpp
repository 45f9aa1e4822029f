#pragma once

#include <algorithm>
#include <span>
#include <vector>

#include "suanwang/core/id.hpp"
#include "suanwang/engine/view.hpp"

namespace suanwang {

/// An outlook as a function of time with its integral: any span of it costs the same.
class OutlookSums {
 public:
  /// @param values One or more, of intervals from the one that begins at `start`.
  void reset(std::span<const double> values, TimePoint start, Duration interval);

  /// Value at a time not before `start`; beyond the outlook that of its last interval.
  [[nodiscard]] double at(TimePoint time) const;
  /// Integral over time, in the unit of the values times hours.
  [[nodiscard]] double between(TimePoint from, TimePoint to) const { return until(to) - until(from); }

  /// Time after the beginning of an interval, taken apart once for many intervals.
  struct Offset {
    std::size_t intervals = 0;
    double hours = 0.0;  ///< beyond them
  };
  [[nodiscard]] Offset offset(Duration time) const {
    return {static_cast<std::size_t>(time / interval_), in_hours(time % interval_)};
  }
  /// As `between`, for times after the beginning of the interval that is `lead` from the first.
  [[nodiscard]] double between(std::size_t lead, Offset from, Offset to) const {
    return until(lead, to) - until(lead, from);
  }
  [[nodiscard]] std::span<const double> values() const { return values_; }

 private:
  [[nodiscard]] double until(std::size_t lead, Offset offset) const {
    const std::size_t i = lead + offset.intervals, last = values_.size() - 1;
    if (i <= last) return sums_[i] + values_[i] * offset.hours;
    return sums_[last] + values_[last] * (offset.hours + static_cast<double>(i - last) * in_hours(interval_));
  }
  [[nodiscard]] double until(TimePoint time) const { return until(0, offset(time - start_)); }
  [[nodiscard]] std::size_t index_of(TimePoint time) const;

  std::vector<double> values_;
  std::vector<double> sums_;  // of the intervals before each
  TimePoint start_;
  Duration interval_{};
};

/// The outlooks of all hubs on one quantity, each made once an interval, when it is first asked for.
class HubOutlooks {
 public:
  /// @param look How to ask: (const Forecasts&, HubId, intervals) -> Outlook.
  /// @return What reaches `until`, or to the end of the horizon; valid until the next call for the same hub.
  template <class Look>
  const OutlookSums& of(HubId hub, TimePoint until, const View& view, const Look& look) {
    const CivilCalendar& calendar = view.world().calendar();
    entries_.resize(std::max(entries_.size(), view.world().hubs().size()));
    Entry& entry = entries_[hub.index()];
    const TimePoint last = std::clamp(until, view.now(), calendar.end() - Duration(1));
    const std::size_t wanted = calendar.interval_of(last) - view.interval() + 1;
    if (entry.interval == view.interval() && entry.asked >= wanted) return entry.sums;
    entry.asked = std::max(wanted, entry.asked);
    entry.interval = view.interval();
    entry.sums.reset(look(view.forecasts(), hub, entry.asked).raw(), calendar.interval_start(view.interval()),
                     calendar.interval());
    return entry.sums;
  }

  /// How far was asked; the rest is made anew.
  template <class Archive>
  void serialize(Archive& archive) {
    std::vector<std::size_t> asked;
    asked.reserve(entries_.size());
    for (const Entry& each : entries_) asked.push_back(each.asked);
    archive(asked);
    entries_.resize(asked.size());
    for (std::size_t i = 0; i < asked.size(); ++i) entries_[i].asked = asked[i];
  }

 private:
  struct Entry {
    std::size_t interval = SIZE_MAX;
    std::size_t asked = 0;  // intervals; never fewer later on, so that one outlook serves all jobs
    OutlookSums sums;
  };
  std::vector<Entry> entries_;
};

}  // namespace suanwang
