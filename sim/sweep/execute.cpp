#include "suanwang/sweep/execute.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <list>
#include <mutex>
#include <new>
#include <set>

#include <nlohmann/json.hpp>

#include "suanwang/core/error.hpp"
#include "suanwang/experiment/in_parallel.hpp"
#include "suanwang/experiment/run.hpp"
#include "suanwang/store/digest.hpp"

#include "figures.hpp"
#include "memory_guard.hpp"

namespace suanwang {

namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

/// Scenarios of the variants used last: those of one variant's seeds are loaded once.
class LoadedVariants {
 public:
  LoadedVariants(const Sweep& sweep, std::size_t capacity) : sweep_(sweep), capacity_(capacity) {}

  std::shared_ptr<const LoadedScenario> get(std::size_t variant) {
    std::shared_ptr<Item> item;
    {
      const std::lock_guard lock(guard_);
      const auto known = std::find_if(items_.begin(), items_.end(),
                                      [&](const auto& each) { return each->variant == variant; });
      if (known != items_.end()) {
        items_.splice(items_.begin(), items_, known);
      } else {
        items_.push_front(std::make_shared<Item>());
        items_.front()->variant = variant;
        if (items_.size() > capacity_) items_.pop_back();
      }
      item = items_.front();
    }
    // Not call_once: when what it calls throws for want of memory, glibc 2.36 needs some to pass that on, and
    // aborts.
    const std::lock_guard lock(item->loading);
    if (!item->scenario)
      item->scenario = std::make_shared<const LoadedScenario>(sweep_.scenarios->load(sweep_.plan, variant));
    return item->scenario;
  }

 private:
  struct Item {
    std::size_t variant = 0;
    std::mutex loading;
    std::shared_ptr<const LoadedScenario> scenario;
  };
  const Sweep& sweep_;
  std::size_t capacity_;
  std::mutex guard_;
  std::list<std::shared_ptr<Item>> items_;
};

/// Results of another sweep, by what they depend on.
class Reusable {
 public:
  explicit Reusable(const SweepRuns& runs) {
    for (const auto& [key, run] : runs)
      if (run.error.empty()) by_content_.emplace(run.digest + ' ' + std::to_string(key.seed), &run);
  }
  [[nodiscard]] const SweepRun* find(const std::string& digest, std::uint64_t seed) const {
    const auto found = by_content_.find(digest + ' ' + std::to_string(seed));
    return found == by_content_.end() ? nullptr : found->second;
  }

 private:
  std::map<std::string, const SweepRun*> by_content_;
};

/// What all runs depend on beside their scenarios: the program, and policies that are not its own.
std::string environment_of(const SweepPlan& plan) {
  std::string text = plan.version + ' ' + plan.source;
  for (const std::string& each : plan.plugins) text += ' ' + each;
  return text;
}

class Executor {
 public:
  Executor(const Sweep& sweep, SweepRuns& runs, Journal& journal, const ExecuteOptions& options)
      : sweep_(sweep),
        runs_(runs),
        journal_(journal),
        options_(options),
        workers_(worker_count(options.workers)),
        variants_(sweep, 2 * workers_),
        memory_(options.memory_bytes),
        reusable_(options.reusable),
        environment_(environment_of(sweep.plan)) {
    failed_ = failed_runs(runs);
    if (!sweep.plan.seeds.until) total_ = runs_of_shard();
  }

  ExecuteOutcome execute() {
    const auto start = Clock::now();
    done_before_ = runs_.size();
    try {
      while (true) {
        std::vector<RunKey> ready = runs_to_begin(sweep_.plan, runs_, options_.shard);
        std::erase_if(ready, [&](const RunKey& key) { return too_large_.contains(key); });
        if (ready.empty()) break;
        ready = spread(ready);
        if (sweep_.plan.seeds.until) total_ = runs_.size() + ready.size();
        in_parallel(ready.size(), workers_, [&](std::size_t i) { run_and_record(ready[i]); });
      }
    } catch (const Interrupted&) {
      outcome_.is_stopped = true;
    } catch (const FailedFast& failure) {
      outcome_.stopped_by = failure.key;
    }
    outcome_.too_large.assign(too_large_.begin(), too_large_.end());
    outcome_.worked_s = seconds_since(start) * static_cast<double>(workers_);
    return outcome_;
  }

 private:
  struct FailedFast {
    RunKey key;
  };

  /// As many variants side by side as there are workers, so that none waits while another loads the scenario
  /// of both.
  [[nodiscard]] std::vector<RunKey> spread(const std::vector<RunKey>& ready) const {
    std::vector<std::vector<RunKey>> by_variant;
    for (const RunKey& key : ready) {
      if (by_variant.empty() || by_variant.back().front().variant != key.variant) by_variant.emplace_back();
      by_variant.back().push_back(key);
    }
    std::vector<RunKey> spread_out;
    for (std::size_t first = 0; first < by_variant.size(); first += workers_) {
      const std::size_t end = std::min(first + workers_, by_variant.size());
      std::size_t longest = 0;
      for (std::size_t i = first; i < end; ++i) longest = std::max(longest, by_variant[i].size());
      for (std::size_t seed = 0; seed < longest; ++seed)
        for (std::size_t i = first; i < end; ++i)
          if (seed < by_variant[i].size()) spread_out.push_back(by_variant[i][seed]);
    }
    return spread_out;
  }

