#include "suanwang/scenario/load.hpp"

#include <algorithm>
#include <sstream>

#include "suanwang/core/fields.hpp"
#include "suanwang/scenario/checks.hpp"
#include "suanwang/scenario/document.hpp"
#include "suanwang/scenario/file_scope.hpp"

#include "check_rules.hpp"
#include "fault_trace.hpp"
#include "read_scenario.hpp"
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

std::vector<InputFile> input_files(const LoadedScenario& scenario) {
  namespace fs = std::filesystem;
  const fs::path folder = fs::weakly_canonical(fs::absolute(scenario.files.front())).parent_path();
  std::vector<InputFile> all;
  for (const fs::path& each : scenario.files) {
    InputFile file{fs::weakly_canonical(fs::absolute(each)).lexically_relative(folder).generic_string(),
                   scenario.spec.inputs->sha256(each)};
    if (std::find(all.begin(), all.end(), file) == all.end()) all.push_back(std::move(file));
  }
  return all;
}

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

namespace {

/// A file is named relative to the file that names it; on the command line, to the working directory.
std::string resolved(const Document& document, const std::string& key_path, const std::string& file) {
  const Mark mark = document.locate(key_path);
  const bool is_in_a_file = mark.file && mark.line > 0;
  const std::filesystem::path path =
      is_in_a_file ? std::filesystem::path(*mark.file).parent_path() / file : std::filesystem::path(file);
  if (const auto fault = out_of_scope(path, document.files().front()))
    throw InputError({document.issue_at(key_path, fault->problem, fault->remedy)});
  return path.string();
}

void resolve_files(const Document& document, LoadedScenario& scenario) {
  for_each_series(scenario.spec, [&](SeriesSpec& series, const std::string& key_path, const SeriesRange&) {
    series.file = resolved(document, key_path + ".file", series.file);
    if (std::find(scenario.files.begin(), scenario.files.end(), series.file) == scenario.files.end())
      scenario.files.emplace_back(series.file);
  });
  for (auto& [id, trace] : scenario.spec.traces.entries) {
    trace.file = resolved(document, "traces." + id + ".file", trace.file);
    scenario.files.emplace_back(trace.file);
  }
  if (!scenario.spec.tokens) return;
  for (auto& [id, model] : scenario.spec.tokens->classes.entries) {
    if (!model.trace) continue;
    model.trace->file = resolved(document, "tokens.classes." + id + ".trace.file", model.trace->file);
    scenario.files.emplace_back(model.trace->file);
  }
}

}  // namespace

LoadedScenario read_scenario(const Document& document, const PolicyCatalogue& catalogue,
                             std::shared_ptr<InputFiles> inputs) {
  LoadedScenario scenario{ScenarioSpec(catalogue), {}, document.files()};
  scenario.spec.inputs = std::move(inputs);
  ReadResult result;
  read_fields(document, scenario.spec, result);
  if (result.issues.empty() && scenario.spec.faults && !scenario.spec.faults->trace.empty()) {
    const std::filesystem::path trace = resolved(document, "faults.trace", scenario.spec.faults->trace);
    read_fault_trace(trace, scenario.spec, result.issues);
    scenario.files.push_back(trace);
  }
  // Checks across keys need values; where a key could not be read they would complain of what is not there.
  if (!result.issues.empty()) throw InputError(std::move(result.issues));
  scenario.provenance = std::move(result.provenance);
  resolve_files(document, scenario);
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
  read_token_traces(scenario.spec, document);
  return scenario;
}

LoadedScenario load_scenario(const std::filesystem::path& path, const std::vector<std::string>& overrides,
                             const PolicyCatalogue& catalogue) {
  return read_scenario(Document::load(path, overrides), catalogue, std::make_shared<InputFiles>());
}

LoadedWorkload load_workload(const std::filesystem::path& path, const std::vector<std::string>& overrides,
                             const PolicyCatalogue& catalogue) {
  const Document document = Document::load(path, overrides);
  if (document.root().find("hubs") || document.root().find("clusters"))
    return {read_scenario(document, catalogue, std::make_shared<InputFiles>()).spec, true};
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
