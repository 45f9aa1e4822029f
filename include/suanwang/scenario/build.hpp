#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "suanwang/engine/policies.hpp"
#include "suanwang/model/workload/generator.hpp"
#include "suanwang/model/world.hpp"
#include "suanwang/scenario/scenario_jobs.hpp"
#include "suanwang/scenario/scenario_spec.hpp"

namespace suanwang {

// Turns a spec that passed `check_scenario` into what the engine runs. Ids follow the order of the file.

/// What one accelerator of a chip achieves with a model class: as stated, or in proportion to the reference
/// chip.
[[nodiscard]] ServingSpeed serving_speed(const ScenarioSpec& spec, const ModelClassSpec& model,
                                         const std::string& chip_id);

/// @param seed Of the weather.
[[nodiscard]] World build_world(const ScenarioSpec& spec, std::uint64_t seed);

/// Those of the spec's job classes that have a rate of arrival; `offered_share` becomes arrivals a year by
/// the world's schedulable compute.
[[nodiscard]] std::vector<JobGenerator> build_job_generators(const ScenarioSpec& spec, const World& world);

/// Job classes of a file without a world: all from one place, and a class that states no `jobs_per_year` has
/// as many jobs as another.
[[nodiscard]] std::vector<JobGenerator> build_job_generators_alone(const ScenarioSpec& spec,
                                                                   const CivilCalendar& calendar);

/// What users say of the run time of their jobs.
[[nodiscard]] Estimates build_estimates(const EstimatesSpec& spec);

/// What a class is made of; itself where it states no parts.
[[nodiscard]] std::vector<JobPart> build_parts(const JobClassSpec& job_class);

/// The job classes and the traces as one stream. @throws InputError where a trace cannot be read.
[[nodiscard]] std::unique_ptr<ScenarioJobs> build_job_source(const ScenarioSpec& spec, const World& world,
                                                             std::uint64_t seed);

/// Expected jobs a year of one class, each of a bundle counted; those that traces bring are not among them.
[[nodiscard]] double expected_jobs_per_year(const JobClassSpec& job_class, const World& world);

/// Fresh policies, without any memory of another run.
[[nodiscard]] PolicySet build_policies(const PolicySpec& policy);

}  // namespace suanwang
