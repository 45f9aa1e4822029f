#include "suanwang/model/workload/checkpointing.hpp"

#include <algorithm>
#include <cmath>

namespace suanwang {

namespace {

double ms(Duration span) { return static_cast<double>(span.count()); }

}  // namespace

double Checkpointing::run_ms(double work_ms, double preparation_ms) const {
  double length = work_ms + preparation_ms;
  if (interval > 0ms && work_ms > 0.0) length += (std::ceil(work_ms / ms(interval)) - 1.0) * ms(cost);
  return length;
}

Checkpointing::Progress Checkpointing::progress(double elapsed_ms, double work_ms,
                                                double preparation_ms) const {
  const double elapsed = std::max(0.0, elapsed_ms - preparation_ms);
  if (interval <= 0ms) return {std::min(elapsed, work_ms), 0.0};
  const double cycle = ms(interval) + ms(cost);
  const double cycles = std::floor(elapsed / cycle);
  const double into = elapsed - cycles * cycle;
  const double last = (std::ceil(work_ms / ms(interval)) - 1.0);  // no checkpoint follows the last piece
  if (cycles > last) return {work_ms, last * ms(interval)};
  return {std::min(work_ms, cycles * ms(interval) + std::min(into, ms(interval))), cycles * ms(interval)};
}

double daly_interval(double cost, double mean_time_to_failure) {
  if (cost >= 2.0 * mean_time_to_failure) return mean_time_to_failure;
  const double ratio = cost / (2.0 * mean_time_to_failure);
  return std::sqrt(2.0 * cost * mean_time_to_failure) * (1.0 + std::sqrt(ratio) / 3.0 + ratio / 9.0) - cost;
}

}  // namespace suanwang
