#include "options.hpp"

#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <sstream>
#include <string>
#include <vector>

namespace suanwang::cli {

namespace {

void add_overrides(CLI::App& command, std::vector<std::string>& overrides) {
  command
      .add_option("--set", overrides,
                  "Override a key: --set hubs.nx.supply.wind.contracted_mw=4000 (may be repeated)")
      ->type_name("KEY=VALUE")
      ->expected(1)
      ->take_all();
}

/// CLI11 reads -1 into an unsigned number as the greatest there is, 010 as 8, and the greatest for any above
/// it.
std::string is_whole_number(const std::string& text) {
  std::uint64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, problem] = std::from_chars(text.data(), end, number);
  const bool is_one = problem == std::errc() && rest == end && (text.size() == 1 || text.front() != '0');
  return is_one ? "" : "'" + text + "' is not allowed here; allowed: a whole number from 0 to 2^64 - 1";
}

std::string is_amount(const std::string& text) {
  double number = 0.0;
  const char* const end = text.data() + text.size();
  const auto [rest, problem] = std::from_chars(text.data(), end, number);
  const bool is_one = problem == std::errc() && rest == end && std::isfinite(number) && number >= 0.0;
  return is_one ? "" : "'" + text + "' is not allowed here; allowed: a number, at least 0";
}

std::string is_date(const std::string& text) {
  int year = 0;
  unsigned month = 0, day = 0;
  bool has_digits = text.size() == 10;
  for (std::size_t i = 0; has_digits && i < text.size(); ++i)
    has_digits = i == 4 || i == 7 ? text[i] == '-' : text[i] >= '0' && text[i] <= '9';
  const bool has_parts = has_digits && std::sscanf(text.c_str(), "%4d-%2u-%2u", &year, &month, &day) == 3;
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month),
                                         std::chrono::day(day)};
  return has_parts && date.ok() ? "" : "'" + text + "' is no date; allowed: one such as 2030-07-01";
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

/// Names with commas between them, as one word: whatever follows is not taken for a name.
void add_names(CLI::App& command, const char* option, std::vector<std::string>& names, const char* help) {
  const auto split = [&names, option](const std::string& text) {
    std::istringstream words(text);
    for (std::string each; std::getline(words, each, ',');) names.push_back(each);
    if (text.empty()) throw CLI::ValidationError(option, "empty; allowed: names with commas between them");
  };
  command.add_option_function<std::string>(option, split, help)->type_name("NAME,...");
}

void add_bound(CLI::App& command, BoundArguments& bound) {
  CLI::Option* aim =
      command
          .add_option("--bound", bound.aim,
                      "Also compute what no policy can beat, and the gap to it: cost, carbon or weighted")
          ->check(CLI::IsMember({"cost", "carbon", "weighted"}));
  command
      .add_option("--carbon-price", bound.carbon_price_cny_per_t,
                  "Of --bound weighted, in CNY per t (default: 100)")
      ->check(is_amount)
      ->needs(aim);
  command
      .add_option("--bound-piece", bound.piece_hours,
                  "Hours that the bound solves as a whole (default: 24): longer is tighter, and slower")
      ->check(is_whole_number)
      ->check(CLI::Range(1u, 8784u))
      ->needs(aim);
}

void add_sweep_engine(CLI::App& command, SweepArguments& sweep) {
  command.add_option("--engine", sweep.engine, "Where runs go: local (default), or slurm for a job array")
      ->check(CLI::IsMember({"local", "slurm"}));
  command.add_option("--shards", sweep.shards, "Of --engine slurm: tasks of the job array (default: 16)")
      ->check(is_whole_number)
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

/// What `stats` and `sample` have in common.
CLI::App* add_workload_survey(CLI::App& workload, const char* name, const char* help,
                              WorkloadArguments& survey) {
  CLI::App* command = workload.add_subcommand(name, help);
  command->add_option("file", survey.file, "Scenario, a file of job classes alone, or a trace")->required();
  add_overrides(*command, survey.overrides);
  command->add_option("--jobs", survey.jobs, "Jobs to draw, about (default: 1000000); a trace is read whole")
      ->check(is_whole_number)
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1'000'000'000}));
  command->add_option("--seed", survey.seed, "Seed (default: 1)")->check(is_whole_number);
  return command;
}

}  // namespace

