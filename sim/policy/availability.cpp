#include "suanwang/policy/availability.hpp"

#include <algorithm>

namespace suanwang {

std::size_t Availability::step_at(TimePoint time) const {
  const auto behind = std::upper_bound(steps_.begin(), steps_.end(), time,
                                       [](TimePoint t, const Step& step) { return t < step.from; });
  return behind == steps_.begin() ? 0 : static_cast<std::size_t>(behind - steps_.begin()) - 1;
}

void Availability::advance(TimePoint now) {
  const std::size_t current = step_at(now);
  steps_.erase(steps_.begin(), steps_.begin() + static_cast<std::ptrdiff_t>(current));
  steps_.front().from = now;
}

std::size_t Availability::cut(TimePoint time) {
  const std::size_t step = step_at(time);
  if (steps_[step].from >= time) return step;
  steps_.insert(steps_.begin() + static_cast<std::ptrdiff_t>(step) + 1, {time, steps_[step].free});
  return step + 1;
}

void Availability::add(TimePoint from, TimePoint to, std::int64_t change) {
  if (to <= from) return;
  const std::size_t first = cut(from);
  const std::size_t end = to == TimePoint::max() ? steps_.size() : cut(to);
  for (std::size_t i = first; i < end; ++i) steps_[i].free += change;
  // Steps that no longer differ are one.
  const auto merge = [this](std::size_t i) {
    if (i > 0 && i < steps_.size() && steps_[i].free == steps_[i - 1].free)
      steps_.erase(steps_.begin() + static_cast<std::ptrdiff_t>(i));
  };
  merge(end);
  merge(first);
}

TimePoint Availability::earliest(TimePoint from, std::int64_t accelerators, Duration span) const {
  std::size_t step = step_at(from);
  TimePoint start = std::max(from, steps_[step].from);
  for (; step < steps_.size(); ++step) {
    if (steps_[step].free < accelerators) {
      if (step + 1 == steps_.size()) return TimePoint::max();
      start = steps_[step + 1].from;
      continue;
    }
    const bool is_last = step + 1 == steps_.size();
    if (is_last || steps_[step + 1].from - start >= span) return start;
  }
  return TimePoint::max();
}

std::int64_t Availability::most_free(TimePoint from, TimePoint to) const {
  std::int64_t most = 0;
  for (std::size_t i = step_at(from); i < steps_.size() && steps_[i].from < to; ++i)
    most = std::max(most, steps_[i].free);
  return most;
}

}  // namespace suanwang
