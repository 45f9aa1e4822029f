#include "sweep_variants.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "suanwang/core/error.hpp"

#include "factor_values.hpp"

namespace suanwang {

namespace {

void add(const std::vector<std::string>& settings, SweepVariant& variant) {
  variant.overrides.insert(variant.overrides.end(), settings.begin(), settings.end());
}

void apply(const FactorSpec& factor, const std::string& label, SweepVariant& variant) {
  if (const LevelSpec* level = factor.levels.find(label)) {
    if (!level->scenario.empty()) variant.scenario = level->scenario;
    return add(level->set, variant);
  }
  if (factor.use == FactorUse::set)
    for (const std::string& key : factor.keys) variant.overrides.push_back(key + '=' + label);
}

}  // namespace

void VariantMaker::make(SweepPlan& plan) {
  for (std::size_t point = 0; point < plan.points.size(); ++point)
    for (std::size_t policy = 0; policy < plan.policies.size(); ++policy) {
      SweepVariant variant{point, policy, spec_.scenario, spec_.set};
      for (std::size_t factor = 0; factor < spec_.factors.size(); ++factor)
        apply(spec_.factors.entries[factor].second, plan.points[point][factor], variant);
      if (!spec_.policies.empty()) add(spec_.policies.entries[policy].second.set, variant);
      plan.variants.push_back(std::move(variant));
    }
  for (SweepVariant& each : plan.variants) multiply(plan, each);
}

/// After all else is set: what is multiplied may stand in a scenario or a level that another factor chose.
void VariantMaker::multiply(const SweepPlan& plan, SweepVariant& variant) {
  const std::vector<Product> products = products_of(plan, variant);
  if (products.empty()) return;
  const std::vector<std::optional<double>>& numbers = numbers_of(variant, products);
  for (std::size_t i = 0; i < products.size(); ++i) {
    if (!numbers[i])
      throw InputError({document_.issue_at(
          products[i].place,
          "'" + products[i].key + "' has no number in " + variant.scenario + " that could be multiplied",
          "name a key whose number stands alone there: 'grid_limit_mw: 20', not 'grid_limit: 20 MW'")});
    variant.overrides.push_back(fmt::format("{}={:.12g}", products[i].key, *numbers[i] * products[i].times));
  }
}

std::vector<VariantMaker::Product> VariantMaker::products_of(const SweepPlan& plan,
                                                             const SweepVariant& variant) const {
  std::vector<Product> products;
  for (std::size_t i = 0; i < spec_.factors.size(); ++i) {
    const auto& [id, factor] = spec_.factors.entries[i];
    const std::string& label = plan.points[variant.point][i];
    if (const LevelSpec* level = factor.levels.find(label)) {
      for (const std::string& each : level->multiply) {
        const std::size_t equals = each.find('=');
        products.push_back({"factors." + id + ".levels." + label + ".multiply", each.substr(0, equals),
                            *number_in(each.substr(equals + 1))});
      }
    } else if (factor.use == FactorUse::multiply) {
      for (const std::string& key : factor.keys)
        products.push_back({"factors." + id + ".keys", key, *number_in(label)});
    }
  }
  return products;
}

/// The numbers as they are before; many variants have the same.
const std::vector<std::optional<double>>& VariantMaker::numbers_of(const SweepVariant& variant,
                                                                   const std::vector<Product>& products) {
  std::vector<std::string> keys;
  for (const Product& each : products) keys.push_back(each.key);
  const std::string name = fmt::format("{}\n{}\n\n{}", variant.scenario, fmt::join(keys, "\n"),
                                       fmt::join(variant.overrides, "\n"));
  constexpr std::size_t worth_keeping = 1000;  // where all differ nothing is gained by more
  if (numbers_.size() > worth_keeping) numbers_.clear();
  const auto [place, is_new] = numbers_.try_emplace(name);
  if (is_new) place->second = scenarios_.at(variant.scenario).numbers_at(keys, variant.overrides);
  return place->second;
}

}  // namespace suanwang
