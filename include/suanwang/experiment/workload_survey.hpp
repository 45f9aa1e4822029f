#pragma once

#include <string>
#include <vector>

#include "suanwang/experiment/workload_statistics.hpp"
#include "suanwang/model/workload/generator.hpp"
#include "suanwang/scenario/load.hpp"

namespace suanwang {

/// A published figure beside that of the workload.
struct PublishedComparison {
  std::string figure;  ///< as its key in `published`
  double published = 0.0, found = 0.0;

  /// Relative to what was published.
  [[nodiscard]] double difference() const { return found / published - 1.0; }
};

/// All that `published` states and a sample can answer: the number of jobs cannot be.
[[nodiscard]] std::vector<PublishedComparison> compare(const PublishedSpec& published,
                                                       const WorkloadStatistics::Class& found);

/// What is published of a class; null: nothing, or there is no such class, as in a trace.
[[nodiscard]] const PublishedSpec* published_of(const ScenarioSpec& spec, const std::string& job_class);

/// A sample of the jobs that a workload's generators make.
struct WorkloadSurvey {
  WorkloadStatistics statistics;
  double sampled_share = 1.0;             ///< expected jobs of the sample over those of the workload
  std::vector<DrawnJob> first_jobs = {};  ///< of the sample
};

/// Draws about `jobs` jobs from the whole horizon, all rates scaled alike. A file without a horizon is drawn
/// over the calendar year 2025.
/// @param kept How many of the first jobs to keep.
[[nodiscard]] WorkloadSurvey survey_workload(const LoadedWorkload& workload, double jobs, std::uint64_t seed,
                                             std::size_t kept = 0);

/// @param name Of the file. @param spec Where published figures are looked up.
[[nodiscard]] std::string statistics_json(const std::string& name, const ScenarioSpec& spec,
                                          const WorkloadStatistics& found);

}  // namespace suanwang
