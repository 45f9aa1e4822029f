// Start times against a scheduler that looks at every job of the queue each time.
#include <fmt/format.h>

#include "suanwang/experiment/replay.hpp"
#include "suanwang/scenario/load.hpp"
#include "suanwang/trace/swf_log.hpp"

#include "naive_scheduler.hpp"
#include "small_world.hpp"
#include "validation.hpp"

namespace suanwang::validation {

namespace {

using testing::NaiveRule;
using testing::NaiveScheduler;

struct Discipline {
  const char* name;
  NaiveRule rule;
  std::vector<std::string> settings;
};
const std::vector<Discipline> disciplines{
    {"fcfs", NaiveRule::fcfs, {}},
    {"sjf", NaiveRule::sjf, {}},
    {"easy_backfill", NaiveRule::easy, {}},
    {"conservative_backfill", NaiveRule::conservative, {"depth=100000"}}};

class Starts final : public Observer {
 public:
  explicit Starts(std::size_t jobs) : times(jobs, never) {}
  void on_job(const JobRecord& record) override { times[record.job.number] = record.started; }
  std::vector<TimePoint> times;
};

/// Jobs that start at another time than in the reference.
std::uint64_t differences(const std::vector<Job>& jobs, std::uint32_t processors,
                          const Discipline& discipline, const World& world) {
  static const PolicyCatalogue catalogue = built_in_policies();
  const PolicySpec spec = choose_queue(discipline.name, discipline.settings, catalogue);
  PolicySet set = testing::policies();
  set.make_queue = [&] { return spec.queue.maker->make(); };
  testing::ListedJobs source(jobs);
  Starts starts(jobs.size());
  Simulator simulator(world, std::move(set), source, starts, {});
  simulator.run_until(world.calendar().end());
  const std::vector<TimePoint> expected = NaiveScheduler(jobs, processors, discipline.rule).run();
  std::uint64_t different = 0;
  for (std::size_t i = 0; i < jobs.size(); ++i) different += starts.times[i] != expected[i];
  return different;
}

World machine(std::uint32_t processors, int days) {
  testing::SmallWorld small;
  small.pool_sizes = {processors};
  small.calendar = testing::days(days);
  return small.build();
}

Row row(const std::string& of, std::uint64_t different, std::uint64_t jobs) {
  return {of, static_cast<double>(different), 0.0, 0.0, "exact", jobs, Row::Relation::equal};
}

}  // namespace

std::vector<Section> backfilling() {
  constexpr std::uint64_t traces = 3000;
  Section section{"Queues against a plain scheduler",
                  fmt::format("{} random traces of up to 65 jobs on 2 to 31 processors, many at the same "
                              "instant, estimates of one to "
                              "four times the run. The reference looks at every job of the queue and every "
                              "planned run at each instant. "
                              "Shown are jobs that start at another time than there.",
                              traces),
                  {}};
  for (const Discipline& discipline : disciplines) {
    std::uint64_t different = 0, jobs = 0;
    std::vector<std::optional<World>> worlds(32);
    for (const std::uint64_t seed : testing::first_seeds(traces)) {
      testing::Draw draw(seed);
      const auto processors = static_cast<std::uint32_t>(2 + draw.below(30));
      std::vector<Job> trace;
      Duration now{};
      for (std::size_t i = 5 + draw.below(60); i > 0; --i) {
        now += Duration(draw.below(4) * 60'000);
        const Duration run(1000 * (1 + draw.below(900)));
        trace.push_back(testing::job(now, static_cast<std::uint32_t>(1 + draw.below(processors)), run,
                                     run * static_cast<std::int64_t>(1 + draw.below(4))));
      }
      if (!worlds[processors]) worlds[processors].emplace(machine(processors, 2));
      different += differences(trace, processors, discipline, *worlds[processors]);
      jobs += trace.size();
    }
    section.rows.push_back(row(std::string(discipline.name) + ": different starts", different, jobs));
  }
  return {section};
}

std::vector<Section> real_logs(const std::string& data) {
  const SwfLog hpc = read_swf(data + "/jobs/hpc2n-2002-3k.swf.gz", {240, OnInvalid::skip});
  const SwfLog nasa = read_swf(data + "/jobs/nasa-ipsc-1993-cln.swf.gz", {128, OnInvalid::skip});
  const auto jobs_of = [](const SwfLog& log) {
    std::vector<Job> jobs;
    for (const SwfJob& logged : log.jobs)
      jobs.push_back(testing::job(std::chrono::seconds(logged.submit_s), logged.processors,
                                  std::chrono::seconds(logged.run_s),
                                  std::chrono::seconds(logged.requested_s)));
    return jobs;
  };
  Section starts{"Queues against the plain scheduler on real logs",
                 "HPC2N 2002 (240 processors, users' estimates) and NASA iPSC 1993 (128 nodes, no estimates: "
                 "the run time stands for "
                 "it), from the Parallel Workloads Archive. Shown are jobs that start at another time.",
                 {}};
  const World hpc_machine = machine(240, 100), nasa_machine = machine(128, 100);
  for (const Discipline& discipline : disciplines)
    starts.rows.push_back(row(fmt::format("HPC2N, {}: different starts", discipline.name),
                              differences(jobs_of(hpc), 240, discipline, hpc_machine), hpc.jobs.size()));
  starts.rows.push_back(row("NASA, fcfs: different starts",
                            differences(jobs_of(nasa), 128, disciplines[0], nasa_machine), nasa.jobs.size()));

  Section figures{"Replayed logs against published and independent figures",
                  "Mean wait, mean bounded slowdown (10 s) and makespan of the same logs by an independent "
                  "implementation "
                  "that reproduces a published table on another log; `suanwang replay` prints them.",
                  {}};
  const PolicyCatalogue catalogue = built_in_policies();
  const auto add = [&](const std::string& name, const SwfLog& log, std::uint32_t processors,
                       const std::string& queue, bool is_exact, double wait, double wait_digits,
                       double slowdown, double slowdown_digits) {
    ReplayOptions options;
    options.processors = processors;
    options.queue = queue;
    options.exact_estimates = is_exact;
    const ReplaySummary summary = replay(log, name, catalogue, options);
    figures.rows.push_back(
        {name + ": mean wait, s", summary.mean_wait_s, wait, wait_digits, "digits given", summary.jobs});
    figures.rows.push_back({name + ": mean bounded slowdown", summary.mean_bounded_slowdown, slowdown,
                            slowdown_digits, "digits given", summary.jobs});
  };
  add("HPC2N, FCFS", hpc, 240, "fcfs", false, 5588.6343, 0.00005, 47.0382, 0.00005);
  add("HPC2N, EASY, users' estimates", hpc, 240, "easy_backfill", false, 3470.19, 0.005, 16.214, 0.0005);
  add("HPC2N, EASY, exact estimates", hpc, 240, "easy_backfill", true, 3365.38, 0.005, 15.832, 0.0005);
  add("NASA, FCFS", nasa, 128, "fcfs", false, 8.0813, 0.00005, 1.0262, 0.00005);
  return {starts, figures};
}

}  // namespace suanwang::validation
