#pragma once

#include <cstdint>
#include <vector>

#include "suanwang/core/spec.hpp"
#include "suanwang/engine/policies.hpp"
#include "suanwang/policy/availability.hpp"
#include "suanwang/policy/expected_ends.hpp"
#include "suanwang/policy/job_index.hpp"

namespace suanwang {

/// Conservative backfilling (Mu'alem and Feitelson, IEEE TPDS 12(6), 2001): every job holds a reservation at
/// the earliest time that delays no job before it. When a job ends before its estimate, all others, in order,
/// move to an earlier time if there is one; nobody ever moves to a later one. Reservations are made afresh
/// when accelerators are lost or a job outlives its estimate, as old ones cannot be kept then.
class ConservativeBackfillQueue final : public QueuePolicy {
 public:
  struct Parameters {
    std::uint32_t depth = 100;
    void fields(Fields& f);
  };
  explicit ConservativeBackfillQueue(const Parameters& parameters) : parameters_(parameters) {}

  void enqueue(const QueuedJob& job) override;
  void remove(const QueuedJob& job) override;
  void end(const QueuedJob& job, TimePoint started) override;
  void select(TimePoint now, PoolRoom& room) override;
  bool keep(Snapshot& snapshot) override;

 private:
  struct Planned {
    QueuedJob job;
    TimePoint start;
  };
  [[nodiscard]] bool stands_before(const QueuedJob& a, const QueuedJob& b) const {
    return a.since != b.since ? a.since < b.since : a.key() < b.key();
  }
  void catch_up(TimePoint now, const PoolRoom& room);
  void plan_afresh(TimePoint now, const PoolRoom& room);
  bool move_earlier(TimePoint now);
  void fill_up(TimePoint now);
  void plan(Planned& planned, TimePoint now);
  bool start_due(TimePoint now, PoolRoom& room);

  Parameters parameters_;
  JobIndex behind_;               // jobs without a reservation
  std::vector<Planned> planned_;  // in order, at most `depth`
  ExpectedEnds running_;
  Availability availability_;  // less running jobs and reservations
  struct Hole {
    TimePoint end;
    std::uint32_t accelerators;
  };
  std::vector<Hole> holes_;  // left by jobs that ended early or gave their reservation up
  std::uint32_t total_ = 0;
  bool must_plan_afresh_ = true;
};

}  // namespace suanwang
