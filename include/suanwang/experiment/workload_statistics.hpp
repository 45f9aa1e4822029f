#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "suanwang/experiment/quantiles.hpp"
#include "suanwang/model/workload/job.hpp"

namespace suanwang {

/// One job of any workload as its statistics see it: generated, or a line of a trace.
struct JobObservation {
  TimePoint submitted;  ///< since local midnight of the first day
  Duration run{};
  std::optional<Duration> requested = {};  ///< what the user said; empty: nothing
  double accelerators = 0.0;               ///< asked for; may be a share of one
  JobEnd end = JobEnd::completes;
  std::uint32_t job_class = 0;  ///< by index
  std::uint32_t part = 0;       ///< of the class, by index
  std::uint32_t user = 0;       ///< numbered from 0
};

/// Jobs and the accelerator-time that they took.
struct WorkTally {
  std::uint64_t jobs = 0;
  double accelerator_hours = 0.0;

  void add(double hours) {
    ++jobs;
    accelerator_hours += hours;
  }
};

/// Figures of a set of jobs, in memory that does not grow with their number. Quantiles are off by less than
/// 0.4 %.
class JobStatistics {
 public:
  static constexpr std::size_t size_bins = 34;
  static constexpr std::size_t run_bins = 40;
  static constexpr std::size_t hours_of_week = 168;

  /// @param hour_of_week 0 is Monday's first local hour.
  void add(const JobObservation& job, std::size_t hour_of_week);

  [[nodiscard]] const WorkTally& all() const { return all_; }
  [[nodiscard]] const WorkTally& by_end(JobEnd end) const { return by_end_[static_cast<std::size_t>(end)]; }
  /// Bin 0 holds what is below one accelerator, bin k what is within [2^(k-1), 2^k).
  [[nodiscard]] const std::array<WorkTally, size_bins>& by_size() const { return by_size_; }
  /// Bin 0 holds runs below 1 s, bin k those within [2^(k-1), 2^k) s.
  [[nodiscard]] const std::array<WorkTally, run_bins>& by_run() const { return by_run_; }
  [[nodiscard]] const std::array<std::uint64_t, hours_of_week>& by_hour_of_week() const {
    return by_hour_of_week_;
  }

  [[nodiscard]] double mean_accelerators() const { return per_job(accelerators_); }
  [[nodiscard]] double accelerators_at(double share) const;
  [[nodiscard]] double most_accelerators() const { return most_accelerators_; }
  [[nodiscard]] double mean_run_s() const { return runs_.mean_seconds(); }
  [[nodiscard]] double run_s_at(double share) const { return runs_.seconds_at(share); }
  [[nodiscard]] double longest_run_s() const { return in_seconds(longest_run_); }
  /// Mean and standard deviation of ln(run time in s): the log-normal of greatest likelihood.
  [[nodiscard]] double log_run_mean() const { return per_job(log_sum_); }
  [[nodiscard]] double log_run_deviation() const;

  [[nodiscard]] std::uint64_t estimated_jobs() const { return accuracy_.count(); }
  /// Quantile of run time over estimate.
  [[nodiscard]] double accuracy_at(double share) const;
  [[nodiscard]] std::size_t users() const;
  /// Share of jobs by the busiest tenth of the users.
  [[nodiscard]] double busiest_tenth_share() const;

 private:
  [[nodiscard]] double per_job(double sum) const {
    return all_.jobs > 0 ? sum / static_cast<double>(all_.jobs) : 0.0;
  }

  WorkTally all_;
  std::array<WorkTally, 3> by_end_{};
  std::array<WorkTally, size_bins> by_size_{};
  std::array<WorkTally, run_bins> by_run_{};
  std::array<std::uint64_t, hours_of_week> by_hour_of_week_{};
  double accelerators_ = 0.0, most_accelerators_ = 0.0;
  double log_sum_ = 0.0, log_square_sum_ = 0.0;
  Duration longest_run_{};
  DurationQuantiles runs_;
  CountQuantiles sizes_;     // in thousandths of an accelerator
  CountQuantiles accuracy_;  // in hundredths of a percent
  std::vector<std::uint64_t> jobs_of_user_;
};

/// Figures of a whole workload, by class and part.
class WorkloadStatistics {
 public:
  struct Part {
    std::string id;
    JobStatistics jobs = {};
  };
  struct Class {
    std::string id, name;
    JobStatistics jobs = {};
    std::vector<Part> parts = {};  ///< empty: it has none
  };

  /// @param start Local day of simulated time 0.
  /// @param classes With their parts; empty so far.
  WorkloadStatistics(std::chrono::sys_days start, std::vector<Class> classes);
  /// One more class, empty so far; its index is the number of those before it.
  void add_class(std::string id) { classes_.push_back({std::move(id), ""}); }
  void add(const JobObservation& job);

  [[nodiscard]] std::chrono::sys_days start() const { return start_; }
  [[nodiscard]] const JobStatistics& all() const { return all_; }
  [[nodiscard]] const std::vector<Class>& classes() const { return classes_; }
  /// Jobs submitted, by day since the start.
  [[nodiscard]] const std::vector<std::uint64_t>& by_day() const { return by_day_; }

 private:
  std::chrono::sys_days start_;
  std::size_t first_hour_of_week_;
  JobStatistics all_;
  std::vector<Class> classes_;
  std::vector<std::uint64_t> by_day_;
};

}  // namespace suanwang
