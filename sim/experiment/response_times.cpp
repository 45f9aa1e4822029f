#include "suanwang/experiment/response_times.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace suanwang {

namespace {

constexpr double least_s = 0.001, growth = 1.05;
constexpr std::size_t buckets = 450;  // 0.001 s x 1.05^450 is 3.4e6 s

/// Upper ends.
const std::array<double, buckets>& ends_s() {
  static const std::array<double, buckets> ends = [] {
    std::array<double, buckets> all{};
    double end = least_s;
    for (double& each : all) each = end *= growth;
    return all;
  }();
  return ends;
}

}  // namespace

ResponseTimes::ResponseTimes() : weights_(buckets) {}

void ResponseTimes::add(double base_s, const Waiting& wait, double weight) {
  constexpr double negligible = 1e-6;
  const auto& ends = ends_s();
  std::size_t bucket = 0;
  if (base_s > least_s)
    bucket = std::min(buckets - 1, static_cast<std::size_t>(std::log(base_s / least_s) / std::log(growth)));
  double share_left = 1.0;
  for (; bucket + 1 < buckets && share_left > negligible; ++bucket) {
    const double share_above = wait.share_above(ends[bucket] - base_s);
    weights_[bucket] += (share_left - share_above) * weight;
    share_left = share_above;
  }
  weights_[bucket] += share_left * weight;
  sum_ += weight;
}

double ResponseTimes::seconds_at(double share) const {
  if (sum_ <= 0.0) return 0.0;
  double seen = 0.0;
  const auto& ends = ends_s();
  for (std::size_t bucket = 0; bucket < buckets; ++bucket) {
    seen += weights_[bucket];
    if (seen >= share * sum_) return ends[bucket] / std::sqrt(growth);
  }
  return ends.back();
}

void ResponseTimes::add(const ResponseTimes& other) {
  for (std::size_t bucket = 0; bucket < buckets; ++bucket) weights_[bucket] += other.weights_[bucket];
  sum_ += other.sum_;
}

}  // namespace suanwang
