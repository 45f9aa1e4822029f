#include "suanwang/engine/dispatch_run.hpp"

#include "suanwang/core/error.hpp"

#include "policy_call.hpp"

namespace suanwang {

void DispatchRun::step(std::span<const Megawatts> loads) {
  const CivilCalendar& calendar = world_.calendar();
  expects(state_.interval < calendar.interval_count(), "a dispatch ends with its calendar");
  const TimePoint start = calendar.interval_start(state_.interval);
  if (state_.interval > 0 &&
      calendar.month_of(start) != calendar.month_of(calendar.interval_start(state_.interval - 1)))
    for (Megawatts& peak : state_.peak_import) peak = Megawatts(0);
  plan_.reset(state_.interval, loads, state_.stored);
  const std::string no_name;
  ask(nullptr, {PolicyKind::power, no_name, world_, state_.now}, [&] { policy_.dispatch(plan_, view_); });
  plan_.close();
  for (const HubId hub : world_.hubs().ids()) {
    const IntervalOutcome& outcome = plan_.outcome(hub);
    state_.stored[hub] = outcome.stored;
    state_.peak_import[hub] = std::max(state_.peak_import[hub], outcome.flows.grid_import());
  }
  ++state_.interval;
  state_.now = calendar.interval_start(state_.interval);
}

}  // namespace suanwang
