// Jobs that arrive in bundles against the same jobs that arrive one by one: what a bundle changes.
#include <fmt/format.h>

#include "small_world.hpp"
#include "validation.hpp"

namespace suanwang::validation {

namespace {

constexpr std::uint32_t accelerators = 1024;
constexpr int horizon_days = 60;
constexpr double offered_load = 0.85, median_run_s = 3600.0, sigma = 1.0;
constexpr std::uint64_t replications = 12;

struct Outcome {
  double energy_mwh = 0.0, utilisation = 0.0, wait_min = 0.0;
  std::uint64_t jobs = 0;
};

JobGenerator small_jobs(const CivilCalendar& calendar, std::uint32_t bundle) {
  JobPart part;
  part.accelerators = {Distribution::Kind::power_of_two, 1, 32, 0, 0};
  part.run_time_s = {Distribution::Kind::log_normal, 60, 86400, median_run_s, sigma};
  JobGenerator generator;
  generator.job_class = JobClassId(1);
  generator.jobs_per_year = offered_load * accelerators * 365.0 * 86400.0 / part.mean_accelerator_seconds();
  generator.rate_shape = Series<Fraction>::constant(calendar.interval_count(), Fraction(1.0));
  generator.origins = {{NodeId(0), 1.0}};
  generator.parts = {part};
  generator.bundle = bundle;
  return generator;
}

Outcome simulate(std::uint32_t bundle, std::uint64_t seed) {
  testing::SmallWorld small;
  small.pool_sizes = {accelerators};
  small.calendar = testing::days(horizon_days);
  const World world = small.build();
  GeneratedJobs source({small_jobs(world.calendar(), bundle)}, world.calendar(), seed);
  testing::Recorder recorder;
  Simulator simulator(world, testing::policies("nearest", "easy_backfill"), source, recorder, {});
  simulator.run_until(world.calendar().end());
  Outcome outcome;
  double wait_ms = 0.0;
  for (const JobRecord& record : recorder.jobs) {
    outcome.jobs += record.job.copies;
    wait_ms += static_cast<double>(record.wait().count()) * record.job.copies;
  }
  outcome.wait_min = wait_ms / 60'000.0 / static_cast<double>(outcome.jobs);
  for (const auto& interval : recorder.clusters) {
    outcome.energy_mwh += interval[0].facility_power.value();  // an hour each
    outcome.utilisation += interval[0].busy_accelerators / accelerators;
  }
  outcome.utilisation /= static_cast<double>(recorder.clusters.size());
  return outcome;
}

}  // namespace

std::vector<Section> aggregation() {
  Section section{
      "Jobs in bundles",
      fmt::format(
          "{} accelerators under EASY backfilling, {} days at an offered load of {:g}, jobs of 1 to 32 "
          "accelerators and {:g} h (median). A bundle of n is one arrival of n like jobs, each of which "
          "starts for itself; expected is what comes out when they arrive one by one, from the same "
          "distributions. Means of {} seeds. Energy and utilisation stay; arrivals are burstier, so waits "
          "grow with the bundle: the error of the mean wait is stated in minutes, and is small beside the "
          "run time of an hour as long as a bundle is small beside the pool.",
          accelerators, horizon_days, offered_load, median_run_s / 3600.0, replications),
      {}};
  std::vector<Outcome> one_by_one;
  for (std::uint64_t seed = 1; seed <= replications; ++seed) one_by_one.push_back(simulate(1, seed));
  const auto mean = [](const std::vector<Outcome>& all, const auto& of) {
    double sum = 0.0;
    for (const Outcome& each : all) sum += of(each);
    return sum / static_cast<double>(all.size());
  };
  const auto energy = [](const Outcome& each) { return each.energy_mwh; };
  const auto utilisation = [](const Outcome& each) { return each.utilisation; };
  const auto wait = [](const Outcome& each) { return each.wait_min; };
  for (const std::uint32_t bundle : {2u, 4u, 8u, 16u, 32u}) {
    std::vector<Outcome> bundled;
    for (std::uint64_t seed = 1; seed <= replications; ++seed)
      bundled.push_back(simulate(bundle, 1000 * bundle + seed));
    std::uint64_t jobs = 0;
    for (const Outcome& each : bundled) jobs += each.jobs;
    const double energy_1 = mean(one_by_one, energy), use_1 = mean(one_by_one, utilisation);
    const std::string of = fmt::format("bundles of {}: ", bundle);
    section.rows.push_back(
        {of + "energy, MWh", mean(bundled, energy), energy_1, 0.01 * energy_1, "1 %", jobs});
    section.rows.push_back(
        {of + "utilisation", mean(bundled, utilisation), use_1, 0.02 * use_1, "2 %", jobs});
    section.rows.push_back({of + "mean wait, min", mean(bundled, wait), mean(one_by_one, wait), 1.0 * bundle,
                            "1 min a job of the bundle", jobs});
  }
  return {section};
}

}  // namespace suanwang::validation
