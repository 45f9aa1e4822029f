// Jobs that arrive in bundles against the same jobs that arrive one by one: what a bundle changes.
#include <fmt/format.h>

#include "small_world.hpp"
#include "validation.hpp"

namespace suanwang::validation {

namespace {

constexpr int horizon_days = 20;
constexpr double median_run_s = 3600.0, sigma = 1.0;
constexpr std::uint64_t replications = 4;

/// Where bundles are tried.
struct Setting {
  std::uint32_t accelerators;
  double offered_load;
  std::uint32_t largest_bundle;
  double wait_error_min;  ///< a bundle's jobs may wait this much longer in the mean
};

struct Outcome {
  double energy_mwh = 0.0, utilisation = 0.0, wait_min = 0.0;
  std::uint64_t jobs = 0;
};

JobGenerator small_jobs(const Setting& setting, const CivilCalendar& calendar, std::uint32_t bundle) {
  JobPart part;
  part.accelerators = {Distribution::Kind::power_of_two, 1, 32, 0, 0};
  part.run_time_s = {Distribution::Kind::log_normal, 60, 86400, median_run_s, sigma};
  JobGenerator generator;
  generator.job_class = JobClassId(1);
  generator.jobs_per_year =
      setting.offered_load * setting.accelerators * 365.0 * 86400.0 / part.mean_accelerator_seconds();
  generator.rate_shape = Series<Fraction>::constant(calendar.interval_count(), Fraction(1.0));
  generator.origins = {{NodeId(0), 1.0}};
  generator.parts = {part};
  generator.bundle = bundle;
  return generator;
}

Outcome simulate(const Setting& setting, std::uint32_t bundle, std::uint64_t seed) {
  testing::SmallWorld small;
  small.pool_sizes = {setting.accelerators};
  small.calendar = testing::days(horizon_days);
  const World world = small.build();
  GeneratedJobs source({small_jobs(setting, world.calendar(), bundle)}, world.calendar(), seed);
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
    outcome.utilisation += interval[0].busy_accelerators / setting.accelerators;
  }
  outcome.utilisation /= static_cast<double>(recorder.clusters.size());
  return outcome;
}

double mean(const std::vector<Outcome>& all, double Outcome::*of) {
  double sum = 0.0;
  for (const Outcome& each : all) sum += each.*of;
  return sum / static_cast<double>(all.size());
}

void add_rows(const Setting& setting, std::vector<Row>& rows) {
  std::vector<Outcome> one_by_one;
  for (std::uint64_t seed = 1; seed <= replications; ++seed) one_by_one.push_back(simulate(setting, 1, seed));
  for (std::uint32_t bundle = 2; bundle <= setting.largest_bundle; bundle *= 2) {
    std::vector<Outcome> bundled;
    std::uint64_t jobs = 0;
    for (std::uint64_t seed = 1; seed <= replications; ++seed) {
      bundled.push_back(simulate(setting, bundle, 1000 * bundle + seed));
      jobs += bundled.back().jobs;
    }
    const std::string of = fmt::format("{} accelerators at {:g}, bundles of {}: ", setting.accelerators,
                                       setting.offered_load, bundle);
    const double energy = mean(one_by_one, &Outcome::energy_mwh),
                 utilisation = mean(one_by_one, &Outcome::utilisation),
                 wait = mean(one_by_one, &Outcome::wait_min);
    rows.push_back(
        {of + "energy, MWh", mean(bundled, &Outcome::energy_mwh), energy, 0.02 * energy, "2 %", jobs});
    rows.push_back(
        {of + "utilisation", mean(bundled, &Outcome::utilisation), utilisation, 0.02, "0.02", jobs});
    rows.push_back({of + "longer mean wait, min", mean(bundled, &Outcome::wait_min) - wait, 0.0,
                    setting.wait_error_min, fmt::format("{:g} min", setting.wait_error_min), jobs});
  }
}

}  // namespace

std::vector<Section> aggregation() {
  Section section{
      "Jobs in bundles",
      fmt::format(
          "Pools under EASY backfilling, {} days, jobs of 1 to 32 accelerators (10.5 in the mean) and {:g} h "
          "(median). A bundle of n is one arrival of n like jobs, each of which starts for itself; expected "
          "is "
          "what comes out when they arrive one by one, from the same distributions. Means of {} seeds. "
          "Energy "
          "and utilisation stay within what chance does. Waits grow where a bundle is not small beside what "
          "the pool has "
          "free: here a bundle of 8 asks for 84 accelerators in the mean, 0.5 % of the larger pool and 8 % "
          "of the "
          "smaller.",
          horizon_days, median_run_s / 3600.0, replications),
      {}};
  for (const Setting& setting :
       {Setting{16384, 0.7, 16, 0.5}, Setting{16384, 0.85, 8, 2.0}, Setting{1024, 0.5, 8, 10.0}})
    add_rows(setting, section.rows);
  return {section};
}

}  // namespace suanwang::validation
