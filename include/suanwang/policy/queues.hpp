#pragma once

#include <cstdint>
#include <vector>

#include "suanwang/core/spec.hpp"
#include "suanwang/engine/policies.hpp"
#include "suanwang/policy/expected_ends.hpp"
#include "suanwang/policy/job_index.hpp"
#include "suanwang/policy/routes.hpp"

namespace suanwang {

/// Whether, and how, jobs may pass the head of the queue.
enum class Backfill { none, easy };
template <>
struct Names<Backfill> {
  static constexpr std::array<std::pair<Backfill, const char*>, 2> all{
      {{Backfill::none, "none"}, {Backfill::easy, "easy"}}};
};

/// What EASY leaves over at the reserved time when several jobs are expected to end then.
enum class EqualEnds { all, first };
template <>
struct Names<EqualEnds> {
  static constexpr std::array<std::pair<EqualEnds, const char*>, 2> all{
      {{EqualEnds::all, "all"}, {EqualEnds::first, "first"}}};
};

/// Jobs in an order that does not change while they wait; the head waits until it fits. With EASY backfilling
/// (Lifka, JSSPP 1995; Mu'alem and Feitelson, IEEE TPDS 12(6), 2001) the head gets the one reservation, at
/// the earliest time when enough accelerators will be free by the users' estimates, and others start at once,
/// in order, if they fit now and either end by that time or use only what the reservation leaves over. A head
/// that waits for power alone keeps its accelerators reserved; one that waits for whole servers lets nobody
/// pass.
class OrderedQueue : public QueuePolicy {
 public:
  void enqueue(const QueuedJob& job) override { queue_.insert(rank(job), job); }
  void remove(const QueuedJob& job) override { queue_.erase(rank(job), job); }
  void end(const QueuedJob& job, TimePoint started) override;
  void select(TimePoint now, PoolRoom& room) override;
  bool keep(Snapshot& snapshot) override;

 protected:
  explicit OrderedQueue(Backfill backfill, EqualEnds equal_ends = EqualEnds::all)
      : backfills_(backfill == Backfill::easy), counts_equal_ends_(equal_ends == EqualEnds::all) {}
  /// The lowest first; of equals the job that arrived first. A function of the job alone.
  [[nodiscard]] virtual double rank(const QueuedJob& job) const = 0;
  /// Told of each start.
  virtual void on_start(const QueuedJob& job, TimePoint now) {
    static_cast<void>(job), static_cast<void>(now);
  }
  [[nodiscard]] const JobIndex& queue() const { return queue_; }

 private:
  /// Starts up to `most` copies of the job at `place`, as many as fit. @return How many.
  std::uint32_t start(JobIndex::Place place, std::uint32_t most, TimePoint now, PoolRoom& room);
  void backfill(JobIndex::Place head, TimePoint now, PoolRoom& room);

  JobIndex queue_;
  ExpectedEnds running_;  // kept for backfilling only
  bool backfills_, counts_equal_ends_;
};

/// First come, first served, in order of routing. A job that was interrupted comes back to its old
/// place.
class FcfsQueue final : public OrderedQueue {
 public:
  using Parameters = NoParameters;
  explicit FcfsQueue(const Parameters&) : OrderedQueue(Backfill::none) {}

 protected:
  double rank(const QueuedJob& job) const override;
};

/// FCFS with EASY backfilling.
class EasyBackfillQueue final : public OrderedQueue {
 public:
  struct Parameters {
    EqualEnds equal_ends = EqualEnds::all;
    void fields(Fields& f);
  };
  explicit EasyBackfillQueue(const Parameters& parameters)
      : OrderedQueue(Backfill::easy, parameters.equal_ends) {}

 protected:
  double rank(const QueuedJob& job) const override;
};

/// Shortest job first, by the user's estimate.
class SjfQueue final : public OrderedQueue {
 public:
  struct Parameters {
    Backfill backfill = Backfill::none;
    void fields(Fields& f);
  };
  explicit SjfQueue(const Parameters& parameters) : OrderedQueue(parameters.backfill) {}

 protected:
  double rank(const QueuedJob& job) const override { return static_cast<double>(job.estimate.count()); }
};

/// Highest priority first. With ageing, every hour of waiting adds to it; as all waiting jobs age alike,
/// their order never changes. A job that does not fit may have running jobs of lower priority interrupted,
/// the lowest and then the latest first, if that makes it fit.
class PriorityQueue final : public OrderedQueue {
 public:
  struct Parameters {
    double ageing_per_hour = 0.0;
    Backfill backfill = Backfill::easy;
    bool preempts = false;
    void fields(Fields& f);
  };
  explicit PriorityQueue(const Parameters& parameters)
      : OrderedQueue(parameters.backfill), parameters_(parameters) {}

  void end(const QueuedJob& job, TimePoint started) override;
  void preempt(TimePoint now, const PoolRoom& room, std::vector<std::uint32_t>& victims) override;
  bool keep(Snapshot& snapshot) override;

 protected:
  double rank(const QueuedJob& job) const override;
  void on_start(const QueuedJob& job, TimePoint now) override;

 private:
  struct Running {
    QueuedJob job;
    TimePoint started;
  };
  /// The first to make way stands first.
  static bool yields_before(const Running& a, const Running& b);

  Parameters parameters_;
  std::vector<Running> running_;  // preemptible ones, sorted by `yields_before`
};

}  // namespace suanwang
