#include "suanwang/experiment/offered_work.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace suanwang {

namespace {

/// How fast jobs of a group can and must go, as speeds over the reference accelerator.
struct Pace {
  double fastest = 0.0, slowest = std::numeric_limits<double>::infinity();
  bool has_deadline = false;  ///< once started, it runs to its end
};

Pace pace_of(const World& world, const WorkGroup& group) {
  const JobClass& job_class = world.job_classes()[group.job_class];
  const Elasticity& elasticity = job_class.elasticity;
  Pace pace;
  for (const PoolId pool : group.pools) {
    const double speed = world.speed(group.job_class, pool);
    pace.fastest = std::max(pace.fastest, speed * std::pow(elasticity.maximum, elasticity.exponent));
    pace.slowest = std::min(pace.slowest, speed * std::pow(elasticity.minimum, elasticity.exponent));
  }
  const FaultModel& faults = world.parts().faults;
  pace.has_deadline = !job_class.is_preemptible && !job_class.is_migratable && !faults.servers &&
                      !faults.super_nodes && !faults.clusters && world.parts().outages.empty();
  return pace;
}

/// Adds work that flows evenly from `from` to `to`, in units of intervals, and what lies beyond the horizon
/// to nobody.
class Flow {
 public:
  explicit Flow(std::size_t intervals) : rate_change_(intervals + 1, 0.0), single_(intervals + 1, 0.0) {}

  void add(double from, double to, double hours) {
    const auto last = static_cast<double>(single_.size() - 1);
    const double rate = hours / std::max(1e-9, to - from);
    const double end = std::min(to, last);
    if (from >= last) return;
    const double first_whole = std::min(std::ceil(from), end);
    const double last_whole = std::max(first_whole, std::floor(end));
    single_[static_cast<std::size_t>(from)] += rate * (first_whole - from);
    if (last_whole > first_whole) {
      rate_change_[static_cast<std::size_t>(first_whole)] += rate;
      rate_change_[static_cast<std::size_t>(last_whole)] -= rate;
    }
    if (end > last_whole) single_[static_cast<std::size_t>(last_whole)] += rate * (end - last_whole);
  }
  /// By interval.
  [[nodiscard]] std::vector<double> values() const {
    std::vector<double> result(single_.size() - 1);
    double rate = 0.0;
    for (std::size_t i = 0; i < result.size(); ++i) {
      rate += rate_change_[i];
      result[i] = std::max(0.0, single_[i] + rate);
    }
    return result;
  }

 private:
  std::vector<double> rate_change_, single_;
};

struct GroupFlows {
  explicit GroupFlows(std::size_t intervals) : released(intervals), expired(intervals + 1, 0.0) {}
  Flow released;
  std::vector<double> expired;  ///< of what was released, hours whose deadline lies in the interval
  double total_hours = 0.0;
  bool has_deadlines = false;
};

bool fits_somewhere(const World& world, const Job& job) {
  const auto candidates = world.candidates(job.job_class, job.origin);
  return std::any_of(candidates.begin(), candidates.end(),
                     [&](const Candidate& each) { return job.accelerators <= each.largest_job; });
}

}  // namespace

OfferedWork offered_work(const World& world, const WorkGroups& groups, JobSource& jobs) {
  const std::size_t intervals = world.calendar().interval_count();
  const auto interval_ms = static_cast<double>(world.calendar().interval().count());
  std::vector<GroupFlows> flows(groups.all().size(), GroupFlows(intervals));
  std::vector<Pace> paces;
  for (const WorkGroup& group : groups.all()) paces.push_back(pace_of(world, group));
  while (const std::optional<Job> job = jobs.next()) {
    const auto index = groups.of(job->job_class, job->origin);
    if (!index || !fits_somewhere(world, *job)) continue;
    GroupFlows& group = flows[*index];
    const Pace& pace = paces[*index];
    const double run_ms = static_cast<double>(job->run_time.count());
    const double hours = in_hours(job->run_time) * static_cast<double>(job->all_accelerators());
    const double from = static_cast<double>(job->submitted.time_since_epoch().count()) / interval_ms;
    group.released.add(from, from + run_ms / pace.fastest / interval_ms, hours);
    group.total_hours += hours;
    if (!pace.has_deadline || job->start_by == never) continue;
    // Checkpoints make a run longer, never by more than as many of them as fit.
    const Checkpointing& saves = world.job_classes()[job->job_class].checkpointing;
    double longest_ms = run_ms / pace.slowest;
    if (saves.interval > Duration(0)) longest_ms = saves.run_ms(longest_ms, 0.0);
    const double deadline =
        (static_cast<double>(job->start_by.time_since_epoch().count()) + longest_ms) / interval_ms;
    group.has_deadlines = true;
    if (deadline < static_cast<double>(intervals))
      group.expired[static_cast<std::size_t>(deadline) + 1] += hours;  // usable in the interval it lies in
  }

  OfferedWork offered;
  for (const GroupFlows& group : flows) {
    ReleasedWork work;
    work.released = group.released.values();
    work.has_deadlines = group.has_deadlines;
    double released = 0.0, expired = 0.0;
    for (std::size_t i = 0; i < intervals; ++i) {
      released += work.released[i];
      expired += group.expired[i + 1];
      work.alive.push_back(std::max(0.0, released - expired));
    }
    offered.total_hours += group.total_hours;
    offered.out_of_reach_hours += std::max(0.0, group.total_hours - released);
    offered.by_group.push_back(std::move(work));
  }
  return offered;
}

}  // namespace suanwang
