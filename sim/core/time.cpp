#include "suanwang/core/time.hpp"

#include <cmath>

namespace suanwang {

Duration duration_from_seconds(double seconds) {
  const double milliseconds = std::ceil(seconds * 1000.0);
  constexpr double longest = 9.0e18;
  return milliseconds < longest ? Duration(static_cast<std::int64_t>(milliseconds)) : Duration::max();
}

}  // namespace suanwang