  [[nodiscard]] std::size_t runs_of_shard() const {
    std::size_t count = runs_.size();
    for (std::size_t variant = 0; variant < sweep_.plan.variants.size(); ++variant)
      for (std::uint32_t i = 0; i < sweep_.plan.seeds.count; ++i) {
        const RunKey key{variant, sweep_.plan.seeds.first + i};
        if (!runs_.contains(key) && options_.shard.holds(sweep_.plan, key)) ++count;
      }
    return count;
  }

  void run_and_record(const RunKey& key) {
    if (options_.should_stop && *options_.should_stop) throw Interrupted();
    double share = 0.0;
    std::optional<SweepRun> run = result_of(key, share);
    if (run) journal_.append(*run);
    const bool has_failed = run && !run->error.empty();
    {
      const std::lock_guard lock(guard_);
      under_way_ -= share;
      if (run) {
        outcome_.simulated_s += run->wall_s;
        failed_ += has_failed ? 1 : 0;
        ++outcome_.begun;
        runs_.emplace(key, std::move(*run));
      } else {
        too_large_.insert(key);
      }
      tell();
    }
    if (has_failed && options_.fail_fast) throw FailedFast{key};
  }

  /// @param share How far the run was when it last told.
  /// @return Empty if there is not the memory for it: that is of this machine, and no result.
  std::optional<SweepRun> result_of(const RunKey& key, double& share) {
    SweepRun run{key};
    try {
      // Only one run may be alone; it gives way at most once.
      try {
        simulate(run, share, false);
      } catch (const MemoryGuard::GiveWay&) {
        simulate(run, share, true);
      }
    } catch (const Interrupted&) {
      throw;
    } catch (const MemoryGuard::TooLarge&) {
      return std::nullopt;
    } catch (const std::bad_alloc&) {
      return std::nullopt;
    } catch (const std::exception& error) {
      run.error = error.what();
    }
    return run;
  }

  void simulate(SweepRun& run, double& share, bool is_alone) {
    MemoryGuard::Stay stay(memory_, is_alone);
    const RunKey leader_key = leader_of(sweep_.plan, run.key);
    std::optional<SweepRun> leader;
    if (leader_key != run.key) leader = done_run(leader_key);
    if (leader && !leader->error.empty())
      throw InputError("not run: it would have the load of policy " +
                       sweep_.plan.policies[sweep_.plan.variants[leader_key.variant].policy] +
                       " of this point, whose run failed");
    const auto scenario = variants_.get(run.key.variant);
    run.digest = sha256_of(environment_ + ' ' + scenario->digest + ' ' + (leader ? leader->digest : ""));
    if (take_over(run)) return;
    RunOptions options;
    options.seed = run.key.seed;
    options.workers = 1;
    options.should_stop = options_.should_stop;
    options.watched = options_.watched;
    if (leader) options.calibration_factor = leader->calibration_factor;
    options.on_progress = [&](const RunProgress& progress) {
      stay.check();
      note_progress(share, progress.share);
    };
    const auto start = Clock::now();
    const Summary summary = run_scenario(*scenario, options);
    run.wall_s = seconds_since(start);
    run.calibration_factor = summary.reconciliation.calibration_factor;
    run.values = metric_values(sweep_.plan, {run.key.variant, run.key.seed, *scenario, summary});
  }

  bool take_over(SweepRun& run) {
    const SweepRun* known = reusable_.find(run.digest, run.key.seed);
    if (!known) return false;
    run.calibration_factor = known->calibration_factor;
    run.values = known->values;
    const std::lock_guard lock(guard_);
    ++outcome_.reused;
    return true;
  }

  SweepRun done_run(const RunKey& key) {
    const std::lock_guard lock(guard_);
    return runs_.at(key);
  }

  void note_progress(double& share, double now) {
    const std::lock_guard lock(guard_);
    under_way_ += now - share;
    share = now;
    tell();
  }

  /// With the guard held.
  void tell() {
    if (!options_.on_progress) return;
    const double to_do = static_cast<double>(total_ - done_before_);
    const double done_now = static_cast<double>(runs_.size() - done_before_) + under_way_;
    options_.on_progress(
        {runs_.size(), failed_, total_, to_do > 0.0 ? std::min(done_now / to_do, 1.0) : 1.0});
  }

  const Sweep& sweep_;
  SweepRuns& runs_;
  Journal& journal_;
  const ExecuteOptions& options_;
  std::size_t workers_;
  LoadedVariants variants_;
  MemoryGuard memory_;
  Reusable reusable_;
  std::string environment_;
  ExecuteOutcome outcome_;
  std::mutex guard_;
  std::size_t failed_ = 0, total_ = 0, done_before_ = 0;
  std::set<RunKey> too_large_;
  double under_way_ = 0.0;  // runs, in parts
};

}  // namespace

std::vector<std::optional<double>> metric_values(const SweepPlan& plan, const ComparedRun& run) {
  const std::vector<Metric> built_in = built_in_metrics();
  std::optional<nlohmann::json> summary;
  std::vector<std::optional<double>> values;
  for (std::size_t i = 0; i < plan.metrics.size(); ++i) {
    const SweepMetric& metric = plan.metrics[i];
    if (metric.path.empty()) {
      const auto value = built_in[i].value(run);  // they come first, in their order
      values.push_back(value && std::isfinite(*value) ? value : std::nullopt);
      continue;
    }
    if (!summary) summary = nlohmann::json::parse(run.summary.json());
    values.push_back(figure_at(*summary, metric.path));
  }
  return values;
}

ExecuteOutcome execute_sweep(const Sweep& sweep, SweepRuns& runs, Journal& journal,
                             const ExecuteOptions& options) {
  return Executor(sweep, runs, journal, options).execute();
}

}  // namespace suanwang
