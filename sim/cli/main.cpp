#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <exception>
#include <new>
#include <optional>
#include <sstream>
#include <system_error>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include "suanwang/core/error.hpp"
#include "suanwang/experiment/run.hpp"
#include "suanwang/scenario/file_scope.hpp"

#include "commands.hpp"
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

void add_overrides(CLI::App& command, std::vector<std::string>& overrides) {
  command
      .add_option("--set", overrides,
                  "Override a key: --set hubs.nx.supply.wind.contracted_mw=4000 (may be repeated)")
      ->type_name("KEY=VALUE")
      ->expected(1)
      ->take_all();
}

/// CLI11 reads -1 into an unsigned number as the greatest there is.
std::string is_not_negative(const std::string& text) {
  return text.starts_with('-') ? text + " is below 0; allowed: a whole number, at least 0" : "";
}

std::string is_date(const std::string& text) {
  bool is_one = text.size() == 10;
  for (std::size_t i = 0; is_one && i < text.size(); ++i)
    is_one = i == 4 || i == 7 ? text[i] == '-' : text[i] >= '0' && text[i] <= '9';
  return is_one ? "" : "'" + text + "' is no date; allowed: one such as 2030-07-01";
}

CLI::Option* add_no_report(CLI::App& command, bool& no_report) {
  return command.add_flag("--no-report", no_report,
                          "Without report.html, which `suanwang report` can make later");
}

CLI::Option* add_map(CLI::App& command, std::string& map) {
  return command
      .add_option("--map", map,
                  "GeoJSON to draw under the report's map: none is shipped; use an approved one")
      ->type_name("FILE");
}

/// What holds for all commands.
struct PluginArguments {
  std::vector<std::string> files;
  double budget_s = 60.0;
};

CLI::App* add_workload_convert(CLI::App& workload, WorkloadConvertArguments& convert) {
  CLI::App* command = workload.add_subcommand(
      "convert", "Write a published trace as a Standard Workload Format log or as CSV (docs/traces.md)");
  command->add_option("trace", convert.from, "Trace of jobs as published, plain or gzip")->required();
  command->add_option("--to", convert.to, "Format to write: swf or csv")
      ->required()
      ->check(CLI::IsMember({"swf", "csv"}));
  command->add_option("--out", convert.out, "File to write; gzip if its name ends in .gz")->required();
  command
      ->add_option_function<std::string>(
          "--format", [&convert](const std::string& name) { convert.settings.push_back("format=" + name); },
          "Format of the trace (default: what its first line tells)")
      ->type_name("TEXT");
  command
      ->add_option_function<std::vector<std::string>>(
          "--set",
          [&convert](const std::vector<std::string>& settings) {
            convert.settings.insert(convert.settings.end(), settings.begin(), settings.end());
          },
          "Option as in a scenario's traces section: --set window.to_hours=24 (may be repeated)")
      ->type_name("KEY=VALUE")
      ->expected(1)
      ->take_all();
  command->add_option("--seed", convert.seed, "Seed of thinning (default: 1)")->check(is_not_negative);
  command->add_flag("--force", convert.force, "Overwrite an existing file");
  command->add_flag("--quiet", convert.quiet, "No table");
  return command;
}

/// Names with commas between them, as one word: whatever follows is not taken for a name.
void add_names(CLI::App& command, const char* option, std::vector<std::string>& names, const char* help) {
  const auto split = [&names](const std::string& text) {
    std::istringstream words(text);
    for (std::string each; std::getline(words, each, ',');) names.push_back(each);
  };
  command.add_option_function<std::string>(option, split, help)->type_name("NAME,...");
}

void add_bound(CLI::App& command, BoundArguments& bound) {
  command
      .add_option("--bound", bound.aim,
                  "Also compute what no policy can beat, and the gap to it: cost, carbon or weighted")
      ->check(CLI::IsMember({"cost", "carbon", "weighted"}));
  command
      .add_option("--carbon-price", bound.carbon_price_cny_per_t,
                  "Of --bound weighted, in CNY per t (default: 100)")
      ->check(is_not_negative);
  command
      .add_option("--bound-piece", bound.piece_hours,
                  "Hours that the bound solves as a whole (default: 24): longer is tighter, and slower")
      ->check(CLI::Range(1u, 8784u));
}

