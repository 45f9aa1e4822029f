#include "suanwang/experiment/workload_survey.hpp"

#include <nlohmann/json.hpp>

#include "suanwang/scenario/build.hpp"

namespace suanwang {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::chrono::year year_without_horizon{2025};

CivilCalendar calendar_of(const ScenarioSpec& spec) {
  const auto new_year = [](std::chrono::year year) { return std::chrono::sys_days(year / 1 / 1); };
  if (spec.time.end > spec.time.start) return {spec.time.start, spec.time.end, spec.time.interval};
  return {new_year(year_without_horizon), new_year(year_without_horizon + std::chrono::years(1)), 1h};
}

double expected_jobs(const JobGenerator& generator, const CivilCalendar& calendar) {
  double years = 0.0;
  for (std::size_t i = 0; i < calendar.interval_count(); ++i)
    years += generator.rate_shape[i].value() * static_cast<double>(calendar.interval().count()) /
             static_cast<double>(calendar.length_of_year(calendar.interval_start(i)).count());
  return generator.jobs_per_year * years;
}

std::vector<WorkloadStatistics::Class> empty_classes(const ScenarioSpec& spec) {
  std::vector<WorkloadStatistics::Class> classes;
  for (const auto& [id, job_class] : spec.job_classes) {
    WorkloadStatistics::Class& each = classes.emplace_back();
    each.id = id;
    each.name = job_class.name;
    for (const std::string& part : job_class.parts.ids()) each.parts.push_back({part});
  }
  return classes;
}

JobObservation observed(const DrawnJob& drawn) {
  const Job& job = drawn.job;
  JobObservation seen;
  seen.submitted = job.submitted;
  seen.run = job.run_time;
  seen.requested = job.estimate;
  seen.accelerators = drawn.asked_accelerators;
  seen.end = job.end;
  seen.job_class = static_cast<std::uint32_t>(job.job_class.index());
  seen.part = drawn.part;
  seen.user = job.tenant;
  return seen;
}

double share_of(std::uint64_t part, std::uint64_t all) {
  return all > 0 ? static_cast<double>(part) / static_cast<double>(all) : 0.0;
}
double share_of(double part, double all) { return all > 0.0 ? part / all : 0.0; }

Json tally_json(const WorkTally& tally, const WorkTally& all) {
  return {{"jobs", tally.jobs},
          {"accelerator_hours", tally.accelerator_hours},
          {"share_of_jobs", share_of(tally.jobs, all.jobs)},
          {"share_of_accelerator_time", share_of(tally.accelerator_hours, all.accelerator_hours)}};
}

template <std::size_t N>
Json bins_json(const std::array<WorkTally, N>& bins, const WorkTally& all, const char* from) {
  Json json = Json::array();
  for (std::size_t bin = 0; bin < N; ++bin)
    if (bins[bin].jobs > 0) {
      Json each = {{from, bin == 0 ? 0.0 : std::ldexp(1.0, static_cast<int>(bin) - 1)}};
      each.update(tally_json(bins[bin], all));
      json.push_back(std::move(each));
    }
  return json;
}

Json quantiles_json(const JobStatistics& jobs, double (JobStatistics::*at)(double) const) {
  return {{"p10", (jobs.*at)(0.1)},
          {"p50", (jobs.*at)(0.5)},
          {"p90", (jobs.*at)(0.9)},
          {"p99", (jobs.*at)(0.99)}};
}

Json jobs_json(const JobStatistics& jobs, const WorkTally& whole) {
  Json json = tally_json(jobs.all(), whole);
  json["accelerators"] = {{"mean", jobs.mean_accelerators()}, {"max", jobs.most_accelerators()}};
  json["accelerators"].update(quantiles_json(jobs, &JobStatistics::accelerators_at));
  json["run_time_s"] = {{"mean", jobs.mean_run_s()}, {"max", jobs.longest_run_s()}};
  json["run_time_s"].update(quantiles_json(jobs, &JobStatistics::run_s_at));
  json["log_run_time"] = {{"mean", jobs.log_run_mean()}, {"deviation", jobs.log_run_deviation()}};
  json["by_end"] = {{"completed", tally_json(jobs.by_end(JobEnd::completes), jobs.all())},
                    {"failed", tally_json(jobs.by_end(JobEnd::fails), jobs.all())},
                    {"cancelled", tally_json(jobs.by_end(JobEnd::cancelled), jobs.all())}};
  json["run_over_estimate"] =
      jobs.estimated_jobs() > 0 ? quantiles_json(jobs, &JobStatistics::accuracy_at) : Json();
  json["users"] = {{"count", jobs.users()}, {"share_of_busiest_tenth", jobs.busiest_tenth_share()}};
  json["by_size"] = bins_json(jobs.by_size(), jobs.all(), "from_accelerators");
  json["by_run_time"] = bins_json(jobs.by_run(), jobs.all(), "from_s");
  json["by_hour_of_week"] = jobs.by_hour_of_week();
  return json;
}

Json published_json(const PublishedSpec& published, const WorkloadStatistics::Class& found) {
  Json json = Json::object();
  for (const PublishedComparison& each : compare(published, found))
    json[each.figure] = {
        {"published", each.published}, {"found", each.found}, {"difference", each.difference()}};
  return json;
}

}  // namespace

