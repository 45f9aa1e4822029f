#pragma once

#include <cstdint>
#include <vector>

#include "suanwang/core/fields.hpp"
#include "suanwang/engine/policies.hpp"
#include "suanwang/policy/fifo_index.hpp"
#include "suanwang/policy/routes.hpp"

namespace suanwang {

/// First come, first served: the head of the queue waits until it fits, and everything behind it waits too.
class FcfsQueue final : public QueuePolicy {
 public:
  using Parameters = NoParameters;
  explicit FcfsQueue(const Parameters&) {}
  void enqueue(const QueuedJob& job) override { queue_.push(job); }
  void remove(const QueuedJob& job) override { queue_.remove(job); }
  void end(const QueuedJob&, TimePoint) override {}
  void select(TimePoint now, FreeAccelerators free, std::vector<std::uint32_t>& starts) override;

 private:
  FifoIndex queue_;
};

/// EASY backfilling (Lifka, JSSPP 1995; Mu'alem and Feitelson, IEEE TPDS 12(6), 2001): the head of the queue
/// gets the one reservation, at the earliest time when enough accelerators will be free by the users'
/// estimates. Others start at once, in order of arrival, if they fit now and either end by that time or use
/// only what the reservation leaves over. A head that waits for power alone keeps its accelerators reserved.
class EasyBackfillQueue final : public QueuePolicy {
 public:
  using Parameters = NoParameters;
  explicit EasyBackfillQueue(const Parameters&) {}
  void enqueue(const QueuedJob& job) override { queue_.push(job); }
  void remove(const QueuedJob& job) override { queue_.remove(job); }
  void end(const QueuedJob& job, TimePoint started) override;
  void select(TimePoint now, FreeAccelerators free, std::vector<std::uint32_t>& starts) override;

 private:
  struct Running {
    TimePoint expected_end;
    std::uint32_t job_number;
    std::uint32_t accelerators;
    friend bool operator<(const Running& a, const Running& b) {
      return a.expected_end != b.expected_end ? a.expected_end < b.expected_end : a.job_number < b.job_number;
    }
  };
  struct Reservation {
    TimePoint time;
    std::uint32_t spare;  ///< accelerators left over at that time
  };
  void start(FifoIndex::Place place, TimePoint now, std::vector<std::uint32_t>& starts);
  [[nodiscard]] Reservation reserve(const QueuedJob& head, TimePoint now, std::uint32_t idle) const;

  FifoIndex queue_;
  std::vector<Running> running_;  // sorted
};

}  // namespace suanwang
