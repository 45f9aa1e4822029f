#include "suanwang/model/workload/estimates.hpp"

#include <algorithm>

namespace suanwang {

Duration Estimates::sample(double run_time_s, RandomStream& stream) const {
  Duration estimate = std::max(Duration(1), duration_from_seconds(run_time_s * factor.sample(stream)));
  const auto round = std::lower_bound(round_values.begin(), round_values.end(), estimate);
  if (round != round_values.end()) estimate = *round;
  return longest > 0ms ? std::min(estimate, longest) : estimate;
}

}  // namespace suanwang
