#pragma once

#include "suanwang/core/random_stream.hpp"

namespace suanwang {

/// A positive random quantity of a job: size, run time, bytes.
struct Distribution {
  enum class Kind {
    constant,      ///< `minimum`
    log_normal,    ///< exp(N(ln median, sigma)), clipped to the range
    log_uniform,   ///< exp(U(ln minimum, ln maximum))
    power_of_two,  ///< 2^k, k uniform over the integers with minimum <= 2^k <= maximum
  };
  Kind kind = Kind::constant;
  double minimum = 0.0;
  double maximum = 0.0;
  double median = 0.0;  ///< log_normal only
  double sigma = 0.0;   ///< log_normal only

  [[nodiscard]] double sample(RandomStream& stream) const;
  /// Expected value, clipping included.
  [[nodiscard]] double mean() const;
};

}  // namespace suanwang