CLI::App* add_compare(CLI::App& app, CompareArguments& compare) {
  CLI::App* command = app.add_subcommand(
      "compare", "Compare policies over many seeds with common random numbers (docs/comparing.md)");
  command->add_option("scenario", compare.scenario, "Scenario file")->required();
  add_overrides(*command, compare.overrides);
  add_names(*command, "--policies", compare.policies,
            "Route policies, or all (default, if there is no --variant): nearest,cheapest");
  command
      ->add_option("--variant", compare.variants,
                   "Other overrides: \"stored: policy.power=price_arbitrage\" (may be repeated)")
      ->type_name("\"LABEL: KEY=VALUE ...\"")
      ->expected(1)
      ->take_all();
  command->add_option("--baseline", compare.baseline,
                      "Label that others are compared to (default: the scenario's policies, or the first)");
  command->add_option("--seeds", compare.seeds, "Seeds (default: 10)")->check(CLI::Range(1, 100000));
  command
      ->add_option_function<std::uint64_t>(
          "--first-seed",
          [&compare](const std::uint64_t& seed) {
            compare.has_first_seed = true;
            compare.first_seed = seed;
          },
          "First seed (default: the scenario's)")
      ->check(is_not_negative);
  add_names(*command, "--metrics", compare.metrics, "Metrics to show: cost,carbon_market (files have all)");
  command
      ->add_option("--width", compare.widths,
                   "Wanted half-width of a difference's interval: cost=0.5e9 (may be repeated)")
      ->type_name("METRIC=VALUE")
      ->expected(1)
      ->take_all();
  add_bound(*command, compare.bound);
  command->add_option("--workers", compare.workers, "Threads (default: all); no effect on results")
      ->check(is_not_negative);
  command->add_option("--out", compare.out, "Result folder (default: results/NAME-compare)");
  command->add_flag("--force", compare.force, "Overwrite an existing result folder");
  command->add_flag("--quiet", compare.quiet, "No progress, no tables");
  add_no_report(*command, compare.no_report);
  return command;
}

void add_sweep_engine(CLI::App& command, SweepArguments& sweep) {
  command.add_option("--engine", sweep.engine, "Where runs go: local (default), or slurm for a job array")
      ->check(CLI::IsMember({"local", "slurm"}));
  command.add_option("--shards", sweep.shards, "Of --engine slurm: tasks of the job array (default: 16)")
      ->check(CLI::Range(1u, 10000u));
  command
      .add_option("--sbatch", sweep.sbatch,
                  "Of --engine slurm: option for sbatch, --sbatch=--partition=sim (may be repeated)")
      ->type_name("OPTION")
      ->expected(1)
      ->take_all();
  command.add_option("--shard", sweep.shard, "Run part I of N alone; `suanwang sweep merge` joins them")
      ->type_name("I/N");
}

CLI::App* add_sweep(CLI::App& app, SweepArguments& sweep) {
  CLI::App* command = app.add_subcommand(
      "sweep",
      "Vary a scenario over factors, policies and seeds; resumes after any interruption (docs/sweeps.md)");
  command->add_option("file", sweep.file, "Sweep file");
  add_overrides(*command, sweep.overrides);
  command->add_flag("--dry-run", sweep.dry_run,
                    "Show the plan, its count, estimated time and memory, and stop");
  command->add_flag("--resume", sweep.resume, "Go on with an unfinished sweep");
  command->add_flag("--fail-fast", sweep.fail_fast, "Stop at the first run that fails");
  command->add_option("--workers", sweep.workers, "Threads (default: all); no effect on results")
      ->check(CLI::Range(0u, 1024u));
  command->add_option("--memory", sweep.memory, "Most that the process may hold: 6GB; runs wait to keep it")
      ->type_name("SIZE");
  command
      ->add_option("--reuse", sweep.reuse,
                   "Result of another sweep: what has not changed since is taken over")
      ->type_name("FOLDER");
  add_sweep_engine(*command, sweep);
  command->add_option("--out", sweep.out, "Result folder (default: results/NAME-sweep)");
  command->add_flag("--force", sweep.force, "Begin anew, over what is there");
  command->add_flag("--quiet", sweep.quiet, "No progress, no tables");
  add_no_report(*command, sweep.no_report);
  return command;
}

