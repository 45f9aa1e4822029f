#include "suanwang/experiment/paired_statistics.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

#include "suanwang/core/error.hpp"
#include "suanwang/core/random_stream.hpp"
#include "suanwang/experiment/students_t.hpp"

namespace suanwang {

namespace {

constexpr double upper_quantile = 0.975;  // leaves 95 % between the two sides

/// Half of the Student interval's width.
double half_width_of(double deviation, double samples) {
  return students_t_quantile(upper_quantile, samples - 1.0) * deviation / std::sqrt(samples);
}

bool are_all_equal(std::span<const double> samples) {
  return std::adjacent_find(samples.begin(), samples.end(), std::not_equal_to<>()) == samples.end();
}

double plain_mean(std::span<const double> samples) {
  return std::accumulate(samples.begin(), samples.end(), 0.0) / static_cast<double>(samples.size());
}

}  // namespace

SampleMean mean_of(std::span<const double> samples) {
  expects(!samples.empty(), "a mean is of at least one sample");
  SampleMean result;
  // Of equal numbers the mean is that number, without the rounding of a sum.
  const bool is_certain = are_all_equal(samples);
  result.mean = is_certain ? samples.front() : plain_mean(samples);
  if (samples.size() < 2) return result;
  double squares = 0.0;
  for (const double each : samples) squares += (each - result.mean) * (each - result.mean);
  const auto count = static_cast<double>(samples.size());
  result.deviation = is_certain ? 0.0 : std::sqrt(squares / (count - 1.0));
  const double half = is_certain ? 0.0 : half_width_of(*result.deviation, count);
  result.student = {result.mean - half, result.mean + half};
  return result;
}

ConfidenceInterval bootstrap_interval(std::span<const double> samples, std::uint64_t seed) {
  expects(samples.size() >= 2, "a bootstrap is of at least two samples");
  if (are_all_equal(samples)) return {samples.front(), samples.front()};
  RandomStream stream(seed, RandomPurpose::bootstrap, 0);
  const auto count = static_cast<double>(samples.size());
  std::vector<double> means(bootstrap_resamples);
  for (double& mean : means) {
    for (std::size_t i = 0; i < samples.size(); ++i)
      mean += samples[static_cast<std::size_t>(stream.uniform() * count)];
    mean /= count;
  }
  std::sort(means.begin(), means.end());
  constexpr std::size_t tail = bootstrap_resamples / 40;  // 2.5 % on either side
  return {means[tail - 1], means[bootstrap_resamples - tail - 1]};
}

PairedDifference paired_difference(std::span<const double> others, std::span<const double> baseline,
                                   std::uint64_t seed) {
  expects(others.size() == baseline.size(), "differences are of pairs");
  std::vector<double> differences;
  for (std::size_t i = 0; i < others.size(); ++i) differences.push_back(others[i] - baseline[i]);
  PairedDifference result;
  result.difference = mean_of(differences);
  if (const double base = mean_of(baseline).mean; base != 0.0)
    result.relative = result.difference.mean / std::abs(base);
  if (differences.size() < 2) return result;
  result.bootstrap = bootstrap_interval(differences, seed);
  const double error = *result.difference.deviation / std::sqrt(static_cast<double>(differences.size()));
  const double mean = result.difference.mean;
  if (error > 0.0)
    result.p_value = students_t_two_sided(mean / error, static_cast<double>(differences.size()) - 1.0);
  else
    result.p_value = mean == 0.0 ? 1.0 : 0.0;
  return result;
}

std::vector<double> holm_adjusted(std::span<const double> p_values) {
  std::vector<std::size_t> order(p_values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return p_values[a] < p_values[b]; });
  std::vector<double> adjusted(p_values.size());
  double so_far = 0.0;
  for (std::size_t rank = 0; rank < order.size(); ++rank) {
    so_far =
        std::max(so_far, std::min(1.0, static_cast<double>(order.size() - rank) * p_values[order[rank]]));
    adjusted[order[rank]] = so_far;
  }
  return adjusted;
}

std::optional<std::size_t> further_samples(double deviation, std::size_t samples, double half_width) {
  expects(half_width > 0.0, "a wanted half-width is above 0");
  const auto suffices = [&](std::size_t count) {
    return half_width_of(deviation, static_cast<double>(count)) <= half_width;
  };
  std::size_t too_few = 1, enough = std::max<std::size_t>(samples, 2);
  if (suffices(enough)) return enough - samples;
  constexpr std::size_t most = 1'000'000'000;
  while (!suffices(enough)) {
    if (enough >= most) return std::nullopt;
    too_few = enough;
    enough = std::min(most, enough * 2);
  }
  while (enough - too_few > 1) {
    const std::size_t middle = too_few + (enough - too_few) / 2;
    (suffices(middle) ? enough : too_few) = middle;
  }
  return enough - samples;
}

}  // namespace suanwang
