#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "suanwang/model/workload/job.hpp"
#include "suanwang/model/world.hpp"
#include "suanwang/scenario/scenario_spec.hpp"
#include "suanwang/trace/trace_jobs.hpp"

namespace suanwang {

/// All jobs of a scenario: those that are drawn and those of its traces, as one stream in order of time. Of
/// equal times the drawn come first, then the traces in the order of the file.
class ScenarioJobs final : public JobSource {
 public:
  /// @param drawn Jobs of the classes that have a rate of arrival.
  ScenarioJobs(std::unique_ptr<JobSource> drawn, std::vector<std::unique_ptr<TraceJobs>> traces);
  [[nodiscard]] std::optional<Job> next() override;
  /// In the order of the file. Complete when the stream has run dry.
  [[nodiscard]] std::vector<TraceReport> trace_reports() const;

 private:
  std::unique_ptr<JobSource> drawn_;
  std::vector<std::unique_ptr<TraceJobs>> traces_;
  std::vector<JobSource*> sources_;
  std::vector<std::optional<Job>> ahead_;  // of each source
};

/// How the scenario's traces become jobs, in the order of the file.
/// @param origins Places that work comes from, with shares that sum to 1.
[[nodiscard]] std::vector<TracePlan> trace_plans(const ScenarioSpec& spec, const World& world,
                                                 const std::vector<OriginShare>& origins, std::uint64_t seed);

}  // namespace suanwang
