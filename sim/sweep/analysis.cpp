#include "suanwang/sweep/analysis.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "suanwang/core/error.hpp"
#include "suanwang/store/database.hpp"

#include "factor_values.hpp"
#include "sweep_samples.hpp"

namespace suanwang {

namespace {

constexpr std::size_t parts_of_range = 4, few_values = 8;
constexpr std::uint64_t bootstrap_seed = 1;

/// Which of the samples' variants stand at each level.
struct Grouping {
  std::string id, heading;
  std::vector<LevelResponse> levels;              // without their means
  std::vector<std::vector<std::size_t>> members;  // indices of samples
  std::vector<double> numbers;                    // of each sample; empty if they are none
};

/// Seed by seed the mean over some variants.
std::vector<double> means_by_seed(const SweepSamples& samples, const std::vector<std::size_t>& members) {
  std::vector<double> by_seed(samples.seeds.size(), 0.0);
  for (const std::size_t member : members)
    for (std::size_t seed = 0; seed < by_seed.size(); ++seed)
      by_seed[seed] += samples.values[member][seed] / static_cast<double>(members.size());
  return by_seed;
}

std::vector<std::size_t> all_members(const SweepSamples& samples) {
  std::vector<std::size_t> all(samples.variants.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  return all;
}

Grouping by_labels(std::string id, std::string heading, const std::vector<std::string>& labels,
                   const std::vector<std::size_t>& level_of_sample, bool is_numeric) {
  Grouping groups{std::move(id), std::move(heading), {}, {}, {}};
  std::vector<std::vector<std::size_t>> at_level(labels.size());
  for (std::size_t i = 0; i < level_of_sample.size(); ++i) at_level[level_of_sample[i]].push_back(i);
  for (std::size_t level = 0; level < labels.size(); ++level) {
    std::vector<std::size_t>& members = at_level[level];
    if (members.empty()) continue;
    groups.levels.push_back(
        {labels[level], is_numeric ? number_in(labels[level]) : std::nullopt, members.size(), {}, {}});
    groups.members.push_back(std::move(members));
  }
  if (is_numeric)
    for (const std::size_t level : level_of_sample) groups.numbers.push_back(*number_in(labels[level]));
  return groups;
}

/// A range without steps: its values where these are few, else parts with equally many of them. A value is
/// never in two.
Grouping by_parts(const SweepFactor& factor, const std::vector<double>& numbers) {
  Grouping groups{factor.id, factor.heading(), {}, {}, numbers};
  std::vector<double> values = numbers;
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  const std::size_t parts = values.size() <= few_values ? values.size() : parts_of_range;
  for (std::size_t part = 0; part < parts; ++part) {
    const double low = values[part * values.size() / parts],
                 high = values[(part + 1) * values.size() / parts - 1];
    std::vector<std::size_t> members;
    for (std::size_t i = 0; i < numbers.size(); ++i)
      if (numbers[i] >= low && numbers[i] <= high) members.push_back(i);
    groups.levels.push_back(
        {low == high ? fmt::format("{:.6g}", low) : fmt::format("{:.5g} to {:.5g}", low, high),
         (low + high) / 2.0,
         members.size(),
         {},
         {}});
    groups.members.push_back(std::move(members));
  }
  return groups;
}

Grouping by_factor(const SweepPlan& plan, std::size_t factor, const SweepSamples& samples) {
  const SweepFactor& chosen = plan.factors[factor];
  const auto value = [&](std::size_t variant) { return plan.points[plan.variants[variant].point][factor]; };
  if (chosen.levels.empty()) {
    std::vector<double> numbers;
    for (const std::size_t variant : samples.variants) numbers.push_back(*number_in(value(variant)));
    return by_parts(chosen, numbers);
  }
  std::map<std::string, std::size_t> level_of_label;
  for (std::size_t i = 0; i < chosen.levels.size(); ++i) level_of_label[chosen.levels[i]] = i;
  std::vector<std::size_t> levels;
  for (const std::size_t variant : samples.variants) levels.push_back(level_of_label.at(value(variant)));
  return by_labels(chosen.id, chosen.heading(), chosen.levels, levels, chosen.is_numeric);
}

Grouping by_policy(const SweepPlan& plan, const SweepSamples& samples) {
  std::vector<std::size_t> policies;
  for (const std::size_t variant : samples.variants) policies.push_back(plan.variants[variant].policy);
  return by_labels("policy", "policy", plan.policies, policies, false);
}

/// Equal values share the mean of their ranks.
std::vector<double> mid_ranks(const std::vector<double>& values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  std::vector<double> ranks(values.size());
  for (std::size_t from = 0, to = 0; from < order.size(); from = to) {
    while (to < order.size() && values[order[to]] == values[order[from]]) ++to;
    for (std::size_t i = from; i < to; ++i) ranks[order[i]] = static_cast<double>(from + to - 1) / 2.0;
  }
  return ranks;
}

std::optional<double> correlation(const std::vector<double>& a, const std::vector<double>& b) {
  const double n = static_cast<double>(a.size());
  const double mean_a = std::accumulate(a.begin(), a.end(), 0.0) / n,
               mean_b = std::accumulate(b.begin(), b.end(), 0.0) / n;
  double ab = 0.0, aa = 0.0, bb = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    ab += (a[i] - mean_a) * (b[i] - mean_b);
    aa += (a[i] - mean_a) * (a[i] - mean_a);
    bb += (b[i] - mean_b) * (b[i] - mean_b);
  }
  return aa > 0.0 && bb > 0.0 ? std::optional(ab / std::sqrt(aa * bb)) : std::nullopt;
}

FactorEffect effect_of(const SweepSamples& samples, const std::vector<double>& means, Grouping groups) {
  FactorEffect effect{
      std::move(groups.id), std::move(groups.heading), std::move(groups.levels), 0.0, 0.0, 0.0, {}};
  const double n = static_cast<double>(means.size());
  const double mean = std::accumulate(means.begin(), means.end(), 0.0) / n;
  const std::vector<double> all_by_seed = means_by_seed(samples, all_members(samples));
  double between = 0.0, all = 0.0;
  for (const double each : means) all += (each - mean) * (each - mean);
  for (std::size_t i = 0; i < effect.levels.size(); ++i) {
    LevelResponse& level = effect.levels[i];
    std::vector<double> by_seed = means_by_seed(samples, groups.members[i]);
    level.mean = mean_of(by_seed);
    for (std::size_t seed = 0; seed < by_seed.size(); ++seed) by_seed[seed] -= all_by_seed[seed];
    level.to_all = mean_of(by_seed);
    between += static_cast<double>(level.variants) * (level.mean.mean - mean) * (level.mean.mean - mean);
    effect.least = i == 0 ? level.mean.mean : std::min(effect.least, level.mean.mean);
    effect.most = i == 0 ? level.mean.mean : std::max(effect.most, level.mean.mean);
  }
  effect.variance_share = all > 0.0 ? std::min(between / all, 1.0) : 0.0;
  if (!groups.numbers.empty())
    effect.rank_correlation = correlation(mid_ranks(groups.numbers), mid_ranks(means));
  return effect;
}

/// Means by point under the first policy; empty where they do not count.
std::vector<std::optional<double>> outputs_by_point(const SweepPlan& plan, const SweepSamples& samples) {
  std::vector<std::optional<double>> outputs(plan.points.size());
  for (std::size_t i = 0; i < samples.variants.size(); ++i) {
    const SweepVariant& variant = plan.variants[samples.variants[i]];
    if (variant.policy == 0) outputs[variant.point] = samples.mean(i);
  }
  return outputs;
}

/// The conditions as SQL sees them: a row a variant, with its means.
class VariantTable {
 public:
  VariantTable(const SweepResult& result, const std::vector<RankedVariant>& rows)
      : database_(Database::in_memory("condition")), count_(rows.size()) {
    const SweepPlan& plan = result.plan;
    std::string columns = "_row INTEGER PRIMARY KEY, point INTEGER, policy TEXT", marks = "?,?,?";
    for (const SweepFactor& each : plan.factors) {
      columns += ", " + sql_name(each.id) + (each.has_numbers() ? " REAL" : " TEXT");
      marks += ",?";
    }
    for (const SweepMetric& each : plan.metrics) {
      columns += ", " + sql_name(each.name) + " REAL";
      marks += ",?";
    }
    database_.execute("CREATE TABLE variant (" + columns + ")");
    Statement insert(database_, "INSERT INTO variant VALUES (" + marks + ")");
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const SweepVariant& variant = plan.variants[rows[i].variant];
      int column = 0;
      insert.bind(++column, std::uint64_t{i});
      insert.bind(++column, std::uint64_t{variant.point});
      insert.bind(++column, plan.policies[variant.policy]);
      for (const std::string& each : plan.points[variant.point]) insert.bind(++column, each);
      for (const auto& each : rows[i].means) insert.bind(++column, each);
      insert.step();
    }
    database_.allow_conditions_alone();
  }

