#include "suanwang/policy/outlook_sums.hpp"

namespace suanwang {

void OutlookSums::reset(std::span<const double> values, TimePoint start, Duration interval) {
  values_.assign(values.begin(), values.end());
  start_ = start;
  interval_ = interval;
  sums_.resize(values_.size());
  double sum = 0.0;
  for (std::size_t i = 0; i < values_.size(); ++i) {
    sums_[i] = sum;
    sum += values_[i] * in_hours(interval);
  }
}

std::size_t OutlookSums::index_of(TimePoint time) const {
  return std::min(static_cast<std::size_t>((time - start_) / interval_), values_.size() - 1);
}

double OutlookSums::at(TimePoint time) const { return values_[index_of(time)]; }

}  // namespace suanwang