const PublishedSpec* published_of(const ScenarioSpec& spec, const std::string& job_class) {
  const JobClassSpec* found = spec.job_classes.find(job_class);
  return found && found->published ? &*found->published : nullptr;
}

std::vector<PublishedComparison> compare(const PublishedSpec& published,
                                         const WorkloadStatistics::Class& found) {
  std::vector<PublishedComparison> all;
  const JobStatistics& jobs = found.jobs;
  const WorkTally& whole = jobs.all();
  const auto add = [&](const std::string& figure, std::optional<double> value, double of_sample) {
    if (value && *value > 0.0) all.push_back({figure, *value, of_sample});
  };
  const auto seconds = [](const std::optional<Duration>& span) {
    return span ? std::optional(in_seconds(*span)) : std::nullopt;
  };
  add("run_time_mean_s", seconds(published.run_time_mean), jobs.mean_run_s());
  add("run_time_median_s", seconds(published.run_time_median), jobs.run_s_at(0.5));
  add("accelerators_mean", published.accelerators_mean, jobs.mean_accelerators());
  add("accelerators_max", published.accelerators_max, jobs.most_accelerators());
  const auto of_jobs = [&](const WorkTally& tally) { return share_of(tally.jobs, whole.jobs); };
  const auto of_time = [&](const WorkTally& tally) {
    return share_of(tally.accelerator_hours, whole.accelerator_hours);
  };
  const auto by_end = [&](const std::optional<SharesByEndSpec>& shares, const std::string& key,
                          const auto& of) {
    if (!shares) return;
    add(key + ".completed", shares->completed, of(jobs.by_end(JobEnd::completes)));
    add(key + ".failed", shares->failed, of(jobs.by_end(JobEnd::fails)));
    add(key + ".cancelled", shares->cancelled, of(jobs.by_end(JobEnd::cancelled)));
  };
  by_end(published.jobs_by_end, "jobs_by_end", of_jobs);
  by_end(published.accelerator_time_by_end, "accelerator_time_by_end", of_time);
  for (const WorkloadStatistics::Part& part : found.parts)
    if (const double* share = published.jobs_by_part.find(part.id))
      add("jobs_by_part." + part.id, *share, of_jobs(part.jobs.all()));
  for (const WorkloadStatistics::Part& part : found.parts)
    if (const double* share = published.accelerator_time_by_part.find(part.id))
      add("accelerator_time_by_part." + part.id, *share, of_time(part.jobs.all()));
  return all;
}

WorkloadSurvey survey_workload(const LoadedWorkload& workload, double jobs, std::uint64_t seed,
                               std::size_t kept) {
  const ScenarioSpec& spec = workload.spec;
  const CivilCalendar calendar = calendar_of(spec);
  std::vector<JobGenerator> generators = workload.is_scenario
                                             ? build_job_generators(spec, build_world(spec, seed))
                                             : build_job_generators_alone(spec, calendar);
  double expected = 0.0;
  for (const JobGenerator& generator : generators) expected += expected_jobs(generator, calendar);
  WorkloadSurvey survey{{calendar.start_day(), empty_classes(spec)}, jobs / expected};
  for (JobGenerator& generator : generators) {
    generator.jobs_per_year *= survey.sampled_share;
    generator.bundle = 1;  // every job is drawn for itself
  }
  GeneratedJobs source(std::move(generators), calendar, seed);
  while (const auto drawn = source.next_drawn()) {
    survey.statistics.add(observed(*drawn));
    if (survey.first_jobs.size() < kept) survey.first_jobs.push_back(*drawn);
  }
  return survey;
}

std::string statistics_json(const std::string& name, const ScenarioSpec& spec,
                            const WorkloadStatistics& found) {
  const WorkTally& whole = found.all().all();
  Json root = {{"workload", name}};
  root["all"] = jobs_json(found.all(), whole);
  Json classes = Json::object();
  for (const WorkloadStatistics::Class& each : found.classes()) {
    Json json = {{"name", each.name}};
    json.update(jobs_json(each.jobs, whole));
    if (const PublishedSpec* published = published_of(spec, each.id))
      json["published"] = published_json(*published, each);
    for (const WorkloadStatistics::Part& part : each.parts)
      json["parts"][part.id] = jobs_json(part.jobs, each.jobs.all());
    classes[each.id] = std::move(json);
  }
  root["job_classes"] = std::move(classes);
  root["by_day"] = found.by_day();
  return root.dump(2) + "\n";
}

}  // namespace suanwang
