// Waiting times against queueing theory.
#include <algorithm>
#include <cmath>
#include <functional>

#include <fmt/format.h>

#include "suanwang/core/random_stream.hpp"
#include "suanwang/scenario/load.hpp"

#include "small_world.hpp"
#include "validation.hpp"

namespace suanwang::validation {

namespace {

constexpr double service_s = 100.0;  // mean; long against the millisecond of the clock
constexpr std::size_t jobs_a_run = 100'000, warm_up = 10'000;
constexpr std::uint64_t runs = 20;

/// A positive random time with mean 1.
using Draw = std::function<double(RandomStream&)>;
double exponential(RandomStream& stream) { return stream.exponential(); }
double constant(RandomStream&) { return 1.0; }
double uniform(RandomStream& stream) { return 2.0 * stream.uniform(); }
double log_normal(RandomStream& stream) { return std::exp(stream.normal() - 0.5); }  // sigma 1

struct Queue {
  std::uint32_t servers = 1;
  double load = 0.8;
  Draw between_arrivals = exponential, service = exponential;
  double speed = 1.0;       ///< of each server
  double high_share = 0.0;  ///< of the jobs, those of class 0, which has priority
  std::string policy = "fcfs";
  std::vector<std::string> settings = {};
};

/// Independent streams for times between arrivals and for service, so that queues can be fed alike.
class Arrivals final : public JobSource {
 public:
  Arrivals(const Queue& queue, std::uint64_t seed)
      : queue_(queue),
        arrivals_(seed, RandomPurpose::job_arrival, 1),
        services_(seed, RandomPurpose::job_arrival, 2),
        classes_(seed, RandomPurpose::job_arrival, 3) {}
  std::optional<Job> next() override {
    if (count_++ == jobs_a_run) return std::nullopt;
    time_s_ += queue_.between_arrivals(arrivals_) * service_s / queue_.servers / queue_.speed / queue_.load;
    Job job;
    job.accelerators = 1;
    job.submitted = TimePoint(duration_from_seconds(time_s_));
    job.run_time = job.estimate =
        std::max(Duration(1), duration_from_seconds(queue_.service(services_) * service_s));
    job.job_class = JobClassId(classes_.uniform() < queue_.high_share ? 0 : 1);
    return job;
  }

