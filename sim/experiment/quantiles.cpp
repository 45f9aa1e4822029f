#include "suanwang/experiment/quantiles.hpp"

#include <cmath>

namespace suanwang {

/// What stands for all values of a bucket that holds several: the middle of its range.
double CountQuantiles::middle(std::size_t bucket) {
  constexpr std::size_t per_octave = std::size_t{1} << exact_bits;
  if (bucket < 2 * per_octave) return static_cast<double>(bucket);
  const auto excess = static_cast<int>(bucket / per_octave) - 1;
  const double low =
      std::ldexp(static_cast<double>(bucket - static_cast<std::size_t>(excess) * per_octave), excess);
  return low + 0.5 * std::ldexp(1.0, excess);
}

double CountQuantiles::value_at(double share) const {
  if (count_ == 0) return 0.0;
  const auto rank = static_cast<std::uint64_t>(std::ceil(share * static_cast<double>(count_)));
  std::uint64_t seen = 0;
  for (std::size_t bucket = 0; bucket < counts_.size(); ++bucket) {
    seen += counts_[bucket];
    if (seen >= rank) return middle(bucket);
  }
  return middle(counts_.size() - 1);
}

}  // namespace suanwang
