// What policies remember of a run, on its way to a snapshot or back. What follows from the world, the
// interval or the parameters is made anew.
#include "suanwang/core/snapshot.hpp"
#include "suanwang/policy/admission.hpp"
#include "suanwang/policy/conservative.hpp"
#include "suanwang/policy/fair_share.hpp"
#include "suanwang/policy/flow_route.hpp"
#include "suanwang/policy/green_routes.hpp"
#include "suanwang/policy/lp_serve.hpp"
#include "suanwang/policy/queues.hpp"
#include "suanwang/policy/rolling_lp.hpp"
#include "suanwang/policy/scoring_routes.hpp"

namespace suanwang {

namespace {

template <class... Members>
bool kept(Snapshot& snapshot, Members&... members) {
  snapshot(members...);
  return true;
}

}  // namespace

bool OrderedQueue::keep(Snapshot& snapshot) { return kept(snapshot, queue_, running_); }
bool PriorityQueue::keep(Snapshot& snapshot) {
  return OrderedQueue::keep(snapshot) && kept(snapshot, running_);
}
bool FairShareQueue::keep(Snapshot& snapshot) { return kept(snapshot, tenants_, waiting_, ended_, running_); }
bool ConservativeBackfillQueue::keep(Snapshot& snapshot) {
  return kept(snapshot, behind_, planned_, running_, availability_, holes_, total_, must_plan_afresh_);
}

bool Migrator::keep(Snapshot& snapshot) { return kept(snapshot, outlooks_); }
bool RoundRobinRoute::keep(Snapshot& snapshot) { return kept(snapshot, next_); }
bool AdmissionControlRoute::keep(Snapshot& snapshot) {
  return kept(snapshot, month_, quota_hours_, accounts_);
}
bool WaitForGreenRoute::keep(Snapshot& snapshot) { return kept(snapshot, outlooks_); }
bool MarketGreenRoute::keep(Snapshot& snapshot) { return kept(snapshot, spare_, interval_); }
bool RollingLpRoute::keep(Snapshot& snapshot) { return kept(snapshot, *planner_); }
bool LpServe::keep(Snapshot& snapshot) { return kept(snapshot, basis_); }
bool MinCostFlowRoute::keep(Snapshot& snapshot) { return kept(snapshot, period_, groups_, quotas_); }

}  // namespace suanwang
