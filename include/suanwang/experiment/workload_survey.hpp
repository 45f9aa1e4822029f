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

/// @param name Of the file.
[[nodiscard]] std::string survey_json(const std::string& name, const LoadedWorkload& workload,
                                      const WorkloadSurvey& survey);

}  // namespace suanwang
