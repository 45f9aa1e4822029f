#pragma once

#include <vector>

#include "suanwang/policy/min_cost_flow.hpp"
#include "suanwang/policy/routes.hpp"

namespace suanwang {

/// Plans each control interval as a flow of least cost: from what each class and origin is expected to ask
/// for, to what the pools have free. Jobs follow the plan, each into the pool with the largest quota left.
///
/// - Supply: accelerator-hours that arriving work takes up within the interval, smoothed over past intervals.
/// - Sinks: accelerators not assigned yet, over the interval, in steps of rising queue cost; above a load of
///   1 at a penalty, and above 2 at ten times that, so that the plan always exists.
/// - Cost: energy at the tariff and the carbon price, and the network for the input that came with such work.
///
/// What the plan did not expect goes where it costs least now, among pools with room.
class MinCostFlowRoute final : public RoutePolicy {
 public:
  struct Parameters {
    Duration control = 1h;
    double smoothing = 0.3;
    CnyPerTonneCo2 carbon_price;
    CarbonBasis basis = CarbonBasis::location;
    CnyPerHour queue{0.5}, overflow{10.0};
    void fields(Fields& f);
  };
  explicit MinCostFlowRoute(const Parameters& parameters) : parameters_(parameters) {}
  RouteDecision route(const Job& job, const View& view) override;
  bool keep(Snapshot& snapshot) override;

 private:
  /// Work of one class from one origin.
  struct Group {
    double arrived_hours = 0.0, expected_hours = 0.0;
    Gigabytes arrived_input, expected_input;
    std::size_t first_quota = 0, quota_count = 0;
  };
  struct Quota {
    PoolId pool;
    double hours = 0.0;  // left
  };
  [[nodiscard]] double hours_within_control(const Job& job) const;
  void roll(const View& view);
  void plan(const View& view);
  void add_groups(const View& view);
  void add_pools(const View& view);
  [[nodiscard]] double cost_per_hour(JobClassId job_class, const Candidate& candidate,
                                     const View& view) const;
  [[nodiscard]] Quota* largest_quota(const Group& group, const Job& job, const View& view);

  Parameters parameters_;
  std::int64_t period_ = -1;   // of the plan, counted in control intervals
  std::vector<Group> groups_;  // by class, then origin
  std::vector<Quota> quotas_;  // by group
  std::vector<FlowArc> arcs_;  // reused: those of quotas first
};

}  // namespace suanwang
