#pragma once

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "commands.hpp"

namespace suanwang::cli {

/// What holds for all commands.
struct PluginArguments {
  std::vector<std::string> files;
  double budget_s = 60.0;
};

/// For the whole program, before or after the subcommand.
void add_plugins(CLI::App& app, PluginArguments& plugins);
void add_file_scope(CLI::App& app, std::vector<std::string>& folders);

// Each adds a command whose options set its arguments, and returns it. The arguments must outlive the
// parsing.
CLI::App* add_run(CLI::App& app, RunArguments& run);
CLI::App* add_report(CLI::App& app, ReportArguments& report);
CLI::App* add_plot(CLI::App& app, PlotArguments& plot);
CLI::App* add_adequacy(CLI::App& app, AdequacyArguments& adequacy);
CLI::App* add_compare(CLI::App& app, CompareArguments& compare);
CLI::App* add_sweep(CLI::App& app, SweepArguments& sweep);
CLI::App* add_sweep_merge(CLI::App& sweep, SweepMergeArguments& merge);
CLI::App* add_sweep_query(CLI::App& sweep, SweepQueryArguments& query);
CLI::App* add_sweep_analyse(CLI::App& sweep, SweepAnalyseArguments& analyse);
CLI::App* add_replay(CLI::App& app, ReplayArguments& replay);
CLI::App* add_workload(CLI::App& app);
CLI::App* add_workload_stats(CLI::App& workload, WorkloadArguments& survey);
CLI::App* add_workload_sample(CLI::App& workload, WorkloadArguments& survey);
CLI::App* add_workload_convert(CLI::App& workload, WorkloadConvertArguments& convert);
CLI::App* add_validate(CLI::App& app, std::vector<std::string>& scenarios,
                       std::vector<std::string>& overrides);
CLI::App* add_describe(CLI::App& app, std::string& scenario, std::vector<std::string>& overrides);

}  // namespace suanwang::cli
