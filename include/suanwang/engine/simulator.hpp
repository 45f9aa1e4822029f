#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "suanwang/engine/event_calendar.hpp"
#include "suanwang/engine/fault_process.hpp"
#include "suanwang/engine/observer.hpp"
#include "suanwang/engine/pending_expiries.hpp"
#include "suanwang/engine/policies.hpp"
#include "suanwang/engine/policy_watch.hpp"
#include "suanwang/engine/power_control.hpp"
#include "suanwang/engine/service_holds.hpp"
#include "suanwang/engine/state.hpp"
#include "suanwang/engine/transfers.hpp"
#include "suanwang/engine/view.hpp"
#include "suanwang/model/world.hpp"

namespace suanwang {

struct PolicyCall;
class Snapshot;

/// One deterministic run: same world, policies and jobs, same calls of the observer, to the last bit.
///
/// Time moves from instant to instant. At each, in this order: runs end, transfers land, held jobs are
/// released, waiting jobs expire, things fail or are repaired, the power interval that is over is settled and
/// the next one rationed, jobs arrive; then, once, routes and queues decide.
class Simulator {
 public:
  struct Options {
    bool audits = false;              ///< recount all books at every interval
    bool refuses_impossible = false;  ///< a job that no pool could ever run stops the run with an InputError
    PolicyWatch* watch = nullptr;     ///< sees the policies thinking
  };

  Simulator(const World& world, PolicySet policies, JobSource& source, Observer& observer, Options options);
  Simulator(const Simulator&) = delete;
  Simulator& operator=(const Simulator&) = delete;

  /// Runs to `end`, at most the calendar's end; may be called again with a later one.
  /// @throws PolicyError on an inadmissible decision, InvariantError on an audit that fails.
  void run_until(TimePoint end);

  /// Stores where the run stands after `run_until` the beginning of an interval, or has one that was just
  /// made, of the same world, policies and jobs, go on from there: what it does then is the same to the last
  /// bit.
  /// @throws InputError if a policy cannot store its memory.
  void keep(Snapshot& snapshot);

  [[nodiscard]] const State& state() const { return state_; }
  [[nodiscard]] const Transfers& transfers() const { return transfers_; }
  /// Job, transfer and fault events and interval settlements so far.
  [[nodiscard]] std::uint64_t event_count() const { return event_count_; }
  /// Of the work of a job that is in the system, how much is done, interrupted runs included; within [0, 1].
  [[nodiscard]] double done_share(std::uint32_t slot) const;
  [[nodiscard]] std::size_t most_active_jobs() const { return state_.jobs.slot_count(); }

 private:
  // simulator.cpp: one instant, step by step
  [[nodiscard]] TimePoint next_instant() const;
  void advance_to(TimePoint time);
  void handle_events();
  void finish_transfers();
  void settle_interval_if_over();
  void accept_arrivals();
  /// Books the time from which a job that arrives now counts as expired.
  void book_expiry(const Job& job, std::uint32_t slot);
  void book_expiries_of_interval();
  void decide();
  void close_job_records();
  void report_interval();
  void touch(PoolId pool);
  /// Pools that waited for power may try again.
  void touch_gated_pools();
  [[nodiscard]] TimePoint interval_end() const {
    return world_.calendar().interval_start(state_.interval + 1);
  }

  // job_life.cpp: from arrival to the queue, and out
  void on_end(const Event& event);
  void on_release(const Event& event);
  void on_expiry(const Event& event);
  [[nodiscard]] bool may_expire(const Event& event) const;
  void on_landing(const Event& event);
  void route(std::uint32_t slot);
  [[nodiscard]] std::optional<RejectionRule> impossible(const Job& job) const;
  void check_place(const std::string& policy, const Job& job, PoolId pool) const;
  void place(std::uint32_t slot, const RouteDecision& decision);
  void stage(std::uint32_t slot);
  void stage_or_queue(std::uint32_t slot);
  /// @param data Of each copy, or, if `is_shared`, of all together.
  void send(std::uint32_t slot, NodeId from, NodeId to, Gigabytes data, bool is_shared = false);
  void enter_state(ActiveJob& active, JobState state);
  void enqueue(std::uint32_t slot);
  void finish_run(std::uint32_t slot);
  void close(std::uint32_t slot, JobState end_state, RejectionRule rule = {});
  [[nodiscard]] QueuedJob as_queued(std::uint32_t slot) const;
  [[noreturn]] void refuse(const std::string& policy, const Job& job, const std::string& rule) const;
  [[nodiscard]] PolicyCall queue_call(const Job* job = nullptr) const;

