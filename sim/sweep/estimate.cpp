#include "suanwang/sweep/estimate.hpp"

#include <algorithm>
#include <chrono>

#include "suanwang/experiment/in_parallel.hpp"
#include "suanwang/experiment/run.hpp"

#include "memory_guard.hpp"

namespace suanwang {

namespace {

class EnoughSeen {};

}  // namespace

SweepEstimate estimate_sweep(const Sweep& sweep, std::size_t workers, double budget_s,
                             const std::function<void(double share)>& on_progress,
                             const std::atomic<bool>* should_stop) {
  using Clock = std::chrono::steady_clock;
  const SweepPlan& plan = sweep.plan;
  const std::uint64_t before = resident_bytes();
  std::uint64_t most = before;
  double sum_s = 0.0;
  for (std::size_t policy = 0; policy < plan.policies.size(); ++policy) {
    const LoadedScenario scenario = sweep.scenarios->load(plan, plan.variant(0, policy));
    double share = 0.0;
    const auto start = Clock::now();
    const auto elapsed = [&] { return std::chrono::duration<double>(Clock::now() - start).count(); };
    RunOptions options;
    options.seed = plan.seeds.first;
    options.workers = 1;
    options.should_stop = should_stop;
    if (policy > 0) options.calibration_factor = 1.0;  // as in the sweep: without a pilot
    options.on_progress = [&](const RunProgress& progress) {
      share = progress.share;
      most = std::max(most, resident_bytes());
      if (elapsed() > budget_s && share > 0.0) throw EnoughSeen();
    };
    try {
      static_cast<void>(run_scenario(scenario, options));
      share = 1.0;
    } catch (const EnoughSeen&) {
    }
    sum_s += elapsed() / share;
    if (on_progress) on_progress(static_cast<double>(policy + 1) / static_cast<double>(plan.policies.size()));
  }
  const double threads = static_cast<double>(worker_count(workers));
  SweepEstimate estimate;
  estimate.run_s = sum_s / static_cast<double>(plan.policies.size());
  estimate.all_s = estimate.run_s * static_cast<double>(plan.planned_runs()) / threads;
  estimate.memory_bytes = before + static_cast<std::uint64_t>(static_cast<double>(most - before) * threads);
  return estimate;
}

}  // namespace suanwang
