#include "suanwang/experiment/ranking.hpp"

#include <algorithm>

namespace suanwang {

namespace {

bool is_better(double a, double b, Better better) { return better == Better::less ? a < b : a > b; }

bool dominates(std::size_t a, std::size_t b, const std::vector<ParetoAxis>& objectives) {
  bool is_better_in_one = false;
  for (const ParetoAxis& each : objectives) {
    if (is_better(each.values[b], each.values[a], each.better)) return false;
    is_better_in_one |= is_better(each.values[a], each.values[b], each.better);
  }
  return is_better_in_one;
}

}  // namespace

std::vector<std::size_t> ranks(std::span<const double> values, Better better) {
  std::vector<std::size_t> all;
  for (const double each : values)
    all.push_back(1 + static_cast<std::size_t>(std::count_if(values.begin(), values.end(), [&](double other) {
                    return is_better(other, each, better);
                  })));
  return all;
}

std::vector<bool> pareto_set(const std::vector<ParetoAxis>& objectives) {
  const std::size_t count = objectives.empty() ? 0 : objectives.front().values.size();
  std::vector<bool> is_in(count, true);
  for (std::size_t i = 0; i < count; ++i)
    for (std::size_t other = 0; other < count && is_in[i]; ++other)
      is_in[i] = !dominates(other, i, objectives);
  return is_in;
}

}  // namespace suanwang
