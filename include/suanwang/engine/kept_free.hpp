#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "suanwang/engine/queued_job.hpp"
#include "suanwang/model/world.hpp"

namespace suanwang {

/// Accelerators of one pool that are promised for later, and who may not run into that: announced outages and
/// reservations for a class.
class KeptFree {
 public:
  struct Window {
    TimePoint from, to;
    std::uint32_t accelerators = 0;
    std::optional<JobClassId> job_class;  ///< which it is kept for; empty: for nobody
    std::uint32_t running_past = 0;  ///< accelerators of others' jobs that are expected to run beyond `from`
  };
  KeptFree(const World& world, PoolId pool);

  [[nodiscard]] bool empty() const { return windows_.empty(); }
  [[nodiscard]] std::span<const Window> windows() const { return windows_; }
  /// The end of the first window that the job, started now, would run into; empty if it may start.
  [[nodiscard]] std::optional<TimePoint> blocks(const QueuedJob& job, TimePoint now,
                                                std::uint32_t total) const;
  void start(const QueuedJob& job, TimePoint started) { count(job, started, +1); }
  /// @param estimate As when it started.
  void end(const QueuedJob& job, TimePoint started) { count(job, started, -1); }

  template <class Archive>
  void serialize(Archive& archive) {  // for `Snapshot`
    archive(windows_);
  }

 private:
  void count(const QueuedJob& job, TimePoint started, int sign);
  std::vector<Window> windows_;  // in order of `from`
};

}  // namespace suanwang
