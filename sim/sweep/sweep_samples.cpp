#include "sweep_samples.hpp"

#include <algorithm>
#include <map>
#include <numeric>

namespace suanwang {

double SweepSamples::mean(std::size_t index) const {
  return std::accumulate(values[index].begin(), values[index].end(), 0.0) /
         static_cast<double>(values[index].size());
}

SweepSamples samples_of(const SweepResult& result, std::size_t metric) {
  std::vector<std::map<std::uint64_t, double>> by_variant(result.plan.variants.size());
  std::vector<bool> counts(result.plan.variants.size(), true);
  for (const auto& [key, run] : result.runs)
    if (run.error.empty() && run.values[metric])
      by_variant[key.variant][key.seed] = *run.values[metric];
    else
      counts[key.variant] = false;

  SweepSamples samples;
  std::size_t fewest = static_cast<std::size_t>(-1);
  for (std::size_t i = 0; i < by_variant.size(); ++i) {
    if (!counts[i] || by_variant[i].empty()) {
      ++samples.left_out;
      continue;
    }
    samples.variants.push_back(i);
    fewest = std::min(fewest, by_variant[i].size());
  }
  // Seeds follow one another from the same first, so those that all have are the first ones.
  for (const std::size_t variant : samples.variants) {
    std::vector<double> values;
    for (const auto& [seed, value] : by_variant[variant])
      if (values.size() < fewest) values.push_back(value);
    samples.values.push_back(std::move(values));
  }
  if (!samples.variants.empty())
    for (std::size_t i = 0; i < fewest; ++i) samples.seeds.push_back(result.plan.seeds.first + i);
  return samples;
}

}  // namespace suanwang
