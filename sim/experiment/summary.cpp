#include "suanwang/experiment/summary.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace suanwang {

namespace {

using Json = nlohmann::ordered_json;

Json jobs_json(const JobCounts& jobs) {
  return {{"submitted", jobs.submitted}, {"completed", jobs.completed}, {"running", jobs.running},
          {"queued", jobs.queued},       {"rejected", jobs.rejected},   {"expired", jobs.expired},
          {"failed", jobs.failed},       {"cancelled", jobs.cancelled}};
}

Json energy_json(const EnergyTotals& energy) {
  return {{"it_twh", in_terawatt_hours(energy.it)},
          {"facility_twh", in_terawatt_hours(energy.facility)},
          {"renewable_twh", in_terawatt_hours(energy.renewable)},
          {"direct_twh", in_terawatt_hours(energy.direct)},
          {"storage_in_twh", in_terawatt_hours(energy.storage_in)},
          {"storage_out_twh", in_terawatt_hours(energy.storage_out)},
          {"storage_loss_twh", in_terawatt_hours(energy.storage_loss)},
          {"lines_in_twh", in_terawatt_hours(energy.lines_in)},
          {"lines_out_twh", in_terawatt_hours(energy.lines_out)},
          {"grid_twh", in_terawatt_hours(energy.grid)},
          {"exported_twh", in_terawatt_hours(energy.exported)},
          {"green_twh", in_terawatt_hours(energy.green)},
          {"shortfall_twh", in_terawatt_hours(energy.shortfall)},
          {"restricted_twh", in_terawatt_hours(energy.restricted)},
          {"curtailed_twh", in_terawatt_hours(energy.curtailed)}};
}

Json carbon_json(const CarbonTotals& carbon) {
  return {{"location_mt", carbon.location.value() / 1e6},
          {"market_mt", carbon.market.value() / 1e6},
          {"marginal_mt", carbon.marginal.value() / 1e6},
          {"embodied_mt", carbon.embodied.value() / 1e6}};
}

Json cost_json(const CostTotals& cost) {
  return {{"energy_cny", cost.energy.value()},
          {"demand_charge_cny", cost.demand_charge.value()},
          {"response_income_cny", cost.response_income.value()},
          {"certificates_cny", cost.certificates.value()},
          {"network_cny", cost.network.value()},
          {"total_cny", cost.total().value()}};
}

Json traces_json(const std::vector<TraceReport>& traces) {
  Json all = Json::object();
  for (const TraceReport& each : traces)
    all[each.id] = {{"file", each.file},
                    {"format", each.format},
                    {"format_guessed", each.is_guessed},
                    {"records", each.records},
                    {"skipped", each.skipped},
                    {"outside_window", each.outside_window},
                    {"thinned", each.thinned},
                    {"passes", each.passes},
                    {"jobs", each.jobs},
                    {"rounded", each.rounded},
                    {"without_user", each.without_user},
                    {"accelerator_hours", each.accelerator_hours}};
  return all;
}

Json supply_json(const SupplySummary& supply) {
  const auto number = [](const std::optional<double>& value) { return value ? Json(*value) : Json(); };
  const auto text = [](const std::string& value) { return value.empty() ? Json() : Json(value); };
  return {{"annual_green_share", supply.annual_green_share()},
          {"certificates_mwh", supply.certificates.value()},
          {"wind_capacity_factor", number(supply.wind_capacity_factor)},
          {"solar_capacity_factor", number(supply.solar_capacity_factor)},
          {"hydro_capacity_factor", number(supply.hydro_capacity_factor)},
          {"direct_available_twh", in_terawatt_hours(supply.direct_available)},
          {"storage_cycles", supply.storage_cycles},
          {"water_m3", supply.water.value()},
          {"wue_l_per_kwh", supply.wue()},
          {"first_supply_bound", text(supply.first_bound)},
          {"first_shortfall", text(supply.first_shortfall)}};
}

Json latency_json(const std::optional<LatencyTotals>& latency) {
  if (!latency)
    return {{"p50_ms", nullptr}, {"p95_ms", nullptr}, {"p99_ms", nullptr}, {"sla_share", nullptr}};
  return {{"p50_ms", latency->p50_ms},
          {"p95_ms", latency->p95_ms},
          {"p99_ms", latency->p99_ms},
          {"sla_share", latency->sla_share}};
}

Json work_json(const WorkTotals& work) {
  return {{"useful_accelerator_hours", work.useful_hours},
          {"lost_accelerator_hours", work.lost_hours},
          {"overhead_accelerator_hours", work.overhead_hours},
          {"goodput_share", work.goodput_share()},
          {"preemptions", work.preemptions},
          {"failures", work.failures},
          {"migrations", work.migrations}};
}

Json service_level_json(const std::optional<ServiceLevel>& level) {
  if (!level) return nullptr;
  return {
      {"wait_target_hours", level->target_hours}, {"jobs", level->jobs}, {"attainment", level->attainment()}};
}

Json first_token_json(const FirstTokenTotals& times) {
  return {{"p50_s", times.p50_s}, {"p95_s", times.p95_s}, {"p99_s", times.p99_s}};
}

Json model_class_json(const ModelClassSummary& model) {
  const auto number = [](const std::optional<double>& value) { return value ? Json(*value) : Json(); };
  Json level, by_origin = Json::object();
  if (model.service_level)
    level = {{"first_token_target_s", number(model.service_level->first_token_target_s)},
             {"output_token_target_ms", number(model.service_level->output_token_target_ms)},
             {"attainment", model.service_level->attainment}};
  for (const auto& [origin, times] : model.first_token_by_origin) by_origin[origin] = first_token_json(times);
  return {{"name", model.name},
          {"tokens",
           {{"asked_for", model.tokens_asked_for},
            {"served", model.tokens_served},
            {"unserved", std::max(0.0, model.tokens_asked_for - model.tokens_served)}}},
          {"latency", latency_json(model.latency)},
          {"it_twh", in_terawatt_hours(model.it_energy)},
          {"joules_per_token",
           {{"it", model.joules_per_token(model.it_energy)},
            {"meter", model.joules_per_token(model.facility_energy)}}},
          {"first_token", model.first_token ? first_token_json(*model.first_token) : Json()},
          {"first_token_by_origin", std::move(by_origin)},
          {"output_token_ms", number(model.output_token_ms)},
          {"service_level", std::move(level)}};
}

Json wait_json(const WaitTotals& wait) {
  return {
      {"mean_s", wait.mean_s}, {"p95_s", wait.p95_s}, {"bounded_slowdown_mean", wait.bounded_slowdown_mean}};
}

/// What nation, hubs and clusters have in common.
Json place_json(const PlaceSummary& place) {
  Json json = {{"jobs", jobs_json(place.jobs)},
               {"energy", energy_json(place.energy)},
               {"green_share", place.energy.green_share()},
               {"carbon", carbon_json(place.carbon)},
               {"cost", cost_json(place.cost)},
               {"latency", latency_json(place.latency)},
               {"wait", wait_json(place.wait)},
               {"pue", place.energy.pue()},
               {"tokens", {{"asked_for", place.tokens_asked_for}, {"served", place.tokens_served}}},
               {"utilisation",
                {{"accelerators", place.accelerator_utilisation}, {"serving", place.serving_utilisation}}},
               {"peak_load", {{"mw", place.peak_load.value()}, {"at", place.peak_load_at}}},
               {"supply_bound_hours", place.supply_bound_hours}};
  if (place.supply) json["supply"] = supply_json(*place.supply);
  return json;
}

Json pools_json(const std::vector<PoolSummary>& pools) {
  Json all = Json::object();
  for (const PoolSummary& pool : pools)
    all[pool.chip] = {
        {"energised_accelerators", pool.energised},
        {"busy_accelerator_hours", pool.busy_hours},
        {"held_accelerator_hours", pool.held_hours},
        {"utilisation",
         {{"accelerators", pool.accelerator_utilisation()}, {"serving", pool.serving_utilisation()}}}};
  return all;
}

Json places_json(const std::vector<PlaceSummary>& places) {
  Json all = Json::object();
  for (const PlaceSummary& place : places) {
    Json each = {{"name", place.name}};
    if (!place.hub.empty()) each["hub"] = place.hub;
    each.update(place_json(place));
    if (!place.hub.empty()) {
      each["free_cooling_hours"] = place.free_cooling_hours;
      each["pools"] = pools_json(place.pools);
    }
    all[place.id] = std::move(each);
  }
  return all;
}

Json reconciliation_json(const Reconciliation& r) {
  Json json = {{"rule", r.rule},
               {"calibration_factor", r.calibration_factor},
               {"target_twh", r.target ? Json(in_terawatt_hours(*r.target)) : Json()},
               {"modelled_twh", in_terawatt_hours(r.modelled)},
               {"rest_of_nation_twh", in_terawatt_hours(r.rest_of_nation)},
               {"national_twh", in_terawatt_hours(r.national())}};
  if (r.national_electricity) json["share_of_national_electricity"] = r.national() / *r.national_electricity;
  if (r.target) {
    json["difference_twh"] = in_terawatt_hours(r.national() - *r.target);
    json["difference_share"] = (r.national() - *r.target) / *r.target;
  }
  json["blocks_twh"] = {{"jobs_it", in_terawatt_hours(r.jobs_it)},
                        {"serving_it", in_terawatt_hours(r.serving_it)},
                        {"idle_accelerators_it", in_terawatt_hours(r.idle_it)},
                        {"servers_it", in_terawatt_hours(r.servers_it)},
                        {"general_it", in_terawatt_hours(r.general_it)},
                        {"cooling_and_losses", in_terawatt_hours(r.cooling)},
                        {"restricted", in_terawatt_hours(r.restricted)}};
  json["bottom_up_share"] = r.bottom_up_share();
  return json;
}

Json compliance_json(const std::vector<ComplianceRow>& rows) {
  Json all = Json::array();
  for (const ComplianceRow& row : rows)
    all.push_back({{"hub", row.hub},
                   {"rule", row.rule},
                   {row.is_upper_limit ? "at_most" : "at_least", row.required},
                   {"found", row.found},
                   {"is_met", row.is_met}});
  return all;
}

Json vouchers_json(const std::vector<VoucherSummary>& vouchers) {
  Json all = Json::object();
  for (const VoucherSummary& each : vouchers)
    all[each.id] = {
        {"origin", each.origin}, {"rent_cny", each.rent.value()}, {"paid_cny", each.paid.value()}};
  return all;
}

}  // namespace

