#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <exception>
#include <new>
#include <optional>
#include <system_error>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include "suanwang/core/error.hpp"
#include "suanwang/experiment/run.hpp"
#include "suanwang/scenario/file_scope.hpp"

#include "commands.hpp"
#include "options.hpp"
#include "plugins.hpp"

namespace suanwang::cli {

namespace {

constexpr const char* examples = R"(
Examples:
  suanwang run scenarios/china-2030-mid.yaml             simulate a year, show tables, store results
  suanwang report results/china-2030-mid                 the report once more: run writes it too
  suanwang plot results/china-2030-mid                   the same in the terminal, as lines of blocks
  suanwang run scenarios/tutorial.yaml --jobs --csv      also a row per job, also CSV files
  suanwang run scenarios/china-2030-mid.yaml --set policy.route=cheapest --seed 7 --out results/cheapest
  suanwang run scenarios/china-2024-2030-mid.yaml        a pathway: seven years, each calibrated
  suanwang adequacy scenarios/china-2030-high.yaml       does supply suffice, over 100 weather years?
  suanwang compare scenarios/tutorial.yaml --seeds 10    all routes under the same weather and arrivals
  suanwang compare scenarios/tutorial.yaml --plugin own_policy.so --policies nearest,greenest
  suanwang sweep scenarios/sweeps/tokens-to-2030.yaml    many variants, all cores, one SQLite
  suanwang sweep analyse results/tokens-to-2030-sweep    which factors matter, the best variants
  suanwang replay log.swf.gz                             a batch log through EASY backfilling
  suanwang describe scenarios/china-2030-mid.yaml        what the scenario amounts to, without running it
  suanwang validate scenarios/*.yaml                     every fault with file, line, column and remedy
  suanwang workload stats scenarios/workloads/helios.yaml  its jobs beside what was published of them
  suanwang workload sample scenarios/china-2030-mid.yaml   what its jobs look like, as plots
  suanwang workload stats log.swf.gz                       the jobs of a trace, plain or gzip
  suanwang workload convert trace_seren.csv.gz --to swf --out seren.swf.gz
  suanwang list policies                                 names and parameters for a scenario's policy section

Exit codes: 0 done, 1 failure, 2 bad input, 3 a policy broke a rule, 4 a book did not balance, 130 interrupted.
)";

int dispatch(int argc, char** argv) {
  CLI::App app{"suanwang (算网): simulator of China's national compute network", "suanwang"};
  app.set_version_flag("--version", "suanwang " + version_text());
  app.footer(examples);
  app.require_subcommand(1);
  PluginArguments plugins;
  add_plugins(app, plugins);
  std::vector<std::string> file_folders;
  add_file_scope(app, file_folders);

  RunArguments run;
  CLI::App* run_app = add_run(app, run);
  ReportArguments report;
  CLI::App* report_app = add_report(app, report);
  PlotArguments plot;
  CLI::App* plot_app = add_plot(app, plot);
  AdequacyArguments adequacy;
  CLI::App* adequacy_app = add_adequacy(app, adequacy);
  CompareArguments compare;
  CLI::App* compare_app = add_compare(app, compare);

  SweepArguments sweep;
  CLI::App* sweep_app = add_sweep(app, sweep);
  SweepMergeArguments sweep_merge;
  CLI::App* sweep_merge_app = add_sweep_merge(*sweep_app, sweep_merge);
  SweepQueryArguments sweep_query;
  CLI::App* sweep_query_app = add_sweep_query(*sweep_app, sweep_query);
  SweepAnalyseArguments sweep_analyse;
  CLI::App* sweep_analyse_app = add_sweep_analyse(*sweep_app, sweep_analyse);

  ReplayArguments replay;
  CLI::App* replay_app = add_replay(app, replay);
  CLI::App* workload_app = add_workload(app);
  WorkloadArguments workload;
  CLI::App* workload_stats = add_workload_stats(*workload_app, workload);
  CLI::App* workload_sample = add_workload_sample(*workload_app, workload);
  WorkloadConvertArguments convert;
  CLI::App* workload_convert = add_workload_convert(*workload_app, convert);
  std::vector<std::string> scenarios, overrides;
  CLI::App* validate = add_validate(app, scenarios, overrides);
  std::string described;
  CLI::App* describe = add_describe(app, described, overrides);

  CLI::App* list = app.add_subcommand("list", "List what may be named in a scenario");
  list->require_subcommand(1);
  CLI::App* policies = list->add_subcommand("policies", "Policies with their parameters");

  bool as_markdown = false, of_sweeps = false;
  CLI::App* schema = app.add_subcommand("schema", "Print the JSON Schema of scenario files, for editors");
  schema->add_flag("--markdown", as_markdown, "The reference page instead");
  schema->add_flag("--sweep", of_sweeps, "Of sweep files");

  std::string shell;
  CLI::App* completion = app.add_subcommand("completion", "Print a completion script");
  completion->add_option("shell", shell, "bash, zsh or fish")->required();

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? success : bad_input;
  }
  std::vector<std::filesystem::path> scope{"."};
  scope.insert(scope.end(), file_folders.begin(), file_folders.end());
  confine_files(std::move(scope));
  PolicyCatalogue catalogue = built_in_policies();
  for (const std::string& file : plugins.files) load_plugin(file, catalogue);
  std::optional<PolicyWatchdog> watchdog;
  if (!plugins.files.empty() && plugins.budget_s > 0.0)
    watchdog.emplace(std::chrono::duration<double>(plugins.budget_s));
  run.plugins = sweep.plugins = plugins.files;
  run.watchdog = compare.watchdog = sweep.watchdog = watchdog ? &*watchdog : nullptr;
  if (*replay_app) return replay_command(replay, catalogue);
  if (*adequacy_app) return adequacy_command(adequacy, catalogue);
  if (*compare_app) return compare_command(compare, catalogue);
  if (*sweep_merge_app) return sweep_merge_command(sweep_merge);
  if (*sweep_query_app) return sweep_query_command(sweep_query);
  if (*sweep_analyse_app) return sweep_analyse_command(sweep_analyse);
  if (*sweep_app) {
    if (sweep.file.empty())
      throw InputError("sweep: no file; name a sweep file, or one of merge, query and analyse");
    return sweep_command(sweep, catalogue);
  }
  if (*report_app) return report_command(report);
  if (*plot_app) return plot_command(plot);
  if (*run_app) return run_command(run, catalogue);
  if (*workload_stats) return workload_stats_command(workload, catalogue);
  if (*workload_convert) return workload_convert_command(convert);
  if (*workload_sample) return workload_sample_command(workload, catalogue);
  if (*validate) return validate_command(scenarios, overrides, catalogue);
  if (*describe) return describe_command(described, overrides, catalogue);
  if (*policies) return list_policies_command(catalogue);
  if (*schema) return schema_command(as_markdown, of_sweeps, catalogue);
  if (*completion) return completion_command(shell);
  return bad_input;
}

/// @throws std::system_error if not all that was printed has come through: a table that lacks its end is no
/// success.
void flush_output() {
  errno = 0;
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return;
  throw std::system_error(errno ? errno : EIO, std::generic_category(), "standard output cannot be written");
}

/// The last word. Unlike fmt::print it does not throw where that cannot be written either.
void say(const std::string& message) { std::fputs((message + '\n').c_str(), stderr); }

}  // namespace

/// The only place where an exception becomes a message and an exit code.
int main(int argc, char** argv) {
  spdlog::set_default_logger(spdlog::stderr_color_st("suanwang"));
  spdlog::set_pattern("%v");
  std::signal(SIGXFSZ, SIG_IGN);  // a limit on the size of files is an error of writing, and said to be one
  try {
    const int code = dispatch(argc, argv);
    flush_output();
    return code;
  } catch (const InputError& error) {
    const std::size_t faults = error.issues().size();
    say(std::string(error.what()) + (faults > 1 ? fmt::format("\n{} faults", faults) : ""));
    return bad_input;
  } catch (const PolicyError& error) {
    say(error.what());
    return bad_policy;
  } catch (const InvariantError& error) {
    say(fmt::format("internal: {}\nThis is a fault of the program, not of the scenario; please report it.",
                    error.what()));
    return broken_books;
  } catch (const Interrupted& error) {
    say(std::string("\n") + error.what());
    return interrupted;
  } catch (const std::bad_alloc&) {
    say("out of memory; no result is half written: give it more, or ask for less, as fewer --workers or a "
        "shorter time");
    return failure;
  } catch (const std::exception& error) {
    // fmt throws where it printed in vain, and says no more than that it was a file.
    const bool is_of_output = std::ferror(stdout) != 0;
    say(std::string(is_of_output ? "standard output: " : "") + error.what());
    return failure;
  }
}

}  // namespace suanwang::cli

int main(int argc, char** argv) { return suanwang::cli::main(argc, argv); }
