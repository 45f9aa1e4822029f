#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include "suanwang/core/random_stream.hpp"
#include "suanwang/trace/swf_log.hpp"

namespace suanwang {

/// Of the machine that generated logs are for.
constexpr std::uint32_t generated_processors = 1024;

/// Rigid jobs as a batch log has them: Poisson arrivals, log-normal runs (median 30 min, sigma 1.5, 60 s to 5
/// days), sizes 1 to 256 by powers of two, estimates of one to three times the run, at an exact load.
inline SwfLog generated_log(std::size_t jobs, double load) {
  SwfLog log;
  RandomStream stream(42, RandomPurpose::job_arrival, 0);
  double work_s = 0.0;
  std::vector<double> gaps;
  for (std::size_t i = 0; i < jobs; ++i) {
    SwfJob job;
    job.run_s =
        static_cast<std::uint32_t>(std::clamp(1800.0 * std::exp(1.5 * stream.normal()), 60.0, 432000.0));
    job.processors = 1u << static_cast<unsigned>(9.0 * stream.uniform());
    job.requested_s =
        static_cast<std::uint32_t>(static_cast<double>(job.run_s) * (1.0 + 2.0 * stream.uniform()));
    work_s += static_cast<double>(job.run_s) * job.processors;
    gaps.push_back(stream.exponential());
    log.jobs.push_back(job);
  }
  const double mean_gap = work_s / generated_processors / load / static_cast<double>(jobs);
  double now = 0.0;
  for (std::size_t i = 0; i < jobs; ++i)
    log.jobs[i].submit_s = static_cast<std::int64_t>(now += gaps[i] * mean_gap);
  log.records = jobs;
  log.has_requests = true;
  return log;
}

}  // namespace suanwang
