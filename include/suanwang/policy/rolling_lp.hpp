#pragma once

#include <memory>
#include <vector>

#include "suanwang/policy/power.hpp"
#include "suanwang/policy/rolling_planner.hpp"
#include "suanwang/policy/shared_parts.hpp"

namespace suanwang {

/// Follows a linear program over the next hours that plans jobs, tokens, storage and grid together
/// (`RollingPlanner`). Jobs of the present interval go where the plan's starts have most left to give; when
/// the plan holds work back, a job waits, no longer than it may.
class RollingLpRoute final : public RoutePolicy {
 public:
  using Parameters = RollingParameters;
  RollingLpRoute(const Parameters& parameters, SharedParts& shared);
  RouteDecision route(const Job& job, const View& view) override;

 private:
  /// Of one group, in the interval that `interval_` names.
  struct Progress {
    double placed = 0.0;  ///< accelerators
    Table<ClusterId, double> by_cluster;
  };
  void begin_interval(const View& view);
  [[nodiscard]] bool is_held_back(const Job& job, std::size_t group, const View& view) const;
  [[nodiscard]] PoolId choose(const Job& job, std::size_t group, const View& view) const;

  std::shared_ptr<RollingPlanner> planner_;
  const RollingPlan* plan_ = nullptr;
  std::size_t interval_ = SIZE_MAX, step_ = 0;
  std::vector<Progress> progress_;  // by group
};

/// Serves tokens where the plan of `route: rolling_lp` wants them; the nearest places take the rest.
class RollingLpServe final : public ServePolicy {
 public:
  using Parameters = NoParameters;
  RollingLpServe(const Parameters&, SharedParts& shared) : planner_(shared.get<RollingPlanner>()) {}
  void split(const View& view, ServePlan& plan) override;

 private:
  std::shared_ptr<RollingPlanner> planner_;
  std::vector<TokenStreamId> order_;
  std::vector<Table<ClusterId, double>> left_;  // accelerators, by model class
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
