#include "suanwang/scenario/load.hpp"

#include <sstream>

#include "suanwang/scenario/checks.hpp"
#include "suanwang/scenario/document.hpp"

#include "check_rules.hpp"
#include "fault_trace.hpp"
#include "series_files.hpp"
#include "token_traces.hpp"

namespace suanwang {

namespace {

void sources_are_listed(const LoadedScenario& scenario, Issues& issues) {
  for (const Provenance& figure : scenario.provenance) {
    std::istringstream ids(figure.sources);
    for (std::string id; std::getline(ids >> std::ws, id, ',');)
      if (!scenario.spec.sources.find(id))
        issues.push_back(make_issue(figure.place, figure.key_path,
                                    "cites '" + id + "', which `sources` does not list",
                                    "add it to sources, or correct the id"));
  }
}

}  // namespace

PolicySpec choose_queue(const std::string& name, const std::vector<std::string>& settings,
                        const PolicyCatalogue& catalogue) {
  std::vector<std::string> overrides{"queue.name=" + name};
  for (const std::string& each : settings) overrides.push_back("queue." + each);
  PolicySpec policy(catalogue);
  ReadResult result;
  read_fields(Document::of_overrides(overrides), policy, result);
  if (!result.issues.empty()) throw InputError(std::move(result.issues));
  return policy;
}

TraceOptions read_trace_options(const std::vector<std::string>& settings) {
  TraceOptions options;
  ReadResult result;
  read_fields(Document::of_overrides(settings), options, result);
  if (!result.issues.empty()) throw InputError(std::move(result.issues));
  return options;
}

LoadedScenario load_scenario(const std::filesystem::path& path, const std::vector<std::string>& overrides,
                             const PolicyCatalogue& catalogue) {
  const Document document = Document::load(path, overrides);
  LoadedScenario scenario{ScenarioSpec(catalogue), {}, document.files()};
  ReadResult result;
  read_fields(document, scenario.spec, result);
  if (result.issues.empty() && scenario.spec.faults && !scenario.spec.faults->trace.empty()) {
    const Mark mark = document.locate("faults.trace");
    std::filesystem::path trace = scenario.spec.faults->trace;
    if (mark.file && mark.line > 0) trace = std::filesystem::path(*mark.file).parent_path() / trace;
    read_fault_trace(trace, scenario.spec, result.issues);
    scenario.files.push_back(trace);
  }
  // Checks across keys need values; where a key could not be read they would complain of what is not there.
  if (!result.issues.empty()) throw InputError(std::move(result.issues));
  scenario.provenance = std::move(result.provenance);
  // A file is named relative to the file that names it; on the command line, to the working directory.
  for_each_series(scenario.spec, [&](SeriesSpec& series, const std::string& key_path, const SeriesRange&) {
    const Mark mark = document.locate(key_path + ".file");
    if (mark.file && mark.line > 0)
      series.file = (std::filesystem::path(*mark.file).parent_path() / series.file).string();
  });
  for (auto& [id, trace] : scenario.spec.traces.entries) {
    const Mark mark = document.locate("traces." + id + ".file");
    if (mark.file && mark.line > 0)
      trace.file = (std::filesystem::path(*mark.file).parent_path() / trace.file).string();
    scenario.files.emplace_back(trace.file);
  }
  if (scenario.spec.tokens)
    for (auto& [id, model] : scenario.spec.tokens->classes.entries) {
      if (!model.trace) continue;
      const Mark mark = document.locate("tokens.classes." + id + ".trace.file");
      if (mark.file && mark.line > 0)
        model.trace->file = (std::filesystem::path(*mark.file).parent_path() / model.trace->file).string();
      scenario.files.emplace_back(model.trace->file);
    }
  Issues issues;
  check_scenario(scenario.spec,
                 [&](const std::string& key_path, const std::string& problem, const std::string& remedy) {
                   issues.push_back(document.issue_at(key_path, problem, remedy));
                 });
  sources_are_listed(scenario, issues);
  if (issues.empty())
    for (const auto& [id, trace] : scenario.spec.traces) {
      Issues found;
      probe_trace(trace, found);
      for (Issue& each : found)
        issues.push_back(each.file.empty()
                             ? document.issue_at("traces." + id + ".file", each.problem, each.remedy)
                             : std::move(each));
    }
  if (!issues.empty()) throw InputError(std::move(issues));
  read_token_traces(scenario.spec);
  return scenario;
}

LoadedWorkload load_workload(const std::filesystem::path& path, const std::vector<std::string>& overrides,
                             const PolicyCatalogue& catalogue) {
  const Document document = Document::load(path, overrides);
  if (document.root().find("hubs") || document.root().find("clusters"))
    return {load_scenario(path, overrides, catalogue).spec, true};
  LoadedWorkload workload{ScenarioSpec(catalogue)};
  ReadResult result;
  const auto optional_fields = [&](Fields& f) {
    Fields all;
    workload.spec.fields(all);
    for (const Field& each : all.all()) f.add(each.key, each.value, each.help, false);
  };
  read_fields(document.root(), optional_fields, result);
  if (!result.issues.empty()) throw InputError(std::move(result.issues));
  Issues issues;
  check_workload(workload.spec,
                 [&](const std::string& key_path, const std::string& problem, const std::string& remedy) {
                   issues.push_back(document.issue_at(key_path, problem, remedy));
                 });
  if (workload.spec.job_classes.empty())
    issues.push_back(document.issue_at("job_classes", "there is none", "write at least one"));
  if (!issues.empty()) throw InputError(std::move(issues));
  return workload;
}

}  // namespace suanwang
