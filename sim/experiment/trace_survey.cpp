#include "suanwang/experiment/trace_survey.hpp"

#include <algorithm>
#include <unordered_map>

namespace suanwang {

namespace {

constexpr std::chrono::sys_days a_monday = std::chrono::year(2001) / 1 / 1;

template <class Stream>
TraceCounts counts_of(const Stream& stream, bool is_guessed) {
  TraceCounts counts;
  counts.format = name_of(stream.format().format);
  counts.is_guessed = is_guessed;
  counts.has_dates = stream.format().has_dates;
  counts.records = stream.tally().records();
  counts.outside_window = stream.outside_window();
  counts.thinned = stream.thinned();
  counts.skipped = stream.tally().skipped();
  return counts;
}

JobEnd end_of(TraceEnd end) {
  return end == TraceEnd::failed      ? JobEnd::fails
         : end == TraceEnd::cancelled ? JobEnd::cancelled
                                      : JobEnd::completes;
}

/// Numbers labels and users in the order in which they turn up.
class Numbering {
 public:
  std::uint32_t number_of(std::string_view text) {
    const auto next = static_cast<std::uint32_t>(numbers_.size());
    return numbers_.emplace(stable_hash(text), next).first->second;
  }

 private:
  std::unordered_map<std::uint64_t, std::uint32_t> numbers_;
};

JobObservation observed(const TraceJob& job, Duration since_midnight) {
  JobObservation seen;
  seen.submitted = TimePoint(job.submitted + since_midnight);
  seen.run = *job.run_time;
  seen.requested = job.requested;
  seen.accelerators = job.accelerators;
  seen.end = end_of(job.end);
  return seen;
}

DrawnJob drawn(const JobObservation& seen) {
  DrawnJob job;
  job.job.job_class = JobClassId(seen.job_class);
  job.job.submitted = seen.submitted;
  job.job.run_time = seen.run;
  job.job.estimate = seen.requested.value_or(seen.run);
  job.job.end = seen.end;
  job.job.tenant = seen.user;
  job.asked_accelerators = seen.accelerators;
  return job;
}

}  // namespace

TraceSurvey survey_trace(const std::filesystem::path& path, const TraceOptions& options, std::uint64_t seed,
                         std::size_t kept) {
  TraceJobStream stream(path, options, TraceZero::first_record, seed, 0);
  TraceJob job;
  Numbering labels, users;
  std::optional<TraceSurvey> survey;
  Duration since_midnight{};
  while (stream.next(job)) {
    if (!survey) {
      // Dates count from 1970.
      const Duration zero = stream.format().has_dates ? stream.zero() : Duration(0);
      const auto day = std::chrono::floor<std::chrono::days>(zero);
      since_midnight = zero - day;
      const auto start = stream.format().has_dates ? std::chrono::sys_days(day) : a_monday;
      survey.emplace(TraceSurvey{{}, {WorkloadStatistics(start, {}), 1.0, {}}});
    }
    WorkloadStatistics& statistics = survey->jobs.statistics;
    JobObservation seen = observed(job, since_midnight);
    seen.job_class =
        std::min(labels.number_of(job.label), static_cast<std::uint32_t>(TraceSurvey::most_labels));
    if (seen.job_class == statistics.classes().size())
      statistics.add_class(seen.job_class == TraceSurvey::most_labels ? "other labels"
                           : job.label.empty()                        ? "jobs"
                                                                      : std::string(job.label));
    seen.user = users.number_of(job.user);
    statistics.add(seen);
    if (survey->jobs.first_jobs.size() < kept) survey->jobs.first_jobs.push_back(drawn(seen));
  }
  if (!survey)
    throw InputError(path.string() + ": holds no job that is sound" + stream.tally().skipped_text());
  survey->counts = counts_of(stream, stream.is_guessed());
  return std::move(*survey);
}

RequestSurvey survey_requests(const std::filesystem::path& path, const TraceOptions& options,
                              std::uint64_t seed) {
  TraceRequestStream stream(path, options, seed, 0);
  TraceRequest request;
  RequestSurvey survey;
  Duration first{}, last{};
  while (stream.next(request)) {
    if (survey.requests++ == 0)
      first = request.time;
    else
      survey.gap_ms.add(
          static_cast<std::uint64_t>(std::max<Duration::rep>(0, (request.time - last).count())));
    last = request.time;
    survey.input_tokens += request.input_tokens;
    survey.output_tokens += request.output_tokens;
    survey.cached_tokens += request.cached_tokens.value_or(0);
    survey.input.add(request.input_tokens);
    survey.output.add(request.output_tokens);
  }
  if (survey.requests == 0)
    throw InputError(path.string() + ": holds no request that is sound" + stream.tally().skipped_text());
  survey.span = last - first;
  survey.counts = counts_of(stream, !options.format);
  return survey;
}

bool holds_requests(const std::filesystem::path& path, const TraceOptions& options) {
  const TraceFormat format =
      options.format ? *options.format : guess_trace_format(path, options.reading.columns);
  return trace_format(format).content == TraceContent::requests;
}

}  // namespace suanwang
