#include "suanwang/scenario/scenario_spec.hpp"

#include "suanwang/core/fields.hpp"

namespace suanwang {

namespace {

template <class Product>
TaggedField policy_field(PolicyChoice<Product>& choice, const PolicyList<Product>& list) {
  TaggedField field;
  field.tag = "name";
  for (const auto& entry : list.entries()) field.alternatives.push_back({entry.name, entry.help});
  field.select = [&choice, &list](const std::string& name) {
    choice.name = name;
    choice.maker = list.find(name)->maker();
    return ObjectField{[maker = choice.maker](Fields& f) { maker->fields(f); }};
  };
  field.prototype = [&list](const std::string& name) {
    return ObjectField{[maker = std::shared_ptr(list.find(name)->maker())](Fields& f) { maker->fields(f); }};
  };
  field.get = [&choice] { return choice.name; };
  field.current = [&choice] { return ObjectField{[maker = choice.maker](Fields& f) { maker->fields(f); }}; };
  return field;
}

template <class Product>
PolicyChoice<Product> choice_of(const PolicyList<Product>& list, const std::string& name) {
  const auto* entry = list.find(name);
  expects(entry != nullptr, "the default policies are in the catalogue");
  return {name, entry->maker()};
}

}  // namespace

PolicySpec::PolicySpec(const PolicyCatalogue& all)
    : catalogue(&all),
      route(choice_of(all.route, "nearest")),
      queue(choice_of(all.queue, "easy_backfill")),
      serve(choice_of(all.serve, "nearest")),
      power(choice_of(all.power, "renewables_first")),
      forecast(all) {}

ForecastSpec::ForecastSpec(const PolicyCatalogue& all)
    : catalogue(&all),
      renewable(choice_of(all.forecast, "perfect")),
      price(choice_of(all.forecast, "perfect")),
      carbon(choice_of(all.forecast, "perfect")),
      load(choice_of(all.forecast, "perfect")) {}

void ForecastSpec::fields(Fields& f) {
  const auto add = [&](const char* key, PolicyChoice<ForecastModel>& choice, const char* help) {
    f.add(key, {policy_field(choice, catalogue->forecast)}, help, false);
  };
  add("renewable", renewable, "Wind, solar and hydro that hubs could take.");
  add("price", price, "Energy price of grid import.");
  add("carbon", carbon, "CO2 of grid import: location, market and marginal factors.");
  add("load", load, "Load that no policy moves, and demand for tokens.");
}

std::string ForecastSpec::text() const {
  if (renewable.name == price.name && price.name == carbon.name && carbon.name == load.name)
    return price.name;
  return "renewable " + renewable.name + ", price " + price.name + ", carbon " + carbon.name + ", load " +
         load.name;
}

void PolicySpec::fields(Fields& f) {
  f.add("route", {policy_field(route, catalogue->route)}, "Where a job runs.", false);
  f.add("queue", {policy_field(queue, catalogue->queue)}, "What starts next in a pool.", false);
  f.add("serve", {policy_field(serve, catalogue->serve)}, "How token streams are split over clusters.",
        false);
  f.add("power", {policy_field(power, catalogue->power)}, "How a hub's storage is used.", false);
  f("forecast", forecast, "How the future is foretold to policies.").optional();
}

ScenarioSpec::ScenarioSpec(const PolicyCatalogue& catalogue) : policy(catalogue) {}
ScenarioSpec::ScenarioSpec(const ScenarioSpec& other) = default;
ScenarioSpec::ScenarioSpec(ScenarioSpec&& other) noexcept = default;
ScenarioSpec& ScenarioSpec::operator=(const ScenarioSpec& other) = default;
ScenarioSpec& ScenarioSpec::operator=(ScenarioSpec&& other) noexcept = default;
ScenarioSpec::~ScenarioSpec() = default;

void ScenarioSpec::fields(Fields& f) {
  f("suanwang", format, "Version of the scenario language.").within(1, 1);
  f("name", name, "Short name; the result folder's default.").identifier();
  f("title", title, "One line for reports.").optional();
  f("description", description, "What the scenario stands for.").optional();
  f("seed", seed, "Seed of all random streams.").optional();
  f("time", time, "The horizon.");
  f("power_scenario", power_scenario, "National electricity and the data centres' share of it.");
  f("growth", growth, "Factors on the base data.").optional();
  f("weather", weather, "How weather at the hubs hangs together.").optional();
  f("carbon", carbon, "CO2 factors over the years.").optional();
  f("shortage", shortage, "What slowing down saves.").optional();
  f("non_accelerator_overhead", non_accelerator_overhead,
    "IT power of accelerators with hosts, storage and network, over the accelerators' all-in power.")
      .optional()
      .within(1, 4);
  f("certificates", certificates, "Green certificates.");
  f("embodied", embodied, "CO2 of making chips, buildings and storage.");
  f("direct_supply_rules", direct_supply_rules, "Rules of green direct supply.");
  f("transfer_lines", transfer_lines, "Lines over which hubs send power to each other.").optional();
  f("power_events", power_events, "Planned outages and demand-response calls.").optional();
  f("compute_vouchers", compute_vouchers, "Compute vouchers of cities.").optional();
  f("chips", chips, "Accelerator models by id.").optional();
  f("chip_mixes", chip_mixes, "Shares of FLOPS by chip; each mix sums to 1.").optional().within(0, 1);
  f("reference_chip", reference_chip, "Run times of jobs are stated for this chip.").optional().identifier();
  f("day_shapes", day_shapes, "Shapes of day and week by id.").optional();
  f("holidays", holidays, "Public holidays by id.").optional();
  f("growth_curves", growth_curves, "How the work of job classes grows, by id.").optional();
  f("wind_shapes", wind_shapes, "Shapes of wind by id.").optional();
  f("tariffs", tariffs, "Time-of-use tariffs by id.").optional();
  f("hubs", hubs, "Hub nodes by id.");
  f("clusters", clusters, "Data-centre clusters by id.");
  f("compute_sites", compute_sites, "Further sites that compute, such as a hub's other cities.").optional();
  f("demand_sites", demand_sites, "Further places that work comes from.").optional();
  f("network", network, "Links and their common figures.");
  f("demand_shares", demand_shares, "Where work comes from: hub or demand site, relative weight.")
      .optional()
      .at_least(0);
  f("job_classes", job_classes, "Classes of discrete jobs by id.").optional();
  f("traces", traces, "Published traces whose jobs join those that are drawn, by id.").optional();
  f("tokens", tokens, "Online inference.");
  f("faults", faults, "What fails at random, or by a trace.");
  f("outages", outages, "Outages of clusters and links at known times.").optional();
  f("reservations", reservations, "Accelerators kept for one job class for a time.").optional();
  f("latency_circles", latency_circles, "Named bounds on latency.").optional();
  f("hub_roles", hub_roles, "Rules of the national plan on what runs where.").optional();
  f("on_invalid", on_invalid,
    "What is done with a job that no pool could ever run: rejected and counted, or an error.")
      .optional();
  f("policy", policy, "Who decides.").optional();
  f("national_facts", national_facts, "Published figures to hold the data against.");
  f("sources", sources, "Sources that figures cite by id.").optional();
}

void TimeSpec::fields(Fields& f) {
  f("start", start, "First local day (China Standard Time).");
  f("end", end, "First local day that is no longer simulated.");
  f("interval_minutes", interval, "Power interval: divides an hour, at least 5 minutes.")
      .optional()
      .within(300, 3600);
}

void PowerScenarioSpec::fields(Fields& f) {
  f("national_electricity_twh", national_electricity, "National electricity use of the year.").above(0);
  f("data_centres_twh", data_centres, "Electricity use of all data centres in the year: the target.")
      .above(0);
  f("data_centre_share", data_centre_share,
    "Their share as published; checked against the two figures to 2 %.")
      .within(0, 1);
  f("inside_network", inside_network, "Share of that use that lies in the modelled network.")
      .optional()
      .above(0)
      .at_most(1);
  f("calibration", calibration, "What is scaled until the run's energy meets the target.").optional();
}

void GrowthSpec::fields(Fields& f) {
  f("smart_compute", smart_compute, "On `claimed_eflops` of every cluster.").optional().above(0);
  f("general_load", general_load, "On every `general_load`.").optional().at_least(0);
  f("renewables", renewables, "On every contracted capacity, direct supply and its line included.")
      .optional()
      .at_least(0);
  f("storage", storage, "On every storage's power and energy.").optional().at_least(0);
  f("grid_limit", grid_limit, "On every grid import limit.").optional().at_least(0);
  f("links", links, "On every link's capacity.").optional().above(0);
  f("tariff", tariff, "On every energy price of grid import.").optional().at_least(0);
  f("transfer_lines", transfer_lines, "On every transfer line's capacity.").optional().at_least(0);
}

void SiteSpec::fields(Fields& f) {
  f("name", name, "Name in reports.");
  f("name_en", name_en, "English name.").optional();
  f("latitude_deg", latitude, "North positive.").within(-90, 90);
  f("longitude_deg", longitude, "East positive.").within(-180, 180);
}

void NationalFactsSpec::fields(Fields& f) {
  f("as_of", as_of, "Date of the figures.");
  f("smart_compute_eflops", smart_compute, "National smart compute.").at_least(0);
  f("elsewhere_eflops", elsewhere, "Of it, outside the modelled network.").at_least(0);
  f("ten_thousand_card_clusters", ten_thousand_card_clusters, "Clusters of ten thousand cards reported.");
}

void SourceSpec::fields(Fields& f) {
  f("title", title, "Who said it, where.");
  f("date", date, "When.").optional();
}

}  // namespace suanwang
