#include "suanwang/scenario/scenario_jobs.hpp"

#include "suanwang/scenario/build.hpp"

namespace suanwang {

ScenarioJobs::ScenarioJobs(std::unique_ptr<JobSource> drawn, std::vector<std::unique_ptr<TraceJobs>> traces)
    : drawn_(std::move(drawn)), traces_(std::move(traces)) {
  sources_.push_back(drawn_.get());
  for (const auto& trace : traces_) sources_.push_back(trace.get());
  for (JobSource* source : sources_) ahead_.push_back(source->next());
}

std::optional<Job> ScenarioJobs::next() {
  std::size_t earliest = 0;
  for (std::size_t i = 1; i < ahead_.size(); ++i)
    if (ahead_[i] && (!ahead_[earliest] || ahead_[i]->submitted < ahead_[earliest]->submitted)) earliest = i;
  std::optional<Job> job = ahead_[earliest];
  if (job) ahead_[earliest] = sources_[earliest]->next();
  return job;
}

std::vector<TraceReport> ScenarioJobs::trace_reports() const {
  std::vector<TraceReport> reports;
  for (const auto& trace : traces_) reports.push_back(trace->report());
  return reports;
}

namespace {

TracePlan::Draws draws_of(JobClassId id, const JobClassSpec& spec) {
  return {id, spec.input_gb.is_stated() ? spec.input_gb.distribution() : Distribution(),
          spec.output_gb.distribution(), build_estimates(spec.estimates),
          spec.start_within.value_or(Duration{})};
}

}  // namespace

std::vector<TracePlan> trace_plans(const ScenarioSpec& spec, const World& world,
                                   const std::vector<OriginShare>& origins, std::uint64_t seed) {
  std::vector<TracePlan> plans;
  for (const auto& [id, trace] : spec.traces) {
    TracePlan plan;
    plan.id = id;
    plan.file = trace.file;
    plan.options = trace.options;
    for (std::size_t i = 0; i < spec.job_classes.size(); ++i)
      plan.classes.push_back(draws_of(JobClassId(i), spec.job_classes.entries[i].second));
    for (const TraceClassSpec& rule : trace.classes)
      plan.class_of_label[rule.label] = *spec.job_classes.index_of(rule.job_class);
    if (!trace.job_class.empty()) plan.other_class = spec.job_classes.index_of(trace.job_class);
    for (const NodeId node : world.network().nodes().ids())
      plan.nodes[world.network().nodes()[node].id] = node;
    plan.origin = trace.origin.by;
    plan.shares = origins;
    if (trace.origin.by == TraceOrigin::node) plan.shares = {{plan.nodes.at(trace.origin.node), 1.0}};
    plan.start_offset = trace.start_offset;
    plan.repeat_every = trace.repeat_every;
    plan.end = world.calendar().end();
    plan.seed = seed;
    plan.number = static_cast<std::uint32_t>(plans.size());
    plans.push_back(std::move(plan));
  }
  return plans;
}

}  // namespace suanwang
