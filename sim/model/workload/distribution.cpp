#include "suanwang/model/workload/distribution.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "suanwang/core/error.hpp"

namespace suanwang {

namespace {

using Kind = Distribution::Kind;

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

double bounded_pareto_mean(const Distribution& d) {
  const double ratio = d.maximum / d.minimum, a = d.exponent;
  if (ratio == 1.0) return d.minimum;
  const double kept = 1.0 - std::pow(ratio, -a);
  if (std::abs(a - 1.0) < 1e-9) return d.minimum * std::log(ratio) / kept;
  return d.minimum * a / (a - 1.0) * (1.0 - std::pow(ratio, 1.0 - a)) / kept;
}

struct Exponents {
  int first;
  int last;
};

Exponents exponents_within(const Distribution& d) {
  return {static_cast<int>(std::ceil(std::log2(d.minimum) - 1e-9)),
          static_cast<int>(std::floor(std::log2(d.maximum) + 1e-9))};
}

std::size_t pick(const std::vector<double>& weights, double uniform) {
  std::size_t index = 0;
  while (index + 1 < weights.size() && uniform >= weights[index]) uniform -= weights[index++];
  return index;
}

}  // namespace

double Distribution::sample(RandomStream& stream) const {
  switch (kind) {
    case Kind::constant:
      return minimum;
    case Kind::uniform:
      return minimum + (maximum - minimum) * stream.uniform();
    case Kind::log_normal:
      return std::clamp(median * std::exp(sigma * stream.normal()), minimum, maximum);
    case Kind::log_uniform:
      return minimum * std::pow(maximum / minimum, stream.uniform());
    case Kind::power_of_two: {
      const auto [first, last] = exponents_within(*this);
      const int steps = static_cast<int>(stream.uniform() * (last - first + 1));
      return std::ldexp(1.0, first + steps);
    }
    case Kind::bounded_pareto: {
      const double kept = 1.0 - std::pow(maximum / minimum, -exponent);
      return std::min(maximum, minimum * std::pow(1.0 - stream.uniform() * kept, -1.0 / exponent));
    }
    case Kind::choice:
      return values[pick(weights, stream.uniform())];
    case Kind::mixture:
      return components[pick(weights, stream.uniform())].sample(stream);
  }
  return minimum;
}

double Distribution::mean() const {
  double sum = 0.0;
  switch (kind) {
    case Kind::constant:
      return minimum;
    case Kind::uniform:
      return 0.5 * (minimum + maximum);
    case Kind::log_normal:
      return clipped_log_normal_mean(*this);
    case Kind::log_uniform:
      return maximum > minimum ? (maximum - minimum) / std::log(maximum / minimum) : minimum;
    case Kind::power_of_two: {
      const auto [first, last] = exponents_within(*this);
      return (std::ldexp(1.0, last + 1) - std::ldexp(1.0, first)) / (last - first + 1);
    }
    case Kind::bounded_pareto:
      return bounded_pareto_mean(*this);
    case Kind::choice:
      for (std::size_t i = 0; i < values.size(); ++i) sum += weights[i] * values[i];
      return sum;
    case Kind::mixture:
      for (std::size_t i = 0; i < components.size(); ++i) sum += weights[i] * components[i].mean();
      return sum;
  }
  return minimum;
}

double Distribution::greatest() const {
  if (kind == Kind::constant) return minimum;
  if (kind == Kind::power_of_two) return std::ldexp(1.0, exponents_within(*this).last);
  if (kind == Kind::choice) return *std::max_element(values.begin(), values.end());
  double greatest = maximum;
  for (const Distribution& component : components) greatest = std::max(greatest, component.greatest());
  return greatest;
}

double Distribution::least() const {
  if (kind == Kind::power_of_two) return std::ldexp(1.0, exponents_within(*this).first);
  if (kind == Kind::choice) return *std::min_element(values.begin(), values.end());
  if (kind != Kind::mixture) return minimum;
  double least = components.front().least();
  for (const Distribution& component : components) least = std::min(least, component.least());
  return least;
}

Distribution Distribution::scaled(double factor) const {
  expects(factor > 0.0, "a unit is positive");
  Distribution result = *this;
  if (kind == Kind::power_of_two) {
    result.kind = Kind::choice;
    const auto [first, last] = exponents_within(*this);
    for (int k = first; k <= last; ++k) result.values.push_back(std::ldexp(1.0, k));
    result.weights.assign(result.values.size(), 1.0 / static_cast<double>(result.values.size()));
  }
  result.minimum *= factor;
  result.maximum *= factor;
  result.median *= factor;
  for (double& value : result.values) value *= factor;
  for (Distribution& component : result.components) component = component.scaled(factor);
  return result;
}

}  // namespace suanwang
