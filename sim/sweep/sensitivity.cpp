#include "suanwang/sweep/sensitivity.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "suanwang/core/error.hpp"
#include "suanwang/core/random_stream.hpp"

namespace suanwang {

namespace {

using Outputs = std::span<const std::optional<double>>;

constexpr std::size_t index_resamples = 1'000;

bool are_known(Outputs outputs) {
  return std::all_of(outputs.begin(), outputs.end(),
                     [](const std::optional<double>& each) { return each && std::isfinite(*each); });
}

/// The factor in which two neighbours of a trajectory differ.
std::size_t moved_factor(const DesignPoint& from, const DesignPoint& to) {
  const auto first = std::mismatch(from.begin(), from.end(), to.begin(), to.end());
  expects(first.first != from.end() && std::equal(first.first + 1, from.end(), first.second + 1, to.end()),
          "neighbours in a trajectory differ in one factor");
  return static_cast<std::size_t>(first.first - from.begin());
}

/// Elementary effects by factor and trajectory.
std::vector<std::vector<double>> effects_by_factor(const std::vector<DesignPoint>& points, Outputs outputs) {
  const std::size_t factors = points.front().size();
  std::vector<std::vector<double>> effects(factors);
  for (std::size_t start = 0; start < points.size(); start += factors + 1) {
    if (!are_known(outputs.subspan(start, factors + 1))) continue;
    for (std::size_t i = start; i < start + factors; ++i) {
      const std::size_t factor = moved_factor(points[i], points[i + 1]);
      effects[factor].push_back((*outputs[i + 1] - *outputs[i]) /
                                (points[i + 1][factor].share - points[i][factor].share));
    }
  }
  return effects;
}

MorrisEffect summary_of(const std::vector<double>& effects, std::uint64_t seed) {
  std::vector<double> sizes;
  for (const double effect : effects) sizes.push_back(std::abs(effect));
  const SampleMean mean = mean_of(effects);
  MorrisEffect result;
  result.trajectories = effects.size();
  result.mean = mean.mean;
  result.mean_absolute = mean_of(sizes).mean;
  result.deviation = mean.deviation.value_or(0.0);
  if (sizes.size() >= 2) result.interval = bootstrap_interval(sizes, seed);
  return result;
}

/// Outputs of one base point of the design `saltelli`.
struct BasePoint {
  double a = 0.0, b = 0.0;
  std::vector<double> mixed;  // A with one factor of B, by factor
};

std::vector<BasePoint> known_base_points(std::size_t factors, Outputs outputs) {
  std::vector<BasePoint> known;
  for (std::size_t start = 0; start < outputs.size(); start += factors + 2) {
    const Outputs rows = outputs.subspan(start, factors + 2);
    if (!are_known(rows)) continue;
    BasePoint& base = known.emplace_back(BasePoint{*rows[0], *rows[1], {}});
    for (const std::optional<double>& row : rows.subspan(2)) base.mixed.push_back(*row);
  }
  return known;
}

/// Of the outputs of A and B, which are draws of the same variable.
struct Spread {
  double mean = 0.0, variance = 0.0;
};

/// Empty where all are equal: there is no variance to share out, though rounding may leave some.
std::optional<Spread> spread_of(const std::vector<BasePoint>& base, std::span<const std::size_t> picks) {
  const double any = base[picks.front()].a;
  bool is_constant = true;
  double sum = 0.0;  // of what differs from `any`, which keeps its digits where the outputs are large
  for (const std::size_t pick : picks) {
    is_constant = is_constant && base[pick].a == any && base[pick].b == any;
    sum += (base[pick].a - any) + (base[pick].b - any);
  }
  if (is_constant) return std::nullopt;
  const double count = 2.0 * static_cast<double>(picks.size());
  Spread spread{any + sum / count, 0.0};
  for (const std::size_t pick : picks)
    for (const double output : {base[pick].a, base[pick].b})
      spread.variance += (output - spread.mean) * (output - spread.mean);
  spread.variance /= count;
  return spread;
}

struct Shares {
  double first = 0.0, total = 0.0;
};

/// By factor, of the picked base points; empty where their outputs are all equal.
std::vector<Shares> shares_of(const std::vector<BasePoint>& base, std::span<const std::size_t> picks) {
  const std::optional<Spread> spread = spread_of(base, picks);
  if (!spread) return {};
  std::vector<Shares> shares(base.front().mixed.size());
  for (const std::size_t pick : picks) {
    const auto& [a, b, mixed] = base[pick];
    for (std::size_t factor = 0; factor < shares.size(); ++factor) {
      // B less the mean: the sum's expectation stays, and a large mean adds no scatter.
      shares[factor].first += (b - spread->mean) * (mixed[factor] - a);
      shares[factor].total += (a - mixed[factor]) * (a - mixed[factor]) / 2.0;
    }
  }
  for (Shares& each : shares) {
    each.first /= static_cast<double>(picks.size()) * spread->variance;
    each.total /= static_cast<double>(picks.size()) * spread->variance;
  }
  return shares;
}

/// Shares by resample and factor. A resample without variance says nothing and is left out.
std::vector<std::vector<Shares>> resampled_shares(const std::vector<BasePoint>& base, std::uint64_t seed) {
  RandomStream stream(seed, RandomPurpose::bootstrap, 0);
  const auto count = static_cast<double>(base.size());
  std::vector<std::vector<Shares>> all;
  std::vector<std::size_t> picks(base.size());
  for (std::size_t resample = 0; resample < index_resamples; ++resample) {
    for (std::size_t& pick : picks) pick = static_cast<std::size_t>(stream.uniform() * count);
    if (std::vector<Shares> shares = shares_of(base, picks); !shares.empty())
      all.push_back(std::move(shares));
  }
  return all;
}

/// Nearest ranks that leave 2.5 % on either side. Empty for no values.
std::optional<ConfidenceInterval> percentile_interval(std::vector<double> values) {
  if (values.empty()) return std::nullopt;
  std::sort(values.begin(), values.end());
  const auto rank = [&](std::size_t fortieths) { return (values.size() * fortieths + 39) / 40 - 1; };
  return ConfidenceInterval{values[rank(1)], values[rank(39)]};
}

std::optional<ConfidenceInterval> interval_of(const std::vector<std::vector<Shares>>& resamples,
                                              std::size_t factor, double Shares::*which) {
  std::vector<double> values;
  for (const std::vector<Shares>& resample : resamples) values.push_back(resample[factor].*which);
  return percentile_interval(std::move(values));
}

}  // namespace

std::vector<MorrisEffect> morris_effects(const std::vector<DesignPoint>& points, Outputs outputs,
                                         std::uint64_t seed) {
  expects(points.size() == outputs.size(), "there is an output, or its absence, by point");
  if (points.empty()) return {};
  expects(points.size() % (points.front().size() + 1) == 0, "trajectories are whole");
  const std::vector<std::vector<double>> by_factor = effects_by_factor(points, outputs);
  std::vector<MorrisEffect> result;
  for (const std::vector<double>& effects : by_factor) {
    expects(effects.size() == by_factor.front().size(), "a trajectory moves each factor once");
    if (!effects.empty()) result.push_back(summary_of(effects, seed));
  }
  return result;
}

std::vector<SobolIndex> sobol_indices(std::size_t factors, Outputs outputs, std::uint64_t seed) {
  expects(factors > 0, "indices are of at least one factor");
  expects(outputs.size() % (factors + 2) == 0, "base points are whole");
  const std::vector<BasePoint> base = known_base_points(factors, outputs);
  if (base.size() < 2) return {};
  std::vector<std::size_t> everyone(base.size());
  std::iota(everyone.begin(), everyone.end(), std::size_t{0});
  const std::vector<Shares> shares = shares_of(base, everyone);
  if (shares.empty()) return {};
  const std::vector<std::vector<Shares>> resamples = resampled_shares(base, seed);
  std::vector<SobolIndex> result;
  for (std::size_t factor = 0; factor < factors; ++factor)
    result.push_back({base.size(), shares[factor].first, shares[factor].total,
                      interval_of(resamples, factor, &Shares::first),
                      interval_of(resamples, factor, &Shares::total)});
  return result;
}

}  // namespace suanwang
