#pragma once

#include <optional>
#include <string>
#include <vector>

#include "suanwang/core/spec.hpp"
#include "suanwang/model/workload/distribution.hpp"
#include "suanwang/model/workload/estimates.hpp"

namespace suanwang {

/// A `Distribution` in the unit that its key states: `run_time_hours: {kind: log_normal, median: 6, ...}`.
/// All kinds but mixtures, which are made of these.
struct PlainDistributionSpec {
  std::string kind;  ///< empty: not stated
  Distribution raw;  ///< weights as written, of any sum
};
FieldValue bind_field(PlainDistributionSpec& target, std::string_view key);

struct MixtureComponentSpec {
  double weight = 1.0;
  PlainDistributionSpec of;

  void fields(Fields& f);
};

/// Of any kind.
struct DistributionSpec : PlainDistributionSpec {
  DistributionSpec() = default;
  DistributionSpec(std::string kind_name, Distribution distribution)
      : PlainDistributionSpec{std::move(kind_name), std::move(distribution)} {}

  Keyed<MixtureComponentSpec> components;

  [[nodiscard]] bool is_stated() const { return !kind.empty(); }
  /// As the model takes it: weights sum to 1.
  [[nodiscard]] Distribution distribution() const;
};
FieldValue bind_field(DistributionSpec& target, std::string_view key);

/// What users say of the run time of their jobs.
struct EstimatesSpec {
  DistributionSpec factor{"uniform", Estimates().factor};
  std::vector<Duration> round_values;
  std::optional<Duration> longest;

  void fields(Fields& f);
};

}  // namespace suanwang