  // job_run.cpp: on accelerators
  void start_selected(PoolId pool);
  void preempt_selected(PoolId pool);
  void start(std::uint32_t slot, std::uint32_t placement);
  /// Sets the end of what is left of a job's work on the accelerators that it has.
  void begin_stretch(std::uint32_t slot, double preparation_ms);
  /// Books what was done since then. @param keeps_all Whether work since the last checkpoint counts.
  void end_stretch(std::uint32_t slot, RunEnd end, bool keeps_all);
  void leave_accelerators(std::uint32_t slot);
  /// Takes a running job off its accelerators; it is in no queue then.
  void interrupt(std::uint32_t slot, RunEnd end, bool keeps_all);
  void take_back_loans(PoolId pool);
  void lend_idle(PoolId pool);
  void resize(std::uint32_t slot, std::uint32_t accelerators);
  void schedule_end(std::uint32_t slot);
  void pause_selected();
  void migrate_selected();
  void migrate(std::uint32_t slot, PoolId to);
  [[nodiscard]] double speed_of(const ActiveJob& active) const;
  [[nodiscard]] double work_left_ms(const ActiveJob& active, Duration whole) const;
  [[nodiscard]] Duration estimate_of(const ActiveJob& active) const;

  // services.cpp: accelerators between jobs and services
  void begin_interval();
  void hold_for_services();
  bool take_what_tokens_need();
  [[nodiscard]] bool makes_way_for_services(const ActiveJob& active) const;
  void find_evictable();
  void evict_for_services(PoolId pool, std::uint32_t wanted);
  void evict_servers(PoolId pool, std::uint32_t wanted);
  void evict(std::uint32_t slot);

  // faults.cpp
  void handle_faults();
  void on_fault(const FaultProcess::Event& event);
  void change_servers(PoolId pool, std::uint32_t first, std::uint32_t end, bool is_up);
  void change_cluster(ClusterId cluster, bool is_up, bool is_announced);
  void change_link(LinkId link, bool is_up);
  void recount_down(PoolId pool);

  const World& world_;
  PolicySet policies_;
  JobSource& source_;
  Observer& observer_;
  Options options_;

  State state_;
  Forecasts forecasts_;
  View view_;
  EventCalendar calendar_;
  PendingExpiries pending_expiries_;
  Transfers transfers_;
  FaultProcess faults_;
  Table<PoolId, std::unique_ptr<QueuePolicy>> queues_;
  ServiceHolds holds_;
  PowerControl power_;
  std::optional<Job> next_arrival_;
  std::uint32_t arrivals_ = 0;
  std::uint64_t event_count_ = 0;

  /// A stretch of a run whose interval is not settled yet.
  struct Stretch {
    RunRecord run;
    std::uint32_t slot;
    std::uint32_t record = ActiveJob::none;    ///< of `ended_`, once the job has left
    std::uint32_t previous = ActiveJob::none;  ///< of the same job
  };
  Table<PoolId, std::vector<std::uint32_t>> elastic_;  // slots of running elastic jobs, first start first

  // Reused from instant to instant, so that the loop does not allocate.
  std::vector<std::uint32_t> to_route_;
  std::vector<std::uint32_t> waiting_for_route_;
  std::vector<std::uint8_t> is_touched_;  // by pool
  std::vector<PoolId> touched_;
  std::vector<PoolRoom::Start> starts_;
  std::vector<std::uint32_t> victims_, lost_servers_;
  Table<PoolId, std::vector<std::uint32_t>> evictable_;  // running jobs that make way for services
  Table<PoolId, std::uint32_t> serving_available_;
  std::vector<Migration> moves_;
  std::vector<Pause> pauses_;
  std::vector<JobRecord> ended_;                                // since the interval began
  std::vector<Stretch> stretches_;                              // the same
  Table<JobClassId, std::vector<std::uint32_t>> largest_gang_;  // by origin: largest admissible pool
  Table<ClusterId, Cny> network_cost_;                          // since the interval began
  Table<ChannelId, Gigabytes> carried_;
  std::vector<std::pair<TimePoint, PoolId>>
      window_ends_;                          // when accelerators are no longer kept free, latest first
  Table<LinkId, std::uint32_t> links_down_;  // how many things keep it down
};

}  // namespace suanwang
