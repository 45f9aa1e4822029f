#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "suanwang/core/spec.hpp"
#include "suanwang/policy/catalogue.hpp"
#include "suanwang/scenario/calendar_spec.hpp"
#include "suanwang/scenario/compute_spec.hpp"
#include "suanwang/scenario/energy_rules_spec.hpp"
#include "suanwang/scenario/energy_spec.hpp"
#include "suanwang/scenario/input_files.hpp"
#include "suanwang/scenario/network_spec.hpp"
#include "suanwang/scenario/operations_spec.hpp"
#include "suanwang/scenario/workload_spec.hpp"
#include "suanwang/trace/trace_spec.hpp"

namespace suanwang {

struct TimeSpec {
  std::chrono::sys_days start, end;
  Duration interval = 1h;

  void fields(Fields& f);
};

enum class Calibration { none, scale_general_load, scale_workload };
template <>
struct Names<Calibration> {
  static constexpr std::array<std::pair<Calibration, const char*>, 3> all{
      {{Calibration::none, "none"},
       {Calibration::scale_general_load, "scale_general_load"},
       {Calibration::scale_workload, "scale_workload"}}};
};

/// National electricity, the data centres' share of it, and how the run is tied to that figure.
struct PowerScenarioSpec {
  MegawattHours national_electricity;
  MegawattHours data_centres;
  std::optional<double> data_centre_share;
  double inside_network = 1.0;
  Calibration calibration = Calibration::scale_general_load;

  void fields(Fields& f);
};

/// Factors on the base data, for the year that a scenario describes.
struct GrowthSpec {
  double smart_compute = 1.0, general_load = 1.0, renewables = 1.0, storage = 1.0, grid_limit = 1.0,
         links = 1.0;
  double tariff = 1.0, transfer_lines = 1.0;

  void fields(Fields& f);
};

/// A place without compute of its own, or a further one with it.
struct SiteSpec {
  std::string name, name_en;
  Degrees latitude, longitude;

  void fields(Fields& f);
};

/// Published figures that `describe` holds the data against. Nothing is computed from them.
struct NationalFactsSpec {
  std::string as_of;
  Petaflops smart_compute, elsewhere;
  std::uint32_t ten_thousand_card_clusters = 0;

  void fields(Fields& f);
};

struct SourceSpec {
  std::string title;
  std::string date;

  void fields(Fields& f);
};

template <class Product>
struct PolicyChoice {
  std::string name;
  std::shared_ptr<PolicyMaker<Product>> maker;
};

/// How each quantity is foretold to the policies.
struct ForecastSpec {
  explicit ForecastSpec(const PolicyCatalogue& catalogue);
  void fields(Fields& f);
  /// "perfect", or "price persistence, load noisy, ..." where they differ.
  [[nodiscard]] std::string text() const;

  const PolicyCatalogue* catalogue;
  PolicyChoice<ForecastModel> renewable, price, carbon, load;
};

struct PolicySpec {
  explicit PolicySpec(const PolicyCatalogue& catalogue);
  void fields(Fields& f);

  const PolicyCatalogue* catalogue;
  PolicyChoice<RoutePolicy> route;
  PolicyChoice<QueuePolicy> queue;
  PolicyChoice<ServePolicy> serve;
  PolicyChoice<PowerPolicy> power;
  ForecastSpec forecast;
};

/// A whole scenario file, `extends` resolved.
struct ScenarioSpec {
  explicit ScenarioSpec(const PolicyCatalogue& catalogue);
  // The usual ones, made in one place: they are large, and every source would make them anew.
  ScenarioSpec(const ScenarioSpec& other);
  ScenarioSpec(ScenarioSpec&& other) noexcept;
  ScenarioSpec& operator=(const ScenarioSpec& other);
  ScenarioSpec& operator=(ScenarioSpec&& other) noexcept;
  ~ScenarioSpec();
  void fields(Fields& f);

  std::uint32_t format = 1;
  std::string name;
  std::string title;
  std::string description;
  std::uint64_t seed = 1;
  TimeSpec time;
  std::optional<PowerScenarioSpec> power_scenario;
  GrowthSpec growth;
  WeatherSpec weather;
  CarbonSpec carbon;
  ShortageSpec shortage;
  double non_accelerator_overhead = 1.0;
  std::optional<CertificatesSpec> certificates;
  std::optional<EmbodiedSpec> embodied;
  std::optional<DirectSupplyRulesSpec> direct_supply_rules;
  Keyed<TransferLineSpec> transfer_lines;
  Keyed<PowerEventSpec> power_events;
  Keyed<ComputeVoucherSpec> compute_vouchers;
  Keyed<ChipSpec> chips;
  Keyed<Keyed<double>> chip_mixes;
  std::string reference_chip;
  Keyed<DayShapeSpec> day_shapes;
  Keyed<HolidaySpec> holidays;
  Keyed<GrowthCurveSpec> growth_curves;
  Keyed<WindShapeSpec> wind_shapes;
  Keyed<TariffSpec> tariffs;
  Keyed<HubSpec> hubs;
  Keyed<ClusterSpec> clusters;
  Keyed<ClusterSpec> compute_sites;
  Keyed<SiteSpec> demand_sites;
  NetworkSpec network;
  Keyed<double> demand_shares;
  Keyed<JobClassSpec> job_classes;
  Keyed<TraceSpec> traces;
  std::optional<TokensSpec> tokens;
  std::optional<FaultsSpec> faults;
  Keyed<OutageSpec> outages;
  Keyed<ReservationSpec> reservations;
  Keyed<LatencyCircleSpec> latency_circles;
  HubRolesSpec hub_roles;
  InvalidJobs on_invalid = InvalidJobs::skip;
  PolicySpec policy;
  std::optional<NationalFactsSpec> national_facts;
  Keyed<SourceSpec> sources;
  std::shared_ptr<InputFiles> inputs = std::make_shared<InputFiles>();  ///< shared by copies; not a key
};

}  // namespace suanwang