CLI::App* add_sweep_merge(CLI::App& sweep, SweepMergeArguments& merge) {
  CLI::App* command = sweep.add_subcommand("merge", "Join the shards of a sweep into its result");
  command->add_option("folder", merge.folder, "Folder that the shards were given as --out")->required();
  command->add_flag("--quiet", merge.quiet, "No table");
  add_no_report(*command, merge.no_report);
  return command;
}

CLI::App* add_sweep_query(CLI::App& sweep, SweepQueryArguments& query) {
  CLI::App* command =
      sweep.add_subcommand("query", "Tables of a finished sweep: all variants, a pivot, or any SQL");
  command->add_option("result", query.result, "Result folder, or its sweep.sqlite")->required();
  command->add_option("--rows", query.rows, "Pivot: what has a row a value: a factor, policy, seed")
      ->type_name("NAME");
  command->add_option("--columns", query.columns, "Pivot: what has a column a value")->type_name("NAME");
  add_names(*command, "--metric", query.metrics, "Metric of the pivot, or those of the table");
  command->add_option("--statistic", query.statistic,
                      "Over the runs of a cell: mean (default), median, min, max, sd, count");
  command->add_option("--where", query.where, "Condition in SQL: \"wind_mw > 2000\" (may be repeated)")
      ->type_name("SQL")
      ->expected(1)
      ->take_all();
  command->add_option("--sql", query.sql, "A query of your own; the view `result` has a row a run")
      ->type_name("SQL");
  command->add_option("--format", query.format, "table (default), csv, markdown or json")
      ->check(CLI::IsMember({"table", "csv", "markdown", "json"}));
  return command;
}

CLI::App* add_sweep_analyse(CLI::App& sweep, SweepAnalyseArguments& analyse) {
  CLI::App* command = sweep.add_subcommand(
      "analyse", "What matters in a finished sweep: main effects, sensitivity indices, the best variants");
  command->add_option("result", analyse.result, "Result folder, or its sweep.sqlite")->required();
  add_names(*command, "--metric", analyse.metrics,
            "Metrics (default: those that the sweep shows); the first ranks");
  command->add_option("--best", analyse.best, "How many of the best variants to show (default: 5)")
      ->check(CLI::Range(0u, 1000u));
  command
      ->add_option(
          "--subject-to", analyse.conditions,
          "Condition that they meet, in SQL over factors and means: \"sla >= 0.95\" (may be repeated)")
      ->type_name("SQL")
      ->expected(1)
      ->take_all();
  command->add_flag("--json", analyse.json, "All effects and indices as JSON");
  return command;
}

/// For the whole program, before or after the subcommand.
void add_plugins(CLI::App& app, PluginArguments& plugins) {
  app.fallthrough();  // subcommands made from now on inherit it
  app.add_option("--plugin", plugins.files,
                 "Library with policies of your own (may be repeated; docs/policies.md)")
      ->type_name("FILE.so")
      ->expected(1)
      ->take_all()
      ->allow_extra_args(false);  // what follows may be the subcommand's
  app.add_option(
         "--policy-budget", plugins.budget_s,
         "Seconds that one call of a policy may take while plug-ins are loaded (default: 60; 0: no limit)")
      ->type_name("SECONDS")
      ->check(CLI::NonNegativeNumber);
}

