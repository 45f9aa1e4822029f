#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "suanwang/core/civil_calendar.hpp"
#include "suanwang/core/series.hpp"
#include "suanwang/model/workload/estimates.hpp"
#include "suanwang/model/workload/job.hpp"

namespace suanwang {

/// Share of a class's jobs that come from a node.
struct OriginShare {
  NodeId origin;
  double share = 0.0;  ///< > 0; shares of a class sum to 1
};

/// The origin that a number within [0, 1) falls on.
[[nodiscard]] NodeId choose_origin(const std::vector<OriginShare>& origins, double uniform);

/// Jobs of a class that are alike, such as its evaluations, or those that fail.
struct JobPart {
  double share = 1.0;         ///< of the class's jobs; shares of a class sum to 1
  Distribution accelerators;  ///< asked for; below 1 a share of one, which takes a whole one
  Distribution run_time_s;    ///< on reference accelerators
  Estimates estimates = {};
  double failure_share = 0.0;      ///< jobs that fail, after a uniform share of their run time
  double cancel_share = 0.0;       ///< jobs that their user cancels, likewise
  std::optional<JobEnd> end = {};  ///< of all its jobs, whose run times are drawn as they ran

  /// Mean accelerator-time of a job that runs to its end, in accelerator-seconds: equation (15).
  [[nodiscard]] double mean_accelerator_seconds() const;
};

/// How jobs of one class arise: a Poisson process whose rate follows a shape, with independent draws per job.
struct JobGenerator {
  JobClassId job_class;
  double jobs_per_year =
      0.0;  ///< expected, of all copies, per calendar year in which `rate_shape` has the mean 1
  Series<Fraction> rate_shape;  ///< by interval: day shape times growth
  std::vector<OriginShare> origins;
  std::vector<JobPart> parts;  ///< at least one
  std::uint32_t bundle = 1;    ///< each arrival is of this many identical jobs
  Distribution input_gb;
  Duration start_within{};      ///< 0: the job waits for ever
  Distribution output_gb = {};  ///< 0 by default
  std::uint32_t tenants = 1;
  double tenant_exponent = 0.0;      ///< of how active tenants are (Zipf); 0: all alike
  std::uint32_t data_sets = 0;       ///< 0: each job has its own input
  double popularity_exponent = 1.0;  ///< of data sets (Zipf)
};

/// A job with what its statistics need beside.
struct DrawnJob {
  Job job;
  std::uint32_t part = 0;         ///< of its class
  double asked_accelerators = 0;  ///< before rounding to whole ones
};

/// Merges the generators into one stream. Job i of a class draws from its own random stream, named by seed,
/// class and i, so nothing that happens to other jobs, classes or policies changes it.
class GeneratedJobs final : public JobSource {
 public:
  /// @param generators Any number; each with a shape that covers the calendar.
  GeneratedJobs(std::vector<JobGenerator> generators, const CivilCalendar& calendar, std::uint64_t seed);
  [[nodiscard]] std::optional<Job> next() override;
  /// The same job as `next` would give, with more said of it.
  [[nodiscard]] std::optional<DrawnJob> next_drawn();

 private:
  struct Process {
    JobGenerator generator;
    std::vector<double> rate_per_ms;  // by interval
    std::uint64_t count = 0;
    std::size_t interval = 0;  // where the next arrival lies
    double position_ms = 0.0;  // of the last arrival, within the horizon
    bool is_finished = false;
    DrawnJob next_job;
    std::vector<double> activity;    // of tenants, added up; empty where all are alike
    std::vector<double> popularity;  // of data sets, added up
    std::vector<Job> data_sets;      // size and place of each, as a job's input
  };
  void draw_next(Process& process) const;
  static void draw_job(Process& process, TimePoint submitted, RandomStream& stream);
  void draw_data_sets(Process& process) const;

  std::vector<Process> processes_;
  CivilCalendar calendar_;
  std::uint64_t seed_;
};

}  // namespace suanwang
