#include "suanwang/core/time.hpp"

#include <cmath>

namespace suanwang {

Duration duration_from_seconds(double seconds) {
  const double milliseconds = std::ceil(seconds * 1000.0);
  constexpr double longest = 9.0e15;  // to which any time of a run can still be added
  return Duration(static_cast<std::int64_t>(milliseconds < longest ? milliseconds : longest));
}

}  // namespace suanwang
