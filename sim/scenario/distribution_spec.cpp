#include "suanwang/scenario/distribution_spec.hpp"

#include <algorithm>
#include <numeric>

#include "suanwang/core/fields.hpp"

namespace suanwang {

namespace {

using DistributionKind = Distribution::Kind;
using Alternatives = std::vector<TaggedField::Alternative>;

const Alternatives& plain_kinds() {
  static const Alternatives all{{"constant", "Always the same."},
                                {"uniform", "Uniform within a range."},
                                {"log_normal", "Log-normal, clipped to a range."},
                                {"log_uniform", "Uniform in the logarithm."},
                                {"power_of_two", "Powers of two with uniform exponent."},
                                {"bounded_pareto", "Heavy tail: a power law within a range."},
                                {"choice", "One of several values."}};
  return all;
}

DistributionKind kind_of(const std::string& name) {
  constexpr std::pair<const char*, DistributionKind> all[] = {
      {"constant", DistributionKind::constant},
      {"uniform", DistributionKind::uniform},
      {"log_normal", DistributionKind::log_normal},
      {"log_uniform", DistributionKind::log_uniform},
      {"power_of_two", DistributionKind::power_of_two},
      {"bounded_pareto", DistributionKind::bounded_pareto},
      {"choice", DistributionKind::choice},
      {"mixture", DistributionKind::mixture}};
  const auto found =
      std::find_if(std::begin(all), std::end(all), [&](const auto& e) { return name == e.first; });
  return found->second;
}

/// The keys of one kind. None where no kind is stated.
ObjectField plain_fields(Distribution& target, const std::string& kind) {
  if (kind.empty()) return {[](Fields&) {}};
  target.kind = kind_of(kind);
  switch (target.kind) {
    case DistributionKind::constant:
      return {[&target](Fields& f) { f("value", target.minimum, "The value.").at_least(0); }};
    case DistributionKind::choice:
      return {[&target](Fields& f) {
        f("values", target.values, "What there is to choose from.").above(0);
        f("weights", target.weights, "Relative weight of each value.").at_least(0);
      }};
    default:
      return {[&target](Fields& f) {
        if (target.kind == DistributionKind::log_normal) {
          f("median", target.median, "Median before clipping.").above(0);
          f("sigma", target.sigma, "Standard deviation of the logarithm.").at_least(0).at_most(10);
        }
        if (target.kind == DistributionKind::bounded_pareto)
          f("exponent", target.exponent, "P(X > x) falls with this power of x.").above(0).at_most(20);
        f("minimum", target.minimum, "Least value.").above(0);
        f("maximum", target.maximum, "Greatest value.").above(0);
      }};
  }
}

ObjectField fields_of(PlainDistributionSpec& target, const std::string& kind) {
  return plain_fields(target.raw, kind);
}

ObjectField fields_of(DistributionSpec& target, const std::string& kind) {
  if (kind != "mixture") return plain_fields(target.raw, kind);
  target.raw.kind = DistributionKind::mixture;
  return {[&target](Fields& f) { f("components", target.components, "By id, each with its weight."); }};
}

template <class Spec>
FieldValue tagged(Spec& target, Alternatives alternatives) {
  TaggedField field;
  field.tag = "kind";
  field.alternatives = std::move(alternatives);
  field.select = [&target](const std::string& kind) {
    target.kind = kind;
    return fields_of(target, kind);
  };
  field.prototype = [](const std::string& kind) {
    auto owner = std::make_shared<Spec>();
    return ObjectField{[owner, inner = fields_of(*owner, kind)](Fields& f) { inner.fields(f); }};
  };
  field.get = [&target] { return target.kind; };
  field.current = [&target] { return fields_of(target, target.kind); };
  return {std::move(field)};
}

void normalise(std::vector<double>& weights) {
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  for (double& weight : weights) weight /= sum;
}

}  // namespace

Distribution DistributionSpec::distribution() const {
  Distribution result = raw;
  for (const auto& [id, component] : components) {
    Distribution of = component.of.raw;
    normalise(of.weights);
    result.components.push_back(std::move(of));
    result.weights.push_back(component.weight);
  }
  normalise(result.weights);
  return result;
}

FieldValue bind_field(PlainDistributionSpec& target, std::string_view) {
  return tagged(target, plain_kinds());
}

FieldValue bind_field(DistributionSpec& target, std::string_view) {
  Alternatives all = plain_kinds();
  all.push_back({"mixture", "One of several distributions."});
  return tagged(target, std::move(all));
}

void MixtureComponentSpec::fields(Fields& f) {
  f("weight", weight, "Relative weight among the components.").above(0);
  f("of", of, "What is drawn when this component is.");
}

void EstimatesSpec::fields(Fields& f) {
  f("factor", factor, "Estimate over run time before rounding; uniform between 1 and 3 by default.")
      .optional();
  f("round_up_to_hours", round_values, "Values that users choose from: the next one up; none by default.")
      .optional()
      .above(0);
  f("at_most_hours", longest, "The longest that a site allows; a job that runs longer is cut there.")
      .above(0);
}

}  // namespace suanwang
