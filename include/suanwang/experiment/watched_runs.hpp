#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "suanwang/core/civil_calendar.hpp"
#include "suanwang/engine/policies.hpp"
#include "suanwang/engine/policy_watch.hpp"

namespace suanwang {

/// A run under way, with what an onlooker needs to say about it.
struct WatchedRun {
  WatchedRun(PolicySet::Names run_names, const CivilCalendar& run_calendar)
      : names(std::move(run_names)), calendar(run_calendar) {}
  PolicyWatch watch;
  PolicySet::Names names;
  CivilCalendar calendar;
  std::uint64_t seen_steps = 0;  ///< the onlooker's notes: where the watch stood when it last moved, and when
  std::chrono::steady_clock::time_point seen_at;

  /// Of the policy that thinks, or thought last.
  [[nodiscard]] const std::string& policy_name() const;
};

/// The runs that go on at one time. Runs enter and leave from any thread; another looks on.
class WatchedRuns {
 public:
  /// Lists a run until the pointer to it is gone.
  [[nodiscard]] std::shared_ptr<WatchedRun> enter(PolicySet::Names names, const CivilCalendar& calendar);
  /// Calls `visit` for each run that has not left.
  void visit(const std::function<void(WatchedRun&)>& visit_one);

 private:
  std::mutex guard_;
  std::list<std::weak_ptr<WatchedRun>> runs_;
};

}  // namespace suanwang
