#include <algorithm>

#include "suanwang/trace/trace_stream.hpp"

#include "check_rules.hpp"

namespace suanwang {

namespace {

/// Whether some trace brings jobs of the class.
bool is_fed(const ScenarioSpec& spec, const std::string& job_class) {
  return std::any_of(spec.traces.begin(), spec.traces.end(), [&](const auto& entry) {
    const TraceSpec& trace = entry.second;
    return trace.job_class == job_class ||
           std::any_of(trace.classes.begin(), trace.classes.end(),
                       [&](const TraceClassSpec& rule) { return rule.job_class == job_class; });
  });
}

}  // namespace

void classes_are_generated_or_fed(const ScenarioSpec& spec, const Complain& complain) {
  for (const auto& [id, job_class] : spec.job_classes) {
    const std::string path = "job_classes." + id;
    if (job_class.is_generated()) {
      if (!job_class.input_gb.is_stated())
        complain(path + ".input_gb", "missing", "a class with a rate of arrival needs it");
      continue;
    }
    if (!is_fed(spec, id))
      complain(path, "no rate of arrival, and no trace brings its jobs",
               "write one of offered_share and jobs_per_year, or name the class in traces");
    const auto complain_if = [&](bool is_stated, const char* key) {
      if (is_stated)
        complain(path + key, "nothing draws it: the class has no rate of arrival",
                 "its jobs come from traces, which state it; remove it");
    };
    complain_if(job_class.accelerators.is_stated(), ".accelerators");
    complain_if(job_class.run_time_hours.is_stated(), ".run_time_hours");
    complain_if(!job_class.parts.empty(), ".parts");
    if (job_class.data_sets)
      complain(path + ".data_sets", "jobs of traces have an input of their own each", "remove it");
  }
}

namespace {

void traces_refer_to_what_exists(const ScenarioSpec& spec, const Complain& complain) {
  std::vector<std::string> origins = spec.hubs.ids();
  for (const std::string& id : spec.demand_sites.ids()) origins.push_back(id);
  for (const auto& [id, trace] : spec.traces) {
    const std::string path = "traces." + id;
    for (std::size_t i = 0; i < trace.classes.size(); ++i)
      check_reference(trace.classes[i].job_class, spec.job_classes.ids(), "job class",
                      path + ".classes[" + std::to_string(i) + "].job_class", complain);
    if (!trace.job_class.empty())
      check_reference(trace.job_class, spec.job_classes.ids(), "job class", path + ".job_class", complain);
    if (trace.classes.empty() && trace.job_class.empty())
      complain(path, "no job class for its jobs", "write job_class, or classes by label, or both");
    if (trace.origin.by == TraceOrigin::node)
      check_reference(trace.origin.node, origins, "hub or demand site", path + ".origin.node", complain);
    else if (!trace.origin.node.empty())
      complain(path + ".origin.node", "nothing asks for it", "write by: node, or remove it");
    if (trace.options.window.to && *trace.options.window.to <= trace.options.window.from)
      complain(path + ".window.to_hours", "the window ends before it begins", "write a later hour");
  }
}

void there_is_work_to_scale(const ScenarioSpec& spec, const Complain& complain) {
  const bool scales = spec.power_scenario && spec.power_scenario->calibration == Calibration::scale_workload;
  if (!scales || spec.traces.empty() || spec.tokens) return;
  if (std::none_of(spec.job_classes.begin(), spec.job_classes.end(),
                   [](const auto& entry) { return entry.second.is_generated(); }))
    complain("power_scenario.calibration", "traces are not scaled, and all work is theirs",
             "write scale_general_load, or give a job class a rate of arrival");
}

}  // namespace

void check_traces(const ScenarioSpec& spec, const Complain& complain) {
  traces_refer_to_what_exists(spec, complain);
  there_is_work_to_scale(spec, complain);
}

void probe_trace(const TraceSpec& trace, Issues& issues) {
  constexpr int records = 100;  // enough to see that the columns hold what they should
  try {
    TraceOptions options = trace.options;
    if (!options.format) options.format = guess_trace_format(trace.file, options.reading.columns);
    const bool is_sorted = trace_format(*options.format).is_sorted;
    // To sort is to read the whole file; that is for the run.
    if (options.out_of_order.value_or(is_sorted ? OutOfOrder::error : OutOfOrder::sort) == OutOfOrder::sort)
      options.out_of_order = OutOfOrder::skip;
    options.window = {};
    options.keep_share = 1.0;
    TraceJobStream stream(trace.file, options, TraceZero::first_record, 0, 0);
    TraceJob job;
    int found = 0;
    while (found < records && stream.next(job)) ++found;
    stream.throw_errors();
    if (found == 0)
      issues.push_back({"", 0, 0, "", trace.file + ": holds no job that can be used",
                        "docs/traces.md says what is left out of a " + name_of(*options.format) + " trace"});
  } catch (const InputError& error) {
    issues.insert(issues.end(), error.issues().begin(), error.issues().end());
  }
}

}  // namespace suanwang
