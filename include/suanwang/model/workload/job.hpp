#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "suanwang/core/id.hpp"
#include "suanwang/core/phase_mix.hpp"
#include "suanwang/core/time.hpp"
#include "suanwang/core/units.hpp"
#include "suanwang/model/workload/checkpointing.hpp"
#include "suanwang/model/workload/distribution.hpp"

namespace suanwang {

/// What becomes of the work of a job that is preempted.
enum class Preemption {
  suspend,  ///< kept: a checkpoint is taken on the way out, and paid for when the job goes on
  requeue,  ///< back to its last checkpoint
};

/// A job that runs on more or fewer accelerators than it asked for, as the pool has room.
struct Elasticity {
  double minimum = 1.0;   ///< of the accelerators asked for, within (0, 1]
  double maximum = 1.0;   ///< >= 1
  double exponent = 1.0;  ///< speed = (accelerators / asked for)^exponent, within (0, 1]

  [[nodiscard]] bool is_elastic() const { return minimum < 1.0 || maximum > 1.0; }
  [[nodiscard]] std::uint32_t least(std::uint32_t asked) const {
    return std::max(1u, static_cast<std::uint32_t>(std::ceil(minimum * asked - 1e-9)));
  }
  [[nodiscard]] std::uint32_t most(std::uint32_t asked) const {
    return static_cast<std::uint32_t>(std::floor(maximum * asked + 1e-9));
  }
  [[nodiscard]] double speed(std::uint32_t accelerators, std::uint32_t asked) const {
    return accelerators == asked ? 1.0 : std::pow(static_cast<double>(accelerators) / asked, exponent);
  }
};

/// What all jobs of a class have in common.
struct JobClass {
  std::string id;
  std::string name;
  std::optional<Delay> round_trip_bound;  ///< between origin and cluster; empty: may run anywhere
  Gigabytes memory_per_accelerator;       ///< a chip with less is not admissible
  PhaseMix phases;                        ///< of its accelerators
  std::int64_t priority = 0;              ///< when power is short, the lower is slowed down first
  bool is_preemptible = false;            ///< may be paused when power is short, or make way for others
  std::optional<Delay> one_way_bound = {};
  /// Speed by chip, over that which its FLOPS and utilisation give; 0: not admissible. Empty: 1 for all.
  std::vector<double> chip_speed = {};
  bool needs_one_domain = false;  ///< runs within one super-node where a pool has them
  bool is_migratable = false;     ///< may go on at another cluster
  Preemption when_preempted = Preemption::suspend;
  Checkpointing checkpointing = {};
  bool has_best_interval = false;  ///< checkpoints at Daly's interval for its gang, not at a fixed one
  Gigabytes checkpoint_per_accelerator{};  ///< copied when it migrates
  Elasticity elasticity = {};
  std::optional<Duration> wait_target = {};  ///< service level: started by then
  double transfer_weight = 1.0;              ///< of its data, where links are shared
  std::optional<Gbps> transfer_limit = {};   ///< of each of its transfers
  std::vector<NodeId> replicas = {};         ///< where copies of its data sets lie besides the origin

  [[nodiscard]] bool is_latency_bound() const { return round_trip_bound || one_way_bound; }
  [[nodiscard]] bool admits(Delay one_way) const {
    return (!round_trip_bound || one_way * 2.0 <= *round_trip_bound) &&
           (!one_way_bound || one_way <= *one_way_bound);
  }
  [[nodiscard]] double speed_on(ChipId chip) const {
    return chip_speed.empty() ? 1.0 : chip_speed[chip.index()];
  }
};

/// How a job's run ends when nothing goes wrong with the machines under it.
enum class JobEnd : std::uint8_t {
  completes,
  fails,      ///< by a fault of its own; its work is lost
  cancelled,  ///< by its user, who takes what there is: its work counts
};

inline constexpr TimePoint never = TimePoint::max();

/// A data set that many jobs read; 0: the job's input is its own.
using DataSetId = std::uint32_t;

/// One discrete job: a gang of accelerators within one pool.
struct Job {
  std::uint32_t number = 0;  ///< in order of arrival, from 0
  JobClassId job_class;
  NodeId origin;                   ///< where it was submitted, and where its output goes
  std::optional<NodeId> input_at;  ///< where its input lies; empty: at the origin
  std::uint32_t accelerators = 0;
  /// Identical jobs, submitted together, that this record stands for; each starts and ends for itself. Sizes
  /// and data are those of one.
  std::uint32_t copies = 1;
  std::uint32_t tenant = 0;
  DataSetId data_set = 0;
  TimePoint submitted;
  TimePoint start_by = never;      ///< expires if not started by then
  Duration run_time{};             ///< on reference accelerators
  Duration estimate{};             ///< what the user asked for, on reference accelerators; >= run_time
  Gigabytes input;                 ///< staged to the cluster before it can start
  Gigabytes output;                ///< returned to the origin when it has run
  JobEnd end = JobEnd::completes;  ///< when `run_time` is over

  [[nodiscard]] NodeId input_node() const { return input_at.value_or(origin); }
  /// Asked for by all copies.
  [[nodiscard]] std::uint64_t all_accelerators() const { return std::uint64_t{accelerators} * copies; }
};

/// A stream of jobs in order of submission.
class JobSource {
 public:
  virtual ~JobSource() = default;
  /// The next job, submitted no earlier than the one before. Empty when the source has run dry.
  /// Its `number` is set by the engine.
  [[nodiscard]] virtual std::optional<Job> next() = 0;
};

}  // namespace suanwang
