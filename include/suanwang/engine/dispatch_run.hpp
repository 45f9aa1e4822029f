#pragma once

#include <span>

#include "suanwang/engine/policies.hpp"
#include "suanwang/engine/power_plan.hpp"
#include "suanwang/engine/state.hpp"
#include "suanwang/engine/view.hpp"
#include "suanwang/model/world.hpp"

namespace suanwang {

/// The power side of a run alone: hub loads are given, interval by interval, and dispatched as in a
/// simulation.
class DispatchRun {
 public:
  /// All are kept by reference.
  DispatchRun(const World& world, PowerPolicy& policy, const ForecastModels& models)
      : world_(world),
        policy_(policy),
        state_(world),
        forecasts_(world, state_, models, world.parts().seed),
        view_(world, state_, forecasts_),
        plan_(world) {}

  /// Dispatches the next interval. @param loads Facility load by hub.
  /// @throws PolicyError on an inadmissible decision.
  void step(std::span<const Megawatts> loads);
  /// Of the interval dispatched last.
  [[nodiscard]] const IntervalOutcome& outcome(HubId hub) const { return plan_.outcome(hub); }

 private:
  const World& world_;
  PowerPolicy& policy_;
  State state_;
  Forecasts forecasts_;
  View view_;
  PowerPlan plan_;
};

}  // namespace suanwang
