#pragma once

#include <cstdint>
#include <vector>

#include "suanwang/policy/queues.hpp"

namespace suanwang {

/// The tenant that has used least comes next (Kay and Lauder, "A fair share scheduler", CACM 31(1), 1988); of
/// one tenant's jobs, the one that joined first. Use is accelerator-time whose weight halves every half-life;
/// a job is charged for its estimate when it starts, and gets back what it did not use when it ends.
class FairShareQueue final : public QueuePolicy {
 public:
  struct Parameters {
    double half_life_hours = 168.0;
    Backfill backfill = Backfill::easy;
    void fields(Fields& f);
  };
  explicit FairShareQueue(const Parameters& parameters) : parameters_(parameters) {}

  void enqueue(const QueuedJob& job) override;
  void remove(const QueuedJob& job) override;
  void end(const QueuedJob& job, TimePoint started) override;
  void select(TimePoint now, PoolRoom& room) override;
  bool keep(Snapshot& snapshot) override;

 private:
  struct Tenant {
    JobIndex queue;
    /// Accelerator-hours; those of time t stand for themselves times 2^((t - start of time) / half-life), so
    /// that no time that passes has to be worked in.
    double use = 0.0;
    int doublings = 0;  ///< of `use`, taken out so that it never overflows

    template <class Archive>
    void serialize(Archive& archive) {
      archive(queue, use, doublings);
    }
  };
  struct Ended {
    QueuedJob job;
    TimePoint started;
  };
  Tenant& tenant_of(const QueuedJob& job);
  void charge(Tenant& tenant, double accelerator_hours, TimePoint when) const;
  [[nodiscard]] bool used_less(std::uint32_t a, std::uint32_t b) const;
  /// Waiting tenants, the one that has used least first.
  void order_tenants();
  void give_back(TimePoint now);
  /// One copy: the next may be another tenant's turn.
  void start(Tenant& tenant, JobIndex::Place place, TimePoint now, PoolRoom& room);
  void backfill(TimePoint now, PoolRoom& room);

  Parameters parameters_;
  std::vector<Tenant> tenants_;         // by number
  std::vector<std::uint32_t> waiting_;  // in order while `select` runs
  std::vector<Ended> ended_;            // since the last `select`
  ExpectedEnds running_;
};

}  // namespace suanwang