void WorkTotals::add(const WorkBalance& work, std::uint32_t copies) {
  constexpr double ms_an_hour = 3.6e6;
  useful_hours += work.useful_ms / ms_an_hour;
  lost_hours += work.lost_ms / ms_an_hour;
  overhead_hours += work.overhead_ms / ms_an_hour;
  preemptions += std::uint64_t{work.preemptions} * copies;
  failures += std::uint64_t{work.failures} * copies;
  migrations += std::uint64_t{work.migrations} * copies;
}

void WorkTotals::add(const WorkTotals& other) {
  useful_hours += other.useful_hours;
  lost_hours += other.lost_hours;
  overhead_hours += other.overhead_hours;
  preemptions += other.preemptions;
  failures += other.failures;
  migrations += other.migrations;
}

void SupplySummary::add(const SupplySummary& other) {
  const auto first = [](std::string& own, const std::string& others) {
    if (own.empty() || (!others.empty() && others < own)) own = others;
  };
  direct_available += other.direct_available;
  water += other.water;
  it += other.it;
  served += other.served;
  green_volume += other.green_volume;
  certificates += other.certificates;
  certificate_cost += other.certificate_cost;
  first(first_bound, other.first_bound);
  first(first_shortfall, other.first_shortfall);
}

std::string Summary::json() const {
  Json root = {{"scenario", scenario},
               {"title", title},
               {"seed", seed},
               {"policy",
                {{"route", policy.route},
                 {"queue", policy.queue},
                 {"serve", policy.serve},
                 {"power", policy.power},
                 {"forecast", policy.forecast}}},
               {"version", version},
               {"wall_seconds", wall_seconds},
               {"start", start},
               {"end", end},
               {"events", events},
               {"most_active_jobs", most_active_jobs}};
  root.update(place_json(nation));
  Json& energy = root["energy"];
  energy["target_twh"] = reconciliation.target ? Json(in_terawatt_hours(*reconciliation.target)) : Json();
  energy["national_twh"] = in_terawatt_hours(reconciliation.national());
  energy["modelled_twh"] = in_terawatt_hours(reconciliation.modelled);
  energy["calibration_factor"] = reconciliation.calibration_factor;
  root["shadow_cost_cny"] = (nation.carbon.location * shadow_price).value();
  root["compliance"] = compliance_json(compliance);
  if (!vouchers.empty()) root["vouchers"] = vouchers_json(vouchers);
  if (!traces.empty()) root["traces"] = traces_json(traces);
  root["rejected_by"] = {{"no_admissible_pool", rejected_by[0]},
                         {"larger_than_any_pool", rejected_by[1]},
                         {"refused_by_policy", rejected_by[2]}};
  root["work"] = work_json(work);
  root["work"]["offered_reference_hours"] = work_offered.offered_hours;
  root["work"]["undone_reference_hours"] = work_offered.undone_hours();
  if (bound)
    root["bound"] = {{"aim", bound->aim},
                     {"carbon_price_cny_per_t", bound->carbon_price_cny_per_t},
                     {"score", bound->score},
                     {"bound", bound->bound},
                     {"gap", bound->gap ? Json(*bound->gap) : Json()}};
  root["work"]["down_accelerator_hours"] = down_accelerator_hours;
  root["work"]["preemptions_by_services"] = preemptions_by_services;
  root["services"] = {{"held_accelerator_hours", held_accelerator_hours},
                      {"lent_accelerator_hours", lent_accelerator_hours}};
  root["littles_law"] = {{"mean_jobs", littles_law.mean_jobs},
                         {"arrivals_per_hour", littles_law.arrivals_per_hour},
                         {"mean_hours", littles_law.mean_hours}};
  root["reconciliation"] = reconciliation_json(reconciliation);
  root["hubs"] = places_json(hubs);
  root["clusters"] = places_json(clusters);
  root["sites"] = places_json(sites);
  Json classes = Json::object();
  for (const JobClassSummary& each : job_classes)
    classes[each.id] = {{"name", each.name},
                        {"jobs", jobs_json(each.jobs)},
                        {"jobs_per_arrival", each.jobs_per_arrival},
                        {"wait", wait_json(each.wait)},
                        {"turnaround_mean_s", each.turnaround_mean_s},
                        {"service_level", service_level_json(each.service_level)},
                        {"work", work_json(each.work)},
                        {"accelerator_hours", each.accelerator_hours},
                        {"accelerator_hours_by_end",
                         {{"completed", each.hours_by_end.completed},
                          {"failed", each.hours_by_end.failed},
                          {"cancelled", each.hours_by_end.cancelled}}},
                        {"it_twh", in_terawatt_hours(each.it_energy)}};
  root["job_classes"] = std::move(classes);
  Json models = Json::object();
  for (const ModelClassSummary& each : model_classes) models[each.id] = model_class_json(each);
  root["model_classes"] = std::move(models);
  Json shares = Json::object();
  for (const EnergyShare& each : energy_shares)
    shares[each.id] = {{"it_twh", in_terawatt_hours(each.it)},
                       {"share", each.found},
                       {"stated_share", each.stated ? Json(*each.stated) : Json()}};
  root["energy_shares"] = std::move(shares);
  Json between = Json::array();
  for (const WorkFlow& each : flows)
    between.push_back({{"origin", each.origin},
                       {"cluster", each.cluster},
                       {"jobs", each.jobs},
                       {"accelerator_hours", each.accelerator_hours},
                       {"input_gb", each.input.value()},
                       {"tokens", each.tokens}});
  root["work_flows"] = std::move(between);
  return root.dump(2) + "\n";
}

}  // namespace suanwang
