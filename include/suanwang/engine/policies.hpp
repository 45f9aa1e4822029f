#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "suanwang/engine/forecast_model.hpp"
#include "suanwang/engine/pool_room.hpp"
#include "suanwang/engine/power_plan.hpp"
#include "suanwang/engine/ration_plan.hpp"
#include "suanwang/engine/serve_plan.hpp"
#include "suanwang/engine/view.hpp"

namespace suanwang {

class Snapshot;

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

/// A running job that goes on elsewhere.
struct Migration {
  std::uint32_t slot = 0;
  PoolId to;
};

/// A running job that makes way and goes on later in the same pool.
struct Pause {
  std::uint32_t slot = 0;
  TimePoint until;  ///< back in its queue then; after now
};

class RoutePolicy {
 public:
  virtual ~RoutePolicy() = default;
  /// Asked when a power interval begins: running jobs of preemptible classes that should pause. Each is
  /// interrupted as its class says (`when_preempted`), and queued again when its pause is over.
  virtual void pause(const View& view, std::vector<Pause>& pauses) {
    static_cast<void>(view), static_cast<void>(pauses);
  }
  /// Asked when a power interval begins: running jobs of migratable classes that should go on in another
  /// pool. Each is checkpointed, its checkpoint copied, and the job queued there.
  virtual void migrate(const View& view, std::vector<Migration>& moves) {
    static_cast<void>(view), static_cast<void>(moves);
  }
  /// Asked once when the job arrives, and again each interval while the answer is `wait`.
  /// At least one candidate of the job fits it.
  [[nodiscard]] virtual RouteDecision route(const Job& job, const View& view) = 0;
  /// Stores all that it remembers of the run, or restores it (`suanwang/core/snapshot.hpp`). @return Whether
  /// it can: only then can a run be taken up again after its process has ended. One without memory says true.
  /// Before a run with checkpoints it is asked once of an object that decides nothing.
  virtual bool keep(Snapshot& snapshot) {
    static_cast<void>(snapshot);
    return false;
  }
};

/// What starts next in one pool. Each pool has a policy object of its own.
class QueuePolicy {
 public:
  virtual ~QueuePolicy() = default;
  /// The job waits from now on. One that ran before and was interrupted comes back with what is left of its
  /// estimate.
  virtual void enqueue(const QueuedJob& job) = 0;
  /// The job leaves the queue without having started.
  virtual void remove(const QueuedJob& job) = 0;
  /// A job that this policy started at `started` is off its accelerators: it ended or was interrupted.
  virtual void end(const QueuedJob& job, TimePoint started) = 0;
  /// Called once an instant, before `select`. Appends the slots of running jobs that have to make way; they
  /// must be preemptible. Each is interrupted, and queued again, before `select` is called.
  virtual void preempt(TimePoint now, const PoolRoom& room, std::vector<std::uint32_t>& victims) {
    static_cast<void>(now), static_cast<void>(room), static_cast<void>(victims);
  }
  /// Called once an instant, when all its ends and arrivals are in. Starts jobs that fit `room`, which leave
  /// the queue.
  virtual void select(TimePoint now, PoolRoom& room) = 0;
  /// As `RoutePolicy::keep`.
  virtual bool keep(Snapshot& snapshot) {
    static_cast<void>(snapshot);
    return false;
  }
};

class ServePolicy {
 public:
  virtual ~ServePolicy() = default;
  /// Splits the interval's token streams over clusters. What is left unassigned is not served.
  virtual void split(const View& view, ServePlan& plan) = 0;
  /// As `RoutePolicy::keep`.
  virtual bool keep(Snapshot& snapshot) {
    static_cast<void>(snapshot);
    return false;
  }
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
  /// As `RoutePolicy::keep`.
  virtual bool keep(Snapshot& snapshot) {
    static_cast<void>(snapshot);
    return false;
  }
};

/// A policy whose answers follow from its arguments alone.
template <class Policy>
class WithoutMemory : public Policy {
 public:
  bool keep(Snapshot&) override { return true; }
};

/// The policies of a run, with the names that errors and results give them.
struct PolicySet {
  struct Names {
    std::string route, queue, serve, power;
    std::string forecast = "perfect";  ///< of all quantities, or of each where they differ
  };
  Names names;
  std::unique_ptr<RoutePolicy> route;
  std::function<std::unique_ptr<QueuePolicy>()> make_queue;
  std::unique_ptr<ServePolicy> serve;
  std::unique_ptr<PowerPolicy> power;
  ForecastModels forecasts = {};
};

/// @throws InputError naming a policy of which `keep` says that it cannot.
void expect_all_can_keep(const PolicySet& policies);

}  // namespace suanwang
