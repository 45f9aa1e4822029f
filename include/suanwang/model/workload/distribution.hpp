#pragma once

#include <vector>

#include "suanwang/core/random_stream.hpp"

namespace suanwang {

/// A positive random quantity of a job: size, run time, bytes. Sampling allocates nothing.
struct Distribution {
  enum class Kind {
    constant,        ///< `minimum`
    uniform,         ///< U(minimum, maximum)
    log_normal,      ///< exp(N(ln median, sigma)), clipped to the range
    log_uniform,     ///< exp(U(ln minimum, ln maximum))
    power_of_two,    ///< 2^k, k uniform over the integers with minimum <= 2^k <= maximum
    bounded_pareto,  ///< P(X > x) proportional to x^-exponent - maximum^-exponent within the range
    choice,          ///< one of `values`, by `weights`
    mixture,         ///< one of `components`, by `weights`
  };
  Kind kind = Kind::constant;
  double minimum = 0.0;
  double maximum = 0.0;
  double median = 0.0;                        ///< log_normal only
  double sigma = 0.0;                         ///< log_normal only
  double exponent = 0.0;                      ///< bounded_pareto only, > 0
  std::vector<double> values = {};            ///< choice only
  std::vector<Distribution> components = {};  ///< mixture only
  std::vector<double> weights = {};           ///< of values or components; sum to 1

  [[nodiscard]] double sample(RandomStream& stream) const;
  /// Expected value, clipping included.
  [[nodiscard]] double mean() const;
  /// No sample is above or below.
  [[nodiscard]] double greatest() const;
  [[nodiscard]] double least() const;
  /// The same in another unit. @param factor > 0. Powers of two become multiples of them: a choice.
  [[nodiscard]] Distribution scaled(double factor) const;
};

}  // namespace suanwang
