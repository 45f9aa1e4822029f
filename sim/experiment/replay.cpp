#include "suanwang/experiment/replay.hpp"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "suanwang/core/error.hpp"
#include "suanwang/engine/simulator.hpp"
#include "suanwang/experiment/run.hpp"
#include "suanwang/scenario/build.hpp"
#include "suanwang/scenario/load.hpp"
#include "suanwang/store/folder.hpp"

namespace suanwang {

namespace {

/// A machine and nothing else: power without limit, price or carbon.
World machine(std::uint32_t processors, Duration horizon) {
  const std::chrono::sys_days start = std::chrono::year(2000) / 1 / 1;
  const auto length = std::chrono::ceil<std::chrono::days>(horizon);
  WorldParts parts{CivilCalendar(start, start + length, 1h), {}, Gbps(1), {}, {}, {}, {}, {}, {}, {}};
  const std::size_t n = parts.calendar.interval_count();
  Table<NodeId, Node> nodes;
  nodes.add({"machine", "machine", Degrees(0), Degrees(0)});
  parts.network = Network(std::move(nodes), {});
  Chip chip;
  chip.id = "processor";
  chip.dense_fp16 = Petaflops(1);
  chip.flops_utilisation = 1.0;
  parts.chips.add(chip);
  Hub hub;
  hub.id = "machine";
  hub.supply.grid_limit = Megawatts(1);
  hub.supply.prices.tariff = Series<CnyPerMegawattHour>::constant(n, CnyPerMegawattHour(0));
  hub.supply.carbon.location = Series<TonnesCo2PerMegawattHour>::constant(n, TonnesCo2PerMegawattHour(0));
  hub.supply.carbon.market = hub.supply.carbon.location;
  hub.supply.carbon.marginal = hub.supply.carbon.location;
  hub.clusters = {ClusterId(0)};
  parts.hubs.add(std::move(hub));
  Cluster cluster;
  cluster.id = "machine";
  cluster.pools = {PoolId(0)};
  cluster.general_load = Series<Megawatts>::constant(n, Megawatts(0));
  const auto mild = Series<Celsius>::constant(n, Celsius(10));
  cluster.facility = FacilityModel(Cooling(), mild, mild);
  parts.clusters.add(std::move(cluster));
  parts.pools.add({ClusterId(0), ChipId(0), processors, processors, 0, 1.0});
  parts.job_classes.add({"job", "job", std::nullopt, Gigabytes(0), {}, 0, false});
  return World(std::move(parts));
}

class LoggedJobs final : public JobSource {
 public:
  LoggedJobs(const std::vector<SwfJob>& jobs, bool exact_estimates)
      : jobs_(jobs), exact_estimates_(exact_estimates) {}
  std::optional<Job> next() override {
    if (next_ == jobs_.size()) return std::nullopt;
    const SwfJob& logged = jobs_[next_++];
    Job job;
    job.submitted = TimePoint(std::chrono::seconds(logged.submit_s));
    job.accelerators = logged.processors;
    job.tenant = logged.user;
    job.run_time = std::chrono::seconds(logged.run_s);
    job.estimate = exact_estimates_ || logged.requested_s == 0
                       ? job.run_time
                       : Duration(std::chrono::seconds(logged.requested_s));
    return job;
  }

 private:
  const std::vector<SwfJob>& jobs_;
  bool exact_estimates_;
  std::size_t next_ = 0;
};

/// Sums of whole milliseconds, so that no order of ends can change them.
class ReplayObserver final : public Observer {
 public:
  explicit ReplayObserver(const ReplayOptions& options, std::size_t jobs) : options_(options), jobs_(jobs) {}
  void on_interval(const IntervalReport&) override {
    if (options_.should_stop && *options_.should_stop) throw Interrupted();
    if (options_.on_progress) options_.on_progress(static_cast<double>(ended) / static_cast<double>(jobs_));
  }
  void on_job(const JobRecord& record) override {
    ++ended;
    const Duration flow = record.ended - record.job.submitted;
    wait_ms += record.wait().count();
    flow_ms += flow.count();
    const double slowdown =
        std::max(1.0, in_seconds(flow) / in_seconds(std::max(record.run(), bounded_slowdown_floor)));
    slowdown_sum += slowdown;
    slowdown_max = std::max(slowdown_max, slowdown);
    last_end = std::max(last_end, record.ended);
  }

