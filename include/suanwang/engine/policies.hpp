#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "suanwang/engine/power_plan.hpp"
#include "suanwang/engine/ration_plan.hpp"
#include "suanwang/engine/serve_plan.hpp"
#include "suanwang/engine/view.hpp"

namespace suanwang {

// The four decisions of a run. The engine calls these interfaces, checks every answer against the rules of
// the model and carries it out; an inadmissible one is a PolicyError. A policy owns its memory and sees the
// run through a View.

/// Where a job goes.
struct RouteDecision {
  enum class Kind { place, wait, reject };
  Kind kind = Kind::wait;
  PoolId pool;
  TimePoint not_before;

  static RouteDecision place(PoolId pool, TimePoint not_before = {}) {
    return {Kind::place, pool, not_before};
  }
  /// Ask again at the next power interval.
  static RouteDecision wait() { return {}; }
  /// The job can have no place under this policy.
  static RouteDecision reject() { return {Kind::reject, {}, {}}; }
};

class RoutePolicy {
 public:
  virtual ~RoutePolicy() = default;
  /// Asked once when the job arrives, and again each interval while the answer is `wait`.
  /// At least one candidate of the job fits it.
  [[nodiscard]] virtual RouteDecision route(const Job& job, const View& view) = 0;
};

/// A job in the queue of one pool, as its queue policy sees it.
struct QueuedJob {
  std::uint32_t slot = 0;  ///< names the job in answers
  std::uint32_t job_number = 0;
  std::uint32_t accelerators = 0;
  Duration estimate{};  ///< run time that the user asked for, on this pool
};

/// Accelerators of one pool that a job may start on.
struct FreeAccelerators {
  std::uint32_t idle = 0;     ///< without a job
  std::uint32_t powered = 0;  ///< of these, how many may be put to use now; fewer while power is short
};

/// What starts next in one pool. Each pool has a policy object of its own.
class QueuePolicy {
 public:
  virtual ~QueuePolicy() = default;
  virtual void enqueue(const QueuedJob& job) = 0;
  /// The job leaves the queue without having started.
  virtual void remove(const QueuedJob& job) = 0;
  /// A job that this policy started at `started` has ended.
  virtual void end(const QueuedJob& job, TimePoint started) = 0;
  /// Called once an instant, when all its ends and arrivals are in. Appends the slots of jobs to start now,
  /// which together need at most `free.powered` accelerators; they leave the queue.
  virtual void select(TimePoint now, FreeAccelerators free, std::vector<std::uint32_t>& starts) = 0;
};

class ServePolicy {
 public:
  virtual ~ServePolicy() = default;
  /// Splits the interval's token streams over clusters. What is left unassigned is not served.
  virtual void split(const View& view, ServePlan& plan) = 0;
};

class PowerPolicy {
 public:
  virtual ~PowerPolicy() = default;
  /// Storage and exchange between hubs for one interval. Asked with the loads that are expected when the
  /// interval begins, to see whether power will be short, and again with those that came; an answer may
  /// depend on nothing but its arguments.
  virtual void dispatch(PowerPlan& plan, const View& view) = 0;
  /// Who goes slower in the coming interval. Asked only where power will be short.
  virtual void ration(RationPlan& plan, const View& view) = 0;
};

/// The policies of a run, with the names that errors and results give them.
struct PolicySet {
  struct Names {
    std::string route, queue, serve, power;
  };
  Names names;
  std::unique_ptr<RoutePolicy> route;
  std::function<std::unique_ptr<QueuePolicy>()> make_queue;
  std::unique_ptr<ServePolicy> serve;
  std::unique_ptr<PowerPolicy> power;
};

}  // namespace suanwang