  [[nodiscard]] std::vector<std::size_t> chosen(const std::vector<std::string>& conditions) {
    std::vector<bool> is_chosen(count_, true);
    for (const std::string& each : conditions) {
      const std::vector<bool> meets = rows_that_meet(database_, "variant", "_row", each, count_);
      for (std::size_t i = 0; i < count_; ++i) is_chosen[i] = is_chosen[i] && meets[i];
    }
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < count_; ++i)
      if (is_chosen[i]) found.push_back(i);
    return found;
  }

 private:
  Database database_;
  std::size_t count_;
};

std::vector<RankedVariant> variants_with_means(const SweepResult& result, const SweepSamples& samples) {
  std::vector<RankedVariant> all;
  for (const std::size_t variant : samples.variants) {
    RankedVariant row{variant, std::vector<std::optional<double>>(result.plan.metrics.size()), {}};
    for (std::size_t metric = 0; metric < row.means.size(); ++metric) {
      double sum = 0.0;
      bool is_everywhere = true;
      for (const std::uint64_t seed : samples.seeds) {
        const auto& value = result.runs.at({variant, seed}).values[metric];
        is_everywhere = is_everywhere && value;
        sum += value.value_or(0.0);
      }
      if (is_everywhere) row.means[metric] = sum / static_cast<double>(samples.seeds.size());
    }
    all.push_back(std::move(row));
  }
  return all;
}

}  // namespace

