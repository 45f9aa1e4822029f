#include "suanwang/trace/trace_jobs.hpp"

#include <algorithm>
#include <cmath>

#include "suanwang/core/random_stream.hpp"

namespace suanwang {

TraceJobs::TraceJobs(TracePlan plan)
    : plan_(std::move(plan)),
      stream_(plan_.file, plan_.options, TraceZero::first_record, plan_.seed, plan_.number),
      pass_start_(plan_.start_offset) {
  report_.id = plan_.id;
  report_.file = plan_.file.filename().string();
  report_.format = name_of(stream_.format().format);
  report_.is_guessed = stream_.is_guessed();
  report_.passes = 1;
}

bool TraceJobs::next_record() {
  while (true) {
    const bool is_there = stream_.next(record_);
    if (is_there && stream_.tally().has_errors()) return true;  // on to the end, where all are thrown
    if (is_there && (!plan_.repeat_every || record_.submitted < *plan_.repeat_every)) {
      is_pass_empty_ = false;
      return TimePoint(pass_start_ + record_.submitted) < plan_.end;
    }
    if (!plan_.repeat_every || is_pass_empty_) return false;
    pass_start_ += *plan_.repeat_every;
    if (TimePoint(pass_start_) >= plan_.end) return false;
    ++report_.passes;
    is_pass_empty_ = true;
    stream_.rewind();
  }
}

std::optional<std::size_t> TraceJobs::class_of(std::string_view label) const {
  const auto found = plan_.class_of_label.find(label);
  return found == plan_.class_of_label.end() ? plan_.other_class : std::optional(found->second);
}

std::optional<NodeId> TraceJobs::origin_of(double uniform) {
  if (plan_.origin == TraceOrigin::recorded) {
    const auto found = plan_.nodes.find(record_.origin);
    return found == plan_.nodes.end() ? std::nullopt : std::optional(found->second);
  }
  if (plan_.origin == TraceOrigin::user_hash) {
    if (record_.user.empty())
      ++report_.without_user;
    else
      uniform = static_cast<double>(stable_hash(record_.user) >> 11) * 0x1p-53;
  }
  return choose_origin(plan_.shares, uniform);
}

std::uint32_t TraceJobs::tenant_of(std::string_view user) {
  if (user.empty()) return 0;
  return tenants_.emplace(stable_hash(user), static_cast<std::uint32_t>(tenants_.size())).first->second;
}

std::optional<Job> TraceJobs::next() {
  while (next_record()) {
    constexpr double most_accelerators = 4e9;  // that 32 bits count
    if (record_.accelerators > most_accelerators) {
      stream_.refuse(TraceFault::too_large);
      continue;
    }
    const std::optional<std::size_t> job_class = class_of(record_.label);
    if (!job_class) {
      stream_.refuse(TraceFault::no_class);
      continue;
    }
    // Draws are named by the record, so that no other record changes them.
    const std::uint64_t item = (report_.passes << 40) | stream_.index();
    RandomStream stream(plan_.seed, RandomPurpose::trace_record, plan_.number, item);
    const std::optional<NodeId> origin = origin_of(stream.uniform());
    if (!origin) {
      stream_.refuse(TraceFault::unknown_origin);
      continue;
    }
    if (stream_.tally().has_errors()) continue;
    Job job;
    job.origin = *origin;
    fill(job, plan_.classes[*job_class], stream);
    ++report_.jobs;
    report_.accelerator_hours += job.accelerators * in_hours(job.run_time);
    return job;
  }
  return std::nullopt;
}

void TraceJobs::fill(Job& job, const TracePlan::Draws& draws, RandomStream& stream) {
  constexpr double tolerance = 1e-9;
  const double whole = std::max(1.0, std::ceil(record_.accelerators - tolerance));
  if (whole - record_.accelerators > tolerance) ++report_.rounded;
  job.job_class = draws.job_class;
  job.submitted = TimePoint(pass_start_ + record_.submitted);
  job.accelerators = static_cast<std::uint32_t>(whole);
  job.tenant = tenant_of(record_.user);
  job.run_time = *record_.run_time;
  job.estimate =
      record_.requested ? *record_.requested : draws.estimates.sample(in_seconds(job.run_time), stream);
  job.estimate = std::max(job.estimate, job.run_time);
  if (record_.end == TraceEnd::failed) job.end = JobEnd::fails;
  if (record_.end == TraceEnd::cancelled) job.end = JobEnd::cancelled;
  job.input = record_.input.value_or(Gigabytes(draws.input_gb.sample(stream)));
  job.output = record_.output.value_or(Gigabytes(draws.output_gb.sample(stream)));
  if (draws.start_within > Duration(0)) job.start_by = job.submitted + draws.start_within;
}

TraceReport TraceJobs::report() const {
  TraceReport report = report_;
  report.records = stream_.tally().records();
  report.skipped = stream_.tally().skipped();
  report.outside_window = stream_.outside_window();
  report.thinned = stream_.thinned();
  return report;
}

}  // namespace suanwang
