#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "suanwang/experiment/bound.hpp"
#include "suanwang/policy/catalogue.hpp"

namespace suanwang::cli {

/// Exit codes: also documented in the help and in docs/cli.md.
enum ExitCode {
  success = 0,
  failure = 1,
  bad_input = 2,
  bad_policy = 3,
  broken_books = 4,
  interrupted = 130
};

class PolicyWatchdog;

/// What `run` and `compare` were asked for about a bound.
struct BoundArguments {
  std::string aim;  ///< empty: no bound
  double carbon_price_cny_per_t = 100.0;
  std::uint32_t piece_hours = 24;
};

/// What `run` was asked for on the command line.
struct RunArguments {
  std::string scenario;
  std::vector<std::string> overrides;
  std::string out, trace, map;
  BoundArguments bound;
  std::uint32_t workers = 0;
  bool has_seed = false;
  std::uint64_t seed = 0;
  std::uint32_t checkpoint_days = 0;  // 0: none
  bool force = false, jobs = false, csv = false, audit = false, quiet = false, no_report = false,
       resume = false;
  std::vector<std::string> plugins;  ///< files
  PolicyWatchdog* watchdog = nullptr;
};

/// What `adequacy` was asked for on the command line.
struct AdequacyArguments {
  std::string scenario;
  std::vector<std::string> overrides;
  std::string out;
  bool has_seed = false;
  std::uint64_t seed = 0;
  std::uint32_t years = 100, workers = 0;
  bool force = false, quiet = false;
};

/// What `compare` was asked for on the command line.
struct CompareArguments {
  std::string scenario;
  std::vector<std::string> overrides, policies, variants, metrics, widths;
  std::string baseline, out;
  BoundArguments bound;
  bool has_first_seed = false;
  std::uint64_t first_seed = 0;
  std::uint32_t seeds = 10, workers = 0;
  bool force = false, quiet = false, no_report = false;
  PolicyWatchdog* watchdog = nullptr;
};

/// What `sweep` was asked for on the command line.
struct SweepArguments {
  std::string file;
  std::vector<std::string> overrides, plugins, sbatch;
  std::string out, reuse, shard, memory, engine = "local";
  std::uint32_t shards = 0, workers = 0;
  bool dry_run = false, resume = false, fail_fast = false, force = false, quiet = false, no_report = false;
  PolicyWatchdog* watchdog = nullptr;
};

struct SweepMergeArguments {
  std::string folder;
  bool quiet = false, no_report = false;
};

struct SweepQueryArguments {
  std::string result, rows, columns, statistic, format = "table";
  std::optional<std::string> sql = {};
  std::vector<std::string> metrics, where;
};

struct SweepAnalyseArguments {
  std::string result;
  std::vector<std::string> metrics, conditions;
  std::uint32_t best = 5;
  bool json = false;
};

int sweep_command(const SweepArguments& arguments, const PolicyCatalogue& catalogue);
int sweep_merge_command(const SweepMergeArguments& arguments);
int sweep_query_command(const SweepQueryArguments& arguments);
int sweep_analyse_command(const SweepAnalyseArguments& arguments);

/// What `report` was asked for on the command line.
struct ReportArguments {
  std::string folder, out, map;
  bool quiet = false;
};

int report_command(const ReportArguments& arguments);
/// Writes report.html into a result folder, of a pathway also into those of its years. @param map May be
/// empty.
void write_reports(const std::filesystem::path& folder, const std::string& map = {});

/// What `plot` was asked for on the command line.
struct PlotArguments {
  std::string folder, from, to;
  std::size_t width = 0;  ///< 0: of the terminal
};

int plot_command(const PlotArguments& arguments);

/// What `replay` was asked for on the command line.
struct ReplayArguments {
  std::string log;
  std::uint32_t processors = 0;  ///< 0: as the log says
  std::vector<std::string> settings;
  std::string queue = "easy_backfill", estimates = "user", on_invalid = "skip";
  std::string out;
  bool force = false, quiet = false;
};

/// What `workload stats` and `workload sample` were asked for on the command line.
struct WorkloadArguments {
  std::string file;
  std::string beside;  ///< whose published figures a trace is held against
  std::vector<std::string> overrides;
  std::uint64_t jobs = 1'000'000, seed = 1;
  bool json = false;
};

int workload_stats_command(const WorkloadArguments& arguments, const PolicyCatalogue& catalogue);
int workload_sample_command(const WorkloadArguments& arguments, const PolicyCatalogue& catalogue);

/// What `workload convert` was asked for on the command line.
struct WorkloadConvertArguments {
  std::string from, to, out;
  std::vector<std::string> settings;
  std::uint64_t seed = 1;
  bool force = false, quiet = false;
};

int workload_convert_command(const WorkloadConvertArguments& arguments);
int replay_command(const ReplayArguments& arguments, const PolicyCatalogue& catalogue);
int adequacy_command(const AdequacyArguments& arguments, const PolicyCatalogue& catalogue);
int compare_command(const CompareArguments& arguments, const PolicyCatalogue& catalogue);
/// Empty if no bound was asked for. The command line has checked the aim.
[[nodiscard]] std::optional<BoundRequest> bound_request(const BoundArguments& arguments);

int run_command(const RunArguments& arguments, const PolicyCatalogue& catalogue);
int validate_command(const std::vector<std::string>& scenarios, const std::vector<std::string>& overrides,
                     const PolicyCatalogue& catalogue);
int describe_command(const std::string& scenario, const std::vector<std::string>& overrides,
                     const PolicyCatalogue& catalogue);
int list_policies_command(const PolicyCatalogue& catalogue);
int schema_command(bool as_markdown, bool of_sweeps, const PolicyCatalogue& catalogue);
int completion_command(const std::string& shell);

}  // namespace suanwang::cli
