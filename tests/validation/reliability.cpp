// Failures at random: checkpoint intervals against Daly's model, availability against renewal theory.
#include <cmath>

#include <fmt/format.h>

#include "small_world.hpp"
#include "validation.hpp"

namespace suanwang::validation {

namespace {

constexpr double mean_time_to_failure_h = 24.0, checkpoint_h = 0.1, restart_h = 0.2, work_h = 500.0;
constexpr std::uint64_t runs = 200;

WorldParts one_server(std::uint64_t seed, int days, std::uint32_t servers = 1) {
  testing::SmallWorld small;
  small.pool_sizes = {8 * servers};
  small.calendar = testing::days(days);
  WorldParts parts = small.build().parts();
  parts.pools[PoolId(0)].accelerators_per_server = 8;
  parts.seed = seed;
  return parts;
}

Duration hours(double count) { return duration_from_seconds(count * 3600.0); }

/// Wall time of one job of `work_h` by run, in h.
std::vector<double> wall_times(double interval_h) {
  std::vector<double> wall;
  for (std::uint64_t seed = 1; seed <= runs; ++seed) {
    WorldParts parts = one_server(seed, 400);
    parts.faults.servers = Reliability{hours(mean_time_to_failure_h), 1.0, Duration(1), 1.0, 1};
    for (JobClass& job_class : parts.job_classes)
      job_class.checkpointing = {hours(interval_h), hours(checkpoint_h), hours(restart_h)};
    const World world(std::move(parts));
    testing::Recorder recorder;
    testing::ListedJobs source({testing::job(0min, 8, hours(work_h))});
    Simulator simulator(world, testing::policies("nearest", "fcfs"), source, recorder, {});
    simulator.run_until(world.calendar().end());
    wall.push_back(in_hours(recorder.jobs.at(0).ended - recorder.jobs.at(0).started));
  }
  return wall;
}

/// Daly 2006, eq. 20: expected wall time of work cut into intervals.
double expected_wall(double interval_h) {
  const double m = mean_time_to_failure_h;
  return m * std::exp(restart_h / m) * (std::exp((interval_h + checkpoint_h) / m) - 1.0) * work_h /
         interval_h;
}

Section daly() {
  const double best = daly_interval(checkpoint_h, mean_time_to_failure_h);
  Section section{
      "Young's and Daly's checkpoint interval",
      fmt::format("{:g} h of work on a server that fails every {:g} h on average (exponential), checkpoints "
                  "of {:g} h, restarts of {:g} h; {} "
                  "runs an interval. Expected is Daly's complete model (2006, eq. 20). Young's first-order "
                  "optimum is {:.4g} h, Daly's {:.4g} h: no other interval does better.",
                  work_h, mean_time_to_failure_h, checkpoint_h, restart_h, runs,
                  std::sqrt(2.0 * checkpoint_h * mean_time_to_failure_h), best),
      {}};
  std::vector<double> at_best;
  for (const double factor : {1.0, 0.2, 0.5, 2.0, 5.0}) {
    const std::vector<double> wall = wall_times(best * factor);
    const Estimate found = estimate(wall);
    section.rows.push_back({fmt::format("wall time at {:g} x Daly's interval, h", factor), found.mean,
                            expected_wall(best * factor), found.half_width, "99 % confidence", runs});
    if (factor == 1.0) {
      at_best = wall;
      continue;
    }
    std::vector<double> longer;  // the same failures strike both
    for (std::size_t i = 0; i < wall.size(); ++i) longer.push_back(wall[i] - at_best[i]);
    const Estimate difference = estimate(longer);
    section.rows.push_back({fmt::format("wall time lost against Daly's interval at {:g} x, h", factor),
                            difference.mean, 0.0, 0.0, "paired", runs, Row::Relation::at_least});
  }
  return section;
}

Section availability() {
  Section section{"Availability of servers",
                  "100 servers for a year, time to failure 200 h and repair 10 h on average: of all "
                  "accelerator-time a share of "
                  "10 / 210 is down (renewal theory: for any distribution). 50 runs.",
                  {}};
  for (const double shape : {1.0, 0.7, 2.0}) {
    std::vector<double> down;
    for (std::uint64_t seed = 1; seed <= 50; ++seed) {
      WorldParts parts = one_server(seed, 365, 100);
      parts.faults.servers = Reliability{hours(200.0), shape, hours(10.0), shape, 1};
      const World world(std::move(parts));
      class DownTime final : public Observer {
       public:
        void on_interval(const IntervalReport& report) override {
          if (report.interval >= 2000)
            sum += report.clusters[0].down_accelerators, ++count;  // steady by then
        }
        double sum = 0.0;
        std::size_t count = 0;
      } seen;
      testing::ListedJobs source({});
      Simulator simulator(world, testing::policies("nearest", "fcfs"), source, seen, {});
      simulator.run_until(world.calendar().end());
      down.push_back(seen.sum / static_cast<double>(seen.count) / 800.0);
    }
    const Estimate found = estimate(down);
    section.rows.push_back({fmt::format("share down, Weibull shape {:g}", shape), found.mean, 10.0 / 210.0,
                            found.half_width, "99 % confidence", 50});
  }
  return section;
}

/// A gang meets every failure of its servers, one on a few servers hardly any.
Section gangs() {
  Section section{"Goodput of gangs",
                  "1,250 servers of 8 that fail once in 50,000 h each: a gang of 10,000 is struck every 40 "
                  "h, one of 80 every 5,000 h. "
                  "With checkpoints at Daly's interval (6 min each, 15 min to restart) the share of time "
                  "that counts is, by Daly's model without "
                  "repairs, work / wall time. 20 runs of 90 days a size.",
                  {}};
  for (const std::uint32_t gang : {80u, 1000u, 10000u}) {
    std::vector<double> goodput;
    const double m = 50000.0 / (gang / 8.0), interval = daly_interval(0.1, m);
    const double expected = interval / (m * std::exp(0.25 / m) * (std::exp((interval + 0.1) / m) - 1.0));
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
      WorldParts parts = one_server(seed, 100, 1250);
      parts.faults.servers = Reliability{hours(50000.0), 1.0, Duration(1000), 1.0, 1};
      for (JobClass& job_class : parts.job_classes) {
        job_class.checkpointing = {{}, 6min, 15min};
        job_class.has_best_interval = true;
      }
      const World world(std::move(parts));
      testing::Recorder recorder;
      testing::ListedJobs source({testing::job(0min, gang, hours(24.0 * 80))});
      Simulator simulator(world, testing::policies("nearest", "fcfs"), source, recorder, {});
      simulator.run_until(world.calendar().end());
      const WorkBalance& work = recorder.jobs.at(0).work;
      goodput.push_back(work.useful_ms / work.all_ms());
    }
    const Estimate found = estimate(goodput);
    section.rows.push_back({fmt::format("goodput over throughput, gang of {}", gang), found.mean, expected,
                            found.half_width, "99 % confidence", 20});
  }
  return section;
}

}  // namespace

std::vector<Section> reliability() { return {daly(), availability(), gangs()}; }

}  // namespace suanwang::validation
