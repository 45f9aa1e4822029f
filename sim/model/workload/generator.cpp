#include "suanwang/model/workload/generator.hpp"

#include <algorithm>
#include <cmath>

#include "suanwang/core/error.hpp"
#include "suanwang/core/random_stream.hpp"

namespace suanwang {

NodeId choose_origin(const std::vector<OriginShare>& origins, double uniform) {
  for (const OriginShare& each : origins) {
    if (uniform < each.share) return each.origin;
    uniform -= each.share;
  }
  return origins.back().origin;
}

namespace {

/// The k-th of `count` has the weight k^-exponent; added up.
std::vector<double> zipf_sums(std::uint32_t count, double exponent) {
  std::vector<double> sums;
  double sum = 0.0;
  for (std::uint32_t k = 1; k <= count; ++k) sums.push_back(sum += std::pow(k, -exponent));
  return sums;
}

std::size_t draw_from(const std::vector<double>& sums, double uniform) {
  return static_cast<std::size_t>(std::upper_bound(sums.begin(), sums.end(), uniform * sums.back()) -
                                  sums.begin());
}

std::uint32_t draw_part(const std::vector<JobPart>& parts, RandomStream& stream) {
  if (parts.size() == 1) return 0;
  double uniform = stream.uniform();
  std::uint32_t part = 0;
  while (part + 1 < parts.size() && uniform >= parts[part].share) uniform -= parts[part++].share;
  return part;
}

/// Sets how long the job runs, what its user asks for and how it ends.
void draw_run(const JobPart& part, double intended_s, RandomStream& stream, Job& job) {
  job.estimate = part.estimates.sample(intended_s, stream);
  double run_s = intended_s;
  const double fate = stream.uniform();
  if (part.end) {
    job.end = *part.end;
  } else if (fate < part.failure_share + part.cancel_share) {
    job.end = fate < part.failure_share ? JobEnd::fails : JobEnd::cancelled;
    run_s *= stream.uniform();
  }
  job.run_time = std::max(Duration(1), duration_from_seconds(run_s));
  if (job.run_time <= job.estimate) return;
  job.run_time = job.estimate;  // cut at its limit
  job.end = JobEnd::fails;
}

}  // namespace

double JobPart::mean_accelerator_seconds() const {
  const double mean_run = end ? 1.0 : 1.0 - 0.5 * (failure_share + cancel_share);
  return accelerators.mean() * run_time_s.mean() * mean_run;
}

GeneratedJobs::GeneratedJobs(std::vector<JobGenerator> generators, const CivilCalendar& calendar,
                             std::uint64_t seed)
    : calendar_(calendar), seed_(seed) {
  for (JobGenerator& generator : generators) {
    expects(generator.rate_shape.size() == calendar.interval_count(), "a rate shape covers the calendar");
    expects(!generator.origins.empty(), "a job generator has an origin");
    expects(!generator.parts.empty(), "a job generator has a part");
    Process process;
    for (std::size_t i = 0; i < calendar.interval_count(); ++i) {
      const Duration year = calendar.length_of_year(calendar.interval_start(i));
      process.rate_per_ms.push_back(generator.jobs_per_year / generator.bundle /
                                    static_cast<double>(year.count()) * generator.rate_shape[i].value());
    }
    if (generator.tenants > 1 && generator.tenant_exponent > 0.0)
      process.activity = zipf_sums(generator.tenants, generator.tenant_exponent);
    process.generator = std::move(generator);
    draw_data_sets(process);
    draw_next(process);
    processes_.push_back(std::move(process));
  }
}

void GeneratedJobs::draw_data_sets(Process& process) const {
  const JobGenerator& generator = process.generator;
  process.popularity = zipf_sums(generator.data_sets, generator.popularity_exponent);
  for (std::uint32_t set = 0; set < generator.data_sets; ++set) {
    RandomStream stream(seed_, RandomPurpose::data_set,
                        static_cast<std::uint32_t>(generator.job_class.index()), set);
    Job data;
    data.input_at = choose_origin(generator.origins, stream.uniform());
    data.input = Gigabytes(generator.input_gb.sample(stream));
    process.data_sets.push_back(data);
  }
}

void GeneratedJobs::draw_job(Process& process, TimePoint submitted, RandomStream& stream) {
  const JobGenerator& generator = process.generator;
  process.next_job = {};
  Job& job = process.next_job.job;
  job.job_class = generator.job_class;
  job.submitted = submitted;
  job.origin = choose_origin(generator.origins, stream.uniform());
  process.next_job.part = draw_part(generator.parts, stream);
  const JobPart& part = generator.parts[process.next_job.part];
  const double asked = part.accelerators.sample(stream);
  process.next_job.asked_accelerators = asked;
  job.accelerators = static_cast<std::uint32_t>(std::max(1.0, std::round(asked)));
  job.copies = generator.bundle;
  const double intended_s = part.run_time_s.sample(stream);
  job.input = Gigabytes(generator.input_gb.sample(stream));
  draw_run(part, intended_s, stream, job);
  if (generator.start_within > 0ms) job.start_by = submitted + generator.start_within;
  job.output = Gigabytes(generator.output_gb.sample(stream));
  if (!process.activity.empty())
    job.tenant = static_cast<std::uint32_t>(draw_from(process.activity, stream.uniform()));
  else if (generator.tenants > 1)
    job.tenant = static_cast<std::uint32_t>(stream.uniform() * generator.tenants);
  if (!process.popularity.empty()) {
    const std::size_t set = draw_from(process.popularity, stream.uniform());
    job.data_set = static_cast<DataSetId>(set + 1);
    job.input_at = process.data_sets[set].input_at;
    job.input = process.data_sets[set].input;
  }
}

// Arrivals of rate r(t) are those of a unit process seen through the integral of r; r is constant within an
// interval.
void GeneratedJobs::draw_next(Process& process) const {
  RandomStream stream(seed_, RandomPurpose::job_arrival,
                      static_cast<std::uint32_t>(process.generator.job_class.index()), process.count++);
  const double interval_ms = static_cast<double>(calendar_.interval().count());
  double to_go = stream.exponential();
  while (process.interval < calendar_.interval_count()) {
    const double rate = process.rate_per_ms[process.interval];
    const double interval_end = interval_ms * static_cast<double>(process.interval + 1);
    const double offered = rate * (interval_end - process.position_ms);
    if (to_go < offered) {
      process.position_ms += to_go / rate;
      return draw_job(process, TimePoint(Duration(static_cast<std::int64_t>(process.position_ms))), stream);
    }
    to_go -= offered;
    process.position_ms = interval_end;
    ++process.interval;
  }
  process.is_finished = true;
}

std::optional<DrawnJob> GeneratedJobs::next_drawn() {
  Process* earliest = nullptr;  // of equal times the first class, so that the order is stable
  for (Process& process : processes_)
    if (!process.is_finished &&
        (!earliest || process.next_job.job.submitted < earliest->next_job.job.submitted))
      earliest = &process;
  if (!earliest) return std::nullopt;
  const DrawnJob drawn = earliest->next_job;
  draw_next(*earliest);
  return drawn;
}

std::optional<Job> GeneratedJobs::next() {
  const auto drawn = next_drawn();
  return drawn ? std::optional(drawn->job) : std::nullopt;
}

}  // namespace suanwang