 private:
  const Queue& queue_;
  RandomStream arrivals_, services_, classes_;
  double time_s_ = 0.0;
  std::size_t count_ = 0;
};

class Waits final : public Observer {
 public:
  void on_job(const JobRecord& record) override {
    if (record.job.number < warm_up) return;
    const std::size_t of = record.job.job_class.index();
    wait_s[of] += in_seconds(record.wait());
    // Time in the system less time at work: what a preempted job loses counts, too.
    delay_s[of] += in_seconds(record.ended - record.job.submitted) - in_seconds(record.job.run_time);
    ++jobs[of];
  }
  double wait_s[2] = {}, delay_s[2] = {};
  std::size_t jobs[2] = {};
};

struct Delays {
  std::vector<double> wait, high, low;
};

Delays simulate(const Queue& queue) {
  static const PolicyCatalogue catalogue = built_in_policies();
  testing::SmallWorld small;
  small.pool_sizes = {queue.servers};
  small.general_mw = 0.0;
  small.speed = queue.speed;
  const double horizon_s = 1.3 * jobs_a_run * service_s / queue.servers / queue.speed / queue.load;
  small.calendar = testing::days(static_cast<int>(horizon_s / 86400.0) + 10);
  WorldParts parts = small.build().parts();
  for (JobClass& job_class : parts.job_classes) job_class.is_preemptible = true;
  const World world(std::move(parts));
  Delays delays;
  for (std::uint64_t seed = 1; seed <= runs; ++seed) {
    Arrivals arrivals(queue, seed);
    Waits waits;
    PolicySet set = testing::policies();
    const PolicySpec spec = choose_queue(queue.policy, queue.settings, catalogue);
    set.make_queue = [&] { return spec.queue.maker->make(); };
    Simulator simulator(world, std::move(set), arrivals, waits, {});
    simulator.run_until(world.calendar().end());
    const auto mean = [](double sum, std::size_t count) {
      return count ? sum / static_cast<double>(count) : 0.0;
    };
    delays.wait.push_back(mean(waits.wait_s[0] + waits.wait_s[1], waits.jobs[0] + waits.jobs[1]));
    delays.high.push_back(mean(waits.delay_s[0], waits.jobs[0]));
    delays.low.push_back(mean(waits.delay_s[1], waits.jobs[1]));
  }
  return delays;
}

Row row(const std::string& of, const std::vector<double>& measured, double expected,
        Row::Relation relation = Row::Relation::equal) {
  const Estimate found = estimate(measured);
  return {of,      found.mean, expected, found.half_width, "99 % confidence", runs * (jobs_a_run - warm_up),
          relation};
}

/// Probability that an arrival waits (Erlang C).
double erlang_c(std::uint32_t servers, double load) {
  const double offered = servers * load;
  double inverse_b = 1.0;  // of Erlang B, by its recursion
  for (std::uint32_t i = 1; i <= servers; ++i) inverse_b = 1.0 + inverse_b * i / offered;
  const double b = 1.0 / inverse_b;
  return b / (1.0 - load * (1.0 - b));
}

}  // namespace

std::vector<Section> queueing() {
  const std::string sample =
      fmt::format("{} runs of {} jobs each, the first {} left out; mean service {:g} s.", runs, jobs_a_run,
                  warm_up, service_s);
  Section single{
      "M/M/1 and M/M/c",
      "Mean wait before service against load x service / (1 - load), and against Erlang C. " + sample,
      {}};
  for (const double load : {0.5, 0.8})
    single.rows.push_back(row(fmt::format("M/M/1 at {:.0f} %: mean wait, s", load * 100),
                              simulate({1, load}).wait, load / (1.0 - load) * service_s));
  for (const std::uint32_t servers : {4u, 32u})
    single.rows.push_back(row(fmt::format("M/M/{} at 90 %: mean wait, s", servers),
                              simulate({servers, 0.9}).wait,
                              erlang_c(servers, 0.9) * service_s / (servers * (1.0 - 0.9))));

  Section general{"M/G/1",
                  "Pollaczek and Khinchine: mean wait = load / (1 - load) x service x (1 + c^2) / 2, with c "
                  "the coefficient of variation of service. " +
                      sample,
                  {}};
  const auto pollaczek_khinchine = [](double load, double c_squared) {
    return load / (1.0 - load) * service_s * (1.0 + c_squared) / 2.0;
  };
  general.rows.push_back(row("M/D/1 at 80 %: mean wait, s", simulate({1, 0.8, exponential, constant}).wait,
                             pollaczek_khinchine(0.8, 0.0)));
  general.rows.push_back(row("uniform service at 80 %: mean wait, s",
                             simulate({1, 0.8, exponential, uniform}).wait,
                             pollaczek_khinchine(0.8, 1.0 / 3.0)));
  general.rows.push_back(row("log-normal service (sigma 1) at 70 %: mean wait, s",
                             simulate({1, 0.7, exponential, log_normal}).wait,
                             pollaczek_khinchine(0.7, std::exp(1.0) - 1.0)));

  Section bounds{
      "G/G/c",
      "Uniform times between arrivals and of service. Kingman's upper bound (Proc. Cambridge Phil. Soc. "
      "58, 1962, for one server; 1970 for c): (var between arrivals + var service / c + (c - 1) (service / "
      "c)^2) / (2 x mean "
      "between arrivals x (1 - load)). Brumelle's lower bound (1971): the wait of one server of c times the "
      "speed on the same arrivals, less (c - 1) / c x mean square of service / (2 x service). " +
          sample,
      {}};
  for (const auto& [servers, load] : {std::pair{1u, 0.9}, std::pair{2u, 0.95}}) {
    const double c = servers, between = service_s / c / load;
    const std::vector<double> wait = simulate({servers, load, uniform, uniform}).wait;
    const double upper =
        (between * between / 3.0 + service_s * service_s / 3.0 / c + (c - 1.0) * std::pow(service_s / c, 2)) /
        (2.0 * between * (1.0 - load));
    bounds.rows.push_back(row(fmt::format("GI/GI/{} at {:.0f} %: mean wait, s", servers, load * 100), wait,
                              upper, Row::Relation::at_most));
    if (servers == 1) continue;
    const double fast = estimate(simulate({1, load, uniform, uniform, c}).wait).mean;
    const double lower = fast - (c - 1.0) / c * (service_s * service_s * 4.0 / 3.0) / (2.0 * service_s);
    bounds.rows.push_back(row(fmt::format("GI/GI/{} at {:.0f} %: mean wait, s", servers, load * 100), wait,
                              lower, Row::Relation::at_least));
  }

  Section priorities{
      "Priorities in M/M/1",
      "Half of the jobs have priority, load 80 %. Without preemption (Cobham, 1954): waits R / (1 - a) and "
      "R / ((1 - a)(1 - 2a)), with a = 0.4 and R = load x service. With preemptive resume: time in the "
      "system "
      "beyond service a x service / (1 - a) for the high class, and (service + load x service / (1 - load)) "
      "/ (1 - a) - service for "
      "the low. " +
          sample,
      {}};
  const double a = 0.4, residual = 0.8 * service_s;
  const Delays polite = simulate({1, 0.8, exponential, exponential, 1.0, 0.5, "priority", {"backfill=none"}});
  priorities.rows.push_back(row("high, no preemption: mean wait, s", polite.high, residual / (1.0 - a)));
  priorities.rows.push_back(
      row("low, no preemption: mean wait, s", polite.low, residual / ((1.0 - a) * (1.0 - 2.0 * a))));
  const Delays rude =
      simulate({1, 0.8, exponential, exponential, 1.0, 0.5, "priority", {"backfill=none", "preempts=true"}});
  priorities.rows.push_back(
      row("high, preemptive resume: mean delay, s", rude.high, a * service_s / (1.0 - a)));
  priorities.rows.push_back(row("low, preemptive resume: mean delay, s", rude.low,
                                (service_s + 0.8 * service_s / 0.2) / (1.0 - a) - service_s));
  return {single, general, bounds, priorities};
}

}  // namespace suanwang::validation