 private:
  const ReplayOptions& options_;
  std::size_t jobs_;

 public:
  std::uint64_t ended = 0;
  std::int64_t wait_ms = 0, flow_ms = 0;
  double slowdown_sum = 0.0, slowdown_max = 0.0;
  TimePoint last_end;
};

/// Long enough for most queues; a queue that leaves the machine emptier gets twice as long, and so on.
Duration first_horizon(const SwfLog& log, std::uint32_t processors) {
  double work_s = 0.0;
  std::int64_t last_s = 0, longest_s = 0;
  for (const SwfJob& job : log.jobs) {
    work_s += static_cast<double>(job.run_s) * job.processors;
    last_s = std::max(last_s, job.submit_s);
    longest_s = std::max<std::int64_t>(longest_s, job.run_s);
  }
  return std::chrono::seconds(last_s + longest_s + static_cast<std::int64_t>(2.0 * work_s / processors)) +
         std::chrono::hours(48);
}

}  // namespace

ReplaySummary replay(const SwfLog& log, const std::string& name, const PolicyCatalogue& catalogue,
                     const ReplayOptions& options) {
  const PolicySpec policy = choose_queue(options.queue, options.settings, catalogue);
  const bool needs_estimates = options.queue != "fcfs";
  if (needs_estimates && !options.exact_estimates && !log.has_requests)
    throw InputError(
        fmt::format("{}: no job says what time its user asked for, and queue '{}' plans with it; use "
                    "--estimates exact, or --queue fcfs",
                    name, options.queue));
  for (Duration horizon = first_horizon(log, options.processors);; horizon *= 2) {
    const World world = machine(options.processors, horizon);
    LoggedJobs source(log.jobs, options.exact_estimates);
    ReplayObserver seen(options, log.jobs.size());
    const auto start = std::chrono::steady_clock::now();
    Simulator simulator(world, build_policies(policy), source, seen, {});
    const TimePoint end = world.calendar().end();
    for (TimePoint time{}; time < end && seen.ended < log.jobs.size();)
      simulator.run_until(time = std::min(end, time + std::chrono::hours(720)));
    if (seen.ended < log.jobs.size()) continue;

    const auto jobs = static_cast<double>(seen.ended);
    ReplaySummary summary{name,           options.queue,      options.exact_estimates ? "exact" : "user",
                          version_text(), options.processors, log.records,
                          seen.ended,     log.dropped};
    for (const SwfJob& job : log.jobs)
      summary.processor_seconds += static_cast<double>(job.run_s) * job.processors;
    summary.mean_wait_s = static_cast<double>(seen.wait_ms) / 1000.0 / jobs;
    summary.mean_flow_time_s = static_cast<double>(seen.flow_ms) / 1000.0 / jobs;
    summary.mean_bounded_slowdown = seen.slowdown_sum / jobs;
    summary.max_bounded_slowdown = seen.slowdown_max;
    summary.makespan_s = in_seconds(seen.last_end.time_since_epoch());
    summary.utilisation = summary.processor_seconds / (summary.makespan_s * options.processors);
    summary.events = simulator.event_count();
    summary.wall_seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return summary;
  }
}

std::string ReplaySummary::json() const {
  nlohmann::ordered_json root = {
      {"log", log},
      {"version", version},
      {"processors", processors},
      {"queue", queue},
      {"estimates", estimates},
      {"records", records},
      {"jobs", jobs},
      {"dropped", dropped},
      {"processor_seconds", processor_seconds},
      {"mean_wait_s", mean_wait_s},
      {"mean_bounded_slowdown", mean_bounded_slowdown},
      {"max_bounded_slowdown", max_bounded_slowdown},
      {"mean_flow_time_s", mean_flow_time_s},
      {"makespan_s", makespan_s},
      {"utilisation", utilisation},
      {"events", events},
      {"wall_seconds", wall_seconds},
      {"events_per_second", static_cast<double>(events) / std::max(wall_seconds, 1e-9)}};
  return root.dump(2) + "\n";
}

void write_replay(const ReplaySummary& summary, const std::filesystem::path& folder, bool overwrite) {
  PartialFolder partial(folder, overwrite);
  partial.write("summary.json", summary.json());
  partial.commit();
}

}  // namespace suanwang
