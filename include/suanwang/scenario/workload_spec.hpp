#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "suanwang/core/spec.hpp"
#include "suanwang/model/workload/job.hpp"
#include "suanwang/scenario/distribution_spec.hpp"
#include "suanwang/scenario/published_spec.hpp"
#include "suanwang/trace/trace_jobs.hpp"
#include "suanwang/trace/trace_spec.hpp"

namespace suanwang {

/// Shares of the time that accelerators in use spend in each phase.
struct PhaseMixSpec {
  double training = 0.0, prefill = 0.0, decode = 0.0;

  void fields(Fields& f);
};

template <>
struct Names<Preemption> {
  static constexpr std::array<std::pair<Preemption, const char*>, 2> all{
      {{Preemption::suspend, "suspend"}, {Preemption::requeue, "requeue"}}};
};

/// How jobs of a class save their work.
struct CheckpointSpec {
  std::optional<Duration> interval;
  Duration cost{}, restart{};
  Gigabytes size_per_accelerator;

  void fields(Fields& f);
};

struct ElasticSpec {
  double minimum_share = 1.0, maximum_share = 1.0, scaling_exponent = 0.9;

  void fields(Fields& f);
};

/// Inputs that jobs of a class share.
struct DataSetsSpec {
  std::uint32_t count = 0;
  double popularity_exponent = 1.0;

  void fields(Fields& f);
};

template <>
struct Names<JobEnd> {
  static constexpr std::array<std::pair<JobEnd, const char*>, 3> all{
      {{JobEnd::completes, "completes"}, {JobEnd::fails, "fails"}, {JobEnd::cancelled, "cancelled"}}};
};

/// Jobs of a class that are alike. What a part does not state, it has from its class.
struct JobPartSpec {
  double share_of_jobs = 0.0;
  DistributionSpec accelerators, run_time_hours;
  std::optional<double> failure_share, cancel_share;
  std::optional<JobEnd> end;
  std::optional<EstimatesSpec> estimates;

  void fields(Fields& f);
};

struct JobClassSpec {
  std::string name;
  std::optional<double> offered_share, jobs_per_year;
  DistributionSpec accelerators, run_time_hours, input_gb;
  std::uint32_t bundle = 1;
  Gigabytes memory_per_accelerator{0.0};
  std::optional<Delay> round_trip_bound;
  PhaseMixSpec phases{1.0, 0.0, 0.0};
  std::int64_t priority = 0;
  bool is_preemptible = false;
  EstimatesSpec estimates;
  double failure_share = 0.0, cancel_share = 0.0;
  Keyed<JobPartSpec> parts;
  std::optional<Duration> start_within;
  std::string day_shape;
  std::optional<Delay> one_way_bound;
  std::string latency_circle;
  Keyed<double> chips;
  bool needs_one_domain = false, is_migratable = false;
  Preemption when_preempted = Preemption::suspend;
  std::optional<CheckpointSpec> checkpoint;
  std::optional<ElasticSpec> elastic;
  DistributionSpec output_gb{"constant", {}};
  std::optional<DataSetsSpec> data_sets;
  std::vector<std::string> replicas;
  std::uint32_t tenants = 1;
  double tenant_exponent = 0.0;
  Keyed<double> origin_shares;
  std::string growth_curve;
  std::optional<PublishedSpec> published;
  std::optional<double> energy_share;
  std::optional<Duration> wait_target;
  double transfer_weight = 1.0;
  std::optional<Gbps> transfer_limit;

  /// Whether its jobs are drawn; else traces bring them.
  [[nodiscard]] bool is_generated() const { return offered_share || jobs_per_year; }

  void fields(Fields& f);
};

/// What one accelerator of a chip achieves, where that is known.
struct ChipServingSpec {
  std::optional<TokensPerSecond> prefill, decode;

  void fields(Fields& f);
};

/// A trace of requests that tells what a model class's tokens are like, and how they come and go.
struct TokenTraceSpec {
  std::string file;
  TraceOptions options;

  void fields(Fields& f);
};

struct ModelClassSpec {
  std::string name;
  double share = 0.0;
  Delay round_trip_bound;
  std::optional<Delay> one_way_bound;
  std::string latency_circle;
  std::optional<double> output_share, cache_hit_share, input_tokens;
  double input_tokens_cv = 1.0;
  TokensPerSecond prefill, decode, decode_alone;
  double largest_batch = 1.0;
  std::uint32_t accelerators_per_instance = 1;
  Keyed<ChipServingSpec> chips;
  std::optional<Duration> first_token_target;
  std::optional<Delay> output_token_target;
  std::optional<double> energy_share;
  std::string day_shape;
  Keyed<double> users;
  std::optional<TokenTraceSpec> trace;
  /// Of the trace, once it is read.
  std::vector<double> traced_shape;  ///< demand by power interval, mean 1; repeats itself
  TraceReport trace_report;

  void fields(Fields& f);
};

/// A point of a curve over the years.
struct DemandPointSpec {
  std::chrono::sys_days date;
  TokensPerSecond demand;

  void fields(Fields& f);
};

struct TokensSpec {
  std::optional<TokensPerSecond> demand;
  Keyed<DemandPointSpec> demand_series;
  double inside_network = 1.0;
  double serving_share = 0.5, serving_floor = 1.0, highest_load = 0.9;
  double software_speedup = 1.0;
  std::int64_t priority = 100;
  Keyed<ModelClassSpec> classes;

  void fields(Fields& f);
};

/// Compute vouchers (算力券) of one city: a share of the rent is paid until a cap or the pool is used up.
struct ComputeVoucherSpec {
  std::string origin;
  double rate = 0.0;
  Cny pool, cap_per_firm;
  std::uint32_t firms = 100;

  void fields(Fields& f);
};

}  // namespace suanwang
