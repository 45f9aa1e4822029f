#include <array>
#include <cmath>

#include <fmt/format.h>

#include "suanwang/experiment/trace_survey.hpp"
#include "suanwang/experiment/workload_survey.hpp"

#include "commands.hpp"
#include "session.hpp"
#include "terminal_plot.hpp"
#include "text_table.hpp"
#include "trace_files.hpp"

namespace suanwang::cli {

namespace {

/// A row of the tables: the whole, a class, or a part of one.
struct FigureRow {
  std::string name;
  const JobStatistics* jobs;
  const WorkTally* whole;  ///< which shares are of
};

std::vector<FigureRow> rows_of(const WorkloadStatistics& found) {
  std::vector<FigureRow> rows;
  const WorkTally& whole = found.all().all();
  for (const WorkloadStatistics::Class& each : found.classes()) {
    rows.push_back({each.id, &each.jobs, &whole});
    for (const WorkloadStatistics::Part& part : each.parts)
      rows.push_back({"  " + part.id, &part.jobs, &each.jobs.all()});
  }
  if (found.classes().size() > 1) rows.push_back({"all", &found.all(), &whole});
  return rows;
}

std::string share_text(double part, double all) { return all > 0.0 ? percent(part / all) : "-"; }

std::string jobs_share(const WorkTally& part, const WorkTally& all) {
  return share_text(static_cast<double>(part.jobs), static_cast<double>(all.jobs));
}

std::string time_share(const WorkTally& part, const WorkTally& all) {
  return share_text(part.accelerator_hours, all.accelerator_hours);
}

void print_sizes_and_runs(const std::vector<FigureRow>& rows) {
  TextTable table({"job class", "jobs", "jobs %", "size mean", "median", "max", "run mean", "median", "p90",
                   "p99", "max", "acc.-hours", "acc.-time %"});
  for (const auto& [name, jobs, whole] : rows)
    table.add({name, fmt::format("{}", jobs->all().jobs), jobs_share(jobs->all(), *whole),
               count_text(jobs->mean_accelerators()), count_text(jobs->accelerators_at(0.5)),
               count_text(jobs->most_accelerators()), span_text(jobs->mean_run_s()),
               span_text(jobs->run_s_at(0.5)), span_text(jobs->run_s_at(0.9)),
               span_text(jobs->run_s_at(0.99)), span_text(jobs->longest_run_s()),
               fmt::format("{:.4g}", jobs->all().accelerator_hours), time_share(jobs->all(), *whole)});
  fmt::print("{}\n", table.text());
}

void print_ends(const std::vector<FigureRow>& rows) {
  TextTable table({"by end", "completed: jobs %", "acc.-time %", "failed: jobs %", "acc.-time %",
                   "cancelled: jobs %", "acc.-time %"});
  for (const auto& [name, jobs, whole] : rows) {
    std::vector<std::string> cells{name};
    for (const JobEnd end : {JobEnd::completes, JobEnd::fails, JobEnd::cancelled}) {
      cells.push_back(jobs_share(jobs->by_end(end), jobs->all()));
      cells.push_back(time_share(jobs->by_end(end), jobs->all()));
    }
    table.add(std::move(cells));
  }
  fmt::print("{}\n", table.text());
}

void print_users_and_estimates(const std::vector<FigureRow>& rows) {
  TextTable table({"users and estimates", "users", "busiest tenth %", "run/estimate p10", "p50", "p90",
                   "ln run/s mean", "deviation", "sigma by mean/median"});
  for (const auto& [name, jobs, whole] : rows) {
    const double ratio = jobs->mean_run_s() / jobs->run_s_at(0.5);
    const auto accuracy = [jobs = jobs](double share) {
      return jobs->estimated_jobs() > 0 ? fmt::format("{:.2f}", jobs->accuracy_at(share)) : "-";
    };
    table.add({name, fmt::format("{}", jobs->users()), percent(jobs->busiest_tenth_share()), accuracy(0.1),
               accuracy(0.5), accuracy(0.9), fmt::format("{:.2f}", jobs->log_run_mean()),
               fmt::format("{:.2f}", jobs->log_run_deviation()),
               ratio > 1.0 ? fmt::format("{:.2f}", std::sqrt(2.0 * std::log(ratio))) : "-"});
  }
  fmt::print("{}\n", table.text());
}

void print_size_histogram(const WorkloadStatistics& found) {
  std::vector<std::string> header{"accelerators"};
  std::vector<const JobStatistics*> columns;
  for (const WorkloadStatistics::Class& each : found.classes()) {
    header.push_back(each.id + ": jobs %");
    header.push_back("acc.-time %");
    columns.push_back(&each.jobs);
  }
  TextTable table(header);
  for (std::size_t bin = 0; bin < JobStatistics::size_bins; ++bin) {
    if (found.all().by_size()[bin].jobs == 0) continue;
    std::vector<std::string> cells{size_bin_text(bin)};
    for (const JobStatistics* jobs : columns) {
      cells.push_back(jobs_share(jobs->by_size()[bin], jobs->all()));
      cells.push_back(time_share(jobs->by_size()[bin], jobs->all()));
    }
    table.add(std::move(cells));
  }
  fmt::print("{}\n", table.text());
}

/// Arrivals over their mean by hour of the day, and by day of the week.
void print_arrivals(const WorkloadStatistics& found) {
  constexpr std::array<const char*, 7> days{"Monday", "Tuesday",  "Wednesday", "Thursday",
                                            "Friday", "Saturday", "Sunday"};
  std::vector<std::string> header{"arrivals / mean"};
  for (const WorkloadStatistics::Class& each : found.classes()) header.push_back(each.id);
  TextTable table(header);
  const auto add = [&](const std::string& name, std::size_t first, std::size_t count, std::size_t step) {
    std::vector<std::string> cells{name};
    for (const WorkloadStatistics::Class& each : found.classes()) {
      double sum = 0.0;
      for (std::size_t i = 0; i < count; ++i)
        sum += static_cast<double>(each.jobs.by_hour_of_week()[first + i * step]);
      const double expected =
          static_cast<double>(each.jobs.all().jobs * count) / JobStatistics::hours_of_week;
      cells.push_back(expected > 0.0 ? fmt::format("{:.2f}", sum / expected) : "-");
    }
    table.add(std::move(cells));
  };
  for (std::size_t hour = 0; hour < 24; ++hour) add(fmt::format("{:02}:00", hour), hour, 7, 24);
  table.rule();
  for (std::size_t day = 0; day < 7; ++day) add(days[day], 24 * day, 24, 1);
  fmt::print("{}\n", table.text());
}

void print_published(const ScenarioSpec& spec, const std::vector<WorkloadStatistics::Class>& classes) {
  for (const WorkloadStatistics::Class& each : classes) {
    const PublishedSpec* published = published_of(spec, each.id);
    if (!published) continue;
    TextTable table({each.id + ": figure", "published", "found", "difference %"});
    if (published->jobs) table.add({"jobs", count_text(*published->jobs), "-", "-"});
    for (const PublishedComparison& row : compare(*published, each))
      table.add({row.figure, fmt::format("{:.4g}", row.published), fmt::format("{:.4g}", row.found),
                 fmt::format("{:+.1f}", row.difference() * 100.0)});
    fmt::print("{}\n", table.text());
  }
}

void print_statistics(const WorkloadStatistics& found) {
  const std::vector<FigureRow> rows = rows_of(found);
  print_sizes_and_runs(rows);
  print_ends(rows);
  print_size_histogram(found);
  print_arrivals(found);
  print_users_and_estimates(rows);
}

void print_requests(const RequestSurvey& found) {
  TextTable table({"tokens of a request", "mean", "median", "p90", "p99", "sum"});
  const auto add = [&](const char* name, const CountQuantiles& of, std::uint64_t sum) {
    table.add({name, fmt::format("{:.1f}", static_cast<double>(sum) / static_cast<double>(found.requests)),
               fmt::format("{:.0f}", of.value_at(0.5)), fmt::format("{:.0f}", of.value_at(0.9)),
               fmt::format("{:.0f}", of.value_at(0.99)), fmt::format("{}", sum)});
  };
  add("input", found.input, found.input_tokens);
  add("output", found.output, found.output_tokens);
  fmt::print("{}\n", table.text());
  const double seconds = in_seconds(found.span);
  fmt::print("{} requests in {:.1f} s, {:.2f} a second; ", found.requests, seconds,
             seconds > 0.0 ? static_cast<double>(found.requests) / seconds : 0.0);
  if (found.requests > 1)
    fmt::print("between two of them {:.3f} s (median), {:.3f} s (p99)", found.gap_ms.value_at(0.5) / 1000.0,
               found.gap_ms.value_at(0.99) / 1000.0);
  if (found.cached_tokens > 0)
    fmt::print("; {} % of the input was cached",
               share_text(static_cast<double>(found.cached_tokens), static_cast<double>(found.input_tokens)));
  fmt::print("\n");
}

/// Published figures are of the trace as a whole.
void print_trace_published(const WorkloadArguments& arguments, const WorkloadStatistics& found,
                           const PolicyCatalogue& catalogue) {
  if (arguments.beside.empty()) return;
  const ScenarioSpec spec = load_workload(arguments.beside, {}, catalogue).spec;
  bool any = false;
  for (const auto& [id, job_class] : spec.job_classes) {
    if (!job_class.published) continue;
    any = true;
    print_published(spec, {{id, job_class.name, found.all(), {}}});
  }
  if (!any) throw InputError(arguments.beside + ": no job class states `published` figures");
}

int trace_stats(const WorkloadArguments& arguments, const PolicyCatalogue& catalogue) {
  const TraceOptions options = read_trace_options(arguments.overrides);
  if (holds_requests(arguments.file, options)) {
    if (arguments.json || !arguments.beside.empty())
      throw InputError(arguments.file + ": holds requests; --json and --beside are for jobs");
    const RequestSurvey survey = survey_requests(arguments.file, options, arguments.seed);
    print_trace_counts(arguments.file, survey.counts);
    print_requests(survey);
    return success;
  }
  const TraceSurvey survey = survey_trace(arguments.file, options, arguments.seed);
  if (arguments.json) {
    const ScenarioSpec spec = arguments.beside.empty() ? ScenarioSpec(catalogue)
                                                       : load_workload(arguments.beside, {}, catalogue).spec;
    fmt::print("{}", statistics_json(arguments.file, spec, survey.jobs.statistics));
    return success;
  }
  print_trace_counts(arguments.file, survey.counts);
  print_statistics(survey.jobs.statistics);
  print_trace_published(arguments, survey.jobs.statistics, catalogue);
  return success;
}

}  // namespace

int workload_stats_command(const WorkloadArguments& arguments, const PolicyCatalogue& catalogue) {
  if (is_trace_file(arguments.file)) return trace_stats(arguments, catalogue);
  if (!arguments.beside.empty())
    throw InputError("--beside is for traces; job classes state their own figures");
  const LoadedWorkload workload = load_workload(arguments.file, arguments.overrides, catalogue);
  const WorkloadSurvey survey =
      survey_workload(workload, static_cast<double>(arguments.jobs), arguments.seed);
  if (arguments.json) {
    fmt::print("{}", statistics_json(arguments.file, workload.spec, survey.statistics));
    return success;
  }
  const WorkloadStatistics& found = survey.statistics;
  fmt::print("{}: {} jobs drawn, {:.3g} times those of its horizon, seed {}\n\n", arguments.file,
             found.all().all().jobs, survey.sampled_share, arguments.seed);
  print_statistics(found);
  print_published(workload.spec, found.classes());
  return success;
}

}  // namespace suanwang::cli
