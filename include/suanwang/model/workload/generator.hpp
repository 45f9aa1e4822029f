#pragma once

#include <cstdint>
#include <vector>

#include "suanwang/core/civil_calendar.hpp"
#include "suanwang/core/series.hpp"
#include "suanwang/model/workload/job.hpp"

namespace suanwang {

/// Share of a class's jobs that come from a node.
struct OriginShare {
  NodeId origin;
  double share = 0.0;  ///< > 0; shares of a class sum to 1
};

/// How jobs of one class arise: a Poisson process whose rate follows a shape, with independent draws per job.
struct JobGenerator {
  JobClassId job_class;
  double jobs_per_year = 0.0;   ///< expected, per calendar year
  Series<Fraction> rate_shape;  ///< by interval, mean 1 over each whole calendar year
  std::vector<OriginShare> origins;
  Distribution accelerators;  ///< rounded to whole accelerators, at least 1
  std::uint32_t bundle =
      1;  ///< a job stands for this many, side by side: accelerators and input are multiplied
  Distribution run_time_s;  ///< on reference accelerators
  Distribution input_gb;
  double longest_estimate = 1.0;  ///< estimate = run time x U(1, this)
  double failure_share = 0.0;     ///< jobs that fail, after a uniform share of their run time
  Duration start_within{};        ///< 0: the job waits for ever
  Distribution output_gb = {};    ///< 0 by default
  std::uint32_t tenants = 1;
  std::uint32_t data_sets = 0;       ///< 0: each job has its own input
  double popularity_exponent = 1.0;  ///< of data sets (Zipf)
};

/// Merges the generators into one stream. Job i of a class draws from its own random stream, named by seed,
/// class and i, so nothing that happens to other jobs, classes or policies changes it.
class GeneratedJobs final : public JobSource {
 public:
  /// @param generators Any number; each with a shape that covers the calendar.
  GeneratedJobs(std::vector<JobGenerator> generators, const CivilCalendar& calendar, std::uint64_t seed);
  [[nodiscard]] std::optional<Job> next() override;

 private:
  struct Process {
    JobGenerator generator;
    std::vector<double> rate_per_ms;  // by interval
    std::uint64_t count = 0;
    std::size_t interval = 0;  // where the next arrival lies
    double position_ms = 0.0;  // of the last arrival, within the horizon
    bool is_finished = false;
    Job next_job;
    std::vector<double> popularity;  // of data sets, added up
    std::vector<Job> data_sets;      // size and place of each, as a job's input
  };
  void draw_next(Process& process) const;
  void draw_data_sets(Process& process) const;

  std::vector<Process> processes_;
  CivilCalendar calendar_;
  std::uint64_t seed_;
};

}  // namespace suanwang
