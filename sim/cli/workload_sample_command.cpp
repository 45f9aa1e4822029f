#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "suanwang/experiment/trace_survey.hpp"
#include "suanwang/experiment/workload_survey.hpp"
#include "suanwang/scenario/workload_spec.hpp"

#include "commands.hpp"
#include "session.hpp"
#include "terminal_plot.hpp"
#include "text_table.hpp"
#include "trace_files.hpp"

namespace suanwang::cli {

namespace {

using Colour = Paint::Colour;
constexpr std::size_t shown_jobs = 12;

std::string date_text(std::chrono::sys_days day) {
  const std::chrono::year_month_day date(day);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

void print_over_time(const WorkloadStatistics& found, std::size_t width, const Paint& paint) {
  const std::vector<std::uint64_t>& days = found.by_day();
  if (days.empty()) return;
  const std::vector<double> shown = squeezed_days(days, width - 10);
  fmt::print("Arrivals a day{}\n", shown.size() < days.size() ? ", means of whole weeks" : "");
  const double most = *std::max_element(shown.begin(), shown.end());
  constexpr std::size_t height = 4;
  const std::vector<std::string> lines = column_chart(shown, height);
  for (std::size_t i = 0; i < height; ++i)
    fmt::print("{:>8} {}\n", i == 0 ? count_text(most) : "", paint(Colour::blue, lines[i]));
  const std::string first = date_text(found.start());
  const std::string last = date_text(found.start() + std::chrono::days(static_cast<int>(days.size()) - 1));
  fmt::print("         {}{:>{}}\n\n", first, last,
             std::max(shown.size(), first.size() + last.size() + 1) - first.size());
}

void print_hours_of_week(const JobStatistics& jobs, const Paint& paint) {
  const auto& hours = jobs.by_hour_of_week();
  const auto most = static_cast<double>(*std::max_element(hours.begin(), hours.end()));
  if (most == 0.0) return;
  fmt::print(
      "Arrivals by hour of the week (full block: {} times the mean)\n         0     3     6     9     12    "
      "15    18    21\n",
      count_text(most * 168.0 / static_cast<double>(jobs.all().jobs)));
  constexpr std::array<const char*, 7> days{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  for (std::size_t day = 0; day < days.size(); ++day) {
    std::string row;
    for (std::size_t hour = 0; hour < 24; ++hour) {
      const std::string cell = shade(static_cast<double>(hours[24 * day + hour]) / most);
      row += cell + cell;
    }
    fmt::print("     {} {}\n", days[day], paint(Colour::blue, row));
  }
  fmt::print("\n");
}

struct HistogramRow {
  std::string label;
  WorkTally tally;
};

/// Two bars a row: its share of jobs, and of accelerator-time.
void print_histogram(const std::string& title, const std::vector<HistogramRow>& rows, const WorkTally& all,
                     std::size_t width, const Paint& paint) {
  double most = 0.0;
  for (const HistogramRow& row : rows)
    most = std::max({most, static_cast<double>(row.tally.jobs) / static_cast<double>(all.jobs),
                     row.tally.accelerator_hours / all.accelerator_hours});
  std::size_t label_width = 0;
  for (const HistogramRow& row : rows) label_width = std::max(label_width, display_width(row.label));
  const std::size_t bar_width = (width - label_width - 22) / 2;
  fmt::print("{}: {} and {}\n", title, paint(Colour::blue, "% of jobs"),
             paint(Colour::yellow, "% of accelerator-time"));
  for (const HistogramRow& row : rows) {
    const double of_jobs = static_cast<double>(row.tally.jobs) / static_cast<double>(all.jobs);
    const double of_time = row.tally.accelerator_hours / all.accelerator_hours;
    fmt::print("  {} {:>5} {} {:>5} {}\n", padded(row.label, label_width), percent(of_jobs),
               paint(Colour::blue, padded(bar(of_jobs / most, bar_width), bar_width)), percent(of_time),
               paint(Colour::yellow, bar(of_time / most, bar_width)));
  }
  fmt::print("\n");
}

std::vector<HistogramRow> size_rows(const JobStatistics& jobs) {
  std::vector<HistogramRow> rows;
  for (std::size_t bin = 0; bin < JobStatistics::size_bins; ++bin) {
    if (jobs.by_size()[bin].jobs == 0) continue;
    rows.push_back({size_bin_text(bin), jobs.by_size()[bin]});
  }
  return rows;
}

/// Two bins of the statistics make one row: a factor of four in time.
std::vector<HistogramRow> run_rows(const JobStatistics& jobs) {
  std::vector<HistogramRow> rows;
  for (std::size_t bin = 0; bin + 1 < JobStatistics::run_bins; bin += 2) {
    WorkTally both = jobs.by_run()[bin];
    both.jobs += jobs.by_run()[bin + 1].jobs;
    both.accelerator_hours += jobs.by_run()[bin + 1].accelerator_hours;
    if (both.jobs == 0) continue;
    rows.push_back({"below " + span_text(std::ldexp(1.0, static_cast<int>(bin) + 1)), both});
  }
  return rows;
}

std::vector<HistogramRow> class_rows(const WorkloadStatistics& found) {
  std::vector<HistogramRow> rows;
  for (const WorkloadStatistics::Class& each : found.classes()) {
    rows.push_back({each.id, each.jobs.all()});
    for (const WorkloadStatistics::Part& part : each.parts) rows.push_back({"  " + part.id, part.jobs.all()});
  }
  return rows;
}

void print_first_jobs(const WorkloadSurvey& survey) {
  TextTable table({"job class", "part", "submitted", "accelerators", "run", "estimate", "end", "user"});
  for (const DrawnJob& drawn : survey.first_jobs) {
    const WorkloadStatistics::Class& of = survey.statistics.classes()[drawn.job.job_class.index()];
    const auto at = LocalMinute(survey.statistics.start()) +
                    std::chrono::floor<std::chrono::minutes>(drawn.job.submitted.time_since_epoch());
    const auto day = std::chrono::floor<std::chrono::days>(at);
    const auto minute = (at - day).count();
    table.add({of.id, of.parts.empty() ? "-" : of.parts[drawn.part].id,
               fmt::format("{} {:02}:{:02}", date_text(day), minute / 60, minute % 60),
               count_text(drawn.asked_accelerators), span_text(in_seconds(drawn.job.run_time)),
               span_text(in_seconds(drawn.job.estimate)), name_of(drawn.job.end),
               fmt::format("{}", drawn.job.tenant)});
  }
  fmt::print("First jobs\n{}", table.text());
}

void print_plots(const WorkloadSurvey& survey) {
  const WorkloadStatistics& found = survey.statistics;
  const Paint paint;
  const std::size_t width = std::min<std::size_t>(terminal_width(), 160);
  if (found.all().all().jobs == 0) return;
  print_over_time(found, width, paint);
  print_hours_of_week(found.all(), paint);
  const WorkTally& all = found.all().all();
  print_histogram("Accelerators", size_rows(found.all()), all, width, paint);
  print_histogram("Run time", run_rows(found.all()), all, width, paint);
  print_histogram("Job classes", class_rows(found), all, width, paint);
  print_first_jobs(survey);
}

}  // namespace

int workload_sample_command(const WorkloadArguments& arguments, const PolicyCatalogue& catalogue) {
  if (is_trace_file(arguments.file)) {
    const TraceSurvey survey =
        survey_trace(arguments.file, read_trace_options(arguments.overrides), arguments.seed, shown_jobs);
    print_trace_counts(arguments.file, survey.counts);
    print_plots(survey.jobs);
    return success;
  }
  const LoadedWorkload workload = load_workload(arguments.file, arguments.overrides, catalogue);
  const WorkloadSurvey survey =
      survey_workload(workload, static_cast<double>(arguments.jobs), arguments.seed, shown_jobs);
  fmt::print("{}: {} jobs drawn, seed {}\n\n", arguments.file, survey.statistics.all().all().jobs,
             arguments.seed);
  print_plots(survey);
  return success;
}

}  // namespace suanwang::cli