std::size_t metric_of_name(const SweepPlan& plan, const std::string& name) {
  std::vector<std::string> names;
  for (const SweepMetric& each : plan.metrics) names.push_back(each.name);
  const auto found = std::find(names.begin(), names.end(), name);
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  throw InputError(fmt::format("metric '{}' is not known; {}allowed: {}", name,
                               spelling_question(name, names), fmt::join(names, ", ")));
}

std::optional<MetricAnalysis> analyse(const SweepResult& result, std::size_t metric) {
  const SweepPlan& plan = result.plan;
  const SweepSamples samples = samples_of(result, metric);
  if (samples.variants.empty()) return std::nullopt;
  std::vector<double> means;
  for (std::size_t i = 0; i < samples.variants.size(); ++i) means.push_back(samples.mean(i));
  MetricAnalysis analysis;
  analysis.metric = metric;
  analysis.variants = samples.variants.size();
  analysis.left_out = samples.left_out;
  analysis.seeds = samples.seeds.size();
  analysis.mean = mean_of(means_by_seed(samples, all_members(samples)));
  const auto [least, most] = std::minmax_element(means.begin(), means.end());
  analysis.least = *least;
  analysis.most = *most;
  for (std::size_t factor = 0; factor < plan.factors.size(); ++factor)
    analysis.effects.push_back(effect_of(samples, means, by_factor(plan, factor, samples)));
  if (plan.policies.size() > 1)
    analysis.effects.push_back(effect_of(samples, means, by_policy(plan, samples)));
  const std::vector<std::optional<double>> outputs = outputs_by_point(plan, samples);
  if (plan.design.design == Design::morris)
    analysis.morris = morris_effects(design_points(plan.design), outputs, bootstrap_seed);
  if (plan.design.design == Design::saltelli)
    analysis.sobol = sobol_indices(plan.factors.size(), outputs, bootstrap_seed);
  return analysis;
}

std::vector<RankedVariant> best_variants(const SweepResult& result, std::size_t metric,
                                         const std::vector<std::string>& conditions, std::size_t most) {
  const SweepSamples samples = samples_of(result, metric);
  const std::vector<RankedVariant> all = variants_with_means(result, samples);
  std::vector<std::size_t> chosen = VariantTable(result, all).chosen(conditions);
  const bool is_less_better = result.plan.metrics[metric].better == Better::less;
  std::stable_sort(chosen.begin(), chosen.end(), [&](std::size_t a, std::size_t b) {
    return is_less_better ? *all[a].means[metric] < *all[b].means[metric]
                          : *all[a].means[metric] > *all[b].means[metric];
  });
  chosen.resize(std::min(chosen.size(), most));
  std::vector<RankedVariant> best;
  for (const std::size_t row : chosen) {
    best.push_back(all[row]);
    if (row != chosen.front())
      best.back().to_best =
          paired_difference(samples.values[row], samples.values[chosen.front()], bootstrap_seed);
  }
  return best;
}

}  // namespace suanwang
