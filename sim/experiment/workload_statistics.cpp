#include "suanwang/experiment/workload_statistics.hpp"

#include <algorithm>
#include <bit>
#include <functional>
#include <numeric>

namespace suanwang {

namespace {

constexpr double size_unit = 1e-3;      // an accelerator's share that sizes are told apart by
constexpr double accuracy_unit = 1e-4;  // likewise of run time over estimate

std::uint64_t in_units(double value, double unit) {
  return static_cast<std::uint64_t>(std::llround(value / unit));
}

}  // namespace

void JobStatistics::add(const JobObservation& job, std::size_t hour_of_week) {
  const double run_s = in_seconds(job.run), hours = job.accelerators * run_s / 3600.0;
  all_.add(hours);
  by_end_[static_cast<std::size_t>(job.end)].add(hours);
  by_size_[std::min<std::size_t>(size_bins - 1, std::bit_width(static_cast<std::uint64_t>(job.accelerators)))]
      .add(hours);
  by_run_[std::min<std::size_t>(run_bins - 1, std::bit_width(static_cast<std::uint64_t>(run_s)))].add(hours);
  ++by_hour_of_week_[hour_of_week];
  accelerators_ += job.accelerators;
  most_accelerators_ = std::max(most_accelerators_, job.accelerators);
  sizes_.add(in_units(job.accelerators, size_unit));
  longest_run_ = std::max(longest_run_, job.run);
  runs_.add(job.run);
  const double log_run = std::log(std::max(run_s, 1e-3));
  log_sum_ += log_run;
  log_square_sum_ += log_run * log_run;
  if (job.requested && *job.requested > 0ms)
    accuracy_.add(in_units(run_s / in_seconds(*job.requested), accuracy_unit));
  if (job.user >= jobs_of_user_.size()) jobs_of_user_.resize(job.user + 1, 0);
  ++jobs_of_user_[job.user];
}

double JobStatistics::accelerators_at(double share) const {
  const double size = sizes_.value_at(share) * size_unit;
  return size < 1.0 ? size : std::min(std::round(size), most_accelerators_);
}

double JobStatistics::accuracy_at(double share) const { return accuracy_.value_at(share) * accuracy_unit; }

double JobStatistics::log_run_deviation() const {
  const double mean = log_run_mean();
  return std::sqrt(std::max(0.0, per_job(log_square_sum_) - mean * mean));
}

std::size_t JobStatistics::users() const {
  return jobs_of_user_.size() -
         static_cast<std::size_t>(std::count(jobs_of_user_.begin(), jobs_of_user_.end(), 0u));
}

double JobStatistics::busiest_tenth_share() const {
  std::vector<std::uint64_t> sorted = jobs_of_user_;
  std::sort(sorted.begin(), sorted.end(), std::greater<>());
  const auto tenth = static_cast<std::ptrdiff_t>((users() + 9) / 10);
  return per_job(
      static_cast<double>(std::accumulate(sorted.begin(), sorted.begin() + tenth, std::uint64_t{0})));
}

WorkloadStatistics::WorkloadStatistics(std::chrono::sys_days start, std::vector<Class> classes)
    : start_(start),
      first_hour_of_week_(24 * (std::chrono::weekday(start).iso_encoding() - 1)),
      classes_(std::move(classes)) {}

void WorkloadStatistics::add(const JobObservation& job) {
  const auto hour = static_cast<std::size_t>(job.submitted.time_since_epoch() / 1h);
  const std::size_t hour_of_week = (first_hour_of_week_ + hour) % JobStatistics::hours_of_week;
  const std::size_t day_of_run = hour / 24;
  if (day_of_run >= by_day_.size()) by_day_.resize(day_of_run + 1, 0);
  ++by_day_[day_of_run];
  all_.add(job, hour_of_week);
  Class& of_class = classes_[job.job_class];
  of_class.jobs.add(job, hour_of_week);
  if (!of_class.parts.empty()) of_class.parts[job.part].jobs.add(job, hour_of_week);
}

}  // namespace suanwang
