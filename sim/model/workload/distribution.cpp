#include "suanwang/model/workload/distribution.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace suanwang {

namespace {

double normal_cdf(double z) { return 0.5 * std::erfc(-z / std::numbers::sqrt2); }

/// E[clip(X, a, b)] of a log-normal X = a P(X<a) + b P(X>b) + the partial expectation between.
double clipped_log_normal_mean(const Distribution& d) {
  const double mu = std::log(d.median);
  if (d.sigma == 0.0) return std::clamp(d.median, d.minimum, d.maximum);
  const double low = (std::log(d.minimum) - mu) / d.sigma;
  const double high = (std::log(d.maximum) - mu) / d.sigma;
  const double between =
      std::exp(mu + 0.5 * d.sigma * d.sigma) * (normal_cdf(high - d.sigma) - normal_cdf(low - d.sigma));
  return d.minimum * normal_cdf(low) + d.maximum * (1.0 - normal_cdf(high)) + between;
}

struct Exponents {
  int first;
  int last;
};

Exponents exponents_within(const Distribution& d) {
  return {static_cast<int>(std::ceil(std::log2(d.minimum) - 1e-9)),
          static_cast<int>(std::floor(std::log2(d.maximum) + 1e-9))};
}

}  // namespace

double Distribution::sample(RandomStream& stream) const {
  switch (kind) {
    case Kind::constant:
      return minimum;
    case Kind::log_normal:
      return std::clamp(median * std::exp(sigma * stream.normal()), minimum, maximum);
    case Kind::log_uniform:
      return minimum * std::pow(maximum / minimum, stream.uniform());
    case Kind::power_of_two: {
      const auto [first, last] = exponents_within(*this);
      const int steps = static_cast<int>(stream.uniform() * (last - first + 1));
      return std::ldexp(1.0, first + steps);
    }
  }
  return minimum;
}

double Distribution::mean() const {
  switch (kind) {
    case Kind::constant:
      return minimum;
    case Kind::log_normal:
      return clipped_log_normal_mean(*this);
    case Kind::log_uniform:
      return maximum > minimum ? (maximum - minimum) / std::log(maximum / minimum) : minimum;
    case Kind::power_of_two: {
      const auto [first, last] = exponents_within(*this);
      return (std::ldexp(1.0, last + 1) - std::ldexp(1.0, first)) / (last - first + 1);
    }
  }
  return minimum;
}

}  // namespace suanwang
