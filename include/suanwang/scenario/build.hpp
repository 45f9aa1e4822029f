#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "suanwang/engine/policies.hpp"
#include "suanwang/model/workload/generator.hpp"
#include "suanwang/model/world.hpp"
#include "suanwang/scenario/scenario_spec.hpp"

namespace suanwang {

// Turns a spec that passed `check_scenario` into what the engine runs. Ids follow the order of the file.

/// @param seed Of the weather.
[[nodiscard]] World build_world(const ScenarioSpec& spec, std::uint64_t seed);

/// The spec's job classes; `offered_share` becomes arrivals a year by the world's schedulable compute.
[[nodiscard]] std::vector<JobGenerator> build_job_generators(const ScenarioSpec& spec, const World& world);

/// Job classes of a file without a world: all from one place, and a class that states no `jobs_per_year` has
/// as many jobs as another.
[[nodiscard]] std::vector<JobGenerator> build_job_generators_alone(const ScenarioSpec& spec,
                                                                   const CivilCalendar& calendar);

/// What a class is made of; itself where it states no parts.
[[nodiscard]] std::vector<JobPart> build_parts(const JobClassSpec& job_class);

/// The job classes as one stream.
[[nodiscard]] std::unique_ptr<JobSource> build_job_source(const ScenarioSpec& spec, const World& world,
                                                          std::uint64_t seed);

/// Expected jobs a year of one class, each of a bundle counted.
[[nodiscard]] double expected_jobs_per_year(const JobClassSpec& job_class, const World& world);

/// Fresh policies, without any memory of another run.
[[nodiscard]] PolicySet build_policies(const PolicySpec& policy);

}  // namespace suanwang
