#pragma once

#include <optional>
#include <string>
#include <vector>

#include "suanwang/core/fields.hpp"
#include "suanwang/model/workload/distribution.hpp"

namespace suanwang {

struct DayShapeSpec {
  std::vector<double> hour_factor;
  double weekend_factor = 1.0;

  void fields(Fields& f) {
    f("hour_factor", hour_factor, "Relative level by local hour, midnight first.").sized(24).at_least(0);
    f("weekend_factor", weekend_factor, "Level on Saturday and Sunday relative to a working day.")
        .optional()
        .within(0, 10);
  }
};

/// A `Distribution` in the unit that its key states: `run_time_hours: {kind: log_normal, median: 6, ...}`.
struct DistributionSpec {
  Distribution value;
  std::string kind;
};
FieldValue bind_field(DistributionSpec& target, std::string_view key);

struct JobClassSpec {
  std::string name;
  std::optional<double> offered_share, jobs_per_year;
  DistributionSpec accelerators, run_time_hours, input_gb;
  std::uint32_t bundle = 1;
  Gigabytes memory_per_accelerator{0.0};
  std::optional<Delay> round_trip_bound;
  double activity = 0.85;
  double longest_estimate = 3.0;
  double failure_share = 0.0;
  std::optional<Duration> start_within;
  std::string day_shape;

  void fields(Fields& f) {
    f("name", name, "Name in reports.");
    f("offered_share", offered_share,
      "Arrivals so that the class would use this share of all schedulable compute.")
        .above(0)
        .at_most(2);
    f("jobs_per_year", jobs_per_year, "Expected arrivals a year, instead of `offered_share`.")
        .above(0)
        .at_most(1e9);
    f("accelerators", accelerators, "Gang size.");
    f("run_time_hours", run_time_hours, "Run time on reference accelerators.");
    f("input_gb", input_gb, "Data staged to the cluster before the start.");
    f("bundle", bundle, "One simulated job stands for this many, run side by side as one gang.")
        .optional()
        .at_least(1)
        .at_most(1e6);
    f("memory_per_accelerator_gb", memory_per_accelerator, "Chips with less are not admissible.")
        .optional()
        .at_least(Gigabytes(0));
    f("round_trip_bound_ms", round_trip_bound,
      "Longest round trip between origin and cluster; none by default.")
        .above(Delay(0));
    f("activity", activity, "Power of its accelerators between idle (0) and full (1).")
        .optional()
        .within(0, 1);
    f("longest_estimate", longest_estimate, "Users ask for the run time times a factor between 1 and this.")
        .optional()
        .within(1, 100);
    f("failure_share", failure_share, "Share of jobs that fail on the way.").optional().within(0, 1);
    f("start_within_hours", start_within, "A job not started by then expires; by default it waits.").above(0);
    f("day_shape", day_shape, "One of `day_shapes`; flat by default.").optional().identifier();
  }
};

struct ModelClassSpec {
  std::string name;
  double share = 0.0;
  Delay round_trip_bound;
  TokensPerSecondPerPetaflops throughput;
  double activity = 0.6;
  std::string day_shape;

  void fields(Fields& f) {
    f("name", name, "Name in reports.");
    f("share", share, "Share of all tokens.").within(0, 1);
    f("round_trip_bound_ms", round_trip_bound, "Longest round trip between origin and serving cluster.")
        .above(Delay(0));
    f("throughput_tokens_per_s_per_petaflops", throughput,
      "Input and output tokens per dense FP16 PFLOPS in use.")
        .above(0);
    f("activity", activity, "Power of serving accelerators between idle (0) and full (1).")
        .optional()
        .within(0, 1);
    f("day_shape", day_shape, "One of `day_shapes`; flat by default.").optional().identifier();
  }
};

struct TokensSpec {
  TokensPerSecond demand;
  double inside_network = 1.0;
  double serving_share = 0.5;
  Keyed<ModelClassSpec> classes;

  void fields(Fields& f) {
    f("demand_teratokens_per_day", demand, "National tokens, input and output, mean over the year.")
        .at_least(TokensPerSecond(0));
    f("inside_network", inside_network, "Share of them that the modelled network has to serve.")
        .optional()
        .within(0, 1);
    f("serving_share", serving_share,
      "Share of energised accelerators held for tokens, where a cluster states none.")
        .optional()
        .within(0, 1);
    f("classes", classes, "Model classes by id; their shares sum to 1.");
  }
};

}  // namespace suanwang
