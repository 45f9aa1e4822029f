#pragma once

#include <vector>

#include "suanwang/model/workload/serving.hpp"

namespace suanwang {

/// The distribution of many response times in fixed memory: weights by bucket, each 5 % wide, from 1 ms to
/// 1,000 hours, so that a quantile is off by less than 2.5 %.
class ResponseTimes {
 public:
  ResponseTimes();
  /// Adds requests that take `base_s`, and wait before.
  /// @note A few buckets' worth of time: as many as the wait's tail spans.
  void add(double base_s, const Waiting& wait, double weight);
  [[nodiscard]] double weight() const { return sum_; }
  /// @param share Within (0, 1]. 0 where nothing was added.
  [[nodiscard]] double seconds_at(double share) const;
  void add(const ResponseTimes& other);

  template <class Archive>
  void serialize(Archive& archive) {  // for `Snapshot`
    archive(weights_, sum_);
  }

 private:
  std::vector<double> weights_;
  double sum_ = 0.0;
};

}  // namespace suanwang
