#pragma once

#include <cstdint>
#include <vector>

#include "suanwang/core/id.hpp"
#include "suanwang/core/time.hpp"
#include "suanwang/core/units.hpp"
#include "suanwang/engine/active_jobs.hpp"
#include "suanwang/engine/data_caches.hpp"
#include "suanwang/engine/job_ledger.hpp"
#include "suanwang/engine/kept_free.hpp"
#include "suanwang/engine/server_map.hpp"
#include "suanwang/engine/work_clock.hpp"
#include "suanwang/model/world.hpp"

namespace suanwang {

/// Accelerators of one pool in use by one class, with their exact use since the interval began.
struct PoolUse {
  std::uint32_t accelerators = 0;
  TimePoint since;
  std::int64_t accelerator_ms = 0;

  void change(TimePoint now, std::int64_t difference) {
    accelerator_ms += accelerators * (now - since).count();
    since = now;
    accelerators = static_cast<std::uint32_t>(accelerators + difference);
  }
};

struct PoolState {
  std::uint32_t busy = 0;      ///< accelerators that run jobs
  std::uint32_t occupied = 0;  ///< busy, or idle on a server that a job has to itself
  std::uint32_t running_jobs = 0;
  std::uint32_t queued_jobs = 0;
  std::uint32_t outages = 0;   ///< of its cluster, under way
  std::uint64_t assigned = 0;  ///< accelerators of all jobs routed here that have not ended
  PoolUse down;                ///< accelerators that do not work, of those that services do not hold
  PoolUse held;                ///< accelerators that services hold
};

/// All that changes during a run. Owned by the simulator and changed in this room alone.
struct State {
  explicit State(const World& world);

  [[nodiscard]] PoolUse& use(PoolId pool, JobClassId job_class) {
    return uses[pool.index() * class_count + job_class.index()];
  }
  [[nodiscard]] WorkClock& clock(PoolId pool, JobClassId job_class) {
    return clocks[pool.index() * class_count + job_class.index()];
  }

  [[nodiscard]] const WorkClock& clock(PoolId pool, JobClassId job_class) const {
    return clocks[pool.index() * class_count + job_class.index()];
  }

  /// Accelerators of a pool that services leave to jobs, working or not.
  [[nodiscard]] static std::uint32_t for_jobs(const Pool& pool, const PoolState& own) {
    return pool.largest_gang(false) + pool.serving - own.held.accelerators;
  }

  template <class Archive>
  void serialize(Archive& archive) {  // for `Snapshot`
    archive(now, interval, ledger, jobs, pools, caches, job_ms, left_ms, service_preemptions, uses, clocks,
            serving_speed, stored, peak_import);
    for (ServerMap& each : servers) archive(each);
    for (KeptFree& each : kept_free) archive(each);
  }

  TimePoint now;
  std::size_t interval = 0;  ///< that `now` lies in
  std::size_t class_count;
  JobLedger ledger;
  ActiveJobs jobs;
  Table<PoolId, PoolState> pools;
  Table<PoolId, ServerMap> servers;
  Table<PoolId, KeptFree> kept_free;
  DataCaches caches;
  std::int64_t job_ms = 0;                ///< jobs in the system, integrated over time
  std::int64_t left_ms = 0;               ///< time in the system of all jobs that have left
  std::uint64_t service_preemptions = 0;  ///< jobs that made way for services
  std::vector<PoolUse> uses;              ///< by pool, then class
  std::vector<WorkClock> clocks;          ///< by pool, then class
  Table<ClusterId, double>
      serving_speed;  ///< of token serving in this interval; below 1 while power is short
  Table<HubId, StoredEnergy> stored;
  Table<HubId, Megawatts> peak_import;  ///< highest of this calendar month so far
};

}  // namespace suanwang
