#include "suanwang/experiment/metrics.hpp"

namespace suanwang {

namespace {

std::optional<double> token_share(const Summary& summary) {
  if (summary.nation.tokens_asked_for <= 0.0) return std::nullopt;
  return summary.nation.tokens_served / summary.nation.tokens_asked_for;
}

double unfinished_jobs(const JobCounts& jobs) { return static_cast<double>(jobs.submitted - jobs.ran()); }

}  // namespace

std::optional<double> service_level_share(const Summary& summary) {
  ServiceLevel all;
  for (const JobClassSummary& job_class : summary.job_classes)
    if (job_class.service_level) {
      all.jobs += job_class.service_level->jobs;
      all.met += job_class.service_level->met;
    }
  return all.jobs > 0 ? std::optional(all.attainment()) : std::nullopt;
}

std::vector<Metric> built_in_metrics() {
  std::vector<Metric> all;
  const auto add = [&all](const char* name, const char* title, const char* unit, Better better, auto figure) {
    all.push_back({name, title, unit, better,
                   [figure](const ComparedRun& run) { return std::optional<double>(figure(run.summary)); }});
  };
  using enum Better;
  using S = const Summary&;
  add("cost", "Cost of energy, charges, certificates and network", "CNY", less,
      [](S s) { return s.nation.cost.total().value(); });
  add("energy_cost", "Cost of energy, less what was sold", "CNY", less,
      [](S s) { return s.nation.cost.energy.value(); });
  add("network_cost", "Cost of moving data", "CNY", less, [](S s) { return s.nation.cost.network.value(); });
  add("carbon_location", "Carbon by the local grid's average", "t", less,
      [](S s) { return s.nation.carbon.location.value(); });
  add("carbon_market", "Carbon by contracts and residual mix", "t", less,
      [](S s) { return s.nation.carbon.market.value(); });
  add("green_share", "Share of the load matched hour by hour", "", more,
      [](S s) { return s.nation.energy.green_share(); });
  add("wait", "Mean wait of jobs", "s", less, [](S s) { return s.nation.wait.mean_s; });
  add("wait_p95", "95th percentile of jobs' waits", "s", less, [](S s) { return s.nation.wait.p95_s; });
  add("slowdown", "Mean bounded slowdown", "", less, [](S s) { return s.nation.wait.bounded_slowdown_mean; });
  add("sla", "Share of jobs that started by their class's target", "", more, service_level_share);
  add("token_share", "Tokens served over asked for", "", more, token_share);
  add("facility_energy", "Energy of facilities", "MWh", less,
      [](S s) { return s.nation.energy.facility.value(); });
  add("completed_jobs", "Jobs that completed", "", more,
      [](S s) { return static_cast<double>(s.nation.jobs.completed); });
  add("unfinished_jobs", "Jobs submitted that did not run to an end", "", less,
      [](S s) { return unfinished_jobs(s.nation.jobs); });
  add("goodput_share", "Share of accelerator-time that counts", "", more,
      [](S s) { return s.work.goodput_share(); });
  return all;
}

}  // namespace suanwang
