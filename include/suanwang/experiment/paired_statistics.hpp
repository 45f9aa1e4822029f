#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace suanwang {

// What a few runs say about a mean, and about the difference of two. Formulas and sources:
// docs/comparing.md. All intervals are of 95 %; what a single sample cannot tell is absent.

struct ConfidenceInterval {
  double low = 0.0, high = 0.0;
};

/// The mean of independent samples.
struct SampleMean {
  double mean = 0.0;
  std::optional<double> deviation;            ///< of the samples, with n - 1
  std::optional<ConfidenceInterval> student;  ///< of the mean
};
/// @param samples At least one.
[[nodiscard]] SampleMean mean_of(std::span<const double> samples);

/// What changes from a baseline to something else, seed by seed.
struct PairedDifference {
  SampleMean difference;                        ///< other less baseline
  std::optional<double> relative;               ///< mean over the baseline's mean; absent where that is 0
  std::optional<ConfidenceInterval> bootstrap;  ///< percentiles of the means of resamples
  std::optional<double> p_value;                ///< paired t test, two sides
};

/// Differences of equal seeds. If they are all the same number, there is no doubt left: the intervals have no
/// width, and the p value is 1 where that number is 0 and 0 elsewhere.
/// @param others    As many as `baseline`, at least one.
/// @param seed      Of the bootstrap; the same input gives the same interval.
[[nodiscard]] PairedDifference paired_difference(std::span<const double> others,
                                                 std::span<const double> baseline, std::uint64_t seed);

constexpr std::size_t bootstrap_resamples = 10'000;

/// Percentile interval of the mean (Efron 1979).
/// @param samples At least two.
[[nodiscard]] ConfidenceInterval bootstrap_interval(std::span<const double> samples, std::uint64_t seed);

/// P values of several tests, adjusted so that the chance of any false alarm stays at the level at which each
/// is read (Holm 1979). In the order of the input.
[[nodiscard]] std::vector<double> holm_adjusted(std::span<const double> p_values);

/// How many samples more the Student interval of a mean needs to have at most the wanted half-width, if the
/// deviation stays as it is. Empty where that is more than a thousand million.
/// @param half_width Above 0.
[[nodiscard]] std::optional<std::size_t> further_samples(double deviation, std::size_t samples,
                                                         double half_width);

}  // namespace suanwang
