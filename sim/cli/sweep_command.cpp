#include <algorithm>

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "suanwang/core/error.hpp"
#include "suanwang/experiment/in_parallel.hpp"
#include "suanwang/sweep/slurm.hpp"
#include "suanwang/sweep/sweep_folder.hpp"
#include "suanwang/sweep/sweep_result.hpp"

#include "commands.hpp"
#include "plugins.hpp"
#include "session.hpp"
#include "sweep_arguments.hpp"
#include "sweep_text.hpp"

namespace suanwang::cli {

namespace fs = std::filesystem;

namespace {

constexpr double probe_s = 2.0;  // of each policy, for an estimate

std::vector<fs::path> paths_of(const std::vector<std::string>& names) { return {names.begin(), names.end()}; }

/// Results of another sweep, in the order of this one's metrics. @throws InputError if it lacks one of them.
SweepRuns reusable_runs(const std::string& folder, const SweepPlan& plan) {
  if (folder.empty()) return {};
  SweepResult other = read_sweep_result(folder);
  std::vector<std::size_t> places;
  for (const SweepMetric& each : plan.metrics) {
    const auto& all = other.plan.metrics;
    const auto same = std::find_if(all.begin(), all.end(), [&](const SweepMetric& known) {
      return known.name == each.name && known.path == each.path;
    });
    if (same == all.end())
      throw InputError("--reuse " + folder + ": that sweep has no metric '" + each.name +
                       "', so its runs do not do");
    places.push_back(static_cast<std::size_t>(same - all.begin()));
  }
  for (auto& [key, run] : other.runs) {
    if (!run.error.empty()) continue;
    std::vector<std::optional<double>> values;
    for (const std::size_t place : places) values.push_back(run.values[place]);
    run.values = std::move(values);
  }
  return std::move(other.runs);
}

std::string progress_note(const SweepProgress& progress) {
  return fmt::format("{} of {} runs{}", progress.done, progress.total,
                     progress.failed > 0 ? fmt::format(", {} failed", progress.failed) : "");
}

std::string resume_text(const SweepFolder& folder) {
  return "go on with --resume --out " + shell_word(folder.path().string());
}

int say_interrupted(const SweepFolder& folder, std::size_t done) {
  fmt::print(stderr, "\ninterrupted: {} runs are done and kept; {}\n", done, resume_text(folder));
  return interrupted;
}

/// A result that has failures is one, but the command has not succeeded.
int exit_code_of(const SweepResult& result) {
  if (result.failed() == 0) return success;
  fmt::print(stderr, "{} of {} runs failed\n", result.failed(), result.runs.size());
  return failure;
}

int finish(const SweepPlan& plan, SweepFolder& folder, SweepRuns runs, bool is_quiet, bool with_report) {
  folder.finish(runs);
  if (with_report) write_reports(folder.path());
  const SweepResult result{plan, std::move(runs)};
  const std::string place = shell_word(folder.path().string());
  if (!is_quiet)
    fmt::print(
        "{}\nresults in {}: sweep.sqlite, runs.csv, report.html\nsuanwang sweep analyse {} shows what "
        "matters; suanwang "
        "sweep "
        "query {} gives tables\n",
        result_text(result), folder.path().string(), place, place);
  return exit_code_of(result);
}

int say_failed_fast(const SweepPlan& plan, const SweepFolder& folder, const SweepRuns& runs) {
  const auto first =
      std::find_if(runs.begin(), runs.end(), [](const auto& each) { return !each.second.error.empty(); });
  fmt::print(stderr, "{}, seed {}: {}\nstopped by --fail-fast; {} runs are done and kept; {}\n",
             variant_label(plan, first->first.variant), first->first.seed, first->second.error, runs.size(),
             resume_text(folder));
  return failure;
}

int dry_run(const SweepArguments& arguments, const Sweep& sweep) {
  fmt::print("{}\n", plan_text(sweep.plan));
  constexpr std::size_t shown = 5;
  const SweepVariant& first = sweep.plan.variants.front();
  fmt::print("The first variants\n");
  for (std::size_t i = 0; i < std::min(shown, sweep.plan.variants.size()); ++i)
    fmt::print("  {}\n", variant_label(sweep.plan, i));
  fmt::print(
      "and the first of them as a run of its own\n  suanwang run {}",
      shell_word((fs::path(arguments.file).parent_path() / first.scenario).lexically_normal().string()));
  for (const std::string& each : first.overrides) fmt::print(" --set {}", shell_word(each));
  fmt::print(" --seed {}\n", sweep.plan.seeds.first);
  ProgressDisplay display(arguments.quiet);
  const SweepEstimate estimate = estimate_sweep(
      sweep, arguments.workers, probe_s,
      [&](double share) {
        display.show({"measuring", share, 0});
      },
      &stop_requested);
  display.clear();
  fmt::print("\n{}", estimate_text(estimate, worker_count(arguments.workers)));
  return success;
}

/// What a task of the cluster is called with: files by their whole names, for it may begin elsewhere.
std::vector<std::string> task_arguments(const SweepArguments& arguments, const fs::path& folder) {
  std::vector<std::string> words{"sweep", fs::absolute(arguments.file).string()};
  const auto add = [&](const std::string& option, const std::string& value) {
    words.push_back(option);
    words.push_back(value);
  };
  for (const std::string& each : arguments.overrides) add("--set", each);
  for (const std::string& each : arguments.plugins) add("--plugin", fs::absolute(each).string());
  if (!arguments.reuse.empty()) add("--reuse", fs::absolute(arguments.reuse).string());
  if (!arguments.memory.empty()) add("--memory", arguments.memory);
  if (arguments.fail_fast) words.emplace_back("--fail-fast");
  add("--out", fs::absolute(folder).string());
  words.emplace_back("--quiet");
  return words;
}

int run_by_slurm(const SweepArguments& arguments, const Sweep& sweep, SweepFolder& folder) {
  folder.share();
  SlurmRequest request;
  request.program = fs::read_symlink("/proc/self/exe");
  request.arguments = task_arguments(arguments, folder.path());
  request.sbatch = arguments.sbatch;
  if (arguments.shards > 0) request.shards = arguments.shards;
  request.fail_fast = arguments.fail_fast;
  request.should_stop = &stop_requested;
  ProgressDisplay display(arguments.quiet);
  request.on_progress = [&](const SweepProgress& progress) {
    display.show("on Slurm", progress.share, progress_note(progress));
  };
  const SlurmOutcome outcome = run_on_slurm(sweep.plan, folder, request);
  display.clear();
  SweepRuns runs = folder.runs();
  if (outcome.is_stopped) return say_interrupted(folder, runs.size());
  if (outcome.has_failed_fast) return say_failed_fast(sweep.plan, folder, runs);
  if (!arguments.quiet) fmt::print("{} tasks in {} job arrays\n", outcome.tasks, outcome.submitted);
  return finish(sweep.plan, folder, std::move(runs), arguments.quiet, !arguments.no_report);
}

int run_here(const SweepArguments& arguments, const Sweep& sweep, SweepFolder& folder, SweepRuns reusable) {
  SweepRuns runs = folder.runs();
  if (!arguments.quiet && !runs.empty()) spdlog::info("{} runs are done already", runs.size());
  ExecuteOptions options;
  options.workers = arguments.workers;
  options.memory_bytes = memory_of(arguments.memory);
  options.fail_fast = arguments.fail_fast;
  if (!arguments.shard.empty()) options.shard = shard_of(arguments.shard);
  options.reusable = std::move(reusable);
  options.should_stop = &stop_requested;
  if (arguments.watchdog) options.watched = &arguments.watchdog->runs();
  ProgressDisplay display(arguments.quiet);
  options.on_progress = [&](const SweepProgress& progress) {
    display.show("sweeping", progress.share, progress_note(progress));
  };
  Journal journal(folder.work(), sweep.plan.hash());
  const ExecuteOutcome outcome = execute_sweep(sweep, runs, journal, options);
  display.clear();
  if (outcome.is_stopped) return say_interrupted(folder, runs.size());
  if (outcome.stopped_by) return say_failed_fast(sweep.plan, folder, runs);
  if (!outcome.too_large.empty()) {
    fmt::print(stderr,
               "{} runs did not fit into the memory, the first of them {}, seed {}; they are not done: give "
               "more, and {}\n",
               outcome.too_large.size(), variant_label(sweep.plan, outcome.too_large.front().variant),
               outcome.too_large.front().seed, resume_text(folder));
    return failure;
  }
  if (!arguments.quiet) fmt::print("{}", effort_text(outcome));
  if (arguments.shard.empty())
    return finish(sweep.plan, folder, std::move(runs), arguments.quiet, !arguments.no_report);
  if (!arguments.quiet)
    fmt::print("shard {} is complete; when all are: suanwang sweep merge {}\n", arguments.shard,
               folder.path().string());
  return success;
}

}  // namespace

int sweep_command(const SweepArguments& arguments, const PolicyCatalogue& catalogue) {
  heed_interrupts();
  const Begin begin = begin_of(arguments);  // also checks
  static_cast<void>(memory_of(arguments.memory));
  if (!arguments.shard.empty()) static_cast<void>(shard_of(arguments.shard));
  check_engine(arguments);
  const Sweep sweep = load_sweep(arguments.file, catalogue,
                                 {arguments.overrides, paths_of(arguments.plugins), &stop_requested});
  if (arguments.dry_run) return dry_run(arguments, sweep);
  SweepRuns reusable = reusable_runs(arguments.reuse, sweep.plan);  // before anything is begun
  SweepFolder folder(folder_of(arguments, sweep.plan), sweep.plan, begin);
  if (folder.is_complete()) {
    // An end between the result and its report leaves this to do.
    if (!arguments.no_report && !fs::exists(folder.path() / "report.html")) write_reports(folder.path());
    if (!arguments.quiet) fmt::print("{} holds the whole result already\n", folder.path().string());
    return exit_code_of(read_sweep_result(folder.path()));
  }
  if (!arguments.quiet && arguments.shard.empty()) fmt::print("{}\n", plan_text(sweep.plan));
  return arguments.engine == "slurm" ? run_by_slurm(arguments, sweep, folder)
                                     : run_here(arguments, sweep, folder, std::move(reusable));
}

int sweep_merge_command(const SweepMergeArguments& arguments) {
  const SweepPlan plan = SweepFolder::plan_in(arguments.folder);
  SweepFolder folder(arguments.folder, plan, Begin::resume);
  SweepRuns runs = folder.runs();
  const std::vector<RunKey> missing = runs_to_begin(plan, runs);
  if (!missing.empty())
    throw InputError(
        fmt::format("{}: {} runs are there, and at least {} are missing, the first of them {}, seed {}; "
                    "run the shards that are not complete once more",
                    arguments.folder, runs.size(), missing.size(),
                    variant_label(plan, missing.front().variant), missing.front().seed));
  return finish(plan, folder, std::move(runs), arguments.quiet, !arguments.no_report);
}

}  // namespace suanwang::cli
