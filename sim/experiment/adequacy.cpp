#include "suanwang/experiment/adequacy.hpp"

#include <algorithm>
#include <cmath>
#include <mutex>
#include <numeric>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "suanwang/engine/dispatch_run.hpp"
#include "suanwang/engine/simulator.hpp"
#include "suanwang/experiment/calibration.hpp"
#include "suanwang/experiment/in_parallel.hpp"
#include "suanwang/experiment/run.hpp"
#include "suanwang/experiment/students_t.hpp"
#include "suanwang/scenario/build.hpp"
#include "suanwang/store/folder.hpp"

namespace suanwang {

namespace {

/// IT load by cluster, then interval.
using ItLoads = std::vector<std::vector<Megawatts>>;

/// Keeps the IT load of every cluster and interval.
class LoadRecorder final : public Observer {
 public:
  LoadRecorder(std::size_t clusters, const AdequacyOptions& options) : options_(options), loads(clusters) {}
  void on_interval(const IntervalReport& report) override {
    if (options_.should_stop && *options_.should_stop) throw Interrupted();
    for (std::size_t i = 0; i < loads.size(); ++i) loads[i].push_back(report.clusters[i].it_power());
  }

 private:
  const AdequacyOptions& options_;

 public:
  ItLoads loads;
};

/// The spec with nothing that holds work back.
ScenarioSpec unlimited(ScenarioSpec spec) {
  for (auto& [id, hub] : spec.hubs.entries) hub.supply.grid_limit = Megawatts(1e9);
  for (auto* group : {&spec.clusters, &spec.compute_sites})
    for (auto& [id, cluster] : group->entries) {
      cluster.it_power_cap.reset();
      cluster.racks.reset();
    }
  spec.power_events.entries.clear();
  return spec;
}

ItLoads unrestricted_loads(const ScenarioSpec& spec, std::uint64_t seed, double general_load_factor,
                           const AdequacyOptions& options) {
  const ScenarioSpec free = unlimited(spec);
  World world = build_world(free, seed);
  world.set_general_load_factor(general_load_factor);
  LoadRecorder recorder(world.clusters().size(), options);
  const auto jobs = build_job_source(free, world, seed);
  Simulator simulator(world, build_policies(free.policy), *jobs, recorder, {});
  simulator.run_until(world.calendar().end());
  return std::move(recorder.loads);
}

/// One weather year at one place.
struct YearResult {
  double hours = 0.0, unserved_mwh = 0.0, peak_load_mw = 0.0, reserve_margin = 0.0;
};

double reserve_margin(const Hub& hub, const std::vector<double>& load_mw, std::size_t critical) {
  std::vector<std::size_t> order(load_mw.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  critical = std::min(critical, order.size());
  std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(critical), order.end(),
                    [&](std::size_t a, std::size_t b) {
                      return load_mw[a] != load_mw[b] ? load_mw[a] > load_mw[b] : a < b;
                    });
  double renewable = 0.0;
  for (std::size_t i = 0; i < critical; ++i)
    renewable += hub.supply.renewable_available(order[i]).value() / static_cast<double>(critical);
  const double peak = load_mw[order[0]];
  const double firm = hub.supply.grid_limit.value() + hub.supply.storage.discharge_power.value() + renewable;
  return peak > 0.0 ? (firm - peak) / peak : 0.0;
}

/// Dispatches one weather year. The last result is the nation's.
std::vector<YearResult> dispatch_year(const ScenarioSpec& spec, std::uint64_t seed,
                                      double general_load_factor, const ItLoads& it_loads) {
  World world = build_world(spec, seed);
  world.set_general_load_factor(general_load_factor);
  const PolicySet policies = build_policies(spec.policy);
  DispatchRun run(world, *policies.power, policies.forecasts);
  const Duration span = world.calendar().interval();
  const std::size_t hubs = world.hubs().size();
  std::vector<YearResult> results(hubs + 1);
  std::vector<std::vector<double>> load_mw(hubs);
  std::vector<Megawatts> loads(hubs);
  for (std::size_t interval = 0; interval < world.calendar().interval_count(); ++interval) {
    double national_mw = 0.0;
    for (const HubId id : world.hubs().ids()) {
      Megawatts load;
      for (const ClusterId cluster : world.hubs()[id].clusters)
        load += world.clusters()[cluster].facility.facility_load(it_loads[cluster.index()][interval],
                                                                 world.design_it_power(cluster), interval);
      loads[id.index()] = load;
      load_mw[id.index()].push_back(load.value());
      national_mw += load.value();
    }
    run.step(loads);
    bool is_any_short = false;
    for (const HubId id : world.hubs().ids()) {
      const Megawatts shortfall = run.outcome(id).flows.shortfall;
      if (shortfall <= Megawatts(1e-6)) continue;
      is_any_short = true;
      results[id.index()].hours += in_hours(span);
      results[id.index()].unserved_mwh += (shortfall * span).value();
      results[hubs].unserved_mwh += (shortfall * span).value();
    }
    if (is_any_short) results[hubs].hours += in_hours(span);
    results[hubs].peak_load_mw = std::max(results[hubs].peak_load_mw, national_mw);
  }
  const auto critical = static_cast<std::size_t>(100.0 / in_hours(span));
  for (const HubId id : world.hubs().ids()) {
    YearResult& result = results[id.index()];
    result.peak_load_mw = *std::max_element(load_mw[id.index()].begin(), load_mw[id.index()].end());
    result.reserve_margin = reserve_margin(world.hubs()[id], load_mw[id.index()], critical);
  }
  return results;
}

HubAdequacy adequacy_of(std::string id, std::string name, const std::vector<YearResult>& years,
                        double per_year) {
  const auto estimate = [&](const auto& figure, double factor) {
    std::vector<double> samples;
    for (const YearResult& year : years) samples.push_back(figure(year) * factor);
    return estimate_of(samples);
  };
  HubAdequacy hub;
  hub.id = std::move(id);
  hub.name = std::move(name);
  hub.loss_of_load_hours = estimate([](const YearResult& y) { return y.hours; }, per_year);
  hub.unserved_mwh = estimate([](const YearResult& y) { return y.unserved_mwh; }, per_year);
  hub.peak_load_mw = estimate([](const YearResult& y) { return y.peak_load_mw; }, 1.0);
  hub.reserve_margin = estimate([](const YearResult& y) { return y.reserve_margin; }, 1.0);
  for (const YearResult& year : years) {
    hub.years_with_loss += (year.unserved_mwh > 0.0 ? 1.0 : 0.0) / static_cast<double>(years.size());
    hub.worst_year_mwh = std::max(hub.worst_year_mwh, year.unserved_mwh * per_year);
  }
  return hub;
}

using Json = nlohmann::ordered_json;

Json estimate_json(const Estimate& estimate) {
  return {{"mean", estimate.mean}, {"ci95_half_width", estimate.half_width}};
}

Json hub_json(const HubAdequacy& hub, bool has_margin) {
  Json json = {{"name", hub.name},
               {"loss_of_load_hours_per_year", estimate_json(hub.loss_of_load_hours)},
               {"expected_unserved_mwh_per_year", estimate_json(hub.unserved_mwh)},
               {"share_of_years_with_loss", hub.years_with_loss},
               {"worst_year_mwh", hub.worst_year_mwh},
               {"peak_load_mw", estimate_json(hub.peak_load_mw)}};
  if (has_margin) json["reserve_margin"] = estimate_json(hub.reserve_margin);
  return json;
}

std::string csv_of(const std::vector<std::vector<YearResult>>& years, const World& world,
                   std::uint64_t seed) {
  std::string text = "seed,hub,loss_of_load_hours,unserved_mwh,peak_load_mw,reserve_margin\r\n";
  for (std::size_t year = 0; year < years.size(); ++year)
    for (const HubId id : world.hubs().ids()) {
      const YearResult& r = years[year][id.index()];
      text += fmt::format("{},{},{},{},{},{}\r\n", seed + year, world.hubs()[id].id, r.hours, r.unserved_mwh,
                          r.peak_load_mw, r.reserve_margin);
    }
  return text;
}

}  // namespace

Estimate estimate_of(const std::vector<double>& samples) {
  const auto count = static_cast<double>(samples.size());
  Estimate estimate;
  for (const double each : samples) estimate.mean += each / count;
  if (samples.size() < 2) return estimate;
  double squares = 0.0;
  for (const double each : samples) squares += (each - estimate.mean) * (each - estimate.mean);
  estimate.half_width = students_t_quantile(0.975, count - 1.0) * std::sqrt(squares / (count - 1.0) / count);
  return estimate;
}

std::string AdequacySummary::json() const {
  Json root = {{"scenario", scenario},   {"title", title},     {"version", version_text()},
               {"weather_years", years}, {"first_seed", seed}, {"calibration_factor", calibration_factor}};
  root["nation"] = hub_json(nation, false);
  Json all = Json::object();
  for (const HubAdequacy& hub : hubs) all[hub.id] = hub_json(hub, true);
  root["hubs"] = std::move(all);
  return root.dump(2) + "\n";
}

AdequacySummary run_adequacy(const LoadedScenario& scenario, const AdequacyOptions& options) {
  std::optional<PartialFolder> folder;
  if (options.folder) folder.emplace(*options.folder, options.overwrite);
  AdequacySummary summary;
  summary.scenario = scenario.spec.name;
  summary.title = scenario.spec.title;
  summary.years = std::max<std::size_t>(1, options.years);
  summary.seed = options.seed.value_or(scenario.spec.seed);
  RunOptions calibrating;
  calibrating.seed = summary.seed;
  calibrating.should_stop = options.should_stop;
  summary.calibration_factor = calibration_factor(scenario, calibrating);
  ScenarioSpec spec = scenario.spec;
  const bool scales_work =
      spec.power_scenario && spec.power_scenario->calibration == Calibration::scale_workload;
  if (scales_work) scale_workload(spec, summary.calibration_factor);
  const double general = scales_work ? 1.0 : summary.calibration_factor;
  const ItLoads loads = unrestricted_loads(spec, summary.seed, general, options);

  std::vector<std::vector<YearResult>> years(summary.years);
  std::atomic<std::size_t> done{0};
  std::mutex guard;
  in_parallel(summary.years, worker_count(options.workers), [&](std::size_t year) {
    if (options.should_stop && *options.should_stop) throw Interrupted();
    years[year] = dispatch_year(spec, summary.seed + year, general, loads);
    const double share = static_cast<double>(++done) / static_cast<double>(summary.years);
    const std::lock_guard lock(guard);
    if (options.on_progress) options.on_progress(share);
  });

  const World world = build_world(spec, summary.seed);
  const double per_year = 1.0 / world.calendar().years();
  for (std::size_t place = 0; place <= world.hubs().size(); ++place) {
    std::vector<YearResult> of_place;
    for (const auto& year : years) of_place.push_back(year[place]);
    if (place == world.hubs().size())
      summary.nation = adequacy_of("network", "network", of_place, per_year);
    else
      summary.hubs.push_back(
          adequacy_of(world.hubs()[HubId(place)].id, world.hubs()[HubId(place)].name, of_place, per_year));
  }
  if (folder) {
    folder->write("adequacy.json", summary.json());
    folder->write("adequacy.csv", csv_of(years, world, summary.seed));
    folder->commit();
  }
  return summary;
}

}  // namespace suanwang
