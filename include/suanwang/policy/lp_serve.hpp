#pragma once

#include "suanwang/core/spec.hpp"
#include "suanwang/engine/policies.hpp"
#include "suanwang/optimise/linear_program.hpp"
#include "suanwang/optimise/objective.hpp"

namespace suanwang {

/// All streams of an interval at once, by a linear program: as many tokens as can be, at the least cost of
/// the energy that they add, at this interval's tariff and, if the aim says so, carbon. Unlike policies that
/// take stream after stream, it leaves a place to the stream that has no other.
class LpServe final : public ServePolicy {
 public:
  struct Parameters {
    Aim aim = Aim::cost;
    CnyPerTonneCo2 carbon_price{100.0};
    void fields(Fields& f);
  };
  explicit LpServe(const Parameters& parameters)
      : objective_(Objective::of(parameters.aim, parameters.carbon_price)) {}
  void split(const View& view, ServePlan& plan) override;
  bool keep(Snapshot& snapshot) override;

 private:
  /// Of one token at a site, in the unit of the aim.
  [[nodiscard]] double cost_per_token(ModelClassId model, const ServingSite& site, const View& view) const;

  Objective objective_;
  LpBasis basis_;  // of the last split: where the next begins
};

}  // namespace suanwang
