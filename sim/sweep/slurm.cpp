#include "suanwang/sweep/slurm.hpp"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <set>
#include <sstream>
#include <thread>
#include <unistd.h>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "suanwang/core/error.hpp"

#include "child_process.hpp"

namespace suanwang {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

namespace {

/// A path in an option of sbatch, which takes % for a pattern.
std::string pattern_of(const fs::path& path) {
  std::string text;
  for (const char each : path.string()) text += each == '%' ? "%%" : std::string(1, each);
  return text;
}

std::string end_of(const fs::path& path) {
  std::ifstream file(path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  const std::size_t from = lines.size() > 5 ? lines.size() - 5 : 0;
  return fmt::format("{}", fmt::join(lines.begin() + static_cast<std::ptrdiff_t>(from), lines.end(), "\n"));
}

/// One sweep on its way through a cluster.
class SlurmRun {
 public:
  SlurmRun(const SweepPlan& plan, const SweepFolder& folder, const SlurmRequest& request)
      : plan_(plan),
        folder_(folder),
        request_(request),
        logs_(fs::absolute(folder.work()) / "slurm"),
        // Unlike a number, a name is known before sbatch has answered: what was submitted can always be
        // cancelled.
        job_name_(
            fmt::format("suanwang-{}-{}-{}", plan.name, getpid(), Clock::now().time_since_epoch().count())) {
    fs::create_directories(logs_);
  }

  SlurmOutcome run() {
    SweepRuns runs = folder_.runs();
    done_before_ = runs.size();
    for (auto missing = missing_shards(runs); !missing.empty() && !has_to_end(runs);
         missing = missing_shards(runs)) {
      const std::size_t before = runs.size();
      submit_and_wait(missing);
      runs = folder_.runs();
      if (!has_to_end(runs) && runs.size() == before)
        throw InputError(
            fmt::format("the job array ended and {} of {} shards have runs that are missing; what the "
                        "tasks said is in {}; go on with --resume",
                        missing.size(), request_.shards, logs_.string()));
    }
    outcome_.is_stopped = is_asked_to_stop();
    outcome_.has_failed_fast = request_.fail_fast && failed_runs(runs) > 0 && !missing_shards(runs).empty();
    return outcome_;
  }

 private:
  [[nodiscard]] std::set<std::size_t> missing_shards(const SweepRuns& runs) const {
    std::set<std::size_t> missing;
    for (const RunKey& key : runs_to_begin(plan_, runs))
      missing.insert(Shard::of(plan_, key, request_.shards).number);
    return missing;
  }

  [[nodiscard]] bool has_to_end(const SweepRuns& runs) const {
    return is_asked_to_stop() || (request_.fail_fast && failed_runs(runs) > 0);
  }

  void submit_and_wait(const std::set<std::size_t>& shards) {
    const fs::path script = logs_ / "job.sh";
    std::ofstream file(script);
    file << slurm_script(plan_, request_);
    file.close();
    if (!file) throw InputError(script.string() + ": cannot be written; is the disk full?");
    // A task that is lost with its node runs again, whatever the site's default.
    std::vector<std::string> words{"sbatch",
                                   "--parsable",
                                   "--wait",
                                   "--requeue",
                                   "--job-name=" + job_name_,
                                   "--open-mode=append",
                                   "--output=" + pattern_of(logs_) + "/task-%a.log",
                                   fmt::format("--array={}", fmt::join(shards, ","))};
    words.insert(words.end(), request_.sbatch.begin(), request_.sbatch.end());
    words.push_back(script.string());
    ChildProcess sbatch(words, logs_ / "sbatch.err");
    ++outcome_.submitted;
    outcome_.tasks += shards.size();
    wait(sbatch);
  }

  /// Until sbatch ends or, since it asks at long intervals alone, until all runs are there.
  void wait(ChildProcess& sbatch) {
    while (true) {
      const bool has_ended = sbatch.exit_code().has_value();
      const auto start = Clock::now();
      const SweepRuns runs = folder_.runs();
      tell(runs);
      if (has_to_end(runs)) return cancel();
      if (missing_shards(runs).empty()) return;
      if (has_ended) {
        if (sbatch.output().empty())
          throw InputError("sbatch refused the job array:\n" + end_of(logs_ / "sbatch.err"));
        return;
      }
      // Reading the journals must not become the work itself.
      const auto pause =
          std::max<Clock::duration>(std::chrono::milliseconds(500), 10 * (Clock::now() - start));
      for (const auto until = Clock::now() + pause; Clock::now() < until && !is_asked_to_stop();)
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
  }

  [[nodiscard]] bool is_asked_to_stop() const { return request_.should_stop && *request_.should_stop; }

  void cancel() {
    ChildProcess scancel({"scancel", "--name=" + job_name_}, logs_ / "sbatch.err");
    for (int i = 0; i < 200 && !scancel.exit_code(); ++i)
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }

  void tell(const SweepRuns& runs) const {
    if (!request_.on_progress) return;
    const std::size_t total = std::max<std::size_t>(plan_.planned_runs(), runs.size());
    const double to_do = static_cast<double>(total - done_before_);
    request_.on_progress({runs.size(), failed_runs(runs), total,
                          to_do > 0.0 ? static_cast<double>(runs.size() - done_before_) / to_do : 1.0});
  }

  const SweepPlan& plan_;
  const SweepFolder& folder_;
  const SlurmRequest& request_;
  fs::path logs_;
  std::string job_name_;
  SlurmOutcome outcome_;
  std::size_t done_before_ = 0;
};

}  // namespace

std::string shell_word(const std::string& word) {
  const char* const plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./=:,+@%";
  if (!word.empty() && word.find_first_not_of(plain) == std::string::npos) return word;
  std::string text = "'";
  for (const char each : word) text += each == '\'' ? "'\\''" : std::string(1, each);
  return text + '\'';
}

std::string slurm_script(const SweepPlan& plan, const SlurmRequest& request) {
  std::string text = "#!/bin/bash\n";
  text += "# The sweep " + plan.name +
          ", a shard a task. --resume writes and submits it anew for what is missing.\n";
  // exec: so that a signal to the task reaches the program.
  text += "exec " + shell_word(request.program.string());
  for (const std::string& each : request.arguments) text += ' ' + shell_word(each);
  text += fmt::format(" --shard \"$SLURM_ARRAY_TASK_ID/{}\" --workers \"${{SLURM_CPUS_PER_TASK:-1}}\"\n",
                      request.shards);
  return text;
}

SlurmOutcome run_on_slurm(const SweepPlan& plan, const SweepFolder& folder, const SlurmRequest& request) {
  return SlurmRun(plan, folder, request).run();
}

}  // namespace suanwang