CLI::App* add_run(CLI::App& app, RunArguments& run) {
  CLI::App* command = app.add_subcommand("run", "Simulate a scenario and store its results");
  command->add_option("scenario", run.scenario, "Scenario file")->required();
  add_overrides(*command, run.overrides);
  command->add_option("--out", run.out,
                      "Result folder (default: results/NAME, or NAME-2, ... where that exists)");
  command->add_option("--seed", run.seed, "Seed instead of the scenario's")
      ->check(is_whole_number)
      ->each([&run](const std::string&) { run.has_seed = true; });
  command->add_flag("--force", run.force, "Overwrite an existing result folder");
  command->add_flag("--jobs", run.jobs, "Store a row per job, per run on accelerators, and per transfer");
  CLI::Option* trace = command->add_option(
      "--trace", run.trace, "Write a trace of the run for ui.perfetto.dev or chrome://tracing");
  add_bound(*command, run.bound);
  command->add_option("--workers", run.workers, "Threads for --bound (default: all); no effect on results")
      ->check(is_whole_number);
  CLI::Option* checkpoints =
      command
          ->add_option(
              "--checkpoint-every", run.checkpoint_days,
              "Leave a checkpoint beside the result folder every so many simulated days, until the run "
              "is over")
          ->check(is_whole_number)
          ->check(CLI::Range(1, 36'525))
          ->type_name("DAYS");
  CLI::Option* resume = command->add_flag("--resume", run.resume,
                                          "Go on from the last checkpoint of a run that was interrupted");
  trace->excludes(checkpoints)->excludes(resume);
  command->add_flag("--csv", run.csv, "Also write every table as CSV");
  command->add_flag("--audit", run.audit, "Recount all books in every interval");
  command->add_flag("--quiet", run.quiet, "No progress, no tables");
  CLI::Option* no_report = add_no_report(*command, run.no_report);
  add_map(*command, run.map)->excludes(no_report);
  return command;
}

CLI::App* add_report(CLI::App& app, ReportArguments& report) {
  CLI::App* command = app.add_subcommand(
      "report", "Make the report of a run, comparison, sweep or pathway: one page that needs nothing else");
  command->add_option("folder", report.folder, "Result folder")->required();
  command->add_option("--out", report.out, "File to write (default: report.html in the folder)");
  add_map(*command, report.map);
  command->add_flag("--quiet", report.quiet, "No word");
  return command;
}

CLI::App* add_plot(CLI::App& app, PlotArguments& plot) {
  CLI::App* command = app.add_subcommand("plot", "Draw the results of a run or comparison in the terminal");
  command->add_option("folder", plot.folder, "Result folder")->required();
  command->add_option("--from", plot.from, "First day of a run to show: 2030-07-01")
      ->check(is_date)
      ->type_name("DATE");
  command->add_option("--to", plot.to, "Last day")->check(is_date)->type_name("DATE");
  command->add_option("--width", plot.width, "Columns to take (default: those of the terminal)")
      ->check(is_whole_number)
      ->check(CLI::Range(40u, 1000u));
  return command;
}

CLI::App* add_adequacy(CLI::App& app, AdequacyArguments& adequacy) {
  CLI::App* command = app.add_subcommand(
      "adequacy", "Ask over many weather years whether supply suffices: LOLE, EENS, margin");
  command->add_option("scenario", adequacy.scenario, "Scenario file")->required();
  add_overrides(*command, adequacy.overrides);
  command->add_option("--years", adequacy.years, "Weather years (default: 100)")
      ->check(is_whole_number)
      ->check(CLI::Range(1, 100000));
  command->add_option("--workers", adequacy.workers, "Threads (default: all); no effect on results")
      ->check(is_whole_number);
  command->add_option("--out", adequacy.out, "Result folder (default: results/NAME-adequacy)");
  command->add_option("--seed", adequacy.seed, "Seed of the first weather year")
      ->check(is_whole_number)
      ->each([&adequacy](const std::string&) { adequacy.has_seed = true; });
  command->add_flag("--force", adequacy.force, "Overwrite an existing result folder");
  command->add_flag("--quiet", adequacy.quiet, "No progress, no tables");
  return command;
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
  command->add_option("--seeds", compare.seeds, "Seeds (default: 10)")
      ->check(is_whole_number)
      ->check(CLI::Range(1, 100000));
  command
      ->add_option_function<std::uint64_t>(
          "--first-seed",
          [&compare](const std::uint64_t& seed) {
            compare.has_first_seed = true;
            compare.first_seed = seed;
          },
          "First seed (default: the scenario's)")
      ->check(is_whole_number);
  add_names(*command, "--metrics", compare.metrics, "Metrics to show: cost,carbon_market (files have all)");
  command
      ->add_option("--width", compare.widths,
                   "Wanted half-width of a difference's interval: cost=0.5e9 (may be repeated)")
      ->type_name("METRIC=VALUE")
      ->expected(1)
      ->take_all();
  add_bound(*command, compare.bound);
  command->add_option("--workers", compare.workers, "Threads (default: all); no effect on results")
      ->check(is_whole_number);
  command->add_option("--out", compare.out, "Result folder (default: results/NAME-compare)");
  command->add_flag("--force", compare.force, "Overwrite an existing result folder");
  command->add_flag("--quiet", compare.quiet, "No progress, no tables");
  add_no_report(*command, compare.no_report);
  return command;
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
      ->check(is_whole_number)
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
      ->check(is_whole_number)
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

CLI::App* add_replay(CLI::App& app, ReplayArguments& replay) {
  CLI::App* command =
      app.add_subcommand("replay", "Replay a batch log (SWF) on one machine: waits, slowdowns, makespan");
  command->add_option("log", replay.log, "Log in the Standard Workload Format, plain or gzip")->required();
  command
      ->add_option("--processors", replay.processors,
                   "Processors of the machine (default: what the log's header says)")
      ->check(is_whole_number)
      ->check(CLI::Range(1u, 1'000'000'000u));
  command->add_option("--queue", replay.queue, "Queue policy (default: easy_backfill)");
  command->add_option("--set", replay.settings, "Parameter of the queue policy: --set equal_ends=first")
      ->type_name("KEY=VALUE")
      ->expected(1)
      ->take_all();
  command->add_option("--estimates", replay.estimates, "Run times that the queue plans with: user or exact")
      ->check(CLI::IsMember({"user", "exact"}));
  command
      ->add_option("--on-invalid", replay.on_invalid, "Jobs that cannot be replayed: skip (counted) or error")
      ->check(CLI::IsMember({"skip", "error"}));
  command->add_option("--out", replay.out, "Folder for summary.json (default: none)");
  command->add_flag("--force", replay.force, "Overwrite an existing result folder");
  command->add_flag("--quiet", replay.quiet, "No progress, no table");
  return command;
}

CLI::App* add_workload(CLI::App& app) {
  CLI::App* command =
      app.add_subcommand("workload", "Look at the work that a file describes; convert traces");
  command->require_subcommand(1);
  return command;
}

CLI::App* add_workload_stats(CLI::App& workload, WorkloadArguments& survey) {
  CLI::App* command = add_workload_survey(
      workload, "stats",
      "Counts, sizes, run times, ends, arrivals and users by class, beside what was published", survey);
  command->add_flag("--json", survey.json, "As JSON");
  command->add_option("--beside", survey.beside,
                      "For a trace: file of job classes whose published figures it is held against");
  return command;
}

CLI::App* add_workload_sample(CLI::App& workload, WorkloadArguments& survey) {
  return add_workload_survey(workload, "sample",
                             "A preview: arrivals, sizes and run times as plots, and the first jobs", survey);
}

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
  command->add_option("--seed", convert.seed, "Seed of thinning (default: 1)")->check(is_whole_number);
  command->add_flag("--force", convert.force, "Overwrite an existing file");
  command->add_flag("--quiet", convert.quiet, "No table");
  return command;
}

CLI::App* add_validate(CLI::App& app, std::vector<std::string>& scenarios,
                       std::vector<std::string>& overrides) {
  CLI::App* command = app.add_subcommand("validate", "Check scenario files and explain every fault");
  command->add_option("scenario", scenarios, "Scenario files")->required();
  add_overrides(*command, overrides);
  return command;
}

CLI::App* add_describe(CLI::App& app, std::string& scenario, std::vector<std::string>& overrides) {
  CLI::App* command = app.add_subcommand("describe", "Show what a scenario amounts to before it is run");
  command->add_option("scenario", scenario, "Scenario file")->required();
  add_overrides(*command, overrides);
  return command;
}

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
      ->check(is_amount);
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

}  // namespace suanwang::cli
