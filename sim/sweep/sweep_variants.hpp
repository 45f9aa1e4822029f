#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "suanwang/scenario/document.hpp"
#include "suanwang/sweep/load_sweep.hpp"
#include "suanwang/sweep/sweep_spec.hpp"

namespace suanwang {

/// Makes the variants of a plan that has its points: which scenario, with which keys set.
class VariantMaker {
 public:
  VariantMaker(const SweepSpec& spec, const Document& document, ScenarioLibrary& scenarios)
      : spec_(spec), document_(document), scenarios_(scenarios) {}

  /// @throws InputError where there is no number that could be multiplied.
  void make(SweepPlan& plan);

 private:
  /// A number of the scenario that is multiplied.
  struct Product {
    std::string place, key;  ///< place: of the sweep file
    double times = 1.0;
  };
  void multiply(const SweepPlan& plan, SweepVariant& variant);
  [[nodiscard]] std::vector<Product> products_of(const SweepPlan& plan, const SweepVariant& variant) const;
  const std::vector<std::optional<double>>& numbers_of(const SweepVariant& variant,
                                                       const std::vector<Product>& products);

  const SweepSpec& spec_;
  const Document& document_;
  ScenarioLibrary& scenarios_;
  std::map<std::string, std::vector<std::optional<double>>> numbers_;  // by what stands around them
};

}  // namespace suanwang
