#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "suanwang/engine/event_calendar.hpp"
#include "suanwang/engine/observer.hpp"
#include "suanwang/engine/policies.hpp"
#include "suanwang/engine/power_control.hpp"
#include "suanwang/engine/state.hpp"
#include "suanwang/engine/transfers.hpp"
#include "suanwang/engine/view.hpp"
#include "suanwang/model/world.hpp"

namespace suanwang {

/// One deterministic run: same world, policies and jobs, same calls of the observer, to the last bit.
///
/// Time moves from instant to instant. At each, in this order: runs end, input lands, held jobs are released,
/// waiting jobs expire, the power interval that is over is settled and the next one rationed, jobs arrive;
/// then, once, routes and queues decide.
class Simulator {
 public:
  struct Options {
    bool audits = false;  ///< recount all books at every interval
  };

  Simulator(const World& world, PolicySet policies, JobSource& source, Observer& observer, Options options);
  Simulator(const Simulator&) = delete;
  Simulator& operator=(const Simulator&) = delete;

  /// Runs to `end`, at most the calendar's end; may be called again with a later one.
  /// @throws PolicyError on an inadmissible decision, InvariantError on an audit that fails.
  void run_until(TimePoint end);

  [[nodiscard]] const State& state() const { return state_; }
  [[nodiscard]] const Transfers& transfers() const { return transfers_; }
  /// Job and transfer events and interval settlements so far.
  [[nodiscard]] std::uint64_t event_count() const { return event_count_; }
  [[nodiscard]] std::size_t most_active_jobs() const { return state_.jobs.slot_count(); }

 private:
  [[nodiscard]] TimePoint next_instant() const;
  void advance_to(TimePoint time);

  // One instant, step by step.
  void handle_events();
  void land_transfers();
  void settle_interval_if_over();
  void accept_arrivals();
  void decide();

  void on_end(std::uint32_t slot);
  void on_release(const Event& event);
  void on_expiry(const Event& event);

  void route(std::uint32_t slot);
  [[nodiscard]] std::optional<RejectionRule> impossible(const Job& job) const;
  void check_route(const Job& job, const RouteDecision& decision) const;
  void place(std::uint32_t slot, const RouteDecision& decision);
  void stage_or_queue(std::uint32_t slot);
  void enqueue(std::uint32_t slot);
  void start_selected(PoolId pool);
  void start(std::uint32_t slot);
  void close(std::uint32_t slot, JobState end_state, RejectionRule rule = {});
  void touch(PoolId pool);
  /// Pools that waited for power may try again.
  void touch_gated_pools();
  [[nodiscard]] TimePoint interval_end() const {
    return world_.calendar().interval_start(state_.interval + 1);
  }
  [[nodiscard]] Duration on_pool(Duration reference_time, PoolId pool) const;
  [[nodiscard]] QueuedJob as_queued(std::uint32_t slot) const;

  void close_job_records();
  void report_interval();
  [[noreturn]] void refuse(const std::string& policy, const Job& job, const std::string& rule) const;

  const World& world_;
  PolicySet policies_;
  JobSource& source_;
  Observer& observer_;
  Options options_;

  State state_;
  View view_;
  EventCalendar calendar_;
  Transfers transfers_;
  Table<PoolId, std::unique_ptr<QueuePolicy>> queues_;
  PowerControl power_;
  std::optional<Job> next_arrival_;
  std::uint32_t arrivals_ = 0;
  std::uint64_t event_count_ = 0;

  // Reused from instant to instant, so that the loop does not allocate.
  std::vector<std::uint32_t> to_route_;
  std::vector<std::uint32_t> waiting_for_route_;
  std::vector<std::uint8_t> is_touched_;  // by pool
  std::vector<PoolId> touched_;
  std::vector<std::uint32_t> starts_;
  std::vector<JobRecord> ended_;                                // since the interval began
  Table<JobClassId, std::vector<std::uint32_t>> largest_gang_;  // by origin: largest admissible pool
  Table<ClusterId, Cny> network_cost_;                          // since the interval began
  Table<ChannelId, Gigabytes> carried_;
};

}  // namespace suanwang
