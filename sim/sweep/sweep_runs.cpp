#include "suanwang/sweep/sweep_runs.hpp"

#include <algorithm>
#include <cmath>

#include "suanwang/core/error.hpp"
#include "suanwang/experiment/paired_statistics.hpp"

namespace suanwang {

namespace {

std::size_t metric_index(const SweepPlan& plan, const std::string& name) {
  const auto found = std::find_if(plan.metrics.begin(), plan.metrics.end(),
                                  [&](const SweepMetric& each) { return each.name == name; });
  expects(found != plan.metrics.end(), "the rule `until` names a metric of the plan");
  return static_cast<std::size_t>(found - plan.metrics.begin());
}

/// Values of the rule's metric under one variant; empty if one of its first `count` runs is missing, failed
/// or lacks it.
std::optional<std::vector<double>> samples(const SweepPlan& plan, const SweepRuns& done, std::size_t variant,
                                           std::size_t metric, std::uint64_t count) {
  std::vector<double> all;
  for (std::uint64_t i = 0; i < count; ++i) {
    const auto run = done.find({variant, plan.seeds.first + i});
    if (run == done.end() || !run->second.error.empty() || !run->second.values[metric]) return std::nullopt;
    all.push_back(*run->second.values[metric]);
  }
  return all;
}

/// Seeds more that one variant asks for; 0 if its mean is known well enough.
std::uint64_t further_seeds(const SeedRule::Until& rule, const std::vector<double>& values) {
  const SampleMean mean = mean_of(values);
  const double wanted = rule.is_share ? rule.half_width * std::abs(mean.mean) : rule.half_width;
  const double half_width = (mean.student->high - mean.student->low) / 2.0;
  if (half_width <= wanted) return 0;
  if (wanted <= 0.0) return values.size();  // a share of a mean of 0 is never reached
  const auto further = further_samples(*mean.deviation, values.size(), wanted);
  return std::clamp<std::uint64_t>(further.value_or(values.size()), 1, values.size());
}

/// How many seeds a point has so far: those that are done, or that were asked for and are under way.
std::uint64_t seeds_of_point(const SweepPlan& plan, const SweepRuns& done, std::size_t point) {
  if (!plan.seeds.until) return plan.seeds.count;
  const SeedRule::Until& rule = *plan.seeds.until;
  const std::size_t metric = metric_index(plan, rule.metric);
  // Replays the rule from its start: the answer depends on results alone, not on what was asked before.
  std::uint64_t count = rule.at_least;
  while (count < rule.at_most) {
    std::uint64_t further = 0;
    for (std::size_t policy = 0; policy < plan.policies.size(); ++policy) {
      const auto values = samples(plan, done, plan.variant(point, policy), metric, count);
      if (!values) return count;
      further = std::max(further, further_seeds(rule, *values));
    }
    if (further == 0) return count;
    count = std::min<std::uint64_t>(count + further, rule.at_most);
  }
  return count;
}

/// With seeds of a given number, the seeds of a point are shared out too.
std::size_t block_of(const SweepPlan& plan, const RunKey& key) {
  const std::size_t point = plan.variants[key.variant].point;
  return plan.seeds.until ? point : point * plan.seeds.count + (key.seed - plan.seeds.first);
}

}  // namespace

std::size_t failed_runs(const SweepRuns& runs) {
  return static_cast<std::size_t>(
      std::count_if(runs.begin(), runs.end(), [](const auto& each) { return !each.second.error.empty(); }));
}

Shard Shard::of(const SweepPlan& plan, const RunKey& key, std::size_t count) {
  return {block_of(plan, key) % count + 1, count};
}

RunKey leader_of(const SweepPlan& plan, const RunKey& key) {
  return {plan.variant(plan.variants[key.variant].point, 0), key.seed};
}

std::vector<RunKey> runs_to_begin(const SweepPlan& plan, const SweepRuns& done, const Shard& shard) {
  std::vector<RunKey> ready;
  for (std::size_t point = 0; point < plan.points.size(); ++point) {
    const std::uint64_t seeds = seeds_of_point(plan, done, point);
    for (std::size_t policy = 0; policy < plan.policies.size(); ++policy)
      for (std::uint64_t i = 0; i < seeds; ++i) {
        const RunKey key{plan.variant(point, policy), plan.seeds.first + i};
        const RunKey leader = leader_of(plan, key);
        if (!done.contains(key) && shard.holds(plan, key) && (leader == key || done.contains(leader)))
          ready.push_back(key);
      }
  }
  return ready;
}

std::vector<std::size_t> points_not_known(const SweepPlan& plan, const SweepRuns& done) {
  std::vector<std::size_t> points;
  if (!plan.seeds.until) return points;
  const std::size_t metric = metric_index(plan, plan.seeds.until->metric);
  for (std::size_t point = 0; point < plan.points.size(); ++point) {
    const std::uint64_t count = seeds_of_point(plan, done, point);
    bool is_known = true;
    for (std::size_t policy = 0; policy < plan.policies.size(); ++policy) {
      const auto values = samples(plan, done, plan.variant(point, policy), metric, count);
      is_known = is_known && values && further_seeds(*plan.seeds.until, *values) == 0;
    }
    if (!is_known) points.push_back(point);
  }
  return points;
}

}  // namespace suanwang
