#include "suanwang/model/workload/generator.hpp"

#include <algorithm>
#include <cmath>

#include "suanwang/core/error.hpp"
#include "suanwang/core/random_stream.hpp"

namespace suanwang {

namespace {

NodeId draw_origin(const std::vector<OriginShare>& origins, double uniform) {
  for (const OriginShare& each : origins) {
    if (uniform < each.share) return each.origin;
    uniform -= each.share;
  }
  return origins.back().origin;
}

Job draw_job(const JobGenerator& generator, TimePoint submitted, RandomStream& stream) {
  Job job;
  job.job_class = generator.job_class;
  job.submitted = submitted;
  job.origin = draw_origin(generator.origins, stream.uniform());
  const double gang = std::max(1.0, std::round(generator.accelerators.sample(stream)));
  job.accelerators = static_cast<std::uint32_t>(gang) * generator.bundle;
  const double intended_s = generator.run_time_s.sample(stream);
  job.input = Gigabytes(generator.input_gb.sample(stream) * generator.bundle);
  job.estimate =
      duration_from_seconds(intended_s * (1.0 + (generator.longest_estimate - 1.0) * stream.uniform()));
  if (stream.uniform() < generator.failure_share) job.end = JobEnd::fails;
  const double run_s = job.end == JobEnd::fails ? intended_s * stream.uniform() : intended_s;
  job.run_time = std::max(Duration(1), duration_from_seconds(run_s));
  job.estimate = std::max(job.estimate, job.run_time);
  if (generator.start_within > 0ms) job.start_by = submitted + generator.start_within;
  job.output = Gigabytes(generator.output_gb.sample(stream) * generator.bundle);
  if (generator.tenants > 1) job.tenant = static_cast<std::uint32_t>(stream.uniform() * generator.tenants);
  return job;
}

}  // namespace

GeneratedJobs::GeneratedJobs(std::vector<JobGenerator> generators, const CivilCalendar& calendar,
                             std::uint64_t seed)
    : calendar_(calendar), seed_(seed) {
  for (JobGenerator& generator : generators) {
    expects(generator.rate_shape.size() == calendar.interval_count(), "a rate shape covers the calendar");
    expects(!generator.origins.empty(), "a job generator has an origin");
    Process process;
    for (std::size_t i = 0; i < calendar.interval_count(); ++i) {
      const Duration year = calendar.length_of_year(calendar.interval_start(i));
      process.rate_per_ms.push_back(generator.jobs_per_year / static_cast<double>(year.count()) *
                                    generator.rate_shape[i].value());
    }
    process.generator = std::move(generator);
    draw_data_sets(process);
    draw_next(process);
    processes_.push_back(std::move(process));
  }
}

void GeneratedJobs::draw_data_sets(Process& process) const {
  const JobGenerator& generator = process.generator;
  double sum = 0.0;
  for (std::uint32_t set = 0; set < generator.data_sets; ++set) {
    RandomStream stream(seed_, RandomPurpose::data_set,
                        static_cast<std::uint32_t>(generator.job_class.index()), set);
    Job data;
    data.input_at = draw_origin(generator.origins, stream.uniform());
    data.input = Gigabytes(generator.input_gb.sample(stream));
    process.data_sets.push_back(data);
    process.popularity.push_back(sum += std::pow(set + 1.0, -generator.popularity_exponent));
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
      const auto submitted = TimePoint(Duration(static_cast<std::int64_t>(process.position_ms)));
      process.next_job = draw_job(process.generator, submitted, stream);
      if (!process.popularity.empty()) {
        const double draw = stream.uniform() * process.popularity.back();
        const auto set = static_cast<std::size_t>(
            std::upper_bound(process.popularity.begin(), process.popularity.end(), draw) -
            process.popularity.begin());
        process.next_job.data_set = static_cast<DataSetId>(set + 1);
        process.next_job.input_at = process.data_sets[set].input_at;
        process.next_job.input = process.data_sets[set].input;
      }
      return;
    }
    to_go -= offered;
    process.position_ms = interval_end;
    ++process.interval;
  }
  process.is_finished = true;
}

std::optional<Job> GeneratedJobs::next() {
  Process* earliest = nullptr;  // of equal times the first class, so that the order is stable
  for (Process& process : processes_)
    if (!process.is_finished && (!earliest || process.next_job.submitted < earliest->next_job.submitted))
      earliest = &process;
  if (!earliest) return std::nullopt;
  const Job job = earliest->next_job;
  draw_next(*earliest);
  return job;
}

}  // namespace suanwang
