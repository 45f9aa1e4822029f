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
  DispatchRun(const World& world, PowerPolicy& policy)
      : world_(world), policy_(policy), state_(world), view_(world, state_), plan_(world) {}

  /// Dispatches the next interval. @param loads Facility load by hub.
  /// @throws PolicyError on an inadmissible decision.
  void step(std::span<const Megawatts> loads);
  /// Of the interval dispatched last.
  [[nodiscard]] const IntervalOutcome& outcome(HubId hub) const { return plan_.outcome(hub); }

 private:
  const World& world_;
  PowerPolicy& policy_;
  State state_;
  View view_;
  PowerPlan plan_;
};

}  // namespace suanwang
