#pragma once

#include <memory>
#include <vector>

#include "suanwang/policy/power.hpp"
#include "suanwang/policy/rolling_planner.hpp"
#include "suanwang/policy/serving.hpp"
#include "suanwang/policy/shared_parts.hpp"

namespace suanwang {

/// Follows a linear program over the next hours that plans jobs, tokens, storage and grid together
/// (`RollingPlanner`). Whole jobs are decided by the program's shadow prices: each goes where and when its
/// energy, its accelerators' time and its input cost least at them; one that is better started later waits,
/// no longer than it may.
class RollingLpRoute final : public RoutePolicy {
 public:
  using Parameters = RollingParameters;
  RollingLpRoute(const Parameters& parameters, SharedParts& shared);
  RouteDecision route(const Job& job, const View& view) override;
  /// The plan, also for the serve and power policies that follow it.
  bool keep(Snapshot& snapshot) override;

 private:
  /// Prices from the present interval on, added up: the sum over steps [a, b) is a difference of two.
  struct Prices {
    Table<HubId, std::vector<double>> energy;
    Table<ClusterId, std::vector<double>> room;
  };
  void begin_interval(const View& view);
  [[nodiscard]] double cost(const Job& job, PoolId pool, std::size_t start, const View& view) const;

  std::shared_ptr<RollingPlanner> planner_;
  Objective objective_;
  Prices prices_;
  bool has_plan_ = false;
  std::size_t interval_ = SIZE_MAX, steps_ = 0;
};

/// Each stream where a token's energy costs least at the shadow prices of the plan of `route: rolling_lp`.
class RollingLpServe final : public RankedServe {
 public:
  using Parameters = NoParameters;
  RollingLpServe(const Parameters&, SharedParts& shared) : planner_(shared.get<RollingPlanner>()) {}

 private:
  [[nodiscard]] double score(TokenStreamId stream, const ServingSite& site, const View& view) const override;

  std::shared_ptr<RollingPlanner> planner_;
};

/// Charges and discharges storage as the plan of `route: rolling_lp` says.
class RollingLpPower final : public RationingPowerPolicy {
 public:
  using Parameters = RationParameters;
  RollingLpPower(const Parameters& parameters, SharedParts& shared)
      : RationingPowerPolicy(parameters), planner_(shared.get<RollingPlanner>()) {}
  void dispatch(PowerPlan& plan, const View& view) override;

 private:
  std::shared_ptr<RollingPlanner> planner_;
};

}  // namespace suanwang
