#include "lets_wait_awhile.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "suanwang/policy/forecast_models.hpp"
#include "suanwang/policy/green_routes.hpp"
#include "suanwang/trace/csv_table.hpp"

#include "small_world.hpp"

namespace suanwang::replication {

bool Saving::holds() const {
  return std::abs(simulated - searched) <= allowed && std::abs(simulated - published) <= 0.05;
}

namespace {

constexpr Duration half_hour = 30min;

template <class Number>
Number number(std::string_view text) {
  Number value{};
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

/// Carbon intensity of Germany in 2020 by the half-hour, g/kWh.
std::vector<double> german_series(const std::string& data_folder) {
  CsvTable table(data_folder + "/energy/de-ci-2020-30min.csv.gz");
  const std::size_t column = table.require({"carbon_intensity_g_per_kwh"})[0];
  std::vector<double> series;
  while (table.next()) series.push_back(number<double>(table[column]));
  return series;
}

/// In half-hours from the start of the year.
struct ShiftableJob {
  std::size_t start = 0, length = 1, slack = 0;
};

std::vector<ShiftableJob> published_jobs(const std::string& data_folder, const std::string& deadline) {
  CsvTable table(data_folder + "/jobs/lwa-ml-jobs.csv");
  const auto columns = table.require({"start", "duration_min", "slack_" + deadline + "_min"});
  std::vector<ShiftableJob> jobs;
  while (table.next()) {
    const std::string_view text = table[columns[0]];  // 2020-01-01T09:30
    const auto part = [&](std::size_t at, std::size_t size) {
      return number<unsigned>(text.substr(at, size));
    };
    const std::chrono::sys_days day = std::chrono::year(static_cast<int>(part(0, 4))) /
                                      std::chrono::month(part(5, 2)) / std::chrono::day(part(8, 2));
    const auto days = (day - testing::sys_days(std::chrono::year(2020) / 1 / 1)).count();
    jobs.push_back({static_cast<std::size_t>(days) * 48 + part(11, 2) * 2 + part(14, 2) / 30,
                    number<std::size_t>(table[columns[1]]) / 30,
                    number<std::size_t>(table[columns[2]]) / 30});
  }
  return jobs;
}

/// One hub with one pool that holds all jobs at once, no overhead and nothing that draws power while idle, so
/// that the hub's books hold the jobs' carbon and no other.
World german_world(const std::vector<double>& series, std::uint64_t seed) {
  testing::SmallWorld small;
  const testing::sys_days start = std::chrono::year(2020) / 1 / 1;
  small.calendar =
      CivilCalendar(start, start + std::chrono::days(static_cast<int>(series.size() / 48)), half_hour);
  small.pool_sizes = {4096};
  small.general_mw = 0.0;
  WorldParts parts = small.build().parts();
  parts.seed = seed;
  parts.chips[ChipId(0)].idle_share = 0.0;
  parts.clusters[ClusterId(0)].facility = testing::facility(small.calendar, 1.0);
  const Eigen::Map<const Eigen::ArrayXd> raw(series.data(), static_cast<Eigen::Index>(series.size()));
  parts.hubs[HubId(0)].supply.carbon.location = Series<TonnesCo2PerMegawattHour>(raw / 1000.0);
  return World(std::move(parts));
}

class CarbonOfTheYear final : public Observer {
 public:
  void on_interval(const IntervalReport& report) override { carbon += report.hubs[0].carbon_location; }
  TonnesCo2 carbon;
};

/// @param error Of the forecast, over the mean of the series; 0: perfect.
double simulated_carbon(const std::vector<double>& series, const std::vector<ShiftableJob>& jobs,
                        std::unique_ptr<RoutePolicy> route, double error = 0.0, std::uint64_t seed = 0) {
  std::vector<Job> listed;
  for (const ShiftableJob& each : jobs) {
    Job job = testing::job(half_hour * static_cast<std::int64_t>(each.start), 1,
                           half_hour * static_cast<std::int64_t>(each.length));
    job.start_by = job.submitted + half_hour * static_cast<std::int64_t>(each.slack);
    job.job_class = JobClassId(1);  // which may be paused
    listed.push_back(job);
  }
  const World world = german_world(series, seed);
  PolicySet set = testing::policies("nearest", "fcfs");
  set.route = std::move(route);
  NoisyForecast::Parameters noise;
  noise.error = error, noise.growth = 0.0, noise.correlation = 0.0;
  if (error > 0.0) set.forecasts.carbon = std::make_unique<NoisyForecast>(noise);
  testing::ListedJobs source(std::move(listed));
  CarbonOfTheYear books;
  Simulator simulator(world, std::move(set), source, books, {});
  simulator.run_until(world.calendar().end());
  return books.carbon.value();
}

std::unique_ptr<RoutePolicy> wait_for_green(bool is_interruptible) {
  WaitForGreenRoute::Parameters parameters;
  parameters.window = 24h * 365;  // each job has its own deadline
  parameters.interruptible = is_interruptible;
  return std::make_unique<WaitForGreenRoute>(parameters);
}

std::unique_ptr<RoutePolicy> at_once() { return std::make_unique<NearestRoute>(LoadLimit{}); }

double saving(double carbon, double carbon_at_once) { return 100.0 * (1.0 - carbon / carbon_at_once); }

/// Of the year: what runs on after its end is decided by the last value, and not counted.
class Search {
 public:
  explicit Search(std::vector<double> series) : series_(std::move(series)) {}
  [[nodiscard]] double at_once(const ShiftableJob& job) const { return counted(job.start, job.length); }
  [[nodiscard]] double unbroken(const ShiftableJob& job) const {
    std::size_t best = job.start;
    double least = weighed(best, job.length);
    for (std::size_t start = job.start + 1; start <= job.start + job.slack; ++start)
      if (const double carbon = weighed(start, job.length); carbon < least - 1e-9)
        best = start, least = carbon;
    return counted(best, job.length);
  }
  [[nodiscard]] double broken(const ShiftableJob& job) const {
    std::vector<std::pair<double, std::size_t>> slots;
    for (std::size_t i = job.start; i < job.start + job.length + job.slack; ++i)
      slots.emplace_back(series_[std::min(i, series_.size() - 1)], i);
    std::sort(slots.begin(), slots.end());
    double carbon = 0.0;
    for (std::size_t i = 0; i < job.length; ++i)
      if (slots[i].second < series_.size()) carbon += slots[i].first;
    return carbon;
  }

 private:
  [[nodiscard]] double weighed(std::size_t start, std::size_t length) const {
    double sum = 0.0;
    for (std::size_t i = start; i < start + length; ++i) sum += series_[std::min(i, series_.size() - 1)];
    return sum;
  }
  [[nodiscard]] double counted(std::size_t start, std::size_t length) const {
    double sum = 0.0;
    for (std::size_t i = start; i < std::min(series_.size(), start + length); ++i) sum += series_[i];
    return sum;
  }
  std::vector<double> series_;
};

template <class Carbon>
double total(const std::vector<ShiftableJob>& jobs, const Carbon& carbon) {
  double sum = 0.0;
  for (const ShiftableJob& job : jobs) sum += carbon(job);
  return sum;
}

struct Deadline {
  std::string column, name;
  double unbroken = 0.0, broken = 0.0;  // published
};

}  // namespace

std::vector<Saving> nightly_jobs(const std::string& data_folder) {
  const std::vector<double> series = german_series(data_folder);
  const Search search(series);
  const std::pair<std::size_t, double> published[] = {{2, 2.49}, {4, 3.66}, {6, 7.23}, {8, 13.49}};
  std::vector<Saving> savings;
  for (const auto& [hours, percent] : published) {
    std::vector<ShiftableJob> nominal, movable;
    for (std::size_t day = 1; day < 365; ++day) {  // without 1 January and 31 December
      const std::size_t one_o_clock = day * 48 + 2;
      nominal.push_back({one_o_clock, 1, 0});
      movable.push_back({one_o_clock - 2 * hours, 1, 4 * hours});
    }
    const double searched = saving(total(movable, [&](const auto& job) { return search.unbroken(job); }),
                                   total(nominal, [&](const auto& job) { return search.at_once(job); }));
    const double simulated = saving(simulated_carbon(series, movable, wait_for_green(false)),
                                    simulated_carbon(series, nominal, at_once()));
    savings.push_back({fmt::format("nightly job, +-{} h", hours), percent, searched, simulated});
  }
  return savings;
}

std::vector<Saving> machine_learning_jobs(const std::string& data_folder) {
  const std::vector<double> series = german_series(data_folder);
  const Search search(series);
  const Deadline deadlines[] = {{"next_workday", "next workday", 5.92, 8.04},
                                {"semi_weekly", "Monday or Thursday", 14.15, 18.48}};
  std::vector<Saving> savings;
  for (const Deadline& deadline : deadlines) {
    const auto jobs = published_jobs(data_folder, deadline.column);
    const double search_base = total(jobs, [&](const auto& job) { return search.at_once(job); });
    const double base = simulated_carbon(series, jobs, at_once());
    savings.push_back(
        {deadline.name + ", in one piece", deadline.unbroken,
         saving(total(jobs, [&](const auto& job) { return search.unbroken(job); }), search_base),
         saving(simulated_carbon(series, jobs, wait_for_green(false)), base)});
    savings.push_back({deadline.name + ", with pauses", deadline.broken,
                       saving(total(jobs, [&](const auto& job) { return search.broken(job); }), search_base),
                       saving(simulated_carbon(series, jobs, wait_for_green(true)), base)});
  }
  return savings;
}

std::vector<Saving> noisy_machine_learning_jobs(const std::string& data_folder) {
  constexpr std::uint64_t seeds = 5;
  const std::vector<double> series = german_series(data_folder);
  const auto jobs = published_jobs(data_folder, "next_workday");
  const Search search(series);
  const double search_base = total(jobs, [&](const auto& job) { return search.at_once(job); });
  const double base = simulated_carbon(series, jobs, at_once());
  std::vector<Saving> savings;
  for (const bool is_broken : {false, true}) {
    double carbon = 0.0;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed)
      carbon += simulated_carbon(series, jobs, wait_for_green(is_broken), 0.05, seed) / seeds;
    const double searched = saving(
        total(jobs, [&](const auto& job) { return is_broken ? search.broken(job) : search.unbroken(job); }),
        search_base);
    savings.push_back(
        {is_broken ? "next workday, with pauses, 5 % noise" : "next workday, in one piece, 5 % noise",
         is_broken ? 7.93 : 5.91, searched, saving(carbon, base), 0.3});
  }
  return savings;
}

}  // namespace suanwang::replication