void add_file_scope(CLI::App& app, std::vector<std::string>& folders) {
  app.add_option(
         "--allow-files-in", folders,
         "Folder from which scenarios may name files, besides their own and the working directory (may be "
         "repeated)")
      ->envname("SUANWANG_ALLOW_FILES_IN")
      ->type_name("FOLDER")
      ->expected(1)
      ->delimiter(':')
      ->take_all()
      ->allow_extra_args(false);
}

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
  CLI::App* run_app = app.add_subcommand("run", "Simulate a scenario and store its results");
  run_app->add_option("scenario", run.scenario, "Scenario file")->required();
  add_overrides(*run_app, run.overrides);
  run_app->add_option("--out", run.out,
                      "Result folder (default: results/NAME, or NAME-2, ... where that exists)");
  CLI::Option* seed =
      run_app->add_option("--seed", run.seed, "Seed instead of the scenario's")->check(is_not_negative);
  run_app->add_flag("--force", run.force, "Overwrite an existing result folder");
  run_app->add_flag("--jobs", run.jobs, "Store a row per job, per run on accelerators, and per transfer");
  CLI::Option* trace = run_app->add_option(
      "--trace", run.trace, "Write a trace of the run for ui.perfetto.dev or chrome://tracing");
  add_bound(*run_app, run.bound);
  run_app->add_option("--workers", run.workers, "Threads for --bound (default: all); no effect on results")
      ->check(is_not_negative);
  CLI::Option* checkpoints =
      run_app
          ->add_option(
              "--checkpoint-every", run.checkpoint_days,
              "Leave a checkpoint beside the result folder every so many simulated days, until the run "
              "is over")
          ->check(CLI::Range(1, 36'525))
          ->type_name("DAYS");
  CLI::Option* resume = run_app->add_flag("--resume", run.resume,
                                          "Go on from the last checkpoint of a run that was interrupted");
  trace->excludes(checkpoints)->excludes(resume);
  run_app->add_flag("--csv", run.csv, "Also write every table as CSV");
  run_app->add_flag("--audit", run.audit, "Recount all books in every interval");
  run_app->add_flag("--quiet", run.quiet, "No progress, no tables");

  CLI::Option* no_report = add_no_report(*run_app, run.no_report);
  add_map(*run_app, run.map)->excludes(no_report);

  ReportArguments report;
  CLI::App* report_app = app.add_subcommand(
      "report", "Make the report of a run, comparison, sweep or pathway: one page that needs nothing else");
  report_app->add_option("folder", report.folder, "Result folder")->required();
  report_app->add_option("--out", report.out, "File to write (default: report.html in the folder)");
  add_map(*report_app, report.map);
  report_app->add_flag("--quiet", report.quiet, "No word");

  PlotArguments plot;
  CLI::App* plot_app = app.add_subcommand("plot", "Draw the results of a run or comparison in the terminal");
  plot_app->add_option("folder", plot.folder, "Result folder")->required();
  plot_app->add_option("--from", plot.from, "First day of a run to show: 2030-07-01")
      ->check(is_date)
      ->type_name("DATE");
  plot_app->add_option("--to", plot.to, "Last day")->check(is_date)->type_name("DATE");
  plot_app->add_option("--width", plot.width, "Columns to take (default: those of the terminal)")
      ->check(CLI::Range(40u, 1000u));

  AdequacyArguments adequacy;
  CLI::App* adequacy_app = app.add_subcommand(
      "adequacy", "Ask over many weather years whether supply suffices: LOLE, EENS, margin");
  adequacy_app->add_option("scenario", adequacy.scenario, "Scenario file")->required();
  add_overrides(*adequacy_app, adequacy.overrides);
  adequacy_app->add_option("--years", adequacy.years, "Weather years (default: 100)")
      ->check(CLI::Range(1, 100000));
  adequacy_app->add_option("--workers", adequacy.workers, "Threads (default: all); no effect on results")
      ->check(is_not_negative);
  adequacy_app->add_option("--out", adequacy.out, "Result folder (default: results/NAME-adequacy)");
  CLI::Option* adequacy_seed =
      adequacy_app->add_option("--seed", adequacy.seed, "Seed of the first weather year")
          ->check(is_not_negative);
  adequacy_app->add_flag("--force", adequacy.force, "Overwrite an existing result folder");
  adequacy_app->add_flag("--quiet", adequacy.quiet, "No progress, no tables");

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
  CLI::App* replay_app =
      app.add_subcommand("replay", "Replay a batch log (SWF) on one machine: waits, slowdowns, makespan");
  replay_app->add_option("log", replay.log, "Log in the Standard Workload Format, plain or gzip")->required();
  replay_app
      ->add_option("--processors", replay.processors,
                   "Processors of the machine (default: what the log's header says)")
      ->check(CLI::Range(1u, 1'000'000'000u));
  replay_app->add_option("--queue", replay.queue, "Queue policy (default: easy_backfill)");
  replay_app->add_option("--set", replay.settings, "Parameter of the queue policy: --set equal_ends=first")
      ->type_name("KEY=VALUE")
      ->expected(1)
      ->take_all();
  replay_app
      ->add_option("--estimates", replay.estimates, "Run times that the queue plans with: user or exact")
      ->check(CLI::IsMember({"user", "exact"}));
  replay_app
      ->add_option("--on-invalid", replay.on_invalid, "Jobs that cannot be replayed: skip (counted) or error")
      ->check(CLI::IsMember({"skip", "error"}));
  replay_app->add_option("--out", replay.out, "Folder for summary.json (default: none)");
  replay_app->add_flag("--force", replay.force, "Overwrite an existing result folder");
  replay_app->add_flag("--quiet", replay.quiet, "No progress, no table");

  CLI::App* workload_app =
      app.add_subcommand("workload", "Look at the work that a file describes; convert traces");
  workload_app->require_subcommand(1);
  WorkloadArguments workload;
  const auto add_workload = [&](const char* name, const char* help) {
    CLI::App* command = workload_app->add_subcommand(name, help);
    command->add_option("file", workload.file, "Scenario, a file of job classes alone, or a trace")
        ->required();
    add_overrides(*command, workload.overrides);
    command
        ->add_option("--jobs", workload.jobs, "Jobs to draw, about (default: 1000000); a trace is read whole")
        ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1'000'000'000}));
    command->add_option("--seed", workload.seed, "Seed (default: 1)")->check(is_not_negative);
    return command;
  };
  CLI::App* workload_stats = add_workload(
      "stats", "Counts, sizes, run times, ends, arrivals and users by class, beside what was published");
  workload_stats->add_flag("--json", workload.json, "As JSON");
  workload_stats->add_option("--beside", workload.beside,
                             "For a trace: file of job classes whose published figures it is held against");
  CLI::App* workload_sample =
      add_workload("sample", "A preview: arrivals, sizes and run times as plots, and the first jobs");

  WorkloadConvertArguments convert;
  CLI::App* workload_convert = add_workload_convert(*workload_app, convert);

  std::vector<std::string> scenarios, overrides;
  CLI::App* validate = app.add_subcommand("validate", "Check scenario files and explain every fault");
  validate->add_option("scenario", scenarios, "Scenario files")->required();
  add_overrides(*validate, overrides);

  std::string described;
  CLI::App* describe = app.add_subcommand("describe", "Show what a scenario amounts to before it is run");
  describe->add_option("scenario", described, "Scenario file")->required();
  add_overrides(*describe, overrides);

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
  run.watchdog = compare.watchdog = sweep.watchdog = watchdog ? &*watchdog : nullptr;
  run.has_seed = seed->count() > 0;
  adequacy.has_seed = adequacy_seed->count() > 0;
  if (*replay_app) return replay_command(replay, catalogue);
  if (*adequacy_app) return adequacy_command(adequacy, catalogue);
  if (*compare_app) return compare_command(compare, catalogue);
  if (*sweep_merge_app) return sweep_merge_command(sweep_merge);
  if (*sweep_query_app) return sweep_query_command(sweep_query);
  if (*sweep_analyse_app) return sweep_analyse_command(sweep_analyse);
  if (*sweep_app) {
    sweep.plugins = plugins.files;
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
