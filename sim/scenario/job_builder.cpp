// Job classes of a scenario as the model's generators.
#include <map>

#include "suanwang/scenario/build.hpp"

#include "shape_builder.hpp"

namespace suanwang {

namespace {

constexpr double seconds_per_hour = 3600.0;

const DistributionSpec& stated(const DistributionSpec& of_part, const DistributionSpec& of_class) {
  return of_part.is_stated() ? of_part : of_class;
}

JobPart build_part(const JobClassSpec& job_class, const JobPartSpec& spec) {
  JobPart part;
  part.share = spec.share_of_jobs;
  part.accelerators = stated(spec.accelerators, job_class.accelerators).distribution();
  part.run_time_s =
      stated(spec.run_time_hours, job_class.run_time_hours).distribution().scaled(seconds_per_hour);
  part.estimates = build_estimates(spec.estimates.value_or(job_class.estimates));
  part.failure_share = spec.failure_share.value_or(job_class.failure_share);
  part.cancel_share = spec.cancel_share.value_or(job_class.cancel_share);
  part.end = spec.end;
  return part;
}

/// All of a class but where its jobs come from and how many they are.
JobGenerator build_generator(const ScenarioSpec& spec, const JobClassSpec& job_class,
                             const CivilCalendar& calendar) {
  JobGenerator generator;
  generator.rate_shape = Series<Fraction>(build_day_shape(spec, job_class.day_shape, calendar).raw() *
                                          build_growth(spec, job_class.growth_curve, calendar).raw());
  generator.parts = build_parts(job_class);
  generator.bundle = job_class.bundle;
  generator.input_gb = job_class.input_gb.distribution();
  generator.start_within = job_class.start_within.value_or(Duration{});
  generator.output_gb = job_class.output_gb.distribution();
  generator.tenants = job_class.tenants;
  generator.tenant_exponent = job_class.tenant_exponent;
  if (job_class.data_sets) {
    generator.data_sets = job_class.data_sets->count;
    generator.popularity_exponent = job_class.data_sets->popularity_exponent;
  }
  return generator;
}

std::vector<OriginShare> build_origins(const Keyed<double>& shares,
                                       const std::map<std::string, NodeId>& node_of) {
  double weight = 0.0;
  for (const auto& [origin, share] : shares) weight += share;
  std::vector<OriginShare> origins;
  for (const auto& [origin, share] : shares)
    if (share > 0.0) origins.push_back({node_of.at(origin), share / weight});
  return origins;
}

std::map<std::string, NodeId> nodes_by_id(const World& world) {
  std::map<std::string, NodeId> node_of;
  for (const NodeId node : world.network().nodes().ids()) node_of[world.network().nodes()[node].id] = node;
  return node_of;
}

}  // namespace

Estimates build_estimates(const EstimatesSpec& spec) {
  return {spec.factor.distribution(), spec.round_values, spec.longest.value_or(Duration{})};
}

std::vector<JobPart> build_parts(const JobClassSpec& job_class) {
  std::vector<JobPart> parts;
  for (const auto& [id, part] : job_class.parts) parts.push_back(build_part(job_class, part));
  if (!parts.empty()) return parts;
  JobPartSpec whole;
  whole.share_of_jobs = 1.0;
  return {build_part(job_class, whole)};
}

double expected_jobs_per_year(const JobClassSpec& job_class, const World& world) {
  if (!job_class.is_generated()) return 0.0;
  if (job_class.jobs_per_year) return *job_class.jobs_per_year;
  double reference_accelerators = 0.0;
  for (const Pool& pool : world.pools()) reference_accelerators += pool.schedulable() * pool.speed;
  double job_seconds = 0.0;
  for (const JobPart& part : build_parts(job_class))
    job_seconds += part.share * part.mean_accelerator_seconds();
  constexpr double hours_a_year = 8760.0;
  return *job_class.offered_share * reference_accelerators * hours_a_year / (job_seconds / seconds_per_hour);
}

std::vector<JobGenerator> build_job_generators(const ScenarioSpec& spec, const World& world) {
  const std::map<std::string, NodeId> node_of = nodes_by_id(world);
  std::vector<JobGenerator> generators;
  std::size_t index = 0;
  for (const auto& [id, job_class] : spec.job_classes) {
    const JobClassId number(index++);
    if (!job_class.is_generated()) continue;
    JobGenerator generator = build_generator(spec, job_class, world.calendar());
    generator.job_class = number;
    generator.jobs_per_year = expected_jobs_per_year(job_class, world);
    generator.origins = build_origins(
        job_class.origin_shares.empty() ? spec.demand_shares : job_class.origin_shares, node_of);
    generators.push_back(std::move(generator));
  }
  return generators;
}

std::vector<JobGenerator> build_job_generators_alone(const ScenarioSpec& spec,
                                                     const CivilCalendar& calendar) {
  std::vector<JobGenerator> generators;
  std::size_t index = 0;
  for (const auto& [id, job_class] : spec.job_classes) {
    const JobClassId number(index++);
    if (!job_class.is_generated()) continue;
    JobGenerator generator = build_generator(spec, job_class, calendar);
    generator.job_class = number;
    generator.jobs_per_year = job_class.jobs_per_year.value_or(1.0);
    generator.origins = {{NodeId(0), 1.0}};
    generators.push_back(std::move(generator));
  }
  return generators;
}

std::unique_ptr<ScenarioJobs> build_job_source(const ScenarioSpec& spec, const World& world,
                                               std::uint64_t seed) {
  std::vector<std::unique_ptr<TraceJobs>> traces;
  for (TracePlan& plan :
       trace_plans(spec, world, build_origins(spec.demand_shares, nodes_by_id(world)), seed))
    traces.push_back(std::make_unique<TraceJobs>(std::move(plan)));
  auto drawn = std::make_unique<GeneratedJobs>(build_job_generators(spec, world), world.calendar(), seed);
  return std::make_unique<ScenarioJobs>(std::move(drawn), std::move(traces));
}

}  // namespace suanwang
