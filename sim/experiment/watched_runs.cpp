#include "suanwang/experiment/watched_runs.hpp"

namespace suanwang {

const std::string& WatchedRun::policy_name() const {
  switch (watch.kind()) {
    case PolicyKind::route:
      return names.route;
    case PolicyKind::queue:
      return names.queue;
    case PolicyKind::serve:
      return names.serve;
    case PolicyKind::power:
      return names.power;
  }
  return names.route;
}

std::shared_ptr<WatchedRun> WatchedRuns::enter(PolicySet::Names names, const CivilCalendar& calendar) {
  auto run = std::make_shared<WatchedRun>(std::move(names), calendar);
  const std::lock_guard lock(guard_);
  std::erase_if(runs_, [](const auto& each) { return each.expired(); });
  runs_.push_back(run);
  return run;
}

void WatchedRuns::visit(const std::function<void(WatchedRun&)>& visit_one) {
  const std::lock_guard lock(guard_);
  for (const auto& each : runs_)
    if (const auto run = each.lock()) visit_one(*run);
}

}  // namespace suanwang
