#pragma once

#include <bit>
#include <cstdint>
#include <vector>

#include "suanwang/core/time.hpp"

namespace suanwang {

/// Quantiles of many whole numbers in fixed memory: counts by bucket, exact below 128, 128 buckets per power
/// of two above, so a quantile is off by less than 0.4 %. Counts are integers: the order of additions does
/// not matter.
class CountQuantiles {
 public:
  void add(std::uint64_t value, std::uint64_t times = 1) {
    const std::size_t bucket = bucket_of(value);
    if (bucket >= counts_.size()) counts_.resize(bucket + 1, 0);
    counts_[bucket] += times;
    count_ += times;
  }
  [[nodiscard]] std::uint64_t count() const { return count_; }
  /// @param share Within (0, 1]. 0 where nothing was added.
  [[nodiscard]] double value_at(double share) const;

  template <class Archive>
  void serialize(Archive& archive) {  // for `Snapshot`
    archive(counts_, count_);
  }

 private:
  static constexpr int exact_bits = 7;
  static std::size_t bucket_of(std::uint64_t value) {
    const int excess = static_cast<int>(std::bit_width(value)) - exact_bits - 1;
    if (excess < 0) return static_cast<std::size_t>(value);
    return (static_cast<std::size_t>(excess) << exact_bits) + static_cast<std::size_t>(value >> excess);
  }
  static double middle(std::size_t bucket);

  std::vector<std::uint64_t> counts_;
  std::uint64_t count_ = 0;
};

/// Quantiles of many durations, in milliseconds.
class DurationQuantiles {
 public:
  void add(Duration value, std::uint64_t times = 1) {
    counts_.add(static_cast<std::uint64_t>(value.count()), times);
    sum_ms_ += static_cast<double>(value.count()) * static_cast<double>(times);
  }
  [[nodiscard]] std::uint64_t count() const { return counts_.count(); }
  /// 0 where nothing was added.
  [[nodiscard]] double mean_seconds() const {
    return count() == 0 ? 0.0 : sum_ms_ / 1000.0 / static_cast<double>(count());
  }
  /// @param share Within (0, 1]. 0 where nothing was added.
  [[nodiscard]] double seconds_at(double share) const { return counts_.value_at(share) / 1000.0; }

  template <class Archive>
  void serialize(Archive& archive) {  // for `Snapshot`
    archive(counts_, sum_ms_);
  }

 private:
  CountQuantiles counts_;
  double sum_ms_ = 0.0;
};

}  // namespace suanwang
